"""Linked strategy → PDF briefs: the visible tuple of brief kinds, each yielding a file name, a template and its data.

A brief whose data, templates, fonts and Typst are what they were is not set again: the file of the last build is taken.
Which those are is remembered beside the docs folder, by a digest for each file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.content import addresses
from builder.content.records import Country, CountryGroup, Objective, Publication, Record
from builder.model.strategy import AnyNode, Node, Strategy
from builder.print.setting import WORKERS, BriefFile, Fit, Job, qr, workers
from builder.print.typesetter import PAPERS, Typesetter
from builder.print.values import Printout
from builder.print.whole import whole
from builder.problems import ContentError, Problem, suggest
from builder.rules.glyphs import coverage
from builder.views import printed
from builder.wording import Phrase

__all__ = ["BRIEFS", "Brief", "briefs", "make", "named"]

Progress = Callable[[int, int], None]
"""Called with how many of how many files are set."""


@dataclass(frozen=True, eq=False)
class Brief:
    """A PDF before it is set."""

    path: str
    """Its file in the docs folder."""
    template: str
    node: AnyNode
    """What it is about: the strategy itself for the whole and for the pack of the region."""
    countries: tuple[Node[Country], ...] = ()
    """Of a pack: the countries whose briefs it holds."""


def _each(cls: type[Record], template: str) -> Callable[[Strategy], Iterator[Brief]]:
    """A brief for every entry of a kind."""
    return lambda strategy: (Brief(node.brief, template, node) for node in strategy.of(cls))


def _groups(strategy: Strategy) -> Iterator[Brief]:
    for group in strategy.of(CountryGroup):
        if countries := printed.pack(strategy, group):
            yield Brief(group.brief, "pack", group, countries)


def _region(strategy: Strategy) -> Iterator[Brief]:
    if countries := printed.pack(strategy, None):
        yield Brief(addresses.REGION_PACK, "pack", strategy.root, countries)


def _whole(strategy: Strategy) -> Iterator[Brief]:
    yield Brief(strategy.root.brief, "strategy", strategy.root)


def _values(brief: Brief, printout: Printout, fits: Mapping[str, Fit | None]) -> dict[str, Any]:
    """What a brief's template gets to print."""

    def country(node: Node[Country]) -> dict[str, Any]:
        return {**printout.country(node), "fit": fits.get(node.id)}

    if brief.countries:
        return printout.pack(brief.node.narrowed(CountryGroup), [country(node) for node in brief.countries])
    if one := brief.node.narrowed(Country):
        return {**country(one), "region": printout.region}
    if objective := brief.node.narrowed(Objective):
        return printout.objective(objective)
    return whole(printout)


BRIEFS: tuple[Callable[[Strategy], Iterator[Brief]], ...] = (_each(Country, "country"), _each(Objective, "objective"), _groups, _region, _whole)
"""The kinds of briefs, each yielding those that there are."""


def briefs(strategy: Strategy) -> tuple[Brief, ...]:
    """All briefs. Raises `ContentError` if two would have the same file."""
    found = tuple(brief for view in BRIEFS for brief in view(strategy))
    first: dict[str, Brief] = {}
    problems = []
    for brief in found:
        other = first.setdefault(brief.path, brief)
        if other is not brief:
            node = brief.node if not isinstance(brief.node.record, Publication) else other.node
            problems.append(
                Problem(
                    node.file,
                    node.line,
                    1,
                    "brief-name-taken",
                    Phrase("the name '{stem}' is taken by another PDF: rename this file", stem=Path(brief.path).stem),
                )
            )
    if problems:
        raise ContentError(problems)
    return found


def named(strategy: Strategy, names: Iterable[str]) -> tuple[tuple[Brief, ...], tuple[Phrase, ...]]:
    """The briefs with the given ids or file names ('FRA', 'france', 'to5', 'strategy'), each once.

    Gives beside them a complaint, with a suggestion, for each name that is none.
    """
    everything = briefs(strategy)
    known = {Path(brief.path).stem.casefold(): brief for brief in everything}
    known |= {brief.node.id.casefold(): brief for brief in everything if brief.node.id}
    candidates = [brief.node.id or Path(brief.path).stem for brief in everything]
    found, complaints = [], []
    for name in dict.fromkeys(names):
        if name.casefold() in known:
            found.append(known[name.casefold()])
        else:
            known_ones = Phrase(" Known: {names}.", names=", ".join(candidates))
            complaints.append(Phrase("there is no brief of '{name}'.", name=name) + (suggest(name, [*candidates, *known]) or known_ones))
    return tuple(dict.fromkeys(found)), tuple(complaints)


# --- setting them -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Memory:
    """The PDFs of the last build: where they are, and what each was made from."""

    docs: Path
    records: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    lasting: bool = False
    """Whether a file of the last build will do that was made from something else, as in a preview, where it is set when somebody asks for it."""

    @classmethod
    def read(cls, file: Path, docs: Path, *, lasting: bool = False) -> Memory:
        """What a file remembers; nothing if it is missing or damaged."""
        try:
            found = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            found = {}
        return cls(docs, found if isinstance(found, dict) else {}, lasting)

    def lasts(self, path: str) -> BriefFile | None:
        """The file of the last build, if that will do whatever it was made from, and is still as it was written."""
        return self.recall(path, "") if self.lasting else None

    def recall(self, path: str, key: str) -> BriefFile | None:
        """The file of the last build, if it was made from the same, or that does not matter, and is still as it was written."""
        record = self.records.get(path)
        try:
            if not record or (record["key"] != key and not self.lasting):
                return None
            data = (self.docs / path).read_bytes()
            if hashlib.sha256(data).hexdigest() != record["sha256"]:
                return None
            return BriefFile(path, data, int(record["pages"]), record["key"], record["fit"])
        except (OSError, KeyError, TypeError, ValueError):
            return None


def remembered(files: Mapping[str, BriefFile]) -> dict[str, dict[str, Any]]:
    """What to remember of finished files; plain values for JSON."""
    return {
        path: {"key": file.key, "sha256": hashlib.sha256(file.data).hexdigest(), "pages": file.pages, "fit": file.fit} for path, file in sorted(files.items())
    }


def make(
    wanted: tuple[Brief, ...],
    strategy: Strategy,
    site: addresses.Site,
    typesetter: Typesetter,
    *,
    memory: Memory | None = None,
    paper: str = "a4",
    progress: Progress | None = None,
) -> dict[str, BriefFile]:
    """Sets the wanted briefs; gives the finished files by path. Writes nothing.

    Packs begin when all countries are set, for they set each as its own brief does.
    Raises `ContentError` with the problems of all templates that failed.
    """
    single, packs = _in_order(wanted)
    of_country = {brief.path: brief.node.id for brief in single if isinstance(brief.node.record, Country)}
    bench = _Bench(Printout(strategy, site, coverage(*typesetter.font_folders)), site, typesetter, memory, PAPERS[paper], of_country)
    problems: list[Problem] = []
    with workers(typesetter, len(wanted)) as submit:
        running = set(bench.begin(single, submit))
        while running or packs:
            if packs and len(bench.fits) == len(of_country):
                running |= set(bench.begin(packs, submit))
                packs = []
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for job in done:
                try:
                    bench.finish(job.result())
                except ContentError as error:
                    problems.extend(error.problems)
                    packs = []
                    continue
                if progress:
                    progress(len(bench.files), len(wanted))
    if problems:
        raise ContentError(problems)
    return {brief.path: bench.files[brief.path] for brief in wanted}


def _in_order(wanted: tuple[Brief, ...]) -> tuple[list[Brief], list[Brief]]:
    """The single briefs, with those of all countries in packs, and then the packs, each in the order in which they are begun.

    The longest first, so that nothing waits for it at the end; but the whole strategy takes a while to put together,
    and a few short ones go before it, so that no worker waits for it at the beginning. Countries of a group follow one another:
    most of what their briefs hold is the same, and Typst remembers for a while what it has weighed.
    """
    packed = dict.fromkeys(node for brief in sorted(wanted, key=lambda brief: len(brief.countries)) for node in brief.countries)
    place = {node.brief: at for at, node in enumerate(packed)}
    single = [brief for brief in wanted if not brief.countries]
    single += [Brief(node.brief, "country", node) for node in packed if node.brief not in {brief.path for brief in single}]
    single.sort(key=lambda brief: (not isinstance(brief.node.record, Publication), place.get(brief.path, len(place))))
    packs = sorted((brief for brief in wanted if brief.countries), key=lambda brief: -len(brief.countries))
    return [*single[1 : WORKERS + 1], *single[:1], *single[WORKERS + 1 :]], packs


@dataclass(eq=False)
class _Bench:
    """Where briefs are put together and collected: what they are made from, and what is finished."""

    printout: Printout
    site: addresses.Site
    typesetter: Typesetter
    memory: Memory | None
    paper: str
    of_country: dict[str, str]
    """The country of each brief that is of one, by its file."""
    files: dict[str, BriefFile] = field(default_factory=dict)
    fits: dict[str, Fit | None] = field(default_factory=dict)
    """How the brief of each country was fitted, by its id."""

    def begin(self, stage: Iterable[Brief], submit: Callable[[Job], Future[BriefFile]]) -> Iterator[Future[BriefFile]]:
        """Has briefs set, except those that the last build has left as they would be."""
        for brief in stage:
            if self.memory and (kept := self.memory.lasts(brief.path)):
                self.finish(kept)
                continue
            data = {"paper": self.paper, "document": self.printout.document, "brief": _values(brief, self.printout, self.fits)}
            address = self.site.permalink(brief.node.id) if brief.node.id else self.site.base
            key = hashlib.sha256((self.typesetter.key + brief.template + address + json.dumps(data, ensure_ascii=False)).encode()).hexdigest()
            kept = self.memory.recall(brief.path, key) if self.memory else None
            if kept:
                self.finish(kept)
            else:
                links = tuple(self.site.permalink(node.id) for node in (brief.node, *brief.countries) if node.id) or (address,)
                yield submit(Job(brief.path, brief.template, data, key, {link: qr(link) for link in links}, address))

    def finish(self, file: BriefFile) -> None:
        """Takes a finished brief."""
        self.files[file.path] = file
        if file.path in self.of_country:
            self.fits[self.of_country[file.path]] = file.fit
