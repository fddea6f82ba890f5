"""Mistakes of every sort in texts that are sound: what people mistype, and what only machines would write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

VALUES = (
    *("", "~", "''", '"\\0"', "[]", "{}", "[[]]", "[a, b]", "[1, 2, 3]", "[[1, 2, 3]]", "[~, ~]", "{a: {b: {c: [d]}}}", "{a: b}", "- a", "true", "no"),
    *(
        "0",
        "-1",
        "1e999",
        "NaN",
        "9" * 400,
        "0x10",
        "١٢",
        "1.2.3",
        "2031-02-30",
        "9999-99",
        "46-12",
        "1-2, 3-",
        "#",
        "# no",
        "&a x",
        "*a",
        "!!python/object:os x",
    ),
    *("AIM1", "[AIM1, AIM1]", "aim1", "NO-SUCH-ID", "A-" * 60 + "A", "SRC-PLAN", "VAR", "not stated", "current", "../../etc/passwd", "a/b/"),
    *("at: sitemap.xml/", "formerly: [sitemap.xml/]", "formerly: [strategy.jsonld/x/]", f"formerly: [{'a' * 250}/]", 'formerly: [../, /, a//b/, id/, ""]'),
    *(
        "part_of: AIM1",
        "status: split",
        "status: withdrawn",
        "to: AIM1",
        "INHERIT: mkdocs.yml",
        "mkdocs.yml",
        "&a [*a]",
        "&a {b: *a}",
        "<<: *a",
        "!ENV [A, *a]",
        "? {a: b}",
    ),
    *(
        "https://",
        "http://[::1",
        f"https://example.org/{'a' * 9000}",
        "mailto:",
        "a@b.c",
        "+43 1 581 22 22",
        "#0b5d63",
        "#000",
        "|",
        ">\n\n",
        "{{ x }}",
        "{% x %}",
    ),
    *(
        *("*a " * deep + "b" + " c*" * deep for deep in (40, 60, 150, 400)),
        "> " * 50 + "a",
        "> " * 150 + "a",
        "[" * 400 + "a" + "]" * 400,
        "- " * 30 + "a",
        "[x][AIM1]",
        "[x](y)",
        "<b>x</b>",
        "&#0;",
        "x" * 5000,
        "' or \"",
    ),
    *("\u202e\u200b", "\x1b[31m", "\udcff", "\ud800"[:0], "\ufeff", "\u2028", "\x85", "e\u0301", "\U000e0001", "日本語", "𝒳", "\t", "\r", " "),
)
"""What stands in the place of a value, or somewhere else."""

Edit = Callable[[str, int, str], str]
"""Changes a text at a place, with a value."""


def _lines(text: str, at: int) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, at % len(lines)


def _value(text: str, at: int, value: str) -> str:
    lines, at = _lines(text, at)
    lines[at] = re.sub(r"^([\s-]*[\w_]+:)? ?.*", lambda match: f"{match[1] or ''} {value}", lines[at], count=1)
    return "\n".join(lines)


def _insert(text: str, at: int, value: str) -> str:
    at %= len(text) + 1
    return text[:at] + value + text[at:]


def _cut(text: str, at: int, value: str) -> str:
    at %= len(text) + 1
    return text[:at] + text[at + 1 + len(value) :]


def _drop(text: str, at: int, _value: str) -> str:
    lines, at = _lines(text, at)
    return "\n".join(lines[:at] + lines[at + 1 :])


def _twice(text: str, at: int, _value: str) -> str:
    lines, at = _lines(text, at)
    return "\n".join(lines[: at + 1] + lines[at:])


def _indent(text: str, at: int, value: str) -> str:
    lines, at = _lines(text, at)
    lines[at] = f"{' ' * (len(value) % 7)}{lines[at].lstrip() if len(value) % 2 else lines[at]}"
    return "\n".join(lines)


def _end(text: str, at: int, value: str) -> str:
    return text[: at % (len(text) + 1)] + value


def _many(text: str, at: int, value: str) -> str:
    lines, at = _lines(text, at)
    return "\n".join(lines[:at] + [f"{lines[at]}{value[:20]}{number}" for number in range(200)] + lines[at:])


EDITS: tuple[Edit, ...] = (_value, _value, _value, _insert, _cut, _drop, _twice, _indent, _end, _many)

Change = tuple[int, int, str]


def _changes(most: int = 5) -> SearchStrategy[list[Change]]:
    values = st.sampled_from(VALUES) | st.text(max_size=20)
    return st.lists(st.tuples(st.integers(0, len(EDITS) - 1), st.integers(0, 20_000), values), min_size=1, max_size=most)


def changed(text: str, changes: Sequence[Change]) -> str:
    """A text with mistakes; each works on what the ones before it have left."""
    for number, at, value in changes:
        text = EDITS[number](text, at, value)
    return text


def _plain(text: str) -> str:
    """The text as a file can hold it; half characters become bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape") if not re.search("[\ud800-\udc7f\udd00-\udfff]", text) else ""


def texts(seeds: Sequence[str]) -> SearchStrategy[str]:
    """Texts with mistakes, and some of nothing else."""
    return st.builds(changed, st.sampled_from(seeds), _changes()).map(_plain) | st.text(st.sampled_from("*_[]()#>-`<&\\!:'\" \nAa1.|~"), max_size=300)


NAMES = (
    *("countries/index.yml", "countries/ORR.yml", "countries/Orr.yml", "countries/CON.yml", "countries/.yml", "countries/-.yml", "countries/a b'c.yml"),
    *(f"countries/{'o' * length}.yml" for length in (100, 200, 248, 251)),
    *(f"countries/{name}.yml" for name in ("\u202e", "\udcff", "\n", "o\x1b[31m", "ö" * 120, "a%2fb", "<b>", "{{ x }}", "..", "a.b", "日本")),
    *(
        "pages/search.md",
        "pages/countries.md",
        f"pages/{'p' * 240}.md",
        "topics/x.md",
        "topics/SEA.md",
        "x.yml",
        "objectives/x/y.yml",
        "strategy.yaml",
        "Strategy.yml",
    ),
    *("translations/xx.po", "translations/de.po", "translations/el.terms.yml", "translations/../el.po", "pictures/logo.png", "fonts/a.ttf"),
)
"""Names that files are given, beside those that they have."""
FOLDERS = ("countries", "topics", "objectives", "framework", "pages", "pictures", "translations", "fonts", "tests")
LINKS = ("nowhere", "strategy.yml", ".", "..", "/dev/null", "/dev/zero", "topics")


def files(seeds: Mapping[str, str], most: int = 5) -> SearchStrategy[dict[str, Any]]:
    """What a folder holds otherwise, by name: a text with mistakes, one or several and each with so many at most, a file of another name, or none.

    Or something that is no file: `{"folder": …}`, `{"link": where}`, `{"pipe": …}`.
    """
    names, texts = st.sampled_from(sorted(seeds)), st.sampled_from(sorted(seeds.values()))
    others = st.sampled_from(NAMES)
    no_file = st.sampled_from([{"folder": ""}, {"pipe": ""}, *({"link": name} for name in LINKS)])

    def mistaken(name: str, changes: list[Change]) -> dict[str, Any]:
        return {name: _plain(changed(seeds[name], changes))}

    def renamed(name: str, other: str) -> dict[str, Any]:
        return {name: None, other: seeds[name]}

    wrong = st.builds(mistaken, names, _changes(most))
    odd = st.one_of(
        st.builds(renamed, names, others),
        st.builds(lambda name: {name: None}, names),
        st.builds(lambda name, text: {name: text}, names | others, texts),
        st.builds(lambda name, what: {name: what}, names | others | st.sampled_from(FOLDERS), no_file),
        st.builds(lambda name, text: {name: text}, st.sampled_from(FOLDERS), texts),
    )
    several = st.lists(wrong, min_size=1, max_size=3) | st.lists(odd, min_size=1, max_size=2) | st.tuples(wrong, odd)
    return several.map(lambda parts: {name: value for part in parts for name, value in part.items()})
