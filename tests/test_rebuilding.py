"""What a preview keeps from one build to the next, and what it does where nothing may be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.problems import ContentError
from builder.publish.kept_pages import KeptPages, StaleError
from builder.publish.on_demand import OnDemand
from builder.rebuilding import Rebuilding


def test_where_a_kept_page_leads_to_what_is_gone_all_pages_are_made_anew(tmp_path: Path) -> None:
    rebuilding, seen = Rebuilding(), []

    def publish() -> None:
        seen.append(rebuilding._last)
        if len(seen) == 1:
            raise StaleError

    rebuilding.build(tmp_path / "site", publish, tmp_path / "last")
    assert seen == [tmp_path / "last", None]
    assert rebuilding._last is None


def test_what_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is a site remembered that was not finished, nor is the last one looked for where it is no more."""
    remembered: list[Path] = []
    monkeypatch.setattr(KeptPages, "remember", lambda _, site: remembered.append(site))
    rebuilding = Rebuilding()

    def publish() -> None:
        raise ContentError([])

    with pytest.raises(ContentError):
        rebuilding.build(tmp_path / "site", publish, tmp_path / "last")
    assert (rebuilding._last, remembered) == (None, [])


def test_files_are_what_they_were_until_somebody_asks() -> None:
    made: list[str] = []

    def make() -> dict[str, bytes]:
        made.append("once")
        return {"a.json": b"new", "words/b.js": b"more"}

    first = OnDemand(make)
    assert first.shown == {"a.json": b"new", "words/b.js": b"more"}
    assert first.asked_for("a.json") is None  # the docs folder has it
    later = OnDemand(make, {"a.json": b"old"}, "words/")
    assert later.shown == {"a.json": b"old"}
    assert made == ["once"]
    assert later.asked_for("index.html") is None
    assert made == ["once"]
    assert [later.asked_for(path) for path in ("a.json", "words/b.js", "words/c.js")] == [b"new", b"more", None]
    assert made == ["once", "once"]
