"""What holds of the pages of every strategy, held of this one's: in a browser, by its links, and word by word."""

from __future__ import annotations

from builder.model.strategy import Strategy
from tests.conftest import Site
from tests.model.test_abbreviations import unexplained
from tests.site import test_site as of_any_site
from tests.site.test_every_page import test_every_page, visitor

__all__ = ["test_every_page", "visitor"]

FOLDERS = ("ru/",)
"""Those of other languages."""


def test_links_lead_somewhere_and_nothing_comes_from_elsewhere(real_build: Site) -> None:
    of_any_site.test_every_internal_link_and_anchor_leads_somewhere(real_build)
    of_any_site.test_nothing_is_fetched_from_elsewhere(real_build)


def test_abbreviations_are_explained_where_they_are_used(real_build: Site, real_strategy: Strategy) -> None:
    """On the pages in the language of the content: in others, texts have abbreviations of their own."""
    assert [fault for fault in unexplained(real_build, real_strategy) if not fault.startswith(FOLDERS)] == []
