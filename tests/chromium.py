"""Which Chromium the tests run: `CHROMIUM`, its headless shell, which takes half the time for the same pages, or the whole browser."""

from __future__ import annotations

import os
import shutil

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = ("--disable-gpu", "--disable-background-networking", "--font-render-hinting=none", "--js-flags=--no-opt,--no-maglev,--always-sparkplug")
"""The last takes a seventh less time: a page of a test does not live long enough to earn back what it costs to compile its scripts well."""


def path() -> str:
    """The path of Chromium; the test fails, with the command that installs it, if there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail("Chromium is missing: install it (`apt-get install chromium`), or set CHROMIUM to its path")
    return found
