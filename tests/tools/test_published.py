"""`builder links` with nothing but the `links.json` of a published strategy: what it says, selects, writes and rewrites."""

from __future__ import annotations

import errno
import http.server
import inspect
import json
import os
import re
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from sarif import loader

from builder.content.addresses import Site
from builder.exports import links
from builder.model.strategy import Strategy
from builder.problems import ContentError
from builder.tools.links import documents, known, mending, published, references, selection, verdicts
from builder.tools.links.known import Known
from tests.conftest import REPO, Run
from tests.made import published as as_published

BASE = "https://plan.example.org/ostra/"


@pytest.fixture
def alone(small_strategy: Strategy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, with the list of links of the small strategy in it, to work in."""
    monkeypatch.chdir(tmp_path)
    Path("links.json").write_bytes(links.links_json(as_published(small_strategy, BASE)))
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# --- what is known ------------------------------------------------------------------------------


def test_a_list_says_of_ids_what_the_content_says(alone: Path, small_strategy: Strategy) -> None:
    here, there = known.of_strategy(small_strategy, BASE, lambda page: b""), published.known("links.json")
    assert there.base == here.base == BASE
    assert here.by_id.keys() == there.by_id.keys()
    for name, entry in here.by_id.items():
        other = there.by_id[name]
        assert (other.status, other.url, other.successors) == (entry.status, entry.url, entry.successors), name
    assert not there.complete
    assert here.complete


def judged(text: str, found: Known, *bases: str) -> list[tuple[str, str, str]]:
    outcome = references.check([write("a.md", text)], found, bases)
    assert outcome.problems == ()
    return [(item.text, item.status, item.id) for item in outcome.references]


@pytest.mark.parametrize(
    ("address", "status", "identifier"),
    [
        ("id/aim1/", "current", "AIM1"),
        ("id/aim1-pipe/", "renamed", "AIM1-PIPE"),
        ("id/aim9/", "split", "AIM9"),
        ("id/kf-fish/", "withdrawn", "KF-FISH"),
        ("id/kf-bird/", "unknown", ""),
        ("", "current", ""),
        ("objectives/clean-water/", "current", ""),
        ("objectives/clean-water/#top", "current", ""),
        ("objectives/clean-water/#aim1-weir", "current", "AIM1-WEIR"),
        ("objectives/clean-water/#aim1-pipe", "renamed", "AIM1-PIPE"),
        ("objectives/clean-water/#kf-fish", "withdrawn", "KF-FISH"),
        ("objectives/clean-water/#aim1-nothing", "unknown", ""),
        ("objectives/clean-water/#rationale", "unchecked", ""),
        ("countries/isle/", "moved", "ORR"),
        ("objectives/everything/", "split", "AIM9"),
        ("about/", "current", ""),
        ("countries/isle/#orr", "moved", "ORR"),
        ("data/key-figures.csv", "unchecked", ""),
        ("editions/1st/about/", "unchecked", ""),
    ],
)
def test_addresses(alone: Path, address: str, status: str, identifier: str) -> None:
    assert judged(f"<{BASE}{address}>", published.known("links.json")) == [(BASE + address, status, identifier)]


LANGUAGES = {"en": BASE, "el": f"{BASE}el/"}


@pytest.mark.parametrize("own", LANGUAGES)
def test_addresses_in_other_languages(alone: Path, small_strategy: Strategy, own: str) -> None:
    """The list of each language knows those of the others, and names what to write in the language of the address."""
    context = replace(as_published(small_strategy, LANGUAGES[own]), site=Site(LANGUAGES[own], languages=tuple(LANGUAGES.items())))
    Path("links.json").write_bytes(links.links_json(context))
    found = published.known("links.json")
    for base in LANGUAGES.values():
        assert judged(f"<{base}objectives/clean-water/#aim1-weir>", found) == [(f"{base}objectives/clean-water/#aim1-weir", "current", "AIM1-WEIR")]
        assert judged(f"<{base}id/kf-fish/>", found) == [(f"{base}id/kf-fish/", "withdrawn", "KF-FISH")]
        assert judged(f"<{base}id/kf-bird/>", found) == [(f"{base}id/kf-bird/", "unknown", "")]
        (renamed,) = references.check([write("a.md", f"<{base}id/aim1-pipe/>")], found).references
        assert (renamed.url, renamed.replacement) == (f"{base}id/aim1-wells/",) * 2
    old = "http://old.example.org/plan"
    assert judged(f"{old}/el/id/kf-fish/ {old}/id/aim1/", found, old) == (
        [(f"{old}/el/id/kf-fish/", "withdrawn", "KF-FISH"), (f"{old}/id/aim1/", "current", "AIM1")]
        if own == "en"
        else [(f"{old}/el/id/kf-fish/", "unchecked", ""), (f"{old}/id/aim1/", "current", "AIM1")]
    ), "further addresses are those of the language whose list it is"
    assert judged(f"{BASE}elsewhere/", found) == [(f"{BASE}elsewhere/", "unchecked", "")]


@pytest.mark.parametrize("address", ["el/", "ftp://plan.example.org/", "https://plan.example.org", "https://[/"])
def test_a_language_without_an_address(alone: Path, address: str) -> None:
    data = json.loads(Path("links.json").read_text("utf-8"))
    Path("links.json").write_text(json.dumps(data | {"languages": {"en": BASE, "el": address}}), "utf-8")
    with pytest.raises(ContentError, match="in another language, which is no address: publish it again"):
        published.known("links.json")


def test_an_older_list_tells_less(alone: Path) -> None:
    """Version 1.0 has neither notes nor former addresses."""
    data = json.loads(Path("links.json").read_text("utf-8"))
    data["version"] = "1.0"
    for link in data["links"]:
        link.pop("note", None)
        link.pop("formerly", None)
    Path("links.json").write_text(json.dumps(data), "utf-8")
    found = published.known("links.json")
    assert found.by_id["KF-FISH"].fate == f"was withdrawn: {BASE}id/kf-fish/ says why"
    assert judged(f"<{BASE}countries/isle/>", found) == [(f"{BASE}countries/isle/", "unchecked", "")]


def test_a_newer_list_tells_more(alone: Path) -> None:
    """What became of an id in a sentence, former addresses, and the strategy's prefix, all of which older lists lack."""
    data = json.loads(Path("links.json").read_text("utf-8"))
    data |= {"version": "1.1", "prefix": "Ostra", "more": [1]}
    for link in data["links"]:
        if link["id"] == "KF-FISH":
            link["note"] = "Withdrawn on 2031-02-01: Nobody counts fish any more"
        if link["id"] == "ORR":
            link["formerly"] = ["countries/isle/"]
    Path("links.json").write_text(json.dumps(data), "utf-8")
    found = published.known("links.json")
    assert found.by_id["KF-FISH"].fate == "was withdrawn on 2031-02-01: Nobody counts fish any more"
    assert judged(f"<{BASE}countries/isle/>", found) == [(f"{BASE}countries/isle/", "moved", "ORR")]
    text = "AIM1, ostra:AIM1, other:AIM1, [x][ostra:aim1], [x][other:aim1], see:\nAIM2 :ref:`any:aim1` and [ostra:aim1-pipe]: x\n[other:aim2]: x"
    assert [item[0] for item in judged(text, found)] == ["AIM1", "AIM1", "aim1", "AIM2", "aim1"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (b"no", "is no list of links (Invalid JSON: expected ident at line 1 column 2): give the links.json that a strategy publishes beside its home page"),
        (b"[" * 100_000, "is no list of links (Invalid JSON: recursion limit exceeded at line 1 column 202): give the links.json that a strategy publishes beside its home page"),
        ({"links": []}, "is no list of links (links: Tuple should have at least 1 item after validation, not 0): give the links.json that a strategy publishes beside its home page"),
        ({"version": "2.0"}, "is of version 2.0, which this version of the builder (0.1.0) does not know: take a newer one"),
        ({"links": [{"id": "A1", "url": "file:///etc/id/a1/", "page": "x", "status": "current"}]}, "has no permanent addresses (its first is 'file:///etc/id/a1/'): publish it again"),
        ({"links": [{"id": "A1", "url": f"{BASE}id/a1/", "page": "x", "status": "renamed", "successors": ["A2"]}]}, "says that 'A2' follows another identifier, and does not have it: publish it again"),
    ],
)  # fmt: skip
def test_what_is_no_list(alone: Path, change: bytes | dict[str, Any], message: str, run: Callable[..., Run]) -> None:
    whole = json.loads(Path("links.json").read_text("utf-8"))
    Path("links.json").write_bytes(change if isinstance(change, bytes) else json.dumps({**whole, **change}).encode())
    write("a.md", "AIM1")
    assert run("links", "--links", "links.json", "a.md") == Run(2, "", f"links.json:1:1: error[links-file]: {message}\n1 problem in 1 file.\n")


def test_neither_a_list_nor_content(alone: Path, run: Callable[..., Run]) -> None:
    write("a.md", "AIM1")
    message = "content:1:1: error[links-file]: is not there: name the list of a published strategy with --links, or the content folder with --content"
    assert run("links", "a.md") == Run(2, "", f"{message}\n1 problem in 1 file.\n")


# --- the network --------------------------------------------------------------------------------


@pytest.fixture
def server(alone: Path) -> Iterator[tuple[str, list[str]]]:
    """A server of the folder, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path == "/away":
                self.send_response(302)
                self.send_header("Location", (alone / "links.json").as_uri())
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}/", asked
        found.shutdown()
        thread.join()


def test_an_address_is_fetched_if_it_is_named(server: tuple[str, list[str]], run: Callable[..., Run]) -> None:
    address, asked = server
    write("a.md", f"AIM1 and {BASE}id/aim1/ and {address}links.json")
    for source in (address, f"{address}links.json"):
        assert run("links", "--links", source, "a.md").out.endswith("2 references: 2 current.\n")
    assert asked == ["/links.json"] * 2
    assert run("links", "--links", "links.json", "a.md").code == 0
    assert run("links", "--links", ".", "a.md").code == 0
    assert len(asked) == 2, "only if an address is named"


def test_an_address_that_gives_nothing(server: tuple[str, list[str]], run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    address, _ = server
    write("a.md", "AIM1")
    done = run("links", "--links", f"{address}none.json", "a.md")
    assert (done.code, done.out) == (2, "")
    assert "cannot be fetched (HTTP Error 404: File not found): check the address, or download it and give the file" in done.err
    done = run("links", "--links", f"{address}away", "a.md")
    assert (done.code, "redirection to url 'file:" in done.err.lower() or "not allowed" in done.err) == (2, True), done.err
    monkeypatch.setattr(published, "MAX_LIST", 100)
    with pytest.raises(ContentError, match="is larger than 0 MB or takes longer than 30 seconds: download it, and give the file"):
        published.known(address)


# --- which documents ----------------------------------------------------------------------------


def test_files_folders_and_patterns(alone: Path, run: Callable[..., Run]) -> None:
    for name in ("d/b.md", "d/a.html", "d/e/c.rst", "d/.git/h.md", "d/node_modules/n.md", "d/picture.png", "d/~$a.docx", "notes", "d/.hidden.md"):
        write(name, "AIM1")
    Path("d/e/loop").symlink_to(alone / "d")

    def checked(*names: str) -> list[str]:
        done = run("links", "--links", "links.json", "--format", "json", *names)
        assert done.code == 0, done.err
        return [item["path"] for item in json.loads(done.out)]

    assert checked("d") == ["d/a.html", "d/b.md", "d/e/c.rst"]
    assert checked("d/**/*.md", "d/*.md") == ["d/b.md"]
    assert checked("d/[ab].*", "notes", "d/picture.png") == ["d/a.html", "d/b.md", "notes", "d/picture.png"]
    assert checked(f"{alone}/d/*/c.rst") == [f"{alone}/d/e/c.rst"]
    assert checked("d", "d/b.md", "./d/b.md") == ["d/a.html", "d/b.md", "d/e/c.rst"], "each once"
    assert checked("d/**.*", "d**/***.md") == ["d/a.html", "d/b.md"], "stars among other characters go through no folders"
    assert checked("d/**") == ["d/a.html", "d/b.md", "d/e/c.rst"], "with every version of Python"
    write("d/old.doc", "\0")
    done = run("links", "--links", "links.json", "d")
    assert done.code == 2
    assert done.out.endswith("3 references: 3 current.\n"), "the others are checked all the same"
    assert done.err == "d/old.doc:1:1: error[document-format]: is of a format that is not read (.doc): save it as .docx\n1 problem in 1 file.\n"


def test_names_that_lead_to_no_document(alone: Path, run: Callable[..., Run]) -> None:
    """An empty name, as of a variable that is not set, is not the folder where one is."""
    Path("empty").mkdir()
    message = "error[no-documents]: no document is there: name a file, a folder, or a pattern such as 'docs/**/*.md'"
    done = run("links", "--links", "links.json", "empty", "*.md", "")
    assert done == Run(2, "", f":1:1: {message}\n*.md:1:1: {message}\nempty:1:1: {message}\n3 problems in 3 files.\n")


def test_folders_deeper_than_python_calls(alone: Path) -> None:
    """As an archive from elsewhere may hold them: they are walked without a call inside a call."""
    write("a/" * 100 + "b.md", "AIM1")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 80)
    try:
        assert [path.name for path in selection.documents(["a"])] == ["b.md"]
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.parametrize("base", ["", "/", "https://", "a b.example.org"])
def test_a_base_without_a_host(alone: Path, base: str, run: Callable[..., Run]) -> None:
    """It would make a reference of every address."""
    write("a.md", "https://elsewhere.example.org/x")
    done = run("links", "--links", "links.json", "--base", base, "a.md")
    assert (done.code, done.out) == (2, "")
    assert f"argument --base: '{base}' is no address of a site: write it as in https://strategy.example.org/" in done.err


# --- what is found ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plan.example.org/ostra/id/aim1/", [("plan.example.org/ostra/id/aim1/", "current")]),
        ("(plan.example.org/ostra/id/aim1).", [("plan.example.org/ostra/id/aim1", "current")]),
        ("me@plan.example.org/ostra/id/aim1/ my-plan.example.org/ostra/ x.plan.example.org/ostra/ a/plan.example.org/ostra/", []),
        ("{ref}`aim1` {ref}`the aim <plan:aim1>` {external+plan:std:ref}`aim2` {numref}`aim1` {term}`aim1`", [("aim1", "current"), ("aim1", "current"), ("aim2", "current"), ("aim1", "current")]),
        ("[](xref:plan#aim1) <xref:plan/page#AIM1-PIPE> xref:x#y", [("aim1", "current"), ("AIM1-PIPE", "renamed")]),
        ("AIM1\N{NON-BREAKING HYPHEN}WEIR AIM1\N{HYPHEN}WEIR", [("AIM1\N{NON-BREAKING HYPHEN}WEIR", "current"), ("AIM1\N{HYPHEN}WEIR", "current")]),
        ("AIM1–WEIR AIM1—WEIR AIM1−PIPE", [("AIM1–WEIR", "current"), ("AIM1—WEIR", "current"), ("AIM1−PIPE", "renamed")]),
        ("AIM1–AIM2, AIM1–3, AIM1 – AIM2", [("AIM1", "current"), ("AIM2", "current"), ("AIM1", "current"), ("AIM1", "current"), ("AIM2", "current")]),
        ("AIM1\N{NON-BREAKING HYPHEN}WEIRD", [("AIM1\N{NON-BREAKING HYPHEN}WEIRD", "unknown")]),
        (f"{BASE}id/kf\N{NON-BREAKING HYPHEN}fish/", [(f"{BASE}id/kf\N{NON-BREAKING HYPHEN}fish/", "withdrawn")]),
        ("[aim1-pipe]: x", [("aim1-pipe", "renamed")]),
    ],
)  # fmt: skip
def test_what_is_found(alone: Path, text: str, expected: list[tuple[str, str]]) -> None:
    assert [item[:2] for item in judged(text, published.known("links.json"))] == expected


def test_a_name_that_was_renamed_to_what_was_split(alone: Path) -> None:
    data = json.loads(Path("links.json").read_text("utf-8"))
    next(link for link in data["links"] if link["id"] == "AIM1-PIPE")["successors"] = ["AIM9"]
    Path("links.json").write_text(json.dumps(data), "utf-8")
    outcome = references.check([write("a.md", "AIM1-PIPE")], published.known("links.json"))
    assert [(item.status, item.message, item.replacement) for item in outcome.references] == [("split", "was split into AIM1, AIM2: choose what is meant", "")]


def test_a_document_full_of_unknown_ids(alone: Path) -> None:
    """Something near is looked for a hundred times, not a hundred thousand times; a long word not at all."""
    words = [f"AIM1-{number:06X}" for number in range(90_000)]
    (write("a.md", " ".join(words) + "\nAIM1-" + "X" * 1_000_000),)
    outcome = references.check([Path("a.md")], published.known("links.json"))
    assert len(outcome.references) == 90_001
    assert {item.status for item in outcome.references} == {"unknown"}
    assert sum("Did you mean" in item.message for item in outcome.references) <= verdicts.MOST_SUGGESTED


# --- what is reported ---------------------------------------------------------------------------

TEXT = "AIM1 AIM1-PIPE AIM9\nKF-FISH\n"


def test_strict(alone: Path, run: Callable[..., Run]) -> None:
    for text, code in (("AIM1", 0), ("AIM1-PIPE", 1), ("AIM9", 1), (f"{BASE}countries/isle/#orr", 0)):
        write("a.md", text)
        assert run("links", "--links", "links.json", "a.md").code == 0
        assert run("links", "--links", "links.json", "--strict", "a.md").code == code


def test_for_github(alone: Path, run: Callable[..., Run]) -> None:
    write("a,b.md", TEXT)
    write("c.doc", "\0")
    done = run("links", "--links", "links.json", "--format", "github", "a,b.md", "c.doc")
    withdrawn = "KF-FISH was withdrawn on 2031-02-01: Nobody counts *fish* any more"
    assert done == Run(
        2,
        f"::warning file=a%2Cb.md,line=1,col=6,title=renamed::AIM1-PIPE is AIM1-WELLS now: write that, and {BASE}id/aim1-wells/\n"
        "::warning file=a%2Cb.md,line=1,col=16,title=split::AIM9 was split into AIM1, AIM2: choose what is meant\n"
        f"::error file=a%2Cb.md,line=2,col=1,title=withdrawn::{withdrawn}\n"
        "::error file=c.doc,line=1,col=1,title=document-format::is of a format that is not read (.doc): save it as .docx\n"
        "4 references: 1 current, 1 renamed, 1 split, 1 withdrawn.\n",
        "",
    )
    assert run("links", "--links", "links.json", "--format", "github", "--strict", "a,b.md").out.count("::error ") == 3


def test_as_sarif(alone: Path, run: Callable[..., Run]) -> None:
    """Read by sarif-tools, as Microsoft's own tools read it."""
    write("d/a b.md", TEXT)
    write("c.doc", "\0")
    done = run("links", "--links", "links.json", "--format", "sarif", "d/a b.md", "c.doc")
    assert (done.code, done.err) == (2, "")
    write("out.sarif", done.out)
    file = loader.load_sarif_file("out.sarif")
    assert [(item["Severity"], item["Code"], item["Location"], item["Line"]) for item in file.get_records()] == [
        ("warning", "renamed", "d/a%20b.md", 1),
        ("warning", "split", "d/a%20b.md", 1),
        ("error", "withdrawn", "d/a%20b.md", 2),
    ]
    run_ = json.loads(done.out)["runs"][0]
    assert {item["ruleId"] for item in run_["results"]} <= {rule["id"] for rule in run_["tool"]["driver"]["rules"]}
    assert run_["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 6}
    assert [item["descriptor"]["id"] for item in run_["invocations"][0]["toolExecutionNotifications"]] == ["document-format"]
    assert not run_["invocations"][0]["executionSuccessful"]


def test_problems_as_json(alone: Path, run: Callable[..., Run]) -> None:
    write("c.doc", "\0")
    done = run("links", "--links", "links.json", "--format", "json", "c.doc")
    assert (done.code, json.loads(done.out)) == (2, [])
    assert [item["code"] for item in json.loads(done.err)] == ["document-format"]


def test_what_documents_hold_stays_on_its_line(alone: Path, run: Callable[..., Run]) -> None:
    """Names with control characters, and addresses of any length."""
    path = write("a\x1b[31m\nb.md", f"{BASE}{'x' * 5000}/")
    done = run("links", "--links", "links.json", str(path))
    first, last = done.out.splitlines()
    assert first.startswith("a\\u001b[31m b.md:1:1: unchecked: https://plan.example.org/ostra/xxx")
    assert len(first) < 500
    assert last == "1 reference: 1 unchecked."


# --- what is rewritten --------------------------------------------------------------------------


def fixed(name: str, data: bytes, run: Callable[..., Run]) -> bytes:
    Path(name).write_bytes(data)
    run("links", "--links", "links.json", "--fix", name)
    return Path(name).read_bytes()


def test_what_was_renamed_is_rewritten(alone: Path, run: Callable[..., Run]) -> None:
    before = f"AIM1-PIPE, AIM1\N{NON-BREAKING HYPHEN}PIPE, [x][aim1-pipe], :ref:`aim1-pipe`; {BASE}id/AIM1-PIPE.json plan.example.org/ostra/id/aim1-pipe/cite.html\r\n"
    before += f"//plan.example.org/ostra/objectives/clean-water/#aim1-pipe AIM9 KF-FISH AIM1-PIPES AIM1 {BASE}id/aim9/\n[aim1-pipe]: {BASE}id/aim1-pipe/"
    after = f"AIM1-WELLS, AIM1-WELLS, [x][aim1-wells], :ref:`aim1-wells`; {BASE}id/aim1-wells.json plan.example.org/ostra/id/aim1-wells/cite.html\r\n"
    after += f"//plan.example.org/ostra/id/aim1-wells/ AIM9 KF-FISH AIM1-PIPES AIM1 {BASE}id/aim9/\n[aim1-wells]: {BASE}id/aim1-wells/"
    Path("a.md").write_bytes(before.encode())
    done = run("links", "--links", "links.json", "--fix", "a.md")
    assert Path("a.md").read_bytes() == after.encode()
    assert done.err == "a.md: 9 references rewritten.\n"
    assert "renamed" not in done.out, "it is checked again"
    assert done.code == 1
    assert fixed("a.md", after.encode(), run) == after.encode()


def test_html_is_rewritten_where_it_stands(alone: Path, run: Callable[..., Run]) -> None:
    """Also in an attribute; what is written with character references is left alone."""
    before = (
        f"<p title='AIM1-PIPE'>AIM1-PIPE\n AIM1-PIPE <a class=x href=\" {BASE}id/aim1-pipe/ \">x</a> AIM1&#45;PIPE <!-- AIM1-PIPE --><script>AIM1-PIPE</script>"
    )
    after = f"<p title='AIM1-PIPE'>AIM1-WELLS\n AIM1-WELLS <a class=x href=\" {BASE}id/aim1-wells/ \">x</a> AIM1&#45;PIPE <!-- AIM1-PIPE --><script>AIM1-PIPE</script>"
    assert fixed("a.html", before.encode(), run) == after.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings_stay(alone: Path, encoding: str, run: Callable[..., Run]) -> None:
    assert fixed("a.txt", "é AIM1-PIPE ü\r\n".encode(encoding), run) == "é AIM1-WELLS ü\r\n".encode(encoding)


def test_a_text_that_its_encoding_does_not_give_back_stays(alone: Path, run: Callable[..., Run]) -> None:
    data = b"\xff\xfe" + "AIM1-PIPE ".encode("utf-16-le") + b"\x00"
    assert fixed("a.txt", data, run) == data


def test_permissions_and_links_stay(alone: Path, run: Callable[..., Run]) -> None:
    path = write("real/a.md", "AIM1-PIPE")
    path.chmod(0o640)
    Path("link.md").symlink_to("real/a.md")
    assert run("links", "--links", "links.json", "--fix", "link.md").code == 0
    assert Path("link.md").is_symlink()
    assert path.read_text("utf-8") == "AIM1-WELLS"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [item.name for item in Path("real").iterdir()] == ["a.md"]


def test_a_file_that_cannot_be_written_is_named(alone: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays as it was and leaves nothing beside it, the others are mended, and the command says that it could not do its work."""
    for name in ("d/a.md", "d/b.md", "d/c.md"):
        write(name, "AIM1-PIPE")
    rename = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", full)
    done = run("links", "--links", "links.json", "--fix", "d")
    assert done.code == 2
    assert done.out.splitlines()[1].startswith("d/b.md:1:1: renamed: AIM1-PIPE")
    assert done.err == (
        "d/a.md: 1 reference rewritten.\n"
        "d/c.md: 1 reference rewritten.\n"
        "d/b.md:1:1: error[unwritable]: cannot be rewritten (No space left on device) and is as it was: "
        "check the permissions of the file and its folder, and that the disk is not full\n"
        "1 problem in 1 file.\n"
    )
    assert {path.name: path.read_text("utf-8") for path in Path("d").iterdir()} == {"a.md": "AIM1-WELLS", "b.md": "AIM1-PIPE", "c.md": "AIM1-WELLS"}


def test_a_file_that_is_protected_stays(alone: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder would allow to put another in its place."""
    path = write("a.md", "AIM1-PIPE")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda name, mode: bool(Path(name).stat().st_mode & 0o222) if mode == os.W_OK else True)  # root may write anything
    done = run("links", "--links", "links.json", "--fix", "a.md")
    assert (done.code, path.read_text("utf-8")) == (2, "AIM1-PIPE")
    assert "a.md:1:1: error[unwritable]: cannot be rewritten (Permission denied) and is as it was" in done.err


def test_a_file_that_is_gone_meanwhile(alone: Path) -> None:
    path = write("a.md", "AIM1-PIPE")
    found = references.check([path], published.known("links.json")).references
    path.write_text("AIM1-WEIR AIM1-PIPE", "utf-8")
    assert mending.mended(path, list(found)) == (b"AIM1-WEIR AIM1-PIPE", 0), "what stands there now is something else"
    path.unlink()
    with pytest.raises(ContentError, match="No such file"):
        mending.mended(path, list(found))


# --- hooks and the Action -----------------------------------------------------------------------


def test_hooks_run_commands_that_there_are(alone: Path, run: Callable[..., Run]) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((REPO / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert hooks.keys() == set(re.findall(r"`?(strategy-links[\w-]*)`?", (REPO / "docs/links.md").read_text("utf-8")))
    for hook in hooks.values():
        assert hook["language"] == "python"
        for ending in documents.ENDINGS:
            name = f"docs/A{ending.upper()}"
            assert bool(re.search(hook["files"], name)) == (
                hook["id"] == "strategy-links" or (documents.format_of(b"", ending).text and ending not in documents.UNREAD)
            )
            assert not re.search(hook["files"], f"{name}y")
        program, *arguments = hook["entry"].split()
        assert program == "builder"
        write("a.md", "AIM1-PIPE")
        assert run(*arguments, "--links", "links.json", "a.md").code == 0
    assert Path("a.md").read_text("utf-8") == "AIM1-WELLS"


@pytest.mark.parametrize(("strict", "code"), [("false", 0), ("true", 1)])
def test_the_action_runs(alone: Path, strict: str, code: int) -> None:
    """Its last step, as GitHub runs it, with a builder that is there; and nothing that is given is read as a command."""
    action = yaml.safe_load((REPO / "action.yml").read_text("utf-8"))
    assert re.fullmatch(r"actions/setup-python@[0-9a-f]{40}", action["runs"]["steps"][0]["uses"])
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    write("docs/a.md", "AIM1-PIPE")
    write("$(touch x).md", "AIM1")
    tools = Path("temp/strategy-links/bin")
    tools.mkdir(parents=True)
    write(f"{tools}/builder", f'#!/bin/sh\nPYTHONPATH={REPO} exec {sys.executable} -m builder "$@"\n').chmod(0o755)
    last = action["runs"]["steps"][-1]
    assert set(last["env"]) == {"LINKS", "FILES", "STRICT"}
    environment = {**os.environ, "RUNNER_TEMP": str(alone / "temp"), "LINKS": "links.json", "FILES": "docs\n$(touch x).md\n", "STRICT": strict}
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", last["run"]], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith("::warning file=docs/a.md,line=1" if not code else "::error file=docs/a.md,line=1")
    assert not Path("x").exists()
