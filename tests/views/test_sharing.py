"""What goes with a shared link: whose picture, which number, which tiles."""

from __future__ import annotations

from builder.content import addresses
from builder.model.strategy import Strategy
from builder.views import sharing


def test_the_strategy_countries_objectives_charts_and_indicators_have_a_picture_each(coast_strategy: Strategy) -> None:
    paths = [share.path for share in sharing.shares(coast_strategy)]
    assert len(set(paths)) == len(paths)
    of_kinds = [node for node in coast_strategy.nodes if node.kind.name in ("country", "objective", "chart", "indicator")]
    assert set(paths) == {"share.png", *(f"share/{node.id.lower()}.png" for node in of_kinds)}


def test_an_entry_without_a_picture_has_that_of_what_holds_it(small_strategy: Strategy) -> None:
    def path(identifier: str) -> str:
        return sharing.share(small_strategy, small_strategy.by_id[identifier]).path

    assert path("AIM1-WEIR") == addresses.share_file("AIM1") == "share/aim1.png"
    assert path("KF-WELLS") == path("RULE-1") == addresses.share_file("")
    assert sharing.share(small_strategy, None).node is small_strategy.root


def test_a_country_shows_a_number_of_its_own_or_none(coast_strategy: Strategy) -> None:
    for share in sharing.shares(coast_strategy):
        if share.node.kind.name == "country":
            assert share.marked == (share.node,)
            assert share.node not in share.tinted
            assert share.figure is None or share.node.id in share.figure.record.countries


def test_the_number_of_a_country(small_strategy: Strategy) -> None:
    varnholm = sharing.share(small_strategy, small_strategy.by_id["VAR"])
    assert varnholm.figure is not None
    assert str(varnholm.figure.record.value) == "46.50"
    assert sharing.share(small_strategy, small_strategy.by_id["KET"]).figure is None


def test_what_a_picture_says_in_words(small_strategy: Strategy) -> None:
    """Plain text, without markup, and a title that ends as a sentence does."""
    said = {share.node.id: share.alternative for share in sharing.shares(small_strategy)}
    assert said["VAR"] == "Varnholm. About 46.5 per cent of the wells in Varnholm and on Orr are safe."
    objective = small_strategy.by_id["AIM1"]
    assert said["AIM1"].startswith(f"AIM1 {objective.title}")
