"""What a strategy has beside its content when `builder init` makes it: settings, hooks, the workflow that publishes it, notes for its editors."""

from __future__ import annotations

import json
import re

from builder import __version__
from builder.resources import SETTINGS
from builder.tools import skeletons

__all__ = ["beside"]

IGNORED = """\
# What the builder makes.
/build/
/site/
/site-offline/
/site-offline.zip
/out/
# Python's own.
/.venv/
__pycache__/
"""
REQUIREMENTS = f"""\
# The builder, in the version that this strategy is published with. To upgrade, change the number and run 'builder check'.
# Where no package index has it, put its wheel into a folder 'wheels' here and add a line '--find-links wheels'.
strategy-builder=={__version__}
"""
PRE_COMMIT = """\
# Checks the content before each commit: 'pip install pre-commit', then once 'pre-commit install'.
repos:
  - repo: local
    hooks:
      - id: builder-check
        name: builder check
        entry: builder check
        language: system
        files: ^(content|templates|overrides)/
        pass_filenames: false
"""
WORKFLOW = """\
# Checks every change, and publishes the site to GitHub Pages from the default branch.
# Choose "GitHub Actions" under Settings, Pages, Source, once.
name: Publish

on:
  push:
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: publish-${{ github.ref }}
  cancel-in-progress: true

jobs:
  check:
    name: Check
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: requirements.txt
      - run: python -m pip install --requirement requirements.txt
      - run: builder check --format github

  publish:
    name: Publish
    if: github.ref_name == github.event.repository.default_branch && github.event_name != 'pull_request'
    needs: check
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pages: write # publishes
      id-token: write # as this workflow
    environment:
      name: github-pages
      url: ${{ steps.deploy.outputs.page_url }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: requirements.txt
      - run: python -m pip install --requirement requirements.txt
      - id: pages
        uses: actions/configure-pages@45bfe0192ca1faeb007ade9deae92b16b8254a0d # v6.0.0
      # Every id that is published must still lead somewhere; before the first publication, there is nothing to compare with.
      - run: builder check --format github --against "$PUBLISHED"
        env:
          PUBLISHED: ${{ steps.pages.outputs.base_url }}/
      - run: builder build
        env:
          SITE_URL: ${{ steps.pages.outputs.base_url }}/
          EDIT_BASE: ${{ github.server_url }}/${{ github.repository }}/edit/${{ github.ref_name }}/
      - uses: actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0
        with:
          path: site
      - id: deploy
        uses: actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0
"""
UPDATES = """\
# Once a week, proposes newer versions of what the workflow uses; weaknesses that become known are proposed at once.
version: 2

updates:
  - package-ecosystem: github-actions
    directory: /
    schedule: { interval: weekly }
    cooldown: { default-days: 7 }
    groups: { actions: { patterns: ["*"] } }
"""
_PAGES_ADDRESS = "          SITE_URL: ${{ steps.pages.outputs.base_url }}/\n"
README = """\
# {name}

The content of this strategy stands in `content/`, in one file or a list for each kind of entry; comments say what each key is for.
What is still to be written says “Replace this”.

```sh
python -m pip install --requirement requirements.txt
builder serve               # shows the site, and every change of the content
builder check               # lists what is wrong, with file and line
builder new country ID NAME # writes a new entry; 'builder new --help' lists the kinds
builder build --provisional # makes the site in the folder 'site'
```

Before the site is published, set its address in `mkdocs.yml` (`site_url`) or in the environment (`SITE_URL`).
Before the first edition, run `builder ids` and list the edition in `content/editions.yml`: from then on, ids are kept for good.
"""


def beside(name: str, address: str) -> dict[str, bytes]:
    """The files beside the content of a strategy, by path; `address` is '' where the site has none yet, and then the workflow finds it out."""
    settings = re.sub(r"(?m)^site_name: .*$", lambda _: f"site_name: {json.dumps(name, ensure_ascii=False)}", SETTINGS.read_text("utf-8"))
    if address:
        settings = re.sub(r'(?m)(?<=^site_url: !ENV \[SITE_URL, ").*(?="\]$)', lambda _: address, settings)
    texts = {
        "mkdocs.yml": settings,
        ".gitignore": IGNORED,
        "requirements.txt": REQUIREMENTS,
        "README.md": README.format(name=name),
        ".pre-commit-config.yaml": PRE_COMMIT,
        ".github/dependabot.yml": UPDATES,
        ".github/workflows/publish.yml": WORKFLOW.replace(_PAGES_ADDRESS, "") if address else WORKFLOW,
    }
    files = {path: text.encode() for path, text in texts.items()}
    files |= {f"{skeletons.SCHEMAS}/{path}": data for path, data in skeletons.schemas().items()}
    return {**files, ".vscode/settings.json": skeletons.editor_settings()}
