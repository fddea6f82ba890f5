"""What becomes of a reference: every branch of the verdicts, on a strategy of a few ids that exists here only."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from builder import __version__
from builder.problems import Problem
from builder.tools.links import known, reports, verdicts
from builder.tools.links.known import Entry, Known
from builder.tools.links.pieces import Piece
from builder.tools.links.references import Outcome, _Finder
from builder.tools.links.verdicts import Judge, Place, Reference
from builder.wording import Phrase

BASE = "https://a.example.org/s/"


def entry(name: str, status: str = "current", *successors: str, fate: str = "") -> Entry:
    return Entry(name, status, f"{BASE}id/{name.lower()}/", successors, fate)


ENTRIES = {
    item.id: item
    for item in (
        entry("TO1"), entry("TO2"), entry("TO1-A01"), entry("TO1-A02"), entry("KF-X"), entry("KF-Y"), entry("ONE-X"), entry("ORR"), entry("P1"),
        entry("OLD", "renamed", "TO2"), entry("TO1-OLD", "renamed", "TO1-A02"), entry("PAST", "renamed", "GONE"), entry("THREE", "renamed", "SPLIT"),
        entry("SPLIT", "split", "TO1", "TO2"), entry("HALF", "split", "TO1"), entry("GONE", "withdrawn", fate="was withdrawn on 2020-01-01: No use"),
        entry("LOST", "renamed"),
    )
}  # fmt: skip
ANCHORS = {"": {"top"}, "o/": {"top", "to1-a01", "rationale", "x y"}, "c/orr/": {"top", "orr"}, "k/": set()}
FORMER = {
    "o/": (("old", ENTRIES["OLD"]), ("was", ENTRIES["TO1-A01"])),
    "gone/": (("", ENTRIES["GONE"]), ("x", ENTRIES["TO1"])),
    "k/": (("", ENTRIES["GONE"]),),
    "isle/": (("", ENTRIES["ORR"]), ("", ENTRIES["TO1"])),
}
KNOWN = Known(
    base=BASE,
    by_id=ENTRIES,
    former=FORMER,
    pages=frozenset(ANCHORS),
    anchors=lambda page: frozenset(ANCHORS[page]),
    files=frozenset({"data/a.csv", "o.md", "LICENSE.txt"}),
    editions=frozenset({"editions/1/", "editions/1/o/", "editions/1/a.pdf", "editions/after/1/"}),
)
LISTED = replace(KNOWN, files=frozenset(), editions=frozenset(), complete=False)


def place(text: str) -> Place:
    return Place("a.md", 2, 3, text, "page 4", 5)


def address(rest: str, known: Known = KNOWN) -> tuple[str, str, str, str]:
    found = Judge(known).address(place(f"{BASE.rstrip('/')}{rest}"), rest)
    return found.status, found.id, found.url.removeprefix(BASE), found.message


def test_a_reference_says_where_it_is() -> None:
    assert Judge(KNOWN).identifier(place("OLD"), "OLD") == Reference(
        "a.md", 2, 3, "OLD", "renamed", "OLD", f"{BASE}id/to2/", f"is TO2 now: write that, and {BASE}id/to2/", "page 4", "TO2", 5
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("TO1", ("current", "TO1", "id/to1/", "", "")),
        ("OLD", ("renamed", "OLD", "id/to2/", f"is TO2 now: write that, and {BASE}id/to2/", "TO2")),
        ("PAST", ("withdrawn", "PAST", "id/gone/", "was withdrawn on 2020-01-01: No use", "")),
        ("THREE", ("split", "THREE", "id/split/", "was split into TO1, TO2: choose what is meant", "")),
        ("SPLIT", ("split", "SPLIT", "id/split/", "was split into TO1, TO2: choose what is meant", "")),
        ("HALF", ("split", "HALF", "id/to1/", "was split into TO1: choose what is meant", "")),
        ("GONE", ("withdrawn", "GONE", "id/gone/", "was withdrawn on 2020-01-01: No use", "")),
        ("TO1-A03", ("unknown", "", "", "there is no such identifier. Did you mean 'TO1-A02'?", "")),
        ("KF-YY", ("unknown", "", "", "there is no such identifier. Did you mean 'KF-Y'?", "")),
        ("ORRR", ("unknown", "", "", "there is no such identifier. Did you mean 'ORR'?", "")),
        ("QQQ-QQQ", ("unknown", "", "", "there is no such identifier.", "")),
    ],
)
def test_identifiers(name: str, expected: tuple[str, ...]) -> None:
    found = Judge(KNOWN).identifier(place(name), name)
    assert (found.status, found.id, found.url.removeprefix(BASE), found.message, found.replacement) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", ("current", "", "", "")),
        ("/", ("current", "", "", "")),
        ("/index.html", ("current", "", "", "")),
        ("?q=1", ("current", "", "", "")),
        ("#top", ("current", "", "", "")),
        ("/o", ("current", "", "o/", "")),
        ("/o/", ("current", "", "o/", "")),
        ("/o/index.html#to1-a01", ("current", "TO1-A01", "id/to1-a01/", "")),
        ("/o?a=b/c.d#to1-a01", ("current", "TO1-A01", "id/to1-a01/", "")),
        ("/o/#rationale", ("current", "", "o/", "")),
        ("/o/#x%20y", ("current", "", "o/", "")),
        ("/%6F/", ("current", "", "o/", "")),
        ("/o/#:~:text=a", ("current", "", "o/", "")),
        ("/o/#to1-a01:~:text=a", ("current", "TO1-A01", "id/to1-a01/", "")),
        ("//o/", ("unknown", "", "", "there is no such page. Did you mean '/o/'?")),
        ("//o", ("unknown", "", "", "there is no such page. Did you mean '/o/'?")),
        ("/o/#old", ("renamed", "OLD", "id/to2/", f"is TO2 now: write that, and {BASE}id/to2/")),
        ("/o/#was", ("moved", "TO1-A01", "id/to1-a01/", f"TO1-A01 stands elsewhere now: write {BASE}id/to1-a01/")),
        ("/gone/", ("withdrawn", "GONE", "id/gone/", "was withdrawn on 2020-01-01: No use")),
        ("/gone/#any", ("withdrawn", "GONE", "id/gone/", "was withdrawn on 2020-01-01: No use")),
        ("/gone/#x", ("moved", "TO1", "id/to1/", f"TO1 stands elsewhere now: write {BASE}id/to1/")),
        ("/k/", ("current", "", "k/", "")),
        ("/k/#any", ("unknown", "", "", "there is no such place on the page.")),
        ("/isle/", ("moved", "ORR", "id/orr/", f"ORR stands elsewhere now: write {BASE}id/orr/")),
        ("/o/#TO1-A02", ("moved", "TO1-A02", "id/to1-a02/", f"TO1-A02 is not under this anchor: write {BASE}id/to1-a02/")),
        ("/o/#gone", ("withdrawn", "GONE", "id/gone/", "was withdrawn on 2020-01-01: No use")),
        ("/o/#to1-a09", ("unknown", "", "", "there is no such identifier. Did you mean 'TO1-A02'?")),
        ("/o/#to9", ("unknown", "", "", "there is no such identifier. Did you mean 'TO2'?")),
        ("/o/#rational", ("unknown", "", "", "there is no such place on the page. Did you mean '#rationale'?")),
        ("/nowhere/#to1", ("unknown", "", "", "there is no such page.")),
        ("/c/ore/", ("unknown", "", "", "there is no such page. Did you mean '/c/orr/'?")),
        ("/data/a.csv", ("current", "", "data/a.csv", "")),
        ("/data/b.csv", ("unknown", "", "", "there is no such file on the site")),
        ("/o.md", ("current", "", "o.md", "")),
        ("/v1.0/", ("unknown", "", "", "there is no such page.")),
        ("/editions/1/", ("current", "", "editions/1/", "")),
        ("/editions/1", ("current", "", "editions/1/", "")),
        ("/editions/1/index.html", ("current", "", "editions/1/", "")),
        ("/editions/1/o#x", ("current", "", "editions/1/o/", "")),
        ("/editions/1/a.pdf", ("current", "", "editions/1/a.pdf", "")),
        ("/editions/after/1/", ("current", "", "editions/after/1/", "")),
        ("/editions/1/p/", ("unknown", "", "", "there is no such page of a frozen edition")),
        ("/editions/2/", ("unknown", "", "", "there is no such page of a frozen edition")),
    ],
)
def test_addresses(rest: str, expected: tuple[str, ...]) -> None:
    assert address(rest) == expected


@pytest.mark.parametrize("end", ["", "/", ".json", ".md", ".linkset.json", ".oembed.json", "/index.html", "/cite.html", "/card.html", "/?a=b", "#c"])
def test_files_of_an_id(end: str) -> None:
    for found in (KNOWN, LISTED):
        assert address(f"/id/To1-A01{end}", found) == ("current", "TO1-A01", "id/to1-a01/", "")
        assert address(f"/id/gone{end}", found)[:2] == ("withdrawn", "GONE")
        assert address(f"/id/none{end}", found)[:2] == ("unknown", "")


@pytest.mark.parametrize("rest", ["/id/to1.xml", "/id/to1/other.html", "/id/to1Xjson", "/id/1to/", "/id/", "/xid/to1/"])
def test_what_is_no_file_of_an_id(rest: str) -> None:
    assert address(rest)[:2] == ("unknown", "")


def test_of_ids_come_the_exports() -> None:
    assert set(known.OF_IDS) == {".json", ".md", ".linkset.json", ".oembed.json", "/index.html", "/cite.html", "/card.html"}


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("/o/", ("current", "", "o/", "")),
        ("/o/#to1-a01", ("current", "TO1-A01", "id/to1-a01/", "")),
        ("/o/#heading", ("unchecked", "", "", "the list of links does not say whether this page or place is there")),
        ("/none/", ("unchecked", "", "", "the list of links does not say whether this page or place is there")),
        ("/none/#to1", ("moved", "TO1", "id/to1/", f"TO1 is not under this anchor: write {BASE}id/to1/")),
        ("/none/#old", ("renamed", "OLD", "id/to2/", f"is TO2 now: write that, and {BASE}id/to2/")),
        ("/none/#to9", ("unchecked", "", "", "the list of links does not say whether this page or place is there")),
        ("/o/#to9", ("unknown", "", "", "there is no such identifier. Did you mean 'TO2'?")),
        ("/data/a.csv", ("unchecked", "", "", "the list of links does not say which files there are")),
        ("/editions/1/", ("unchecked", "", "", "the list of links does not say which editions there are")),
    ],
)
def test_what_a_list_does_not_say(rest: str, expected: tuple[str, ...]) -> None:
    assert address(rest, LISTED) == expected


@pytest.mark.parametrize(
    ("name", "running", "explicit"),
    [
        ("TO1-A99", True, True), ("KF-Z", True, True), ("ONE-Y", False, False), ("ORR-X", False, False), ("TO99", False, True), ("TO99-X", False, True),
        ("P2", False, False), ("TO", False, False), ("TO1", False, True), ("KF", False, False), ("KF-", False, False), ("XTO9", False, False),
    ],
)  # fmt: skip
def test_what_is_like_ours(name: str, running: bool, explicit: bool) -> None:
    """Begins like two ids at least; or goes on with a series of two at least, if it is a label."""
    judge = Judge(KNOWN)
    assert (judge.like_ours(name), judge.like_ours(name, explicit=True)) == (running, explicit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TO1-OLD", "TO1-A02"),
        ("to1-old", "to1-a02"),
        ("To1-Old", "TO1-A02"),
        ("TO1\N{NON-BREAKING HYPHEN}OLD", "TO1-A02"),
        (f"{BASE}id/to1-old/", f"{BASE}id/to1-a02/"),
        (f"{BASE}id/TO1-OLD.json", f"{BASE}id/to1-a02.json"),
        ("//a.example.org/s/id/to1-old/cite.html?id/to1-old", "//a.example.org/s/id/to1-a02/cite.html?id/to1-old"),
        ("a.example.org/s/id/to1-old#x", "a.example.org/s/id/to1-a02#x"),
        (f"{BASE}o/#to1-old", f"{BASE}id/to1-a02/"),
        ("HTTP://a.example.org/s/o/#to1-old", f"{BASE}id/to1-a02/"),
        ("//a.example.org/s/o/#to1-old", "//a.example.org/s/id/to1-a02/"),
        ("a.example.org/s/o/#to1-old", "a.example.org/s/id/to1-a02/"),
        ("a.bc/#/o", "a.example.org/s/id/to1-a02/"),
        ("local#x", "a.example.org/s/id/to1-a02/"),
        (f"{BASE}id/to1\N{NON-BREAKING HYPHEN}old/", f"{BASE}id/to1-a02/"),
        (f"{BASE}o/id/to1-older", f"{BASE}id/to1-a02/"),
    ],
)
def test_what_to_write_instead(text: str, expected: str) -> None:
    """As it was written: an id in its case, an address with its scheme or without; also if one happens to be as long as the other."""
    assert verdicts._renamed(text, "TO1-OLD", ENTRIES["TO1-A02"]) == expected


def test_something_near_is_looked_for_a_hundred_times() -> None:
    judge = Judge(KNOWN)
    near = [judge.identifier(place("x"), f"KF-X{number}").message.endswith("'KF-X'?") for number in range(102)]
    assert near == [True] * 100 + [False] * 2
    assert judge.identifier(place("x"), "KF-X7").message.endswith("'KF-X'?"), "what was found once is known"
    assert Judge(KNOWN).identifier(place("x"), "KF-" + "X" * 77).message == "there is no such identifier."
    long = replace(KNOWN, by_id={**ENTRIES, "KF-" + "X" * 76: entry("KF-" + "X" * 76)})
    assert Judge(long).identifier(place("x"), "KF-" + "X" * 77).message.endswith("X'?"), "of eighty letters"
    assert Judge(long).identifier(place("x"), "KF-" + "X" * 78).message == "there is no such identifier."


# --- what is found in a piece -------------------------------------------------------------------


def found(text: str, known: Known = KNOWN, *bases: str, link: bool = False) -> list[tuple[int, str, str]]:
    return [(item.column, item.text, item.status) for item in _Finder(known, (BASE, *bases)).find(Piece(1, 1, text, link), "a.md")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.example.org/s", [(1, "a.example.org/s", "current")]),
        ("a.example.org/sx a.example.org/s-x a.example.org/s.x a.example.org/s:80 a.example.org/s@x", []),
        ("a.example.org/s. a.example.org/s: a.example.org/s, a.example.org/s) a.example.org/s;", [(1, "a.example.org/s", "current"), (18, "a.example.org/s", "current"), (35, "a.example.org/s", "current"), (52, "a.example.org/s", "current"), (69, "a.example.org/s", "current")]),
        ("Xa.example.org/s .a.example.org/s @a.example.org/s =a.example.org/s %a.example.org/s :a.example.org/s -a.example.org/s /a.example.org/s", []),
        ("(a.example.org/s/o/) <A.EXAMPLE.ORG/S/O/>", [(2, "a.example.org/s/o/", "current"), (23, "A.EXAMPLE.ORG/S/O/", "unknown")]),
        ("ftp://a.example.org/s/", [(5, "//a.example.org/s/", "current")]),
        ("[x][to1] [x][zz:to1] ][to1", [(5, "to1", "current"), (17, "to1", "current")]),
        ("   [to1]: x", [(5, "to1", "current")]),
        ("    [to1]: x", []),
        (":ref:`to1` :numref:`to1` :eqref:`to1` {ref}`to1` {py:x+y:ref}`a <b:to1>` {doc}`to1`", [(7, "to1", "current"), (21, "to1", "current"), (45, "to1", "current"), (68, "to1", "current")]),
        ("inv:#to1 xinv:#to1 inv:x:y#to1 xref:a/b.c-d#to1 xref:a/b c#to1", [(6, "to1", "current"), (28, "to1", "current"), (45, "to1", "current")]),
        ("TO1-A01–TO1-A02 TO1–A01 TO1–A09", [(1, "TO1-A01", "current"), (9, "TO1-A02", "current"), (17, "TO1–A01", "current"), (25, "TO1", "current")]),
        ("TO1–A01–A02", [(1, "TO1", "current")]),
        ("TO1-A01s TO1_A01 xTO1 TO1-", []),
        ("ORR KF-Q ONE-Q GONE OLD TO3", [(5, "KF-Q", "unknown")]),
    ],
)  # fmt: skip
def test_what_is_found(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert found(text) == expected


def test_a_link_is_an_address_and_nothing_else() -> None:
    assert found("TO1", link=True) == []
    assert found(f"{BASE}o/.", link=True) == [(1, f"{BASE}o/.", "unknown")]
    assert found(f"{BASE}o/.") == [(1, f"{BASE}o/", "current")]


def test_where_it_begins_in_the_file() -> None:
    finder = _Finder(KNOWN, (BASE,))
    assert [item.offset for item in finder.find(Piece(1, 5, "a TO1 TO2", False, "", 0), "a.md")] == [2, 6]
    assert [item.column for item in finder.find(Piece(1, 5, "a TO1 TO2", False, "", 0), "a.md")] == [7, 11]
    assert [item.offset for item in finder.find(Piece(1, 1, "a TO1", False), "a.md")] == [-1]


def test_prefixes_of_other_strategies() -> None:
    """Where ours has one; it may be far longer than that of most."""
    ours = replace(KNOWN, prefix="Us")
    text = "us:TO1 US:TO1 them:TO1 [x][them:to1] [x][us:to1] them: TO1 a.them:TO1 :ref:`them:to1` *them:TO1 " + "x" * 39 + ":TO1 " + "y" * 40 + ":TO1"
    assert [item[0] for item in found(text, ours)] == [4, 11, 45, 56, 82, 93]
    assert len(found(text)) == 11


def test_what_comes_of_a_check() -> None:
    def of(*statuses: str, strict: bool = False, problems: tuple[Problem, ...] = ()) -> int:
        return Outcome(tuple(Reference("a", 1, 1, "x", status) for status in statuses), problems, strict).code

    assert [of(status) for status in verdicts.STATUSES] == [0, 0, 0, 0, 0, 1, 1]
    assert [of(status, strict=True) for status in verdicts.STATUSES] == [0, 0, 0, 1, 1, 1, 1]
    assert of() == 0
    assert of("current", "unknown") == 1
    assert of("unknown", problems=(Problem("a", 1, 1, "b", "c"),)) == 2


# --- reports ------------------------------------------------------------------------------------


def test_every_status_in_every_report() -> None:
    items = tuple(Reference("/d/a b.md", 1, 2, "T\nX", status, message=Phrase("is\nso" * (status != "moved")), where="page\t3") for status in verdicts.STATUSES)
    outcome = Outcome(items)
    lines = reports.FORMATS["text"](outcome).splitlines()
    assert lines[0] == "/d/a b.md:1:2: current: T X (page 3): is so"
    assert lines[2] == "/d/a b.md:1:2: moved: T X (page 3)"
    assert lines[-1] == "7 references: 1 current, 1 unchecked, 1 moved, 1 renamed, 1 split, 1 withdrawn, 1 unknown."
    github = reports.FORMATS["github"](outcome).splitlines()
    assert [line.partition(" ")[0] for line in github[:-1]] == ["::warning", "::warning", "::warning", "::error", "::error"]
    assert github[0] == "::warning file=/d/a b.md,line=1,col=2,title=moved::T X (page 3) is moved"
    assert github[-1] == lines[-1]
    log = json.loads(reports.FORMATS["sarif"](outcome))
    assert list(log.items())[:2] == [("$schema", "https://json.schemastore.org/sarif-2.1.0.json"), ("version", "2.1.0")]
    (run,) = log["runs"]
    assert (run["columnKind"], run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("unicodeCodePoints", "builder links", __version__)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["moved", "renamed", "split", "withdrawn", "unknown"]
    assert [(item["ruleId"], item["level"]) for item in run["results"]] == [
        ("moved", "warning"), ("renamed", "warning"), ("split", "warning"), ("withdrawn", "error"), ("unknown", "error"),
    ]  # fmt: skip
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///d/a%20b.md"
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    strict = reports.FORMATS["github"](Outcome(items, strict=True)).splitlines()
    assert [line.partition(" ")[0] for line in strict[:-1]] == ["::warning", "::error", "::error", "::error", "::error"]
    assert reports.summary(Outcome((items[0],))) == "1 reference: 1 current."


def test_a_problem_in_every_report_that_tells_it() -> None:
    outcome = Outcome((), (Problem("b:c.md", 1, 1, "unreadable", "no"),))
    assert reports.FORMATS["github"](outcome) == "::error file=b%3Ac.md,line=1,col=1,title=unreadable::no\nNo references to the strategy in what could be read."
    (run,) = json.loads(reports.FORMATS["sarif"](outcome))["runs"]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["message"] == {"text": "no"}
    assert set(reports.TELL_PROBLEMS) == {"github", "sarif"}
