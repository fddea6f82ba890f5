# The builder as an image: `docker build --tag strategy-builder .`, then in the folder of a strategy
# `docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/strategy" strategy-builder build`
FROM python:3.11-slim

WORKDIR /builder
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY builder builder
COPY templates templates
COPY locales locales
COPY site_overrides site_overrides
COPY assets/fonts assets/fonts
COPY assets/mkdocs.yml assets/
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps .

WORKDIR /strategy
ENTRYPOINT ["builder"]
CMD ["build"]
