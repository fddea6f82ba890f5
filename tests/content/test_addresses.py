"""Addresses: the contract of pages and anchors, and paths that never leave their folder."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import rules
from builder.content import addresses, load
from builder.content.records import Country
from builder.model.strategy import Strategy
from tests.rules.test_bad_input import LAND


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("GOAL", "framework/#goal"),
        ("SO1", "framework/#so1"),
        ("OP1", "framework/#op1"),
        ("TA1", "framework/#ta1"),
        ("GS1", "framework/#gs1"),
        ("TO5", "objectives/to5/"),
        ("TO5-A03", "objectives/to5/#to5-a03"),
        ("UKR", "countries/ukraine/"),
        ("KF-MIGRANTS", "key-figures/#kf-migrants"),
        ("CTX-MCOF", "context/mcof/"),
        ("ALMATY-PROCESS", "partnerships/#almaty-process"),
        ("MCOF", "instruments/#mcof"),
    ],
)
def test_contract(name: str, path: str, real_strategy: Strategy) -> None:
    assert real_strategy.by_id[name].place.path == path


def test_permalink(real_strategy: Strategy) -> None:
    assert addresses.Site("https://host.example/x/").permalink("TO5-A03") == "https://host.example/x/id/to5-a03/"


FOLDERS = st.lists(st.sampled_from(("a", "b", "c-d")), max_size=3)
PAGES = st.tuples(FOLDERS, st.sampled_from(("a", "index", "e-f"))).map(lambda page: "/".join([*page[0], page[1]]) + ".md")


@given(PAGES, PAGES, st.sampled_from(("", "x", "to1-a01")))
def test_a_link_from_any_page_leads_to_the_place(page: str, other: str, anchor: str) -> None:
    place = addresses.Place(other, anchor)
    target, _, mark = place.link(page).partition("#")
    assert mark == anchor
    if target:
        parts: list[str] = []
        for part in [*PurePosixPath(page).parent.parts, *target.split("/")]:
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        assert "/".join(parts) == other
    else:
        assert page == other


@given(PAGES, st.sampled_from(("", "x")))
def test_directory_addresses(page: str, anchor: str) -> None:
    path = addresses.Place(page, anchor).path
    assert re.fullmatch(r"([a-z-]+/)*(#x)?", path)
    assert not path.partition("#")[0].endswith("index/")


NAMES = st.one_of(
    st.text(st.sampled_from("az-09. _\\Ä\u2028ǆ"), min_size=1, max_size=8), st.sampled_from(("..", "...", "a..b", "con", "-", "a--b", "A", "ß", "..\\x"))
)


@given(NAMES)
def test_no_file_name_leaves_its_folder(name: str) -> None:
    """Whatever a content file is called: its page stays where it belongs, or the name is a mistake."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "countries", f"{name}.yml")
        path.parent.mkdir()
        path.write_text(LAND, "utf-8")
        corpus, _ = load.load(Path(folder))
        entries = corpus.of(Country)
        named = {problem.code for problem in rules.check(corpus)} & {"bad-file-name"}
    if path.name.startswith(".") and not path.name.startswith(".."):
        assert entries == ()
    else:
        slug = entries[0].slug
        assert named or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("+43 1 581 22 22", "tel:+4315812222"),
        ("+993.12 42-08-16", "tel:+99312420816"),
        ("+ 381 11 3282 075", "tel:+381113282075"),
        ("+7 495 797 87 22 + EXT", "tel:+74957978722"),
        ("+381 38 249 040 TO 042", "tel:+38138249040"),
    ],
)
def test_a_printed_number_can_be_dialled(printed: str, address: str) -> None:
    assert addresses.telephone(printed) == address
