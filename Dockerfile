# The builder as an image: `docker build --tag strategy-builder .`, then in the folder of a strategy
# `docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/strategy" strategy-builder build`
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS python
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /builder

# What builds the wheel stays behind in a stage of its own.
FROM python AS wheel
COPY requirements/build.txt requirements/
RUN pip install --require-hashes --requirement requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY builder builder
COPY templates templates
COPY locales locales
COPY site_overrides site_overrides
COPY assets/fonts assets/fonts
COPY assets/mkdocs.yml assets/
RUN pip wheel --no-deps --no-build-isolation --wheel-dir wheel .

FROM python
COPY requirements/site.txt requirements/
RUN pip install --require-hashes --only-binary :all: --requirement requirements/site.txt
COPY --from=wheel /builder/wheel wheel
RUN pip install --no-deps --no-index wheel/*.whl

WORKDIR /strategy
ENTRYPOINT ["builder"]
CMD ["build"]
