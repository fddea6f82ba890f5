# Every target does its own set-up: a clone, Python 3.11 or newer, make and a package index are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
WORKERS ?= 2
# The strategy: the folder with its content, beside which its mkdocs.yml, templates/ and overrides/ stand if it has its own.
CONTENT ?= content

export PATH := $(CURDIR)/$(BIN):$(PATH)
# What is compiled is kept, whatever the person's own settings: tests start some hundred processes.
unexport PYTHONDONTWRITEBYTECODE
# Material's notice is to its own users, not to ours.
export NO_MKDOCS_2_WARNING := true

.PHONY: compare help site publish serve check test properdocs coverage fuzz mutants reproducible release audit docs golden words pictures portability benchmarks lock clean chromium biber nginx
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Two environments in one folder: what the site needs, and on top of it what the tests need. The digest of every file that is installed stands in requirements/.
# What builds packages is installed first, in the same way: pip would fetch it by its name alone.
INSTALL := bin/python -m pip install --quiet --disable-pip-version-check
LOCKED := --require-hashes --no-build-isolation --requirement
$(VENV)/.site: requirements/build.txt requirements/site.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) …"
	@$(VENV)/$(INSTALL) $(LOCKED) requirements/build.txt
	@$(VENV)/$(INSTALL) $(LOCKED) requirements/site.txt
	@rm -rf strategy_builder.egg-info # of an installation by setuptools, whose entry points would be taken for these
	@$(VENV)/$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	@echo "Adding what the tests need …"
	@$(VENV)/$(INSTALL) $(LOCKED) requirements/dev.txt
	@touch $@

site: $(VENV)/.site ## set up and build the site, also with a placeholder for its address
	@$(BIN)/builder build --provisional --content $(CONTENT)

publish: $(VENV)/.site ## the same for publication: refuses a placeholder for its address (set SITE_URL)
	@$(BIN)/builder build --content $(CONTENT)

serve: $(VENV)/.site ## show a live preview in the browser
	@$(BIN)/builder serve --content $(CONTENT)

NODE := tests/node/node_modules/.bin
COMMA := ,
# What says much where nothing is wrong is heard only where something is.
quietly = $(1) >/dev/null 2>&1 || $(1)

check: $(VENV)/.dev tests/node/node_modules/.installed ## lint, types, dependencies, workflows, content; scripts and styles
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy --config-file tests/mypy.ini
	@$(BIN)/mypy --platform win32 --python-version 3.14 --cache-dir .mypy_cache/windows
	@$(call quietly,$(BIN)/lint-imports --no-logo --no-cache)
	@$(call quietly,$(BIN)/deptry builder)
	@$(call quietly,$(BIN)/deptry . $(wildcard content/tests) --ignore DEP002$(COMMA)DEP004 --exclude '\.venv.*|builder/|build/|.*node_modules/')
	@$(call quietly,$(BIN)/zizmor --offline --no-progress --persona pedantic .github action.yml .pre-commit-hooks.yaml)
	@$(NODE)/eslint --config tests/node/eslint.config.js site_overrides/assets templates/search tests/node
	@$(NODE)/tsc --project tests/node
	@$(NODE)/stylelint --config tests/node/stylelint.config.js "site_overrides/assets/*.css"
	@$(BIN)/node --test --test-reporter=dot --disable-warning=MODULE_TYPELESS_PACKAGE_JSON tests/node/*.test.js
	@$(RUN) tests.words --check
	@$(BIN)/builder check --content $(CONTENT)

# ESLint, TypeScript, Stylelint, html-validate and Lighthouse come from npm; Node.js itself comes with the Python packages.
%/node_modules/.installed: %/package-lock.json | $(VENV)/.dev
	@echo "Adding what $* needs from npm …"
	@$(BIN)/npm ci --silent --no-audit --no-fund --prefix $*
	@touch $@

test: $(VENV)/.dev tests/node/node_modules/.installed chromium biber nginx ## set up everything, Chromium, biber and nginx included, and run every test
	@$(RUN) pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

# What the tests need without MkDocs, which comes with Material and is taken out again: ProperDocs stands in its place.
PROPERDOCS := .venv-properdocs
$(PROPERDOCS)/.instead: requirements/site.txt requirements/dev.txt pyproject.toml
	@$(MAKE) --no-print-directory VENV=$(PROPERDOCS) $(PROPERDOCS)/.dev
	@$(PROPERDOCS)/bin/python -m pip uninstall --quiet --disable-pip-version-check --yes mkdocs
	@touch $@

properdocs: $(PROPERDOCS)/.instead ## run every test with ProperDocs, in an environment without MkDocs
	@$(MAKE) --no-print-directory VENV=$(PROPERDOCS) test

# These two say how good the tests are. They take longer than the tests, so CI does not run them.
coverage: $(VENV)/.dev tests/node/node_modules/.installed biber nginx ## show which lines and branches of builder/ the tests do not reach; fails below the bar
	@mkdir -p build/coverage
	@COVERAGE_FILE=$(CURDIR)/build/coverage/data $(RUN) pytest --numprocesses $(WORKERS) --dist worksteal --ignore tests/site --cov --cov-report=term-missing $(ARGS)

mutants: $(VENV)/.dev ## make mistakes in the code, and count those that no test notices; NAMES="rules links" for a part
	@WORKERS=$(WORKERS) $(RUN) tests.mutants $(NAMES)

# Looks for what no test thinks of, as long as it is let; what it finds is kept in tests/fuzz/found, and tried by the tests from then on.
# SECONDS is processor time for each sort of input; CI gives two minutes to all of them.
SECONDS ?= 600
fuzz: $(VENV)/.dev ## make mistakes of every sort in all that is read, and keep what is not answered; SECONDS=60 for a minute of each sort
	@$(RUN) tests.fuzz $(SECONDS) $(NAMES)

# With every other version of Python that is there, too, each in an environment of its own.
reproducible: $(VENV)/.dev ## build in two places, time zones, languages, orders … and with each Python, compare every byte, and print the digest of the site
	@ours=$$($(BIN)/python -c 'import sys; print("python%d.%d" % sys.version_info[:2])'); \
	for name in python3.11 python3.12 python3.13 python3.14; do \
	  if [ $$name != $$ours ] && $$name -c 'import ensurepip' 2>/dev/null; then \
	    $(MAKE) --no-print-directory VENV=.venv-$$name PYTHON=$$name .venv-$$name/.site || exit 1; \
	  fi; \
	done
	@$(RUN) release.reproducible $(CONTENT) $$(ls -d .venv-python3.*/bin/python 2>/dev/null)

# Everything that a release holds, in dist/; the workflow that publishes it adds only who made it.
release: $(VENV)/.dev ## build and describe a release in dist/: wheel, source, bill of materials, digests, notes; TAG=v1.2.0
	@$(RUN) release $(TAG) --content $(CONTENT)

audit: site audit/node_modules/.installed chromium ## run Lighthouse on the built site, and time its search
	@$(BIN)/python audit/lighthouse.py
	@$(BIN)/python audit/search_speed.py

docs: $(VENV)/.dev ## renew what documents show of the code: the references, the schemas, and the answers of commands
	@$(BIN)/builder schemas
	@$(RUN) tests.reference

golden: $(VENV)/.dev ## renew the golden pages after a change that is meant
	@$(RUN) tests.golden

words: $(VENV)/.dev ## bring the catalogues of languages up to date with the words of templates and code
	@$(RUN) tests.words

pictures: $(VENV)/.dev chromium ## renew the reference pictures of pages after a change of the look that is meant
	@$(RUN) tests.pictures

# Zensical has an environment of its own, since its needs conflict.
portability: $(VENV)/.dev ## publish the same pages, frozen editions among them, with ProperDocs and Zensical, and compare
	@test -d .venv-zensical || $(PYTHON) -m venv .venv-zensical
	@.venv-zensical/$(INSTALL) $(LOCKED) requirements/build.txt
	@.venv-zensical/$(INSTALL) $(LOCKED) requirements/zensical.txt
	@.venv-zensical/$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python portability/compare.py properdocs=$(BIN)/properdocs zensical=.venv-zensical/bin/zensical

compare: $(VENV)/.dev ## build with another version of the builder too (REV=…), and show how the sites differ
	@$(RUN) compare $(REV)

benchmarks: $(VENV)/.dev ## measure speed and memory on synthetic strategies
	@$(BIN)/python benchmarks/run.py

# What comes as a Debian package: a program, its name, what apt-get is to install, and what else can be done where it cannot.
# Where the program is there already, nothing is installed and no root is needed.
define debian
@command -v "$(1)" >/dev/null 2>&1 || { \
  echo "Installing $(2) (Debian package) …"; \
  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(3) >/dev/null; \
  else sudo apt-get update -qq && sudo apt-get install -y -qq $(3) >/dev/null; fi; } || { \
  echo "$(2) is missing. Install it with 'sudo apt-get install $(3)'$(4)." >&2; exit 1; }
endef

# Chromium runs the browser tests. Its headless shell takes half the time for the same pages: it is used where it can be had.
SHELL_OF_CHROMIUM := chromium-headless-shell
chromium:
	$(call debian,$${CHROMIUM:-chromium},Chromium,chromium,$(COMMA) or set CHROMIUM to its path)
	@test -n "$$CHROMIUM" || command -v $(SHELL_OF_CHROMIUM) >/dev/null || test "$$(id -u)" != 0 || \
	  { apt-get update -qq; apt-get install -y -qq $(SHELL_OF_CHROMIUM); } >/dev/null 2>&1 || true

# biber reads the bibliography as LaTeX does.
biber:
	$(call debian,biber,biber,--no-install-recommends biber)

# nginx serves the site as docs/publishing.md says. Debian has it where only root's PATH looks.
nginx:
	$(call debian,$$(PATH="$$PATH:/usr/sbin" command -v nginx || echo nginx),nginx,--no-install-recommends nginx-light)

# One resolution for every Python and every system that the project is for, with a marker where they differ; with the digests of all files of a version.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes --custom-compile-command "make lock" $(ARGS)
lock: $(VENV)/.dev ## renew the lock files from the ranges in pyproject.toml; ARGS=--upgrade takes the newest versions too
	@$(COMPILE) pyproject.toml --extra links --output-file requirements/site.txt
	@$(COMPILE) pyproject.toml --group dev --constraint requirements/site.txt --output-file requirements/dev.txt
	@$(COMPILE) --group build --constraint requirements/dev.txt --output-file requirements/build.txt
	@$(COMPILE) --group systems --constraint requirements/dev.txt --output-file requirements/systems.txt
	@$(COMPILE) --group zensical --output-file requirements/zensical.txt

clean: ## remove everything that was built
	@rm -rf tests/node/node_modules audit/node_modules site site-offline site-offline.zip build/*.json dist build/portability build/mutants build/compare .coverage* .venv* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find build/docs -mindepth 1 ! -name .gitkeep -delete
