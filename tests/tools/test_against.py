"""`builder check --against`: what a publication would take away from those who link to what is published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import reading
from builder.exports import links
from builder.problems import Problem
from builder.tools import against
from tests.conftest import REPO, Run
from tests.hosting import hosted
from tests.made import published as as_published

BASE = "https://plan.example.org/ostra/"


@pytest.fixture
def site(small: Path) -> Path:
    """The list of links of the small strategy, as it is published."""
    path = Path("site/links.json")
    path.parent.mkdir()
    path.write_bytes(links.links_json(as_published(reading.read(small), BASE)))
    return path


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def dropped(path: Path, id_: str) -> None:
    """Takes the entry of an id out of a list of a file, as a bad merge does."""
    parts = re.split(r"(?m)^(?=- )", path.read_text("utf-8"))
    path.write_text("".join(part for part in parts if not re.match(rf"- id: {id_}\b", part)), "utf-8")


def problems(content: Path, site: Path) -> list[tuple[str, str, str]]:
    """The problems, by file, code and message; `builder check` itself finds none."""
    found = against.published(str(site))
    assert not isinstance(found, Problem)
    lost = list(against.lost(reading.read(content), found))
    assert all(Path(problem.path).is_file() and 1 <= problem.line <= len(Path(problem.path).read_text("utf-8").splitlines()) for problem in lost)
    return [(Path(problem.path).name, problem.code, problem.message) for problem in lost]


def test_nothing_is_lost_where_nothing_changed(small: Path, site: Path, run: Callable[..., Run]) -> None:
    for source in ("site", site):
        done = run("check", "--against", source)
        assert (done.code, done.err) == (0, "")
        assert "no problems" in done.out


def test_an_id_that_a_merge_took_out_of_the_register(small: Path, site: Path, run: Callable[..., Run]) -> None:
    dropped(small / "registry.yml", "KF-FISH")
    done = run("check", "--against", "site")
    assert done.code == 1
    line = next(line for line in done.out.splitlines() if "published-id-lost" in line)
    assert re.match(r"content/registry\.yml:\d+:1: error\[published-id-lost\]: 'KF-FISH' \('", line), line
    assert "'id: KF-FISH', 'kind: figure', the title, 'since: " in line
    assert f"so {BASE}id/kf-fish/ would lead nowhere: bring it back, or write here" in line


def test_an_id_that_was_published_before_it_was_registered(small: Path, run: Callable[..., Run]) -> None:
    assert run("new", "topic", "CTX-LAKE", "The lake").code == 0
    Path("links.json").write_bytes(links.links_json(as_published(reading.read(small), BASE)))
    (small / "topics/the-lake.md").unlink()
    done = run("check", "--against", "links.json")
    assert "'CTX-LAKE' ('The lake') is published and neither in the content nor in the register" in done.out


def test_an_id_that_two_branches_took(small: Path, site: Path) -> None:
    """Its line in the register was made anew on the second branch, so that `builder check` alone sees nothing."""
    strategy = reading.read(small)
    title = strategy.by_id["VAR"].title
    edit(small / "countries/varnholm.yml", (title, "Somewhere quite different"))
    edit(small / "registry.yml", (f"title: {title}", "title: Somewhere quite different"))
    found = problems(small, site)
    assert [item[:2] for item in found] == [("varnholm.yml", "published-id-changed")]
    assert found[0][2].startswith(f"'VAR' is published for '{title}' and stands for 'Somewhere quite different' here: give this another id")
    assert "in a change with 'kind: reworded' and 'ids: [VAR]'" in found[0][2]
    edit(small / "editions.yml", ("changes:\n", "changes:\n    - kind: reworded\n      text: It is called otherwise.\n      ids: [VAR]\n"))
    assert problems(small, site) == []


def test_ids_that_changed_places(small: Path, site: Path) -> None:
    """An edition that says that they were reworded is no excuse: the other one has the title."""
    strategy = reading.read(small)
    one, other = strategy.by_id["VAR"].title, strategy.by_id["ORR"].title
    for name, old, new in (("countries/varnholm.yml", one, other), ("countries/orr.yml", other, one)):
        edit(small / name, (f"name: {old}", f"name: {new}"))
    edit(small / "registry.yml", (f"title: {one}", "title: X"), (f"title: {other}", f"title: {one}"), ("title: X", f"title: {other}"))
    edit(small / "editions.yml", ("changes:\n", "changes:\n    - kind: reworded\n      text: They are called otherwise.\n      ids: [VAR, ORR]\n"))
    assert {item[1] for item in problems(small, site)} == {"published-id-changed"}
    assert len(problems(small, site)) == 2


def test_an_id_of_another_kind(small: Path, site: Path) -> None:
    data = json.loads(site.read_text("utf-8"))
    for link in data["links"]:
        if link["id"] == "ORR":
            link["kind"] = "group"
    site.write_text(json.dumps(data), "utf-8")
    assert [item[:2] for item in problems(small, site)] == [("orr.yml", "published-id-changed")]


def test_an_address_that_the_register_forgot(small: Path, site: Path) -> None:
    (small / "countries/varnholm.yml").rename(small / "countries/varn.yml")
    assert problems(small, site) == [], "the register still says where it was"
    edit(small / "registry.yml", ("at: countries/varnholm/", "at: countries/varn/"))
    found = problems(small, site)
    assert [item[:2] for item in found] == [("registry.yml", "published-address-lost")]
    assert "'VAR' is published at /countries/varnholm/, and nothing would lead from there to it: write that address under 'formerly_at' here" in found[0][2]
    edit(small / "registry.yml", ("at: countries/varn/", "at: countries/varn/\n  formerly_at: [countries/varnholm/]"))
    assert problems(small, site) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"prefix": "other"}, "identifiers are published with the prefix 'other', and it is "),
        ({"keys": "Other2031"}, "keys in bibliographies begin with 'Other2031' where this is published and with "),
    ],
)
def test_keys_that_people_have_cited(change: dict[str, str], message: str, small: Path, site: Path) -> None:
    site.write_text(json.dumps(json.loads(site.read_text("utf-8")) | change), "utf-8")
    ((name, code, said),) = problems(small, site)
    assert (name, code) == ("strategy.yml", "published-keys")
    assert said.startswith(message)


def test_a_list_of_an_earlier_version(small: Path, site: Path) -> None:
    """It says of an id neither the kind nor the title; then it is enough that the id is known."""
    data = json.loads(site.read_text("utf-8"))
    data["links"] = [{key: link[key] for key in ("id", "url", "page", "status")} for link in data["links"]]
    del data["keys"]
    site.write_text(json.dumps({**data, "version": "1.0"}), "utf-8")
    assert problems(small, site) == []


def test_before_the_first_publication(small: Path, site: Path, run: Callable[..., Run], tmp_path: Path) -> None:
    """A host that has nothing there is no error, and said; one that cannot be reached is, and so is a file that is not there."""
    empty = tmp_path / "empty"
    empty.mkdir()
    with hosted(empty) as address:
        done = run("check", "--against", f"{address}/")
        assert done.code == 0
        assert f"{address}/:1:1: warning[nothing-published]: nothing is published there, so there was nothing to compare with" in done.out
        assert run("check", "--format", "github", "--against", f"{address}/").out.startswith("::warning file=")
    with hosted(site.parent) as address:
        assert run("check", "--against", f"{address}/").out.startswith("content: no problems")
    for source in (f"{address}/", "nowhere", "empty"):
        done = run("check", "--against", source)
        assert done.code == 1
        assert "error[" in done.out


def test_the_workflow_compares_before_it_publishes() -> None:
    text = (REPO / ".github/workflows/pages.yml").read_text("utf-8")
    assert 0 < text.index("builder check --format github --against") < text.index("make publish") < text.index("deploy-pages@")
