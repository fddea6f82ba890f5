"""No id is ever lost: whatever editors do, in whatever order, either `builder check` refuses to publish it, or all that was ever published leads somewhere true.

A machine edits a strategy at random as people do, with mistakes: they forget the register, edit it by hand, take an id again, resolve a merge wrongly.
It knows which thing every entry really is, which the builder does not: that is how it tells a reworded entry from another one under its id.
For a long run: `HYPOTHESIS_PROFILE=hunt python -m pytest tests/tools/test_never_lost.py`.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import yaml
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from builder import pipeline, reading
from builder.content.addresses import Place, Site
from builder.exports import links, permalinks
from builder.exports.context import Context
from builder.fonts import FONTS
from builder.model.register import Register
from builder.model.strategy import Strategy
from builder.pages import catalogue
from builder.problems import ContentError, Problem
from builder.resources import PACKAGED
from builder.rules.register import alike
from builder.tools import against, register_file
from builder.tools.links import published as lists

BASE = "https://strategy.example.org/"
STEPS = 40


def _titles() -> list[str]:
    """Titles of things, one for every step, none of which is like another, nor when it is reworded."""
    found: list[str] = []
    random = Random(1)
    while len(found) < STEPS + 5:
        word = "".join(random.choices("bcdfghjklmnpqrstvwxz", k=14)).capitalize()
        if not any(alike(f"{word} of 1", f"{other} of 1") or alike(word, other) for other in found):
            found.append(word)
    return found


TITLES = _titles()
IDS = tuple(f"X{number}" for number in range(1, 9))
"""Few, so that ids are taken again."""
SLUGS = ("oak", "elm", "ash", "fir", "yew", "box")
FOLDERS = {"objective": "objectives", "topic": "topics", "country": "countries"}
STATUSES = ("current", "renamed", "split", "withdrawn")


@dataclass
class Thing:
    """An entry, and the thing that it really is."""

    kind: str
    id: str
    title: str
    slug: str
    what: int
    """The number of the thing: another one under the same id has another."""
    inside: list[Thing] = field(default_factory=list)
    """The activities of an objective."""


def source(things: list[Thing]) -> dict[str, str]:
    """The files of a strategy of these things."""
    strategy: dict[str, Any] = {
        "title": "Plan", "short_title": "Plan", "summary": "Plan.", "publisher": {"name": "Us", "abbreviation": "US"}, "region": {"name": "Here"},
        "period": {"start": 2031, "end": 2034}, "language": "en", "edition": {"name": "1.0", "date": "2031-01-01"},
        "about": "Plan.", "disclaimer": "Plan.", "licence": "Plan.",
    }  # fmt: skip
    files = {"strategy.yml": json.dumps(strategy)}
    for order, thing in enumerate(things, 1):
        name = f"{FOLDERS[thing.kind]}/{thing.slug}"
        if thing.kind == "objective":
            groups = [{"activities": [{"id": one.id, "title": one.title, "text": "Do it."} for one in thing.inside]}] if thing.inside else []
            value = {"id": thing.id, "number": order, "title": thing.title, "short_title": thing.title, "summary": "What it wants.", "groups": groups}
            files[f"{name}.yml"] = json.dumps(value)
        elif thing.kind == "country":
            files[f"{name}.yml"] = json.dumps({"id": thing.id, "name": thing.title})
        else:
            head = json.dumps({"id": thing.id, "title": thing.title, "order": order, "summary": "What it says."})
            files[f"{name}.md"] = f"---\n{head}\n---\n\nWords.\n"
    return files


@dataclass(frozen=True)
class Was:
    """What a published site said of an id."""

    kind: str
    what: int | None
    """The thing that it stood for; none if it was gone already."""
    addresses: frozenset[str]


class Editors(RuleBasedStateMachine):
    """People who edit a strategy and publish it."""

    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.content = self.folder / "content"
        self.things: list[Thing] = []
        self.register = ""
        self.drawn = 0
        self.was: dict[str, Was] = {}
        self.good: tuple[list[Thing], str] = ([], "")
        self.kept: list[tuple[list[Thing], str]] = []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # --- what editors have ---

    def title(self) -> tuple[int, str]:
        """A thing that there never was."""
        self.drawn += 1
        return self.drawn, TITLES[self.drawn - 1]

    @property
    def all(self) -> list[Thing]:
        return [one for thing in self.things for one in (thing, *thing.inside)]

    def lines(self) -> list[dict[str, Any]]:
        """The lines of the register."""
        return yaml.load(self.register, yaml.BaseLoader) or []

    def write_lines(self, lines: list[dict[str, Any]]) -> None:
        self.register = yaml.safe_dump(lines, sort_keys=False) if lines else ""

    def write(self) -> None:
        shutil.rmtree(self.content, ignore_errors=True)
        for name, text in {**source(self.things), **({"registry.yml": self.register} if self.register else {})}.items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def pick(self, number: int, kind: str = "") -> Thing | None:
        found = [thing for thing in self.all if kind in ("", thing.kind)]
        return found[number % len(found)] if found else None

    # --- what they do to entries ---

    @initialize()
    def begin(self) -> None:
        for kind, id_, slug in (("objective", "X1", "oak"), ("topic", "X2", "elm")):
            self.things.append(Thing(kind, id_, (title := self.title())[1], slug, title[0]))
        self.publishes(gives_up=False)

    @rule(kind=st.sampled_from(sorted(FOLDERS)), id_=st.sampled_from(IDS), slug=st.sampled_from(SLUGS))
    def adds(self, kind: str, id_: str, slug: str) -> None:
        if not any((thing.kind, thing.slug) == (kind, slug) for thing in self.things):
            what, title = self.title()
            self.things.append(Thing(kind, id_, title, slug, what))

    @rule(number=st.integers(0, 9), id_=st.sampled_from(IDS))
    def adds_an_activity(self, number: int, id_: str) -> None:
        if objective := self.pick(number, "objective"):
            what, title = self.title()
            objective.inside.append(Thing("activity", id_, title, "", what))

    @rule(number=st.integers(0, 9))
    def deletes(self, number: int) -> None:
        """An entry, or the file of one."""
        if thing := self.pick(number):
            self.things = [other for other in self.things if other is not thing]
            for other in self.things:
                other.inside = [one for one in other.inside if one is not thing]

    @rule(number=st.integers(0, 9), id_=st.sampled_from(IDS), properly=st.booleans())
    def renames_the_id(self, number: int, id_: str, properly: bool) -> None:
        thing = self.pick(number)
        if thing and not any(other.id == id_ for other in self.all):
            if properly:
                self.write_lines([({**line, "status": "renamed", "to": id_} if line.get("id") == thing.id else line) for line in self.lines()])
            thing.id = id_

    @rule(number=st.integers(0, 9), slug=st.sampled_from(SLUGS))
    def renames_the_file(self, number: int, slug: str) -> None:
        thing = self.pick(number)
        if thing and thing.slug and not any((other.kind, other.slug) == (thing.kind, slug) for other in self.things):
            thing.slug = slug

    @rule(number=st.integers(0, 9), into=st.integers(0, 9))
    def moves_an_activity(self, number: int, into: int) -> None:
        activity, objective = self.pick(number, "activity"), self.pick(into, "objective")
        if activity and objective:
            for thing in self.things:
                thing.inside = [one for one in thing.inside if one is not activity]
            objective.inside.append(activity)

    @rule(number=st.integers(0, 9))
    def rewords(self, number: int) -> None:
        if thing := self.pick(number):
            thing.title = f"{thing.title[:14]} of {self.drawn}"

    @rule(number=st.integers(0, 9))
    def writes_something_else_in_its_place(self, number: int) -> None:
        if thing := self.pick(number):
            thing.what, thing.title = self.title()

    @rule(number=st.integers(0, 9), other=st.integers(0, 9))
    def swaps_two_ids(self, number: int, other: int) -> None:
        one, two = self.pick(number), self.pick(other)
        if one and two:
            one.id, two.id = two.id, one.id

    # --- what they do to the register ---

    @rule()
    def runs_builder_ids(self) -> None:
        self.write()
        try:
            model = reading.read(self.content, forgiven=("no-register",))
        except ContentError:
            return
        self.register = register_file.text(model, self.register)

    @rule(number=st.integers(0, 9), status=st.sampled_from(STATUSES), to=st.sampled_from(IDS), other=st.sampled_from(IDS))
    def says_what_became(self, number: int, status: str, to: str, other: str) -> None:
        lines = self.lines()
        if lines:
            line = lines[number % len(lines)]
            for key in ("to", "into", "reason", "date"):
                line.pop(key, None)
            fates = {"renamed": {"to": to}, "split": {"into": [to, other]}, "withdrawn": {"reason": "Not needed.", "date": "2031-02-01"}}
            line.update({"status": status, **fates.get(status, {})})
            self.write_lines(lines)

    @rule(status=st.sampled_from(STATUSES[1:]), to=st.sampled_from(IDS), other=st.sampled_from(IDS))
    def mends_it(self, status: str, to: str, other: str) -> None:
        """Does what `builder check` says of ids that are gone, and gives others back that are there again."""
        there = {thing.id for thing in self.all}
        for number, line in enumerate(self.lines()):
            if (line.get("status") == "current") != (line.get("id") in there):
                self.says_what_became(number, status if line.get("id") not in there else "current", to, other)

    @rule(number=st.integers(0, 9), key=st.sampled_from(["id", "title", "kind", "at", "formerly_at"]), thing=st.integers(0, 9))
    def edits_it_by_hand(self, number: int, key: str, thing: int) -> None:
        lines, target = self.lines(), self.pick(thing)
        if lines and target:
            line = lines[number % len(lines)]
            line[key] = {"id": target.id, "title": target.title, "kind": target.kind, "at": f"context/{target.slug or 'oak'}/", "formerly_at": []}[key]
            self.write_lines(lines)

    @rule(number=st.integers(0, 9))
    def takes_a_line_out(self, number: int) -> None:
        lines = self.lines()
        if lines:
            del lines[number % len(lines)]
            self.write_lines(lines)

    @rule()
    def loses_the_register(self) -> None:
        self.register = ""

    # --- branches ---

    @rule()
    def begins_a_branch(self) -> None:
        self.kept.append((copy.deepcopy(self.things), self.register))

    @precondition(lambda self: self.kept)
    @rule(number=st.integers(0, 9), entries=st.booleans(), register=st.sampled_from(["ours", "theirs", "both"]))
    def merges_wrongly(self, number: int, entries: bool, register: str) -> None:
        """Entries of one branch, and the register of the other, or lines of both."""
        things, text = self.kept[number % len(self.kept)]
        if entries:
            self.things = copy.deepcopy(things)
        if register == "theirs":
            self.register = text
        elif register == "both":
            theirs = yaml.load(text, yaml.BaseLoader) or []
            known = {line.get("id") for line in self.lines()}
            self.write_lines([*self.lines(), *(line for line in theirs if line.get("id") not in known)])

    # --- publishing ---

    @rule(status=st.sampled_from(STATUSES[1:]), to=st.sampled_from(IDS), other=st.sampled_from(IDS))
    def publishes_carefully(self, status: str, to: str, other: str) -> None:
        self.mends_it(status, to, other)
        self.runs_builder_ids()
        self.publishes(gives_up=True)

    @rule(gives_up=st.booleans())
    def publishes(self, gives_up: bool) -> None:
        """As the workflow does: only what `builder check --against` takes. Who gives up goes back to what is published."""
        self.write()
        links_file = self.folder / "links.json"
        try:
            model = pipeline.check(self.content, PACKAGED, FONTS)
            if links_file.exists():
                found = against.published(str(links_file))
                assert not isinstance(found, Problem)
                if lost := list(against.lost(model, found)):
                    raise ContentError(lost)
        except ContentError as error:
            self.counts["refused"] += 1
            for problem in error.problems:
                assert problem.code
                assert re.search(r": |\bcorrect\b", problem.message), f"it says what to do: {problem}"
            if gives_up:
                self.things, self.register = copy.deepcopy(self.good[0]), self.good[1]
            return
        self.counts["published"] += 1
        pages = catalogue.pages(model)
        context = Context(model, Site(BASE), tuple(page.path for page in pages), PACKAGED / "permalinks", {}, {page.path: page.title for page in pages})
        data = links.links_json(context)
        self.leads_somewhere_true(model, context, json.loads(data)["links"])
        links_file.write_bytes(data)
        assert lists.read(str(links_file)).base == BASE
        self.remember(Register(model))
        self.good = copy.deepcopy(self.things), self.register

    def remember(self, register: Register) -> None:
        """Adds what is published now to what was."""
        what = {thing.id: thing.what for thing in self.all}
        for identifier in register.identifiers:
            stood = {*identifier.formerly, *([identifier.node.place.path] if identifier.node else [])}
            before = self.was.get(identifier.id)
            if before is None:
                self.was[identifier.id] = Was(identifier.kind, what.get(identifier.id), frozenset(stood))
            else:
                self.was[identifier.id] = replace(before, what=before.what or what.get(identifier.id), addresses=before.addresses | stood)

    def leads_somewhere_true(self, model: Strategy, context: Context, listed: list[dict[str, Any]]) -> None:
        """Every id that was ever published has a page that tells of it, is in `links.json`, and is what every address of it leads to."""
        register, by_id = Register(model), {link["id"]: link for link in listed}
        what = {thing.id: thing.what for thing in self.all}
        pages = {Place(page).path for page in context.pages}
        moved = dict(permalinks.moved_pages(context))
        for id_, was in self.was.items():
            identifier = register.by_id[id_]
            link, page = by_id[id_], permalinks.permalink(context, identifier).decode()
            assert link["kind"] == was.kind
            if identifier.node is not None:
                assert was.what in (None, what[id_]), f"{id_} stands for another thing"
                assert (link["status"], link["page"]) == ("current", BASE + identifier.node.place.path)
                assert identifier.node.place.path.partition("#")[0] in pages
                assert f"<h1>{identifier.title}</h1>" in page
            else:
                assert link["status"] != "current"
                assert link["note"] in (register.fate(identifier),)
                assert f"This identifier was {link['status']}" in page
                assert all(by_id[other] for other in link["successors"])
                assert all(f"../{other.lower()}/" in page for other in link["successors"])
                assert bool(link["successors"]) == (link["status"] != "withdrawn")
            for address in was.addresses:
                path, _, anchor = address.partition("#")
                here = identifier.node is not None and address in (identifier.node.place.path, identifier.node.listed.path)
                leads = any((former.identifier.id, former.anchor) == (id_, anchor) for former in register.former.get(path, ()))
                assert here or (leads and (path in pages or path in moved)), f"/{address} no longer leads to {id_}"


TestEditors = Editors.TestCase
TestEditors.settings = settings(max_examples=max(20, settings().max_examples // 10), stateful_step_count=STEPS)


def test_the_editors_do_publish() -> None:
    """What they do is refused often and not always, or nothing would be tried."""
    machine = Editors()
    machine.begin()
    machine.publishes(gives_up=False)
    machine.runs_builder_ids()
    machine.renames_the_id(0, "X5", properly=True)
    machine.renames_the_file(1, "ash")
    before = Editors.counts["published"]
    machine.publishes(gives_up=False)
    assert Editors.counts["published"] == before + 1
    assert machine.was["X1"].addresses == {"objectives/oak/"}
    machine.renames_the_id(0, "X6", properly=False)
    refused = Editors.counts["refused"]
    machine.publishes(gives_up=False)
    assert Editors.counts["refused"] == refused + 1
    machine.teardown()
