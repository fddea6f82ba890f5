"""Abbreviations in all places that can have them, and names in other languages, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("path", ["/{topic}", "/{country}", "/key-figures/"])
def test_abbreviations_are_explained_to_keyboard_mouse_and_touch(path: str, page: Any, tab: Callable[..., Any]) -> None:
    """In prose, in labels of facts, and in charts, whose boxes must not cut the tooltip off."""
    page.goto(path)
    term = page.locator(".term").first
    tip = term.locator(".tip")
    expect(tip).to_be_hidden()
    term.hover()
    expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    page.keyboard.press("Tab")
    term.evaluate("e => e.focus({focusVisible: true})")
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    phone = tab(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    phone.goto(path)
    phone.locator(".term").first.tap()
    expect(phone.locator(".term .tip").first).to_be_visible()
    phone.locator(".term").first.tap()
    phone.wait_for_url("**/glossary/#term-*")


def test_names_in_other_languages_say_so(page: Any) -> None:
    page.goto("/countries/corvia/")
    assert page.evaluate("[...document.querySelectorAll('bdi')].map(e => [e.lang, e.textContent])") == [["ka", "საქართველო"]]
