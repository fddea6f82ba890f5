"""Figures and bodies, opened by their addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from builder.content import prose
from builder.content.records import Figure, Partnership
from builder.model.strategy import Strategy


@pytest.mark.parametrize("scripts", [True, False])
def test_a_figure_is_open_at_its_anchor(scripts: bool, tab: Callable[..., Any], coast_strategy: Strategy) -> None:
    page = tab(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    page.goto("/key-figures/#kf-women")
    statement = page.locator("#kf-women .opening__content > p").first
    expect(statement).to_be_visible()
    women = coast_strategy.by_id["KF-WOMEN"].narrowed(Figure)
    assert women is not None
    assert statement.inner_text() == prose.to_text(women.record.text).strip()
    assert page.locator("#kf-women").bounding_box()["y"] < 300
    expect(page.locator("#kf-women .bar")).to_have_count(2)
    assert page.locator("#kf-sailors .opening__content").is_hidden()
    assert page.locator("#kf-women .cite .cite__url").is_hidden(), "what is folded inside stays folded"


def test_an_entry_that_a_link_on_its_page_leads_to_opens(page: Any) -> None:
    page.goto("/key-figures/#kf-women")
    page.locator("#kf-women .opening__content > p a").first.click()
    expect(page).to_have_url("/key-figures/#kf-sailors")
    expect(page.locator("#kf-sailors .opening__content")).to_be_visible()


def test_a_row_opens_where_it_is_pressed_and_closes_again(page: Any) -> None:
    page.goto("/key-figures/")
    row = page.locator("#kf-sailors")
    row.locator("td").first.click(force=True)  # the summary lies over it
    expect(row.locator(".opening__content")).to_be_visible()
    row.locator("th").click(force=True)
    expect(row.locator(".opening__content")).to_be_hidden()
    row.locator("summary").first.press("Enter")
    expect(row.locator(".opening__content")).to_be_visible()


def test_a_body_with_more_than_a_paragraph_has_a_page(page: Any, coast_strategy: Strategy) -> None:
    page.goto("/partnerships/")
    found = {node: page.locator(f"#{node.anchor}") for node in coast_strategy.of(Partnership)}
    long = [node for node in found if node.record.long]
    assert 2 <= len(long) < len(found) / 2
    for node, line in found.items():
        assert line.count() == 1, "listed at its anchor, whether it has a page or not"
        assert (node.place.anchor == "") == node.record.long
        assert line.locator("details.cite").count() == (0 if node.record.long else 1)
    line = found[long[0]]
    assert long[0].record.purpose in line.inner_text()
    line.locator("td").first.click(force=True, position={"x": 3, "y": 3})  # the link lies over it
    expect(page).to_have_url(f"/{long[0].place.path}")
    assert page.locator("h1").inner_text().startswith(long[0].title)
    assert page.locator("details.cite").get_attribute("data-id") == long[0].id


def test_a_permanent_link_leads_to_the_page_and_the_old_anchor_to_the_line(page: Any) -> None:
    page.goto("/id/body-1/")
    page.wait_for_url("**/partnerships/body-1/")
    page.goto("/partnerships/#body-1")
    expect(page.locator("#body-1")).to_be_in_viewport()
    assert page.locator(".moved").count() == 0
