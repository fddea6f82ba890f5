"""The published index of the search: what it holds, in how many files, and that the same entries give the same bytes."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from random import Random
from typing import Any

from builder.pages import search_index
from builder.pages.search_index import Index, Sizes
from builder.pages.search_words import Words
from builder.resources import PACKAGED

KINDS = {"aim": {"weight": 1, "plural": "aims"}, "canton": {"weight": 1, "plural": ""}}
ENTRIES: list[dict[str, Any]] = [
    {"u": "aims/one/", "t": "Clean water", "i": "AIM1", "k": "aim", "b": "Water is clean, and clean water flows."},
    {"u": "aims/one/#aim1-wells", "t": "Wells", "i": "AIM1-WELLS", "s": "AIM1 Clean water", "b": "Dig wells \u2028 here."},
    {"u": "cantons/orr/", "t": "Orr", "i": "ORR", "k": "canton", "a": ["Isle of Orr", "Өрр"], "o": "Oehr"},
]
TINY = Sizes(whole=0, words=20, texts=20)


def made(sizes: Sizes = search_index.SIZES, entries: list[dict[str, Any]] | None = None) -> Index:
    return search_index.index(ENTRIES if entries is None else entries, KINDS, Words("en", PACKAGED / "search"), sizes)


def held(index: Index) -> dict[str, Any]:
    """What the files of an index hold, by the keys by which the root knows them."""
    return {PurePosixPath(path).stem: json.loads(script.decode().partition(" = ")[2].removesuffix(";\n")) for path, script in index.files.items()}


def postings(text: str) -> dict[str, str]:
    """The words of a part, put together again, with what is written of each."""
    found, before = [], ""
    part = json.loads(text) if isinstance(text, str) else text
    for coded in part["w"].split(" "):
        before = before[: int(coded[0], 36)] + coded[1:]
        found.append(before)
    return dict(zip(found, part["p"].split(" "), strict=True))


def test_a_small_index_is_one_file() -> None:
    index = made()
    assert index.files == {}
    assert [begins for begins, _ in index.root["words"]] == [""]
    assert index.root["texts"] == [[0, [ENTRIES[0]["b"], ENTRIES[1]["b"], 0]]]
    assert "similar" not in index.root
    assert index.root["entries"]["u"] == ["aims/one/", "aims/one/#", "cantons/orr/"]


def test_words_say_where_they_stand_and_how_often() -> None:
    """By entry, counted from the one before; a sign for each time in a field, none for once in the text."""
    part = made().root["words"][0][1]
    words = postings(part)
    assert words["clean"] == "0#&&1%"
    assert words["well"] == "1!#&", "in its id, its title, and its text"
    assert words["flow"] == "0"
    assert words["1"] == "0$$$", "what its number is called"
    assert list(words) == sorted(words)
    assert part["a"] == {"1": [0], "aim 1": [0], "aims 1": [0], "Isle of Orr": [2], "Өрр": [2]}
    assert part["o"] == {"Oehr": [2]}


def test_a_large_index_is_in_parts_of_about_a_size() -> None:
    index = made(TINY)
    parts = held(index)
    listed = [key for _, key in (*index.root["words"], *index.root["texts"])] + [index.root["similar"]]
    assert sorted(listed) == sorted(parts)
    begins = [begin for begin, _ in index.root["words"]]
    assert begins[0] == ""
    assert begins == sorted(begins)
    together = [word for _, key in index.root["words"] for word in postings(parts[key])]
    assert together == list(postings(made().root["words"][0][1]))
    assert [text for _, key in index.root["texts"] for text in parts[key]] == made().root["texts"][0][1]
    assert [start for start, _ in index.root["texts"]] == [0, 1]
    assert all(path.startswith(search_index.FOLDER) and b"\xe2\x80\xa8" not in data for path, data in index.files.items())


def test_what_may_be_meant_are_words_and_no_codes() -> None:
    index = made(TINY)
    similar = held(index)[index.root["similar"]]
    assert "aim1" not in similar
    assert "water" in similar


def test_the_name_of_a_part_changes_with_what_it_holds_and_no_other() -> None:
    changed = [ENTRIES[0], {**ENTRIES[1], "b": "Dig holes here."}, ENTRIES[2]]
    before, after = made(TINY), made(TINY, changed)
    assert made(TINY).files == before.files
    texts = [[key for _, key in index.root["texts"]] for index in (before, after)]
    assert [one == other for one, other in zip(*texts, strict=True)] == [True, False]


def test_numbers_are_written_in_few_letters() -> None:
    texts = {number: search_index._number(number) for number in range(40_000)}
    assert len(set(texts.values())) == len(texts)
    assert {len(texts[number]) for number in range(36)} == {1}
    assert {len(texts[number]) for number in range(36, 36 * 27)} == {2}


def test_the_parts_grow_in_number_and_not_in_size() -> None:
    random = Random(2031)
    words = ["".join(random.choices("abcdefghij", k=7)) for _ in range(3000)]
    entries = [{"u": f"{n}/", "t": random.choice(words), "b": " ".join(random.choices(words, k=40))} for n in range(1000)]
    sizes = Sizes(whole=1000, words=3000, texts=3000)
    few, many = made(sizes, entries[:250]), made(sizes, entries)
    assert len(many.files) > 2 * len(few.files)
    largest = [max(len(data) for path, data in index.files.items() if "similar" not in path) for index in (few, many)]
    assert largest[1] < 1.2 * largest[0]


def test_an_index_of_nothing_is_one() -> None:
    index = made(entries=[])
    assert (index.root["words"], index.root["texts"], index.files) == ([["", {"w": "", "p": ""}]], [[0, []]], {})
