"""Limits, at both sides of each: the last that is allowed and the first that is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.content import yamltree
from builder.content.records import Country
from builder.model.strategy import Strategy
from builder.pages import catalogue
from builder.print import setting
from builder.problems import ContentError
from builder.tools.links import documents, package, pieces, word
from builder.views import profiles
from tests.made import made


@pytest.mark.parametrize(("depth", "deep"), [(yamltree.MAX_DEPTH, False), (yamltree.MAX_DEPTH + 1, True)])
def test_nesting_of_yaml(depth: int, deep: bool) -> None:
    events = yaml.parse("[" * depth + "]" * depth + "\n", Loader=yaml.SafeLoader)
    if deep:
        with pytest.raises(yamltree.TooDeepError) as error:
            list(yamltree.shallow(events))
        assert error.value.problem_mark.column == yamltree.MAX_DEPTH
    else:
        assert sum(isinstance(event, yaml.SequenceStartEvent) for event in yamltree.shallow(events)) == depth


def test_nesting_side_by_side_is_not_deep() -> None:
    text = "\n".join("- " + "[" * (yamltree.MAX_DEPTH - 1) + "]" * (yamltree.MAX_DEPTH - 1) for _ in range(3))
    assert len(list(yamltree.shallow(yaml.parse(text, Loader=yaml.SafeLoader)))) > 3


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_size_of_a_part_of_a_word_document(more: int, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 2 * 1024 * 1024
    monkeypatch.setattr(package, "MAX_TEXT", limit)
    monkeypatch.setattr(package, "MAX_RATIO", 2000)
    body = f'<w:document xmlns:w="{word.W[1:-1]}"><w:p><w:r><w:t>AIM1</w:t></w:r></w:p>'
    end = "</w:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body + " " * (limit + more - len(body) - len(end)) + end)
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue())
    if refused:
        with pytest.raises(ContentError, match="holds more than 2 MB of text"):
            documents.read(path)
    else:
        assert [piece.text for piece in documents.read(path)] == ["AIM1"]


def with_countries(count: int) -> Strategy:
    """A strategy with so many countries, all of one group."""
    source = {"section": "S"}
    records: list[dict[str, Any]] = [
        {
            "id": f"{chr(65 + at // 26)}{chr(65 + at % 26)}X",
            "name": f"Land {at}",
            "codes": {},
            "tile": {"row": str(1 + at // 10), "column": str(1 + at % 10)},
            "source": source,
        }
        for at in range(count)
    ]
    figure = {"id": "KF-1", "group": "FG1", "label": "x", "year": "2030", "value": "1", "unit": "boats", "text": "x", "source": source}
    group = {"id": "SR1", "name": "x", "order": "1", "members": [record["id"] for record in records], "basis": "x", "source": source}
    return made("x", extra={"country": records, "group": [group], "figure": [figure], "partnership": []})


@pytest.mark.parametrize(("others", "listed"), [(profiles.NEIGHBOUR_LIMIT, True), (profiles.NEIGHBOUR_LIMIT + 1, False)])
def test_neighbours(others: int, listed: bool) -> None:
    strategy = with_countries(others + 1)
    assert len(profiles.neighbours(strategy, strategy.of(Country)[0])) == (others if listed else 0)


@pytest.mark.parametrize(("count", "hidden"), [(catalogue.NAV_LIMIT, False), (catalogue.NAV_LIMIT + 1, True)])
def test_navigation(count: int, hidden: bool) -> None:
    """So many countries stand in the navigation; of more, only their overview does."""
    pages = [page for page in catalogue.pages(with_countries(count)) if page.path.startswith("countries/") and page.path != "countries/index.md"]
    assert len(pages) == count
    assert {page.hidden for page in pages} == {hidden}


def test_limits_are_what_they_were_meant_to_be() -> None:
    """A changed limit is a decision, not a slip."""
    assert (yamltree.MAX_DEPTH, profiles.NEIGHBOUR_LIMIT, catalogue.NAV_LIMIT) == (12, 24, 40)
    assert (pieces.MAX_READ, pieces.MAX_TEXT, pieces.MAX_RATIO, pieces.MAX_PIECES, pieces.MAX_SECONDS) == (67_108_864, 16_777_216, 200, 1_000_000, 60)
    assert setting.WORKERS == 2
