"""Linked strategy → the files that other tools read.

In come nodes and their addresses; out come finished files. `EXPORTS` is the visible tuple of them: where each goes, what makes it,
and a sentence for the page that lists them. Nothing here knows the site's pages, paper, or where files are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from builder.content import addresses
from builder.content.indicators import Indicator
from builder.content.records import Activity, Chart, Objective, Record
from builder.exports import (
    activity_tables,
    api,
    bibliography,
    country_tables,
    dataset,
    feed,
    figure_tables,
    indicator_tables,
    indicators,
    inventory,
    landing,
    linked_data,
    links,
    look,
    oembed,
    permalinks,
    pictures,
    security,
    sitemap,
    stratml,
    table_metadata,
    twins,
    workbook,
)
from builder.exports.context import Context
from builder.localization import deferred
from builder.model.strategy import AnyNode, Strategy

__all__ = ["EXPORTS", "Export", "files"]

DATA, LINKS, REFERENCES, PLAN = deferred("Data"), deferred("Links"), deferred("References"), deferred("Plan")
PACKAGE = "data/datapackage.json"
WORKBOOK = "data/strategy.xlsx"


@dataclass(frozen=True)
class Export:
    """A file, or a file for each of some subjects."""

    path: str
    """Below the site's root; `{}` stands for the name of the subject."""
    make: Callable[..., bytes]
    """(context) → bytes, or (context, subject) → bytes where there are subjects."""
    about: str = ""
    """What it is, in a sentence that is said where it is listed (`deferred`); files without one serve the site itself and are not listed."""
    group: str = ""
    """The heading that it is listed under, which is said there."""
    schema: str = ""
    """The file or the standard that says how to read it; words of a standard are said as `about` is."""
    subjects: Callable[[Context], Iterator[tuple[str, Any]]] | None = None
    """(name, subject) of each file, where there is one for each."""
    example: type[Record] | None = None
    """The kind of entry whose file stands as an example for all of them where they are listed."""
    filled: Callable[[Strategy], bool] = lambda _: True
    """Whether a strategy has anything for it to hold: an empty file is neither made nor listed."""
    once: bool = False
    """Whether a site has one, and its translations none."""


EXPORTS: tuple[Export, ...] = (
    Export(
        "references.md", links.references_md, deferred("Markdown reference definitions of every identifier, to include in a document."), LINKS, "CommonMark"
    ),
    Export("links.json", links.links_json, deferred("Every identifier with title, kind, address and other names."), LINKS, "api/links.schema.json"),
    Export(
        "objects.inv",
        inventory.objects_inv,
        deferred("Inventory by which Sphinx, MyST and MkDocs documents link by name."),
        LINKS,
        deferred("Sphinx inventory version 2"),
    ),
    Export("references.bib", bibliography.bib, deferred("A reference for every identifier, for LaTeX."), REFERENCES, "BibTeX"),
    Export("references.ris", bibliography.ris, deferred("The same for Zotero, EndNote, Mendeley and RefWorks."), REFERENCES, "RIS"),
    Export("references.csl.json", bibliography.csl_json, deferred("The same for Pandoc, Zotero and citeproc."), REFERENCES, "CSL-JSON 1.0"),
    Export("strategy.stratml.xml", stratml.part_1, deferred("The strategy as a strategic plan."), PLAN, "StratML, ISO 17469-1"),
    Export(
        "strategy.stratml-2.xml",
        stratml.part_2,
        deferred("The same with the {figure.many} as indicators and what they relate to."),
        PLAN,
        "StratML Part 2, 2016-02-16",
    ),
    Export(
        "strategy.jsonld",
        linked_data.graph_file,
        deferred("{Goal.short.one}, {objective.short.many}, {area.short.many} and {principle.short.many} as a concept scheme."),
        PLAN,
        deferred("SKOS and schema.org, in JSON-LD 1.1"),
    ),
    Export("api/strategy.json", api.strategy_json, deferred("Everything: all entries, complete."), DATA, "api/strategy.schema.json"),
    Export("api/strategy.schema.json", api.strategy_schema, deferred("The schema of the complete strategy."), DATA, "JSON Schema 2020-12"),
    Export("api/identifier.schema.json", api.identifier_schema, deferred("The schema of the file of one identifier."), DATA, "JSON Schema 2020-12"),
    Export("api/links.schema.json", links.links_schema, deferred("The schema of the list of links."), DATA, "JSON Schema 2020-12"),
    Export(
        "id/{}.json",
        api.identifier_json,
        deferred("One identifier: its entry, what it mentions, what mentions it, how to cite it."),
        DATA,
        "api/identifier.schema.json",
        permalinks.all_ids,
        Activity,
    ),
    Export(
        "id/{}.linkset.json",
        landing.linkset,
        deferred("Where everything about an identifier is, as typed links."),
        LINKS,
        "Signposting, RFC 9264",
        permalinks.all_ids,
        Activity,
    ),
    Export(
        "id/{}.md",
        twins.id_md,
        deferred("The same to read, in Markdown, without a page around it; every page has one too, at its address with .md for the closing slash."),
        DATA,
        "CommonMark 0.31",
        permalinks.all_ids,
        Activity,
    ),
    Export("{}.md", twins.page_md, subjects=twins.pages),
    Export("llms.txt", twins.llms_txt, deferred("What there is to read for machines, with links to the Markdown of every page."), DATA, "llmstxt.org"),
    Export("data/key-figures.csv", figure_tables.FIGURES.csv, deferred("The {figure.many}, one a row."), DATA, PACKAGE, filled=figure_tables.FIGURES.filled),
    Export(
        "data/countries.csv",
        country_tables.COUNTRIES.csv,
        deferred("{Country.many} with names, codes and {office.many}."),
        DATA,
        PACKAGE,
        filled=country_tables.COUNTRIES.filled,
    ),
    Export(
        "data/groups.csv",
        country_tables.GROUPS.csv,
        deferred("{Group.many}, one member a row, and whether the source or the editors say so."),
        DATA,
        PACKAGE,
        filled=country_tables.GROUPS.filled,
    ),
    Export(
        "data/activities.csv",
        activity_tables.ACTIVITIES.csv,
        deferred("{Activity.many} with their {objective.short.many}, one a row."),
        DATA,
        PACKAGE,
        filled=activity_tables.ACTIVITIES.filled,
    ),
    Export(
        "data/indicators.csv",
        indicator_tables.INDICATORS.csv,
        deferred("{Indicator.many} with baseline, target, last value and judgement, one a row."),
        DATA,
        PACKAGE,
        filled=indicator_tables.INDICATORS.filled,
    ),
    Export(
        "data/indicator-values.csv",
        indicator_tables.VALUES.csv,
        deferred("Baselines, values and targets of {indicator.many}, one a row."),
        DATA,
        PACKAGE,
        filled=indicator_tables.VALUES.filled,
    ),
    Export(
        "api/indicators.json",
        indicators.indicators_json,
        deferred("{Indicator.many}, and the rule by which they are judged."),
        DATA,
        "api/indicators.schema.json",
        filled=indicator_tables.INDICATORS.filled,
    ),
    Export(
        "api/indicators.schema.json",
        indicators.indicators_schema,
        deferred("The schema of the {indicator.many}."),
        DATA,
        "JSON Schema 2020-12",
        filled=indicator_tables.INDICATORS.filled,
    ),
    Export(
        "data/memberships.csv",
        country_tables.MEMBERSHIPS.csv,
        deferred("Who takes part in which {partnership.one}, one membership a row."),
        DATA,
        PACKAGE,
        filled=country_tables.has_memberships,
    ),
    Export(
        "data/matrix.csv",
        country_tables.matrix,
        deferred("The same as a matrix of {country.short.many} and {partnership.short.many}."),
        DATA,
        PACKAGE,
        filled=country_tables.has_memberships,
    ),
    Export(
        WORKBOOK,
        workbook.workbook,
        deferred("The tables as one workbook, a sheet each, for Excel and other spreadsheets; codes are text."),
        DATA,
        "Office Open XML, ISO/IEC 29500",
        filled=table_metadata.any_filled,
    ),
    Export(
        "data/charts/{}.csv",
        figure_tables.chart,
        deferred("What each {chart.one} shows, one {figure.short.one} a row."),
        DATA,
        PACKAGE,
        figure_tables.charts,
        Chart,
    ),
    Export(
        "data/charts/{}.svg",
        pictures.picture,
        deferred("Each {chart.one} as a picture of any size, with its source; letters are outlines, so no font is needed."),
        DATA,
        "SVG 1.1",
        pictures.charts("svg"),
        Chart,
    ),
    Export("data/charts/{}.png", pictures.picture, deferred("The same in pixels, for documents and slides."), DATA, "PNG", pictures.charts("png"), Chart),
    Export(
        "data/charts/{}.csv",
        figure_tables.chart,
        deferred("What the {chart.one} of each {indicator.one} shows: baseline, values and target, one a row."),
        DATA,
        PACKAGE,
        indicator_tables.charts,
        Indicator,
    ),
    Export(
        "data/charts/{}.svg",
        pictures.picture,
        deferred("The {chart.one} of each {indicator.one} as a picture of any size."),
        DATA,
        "SVG 1.1",
        pictures.charts("svg", Indicator),
        Indicator,
    ),
    Export("data/charts/{}.png", pictures.picture, deferred("The same in pixels."), DATA, "PNG", pictures.charts("png", Indicator), Indicator),
    Export(PACKAGE, table_metadata.datapackage, deferred("Describes the tables for Frictionless tools."), DATA, "Data Package 1.0, Table Schema"),
    Export("data/csv-metadata.json", table_metadata.csvw, deferred("Describes the tables for CSV on the Web."), DATA, "CSVW"),
    Export(
        "data/catalog.jsonld", dataset.catalog, deferred("Lists all data sets with their licence, for data portals."), DATA, deferred("DCAT 3, in JSON-LD 1.1")
    ),
    Export("CITATION.cff", dataset.citation, deferred("How to cite the whole, for repositories of data."), REFERENCES, "Citation File Format 1.2"),
    Export("feed.xml", feed.atom, deferred("Feed of editions and changes."), LINKS, "Atom, RFC 4287"),
    Export(
        "id/{}.oembed.json",
        oembed.oembed_json,
        deferred("Lets other sites show an entry as a card; the page lists those that can be."),
        LINKS,
        "oEmbed 1.0",
        oembed.embeddable,
        Objective,
    ),
    Export("id/{}/card.html", oembed.card, subjects=oembed.embeddable),
    Export("id/{}/index.html", permalinks.permalink, subjects=permalinks.all_ids),
    Export("id/{}/cite.html", permalinks.citing, subjects=permalinks.all_ids),
    Export("{}index.html", permalinks.moved_page, subjects=permalinks.moved_pages),
    Export("editions/after/{}/index.html", permalinks.after_edition, subjects=permalinks.followed_editions),
    Export("assets/permalink.css", permalinks.style),
    Export("{}", pictures.picture, subjects=pictures.shares),
    Export("assets/look.css", look.style),
    Export("{}", look.file, subjects=look.files),
    Export(addresses.MARK, look.mark),
    Export("sitemap.xml", sitemap.sitemap),
    Export("robots.txt", sitemap.robots, once=True),
    Export("{}", security.security_txt, subjects=security.places, once=True),
)
"""All exports: the files that other tools read, and those that serve the site itself."""


@dataclass(frozen=True, eq=False)
class ListedExport:
    """A file that other tools read, or many of a sort in one line."""

    export: Export
    example: str
    """The path of the file, or of one of them."""


def _example(strategy: Strategy, export: Export) -> AnyNode | None:
    """The entry whose file stands for all of a sort: of its kind, or, where every id has one, the first objective."""
    nodes = strategy.of(export.example) if export.example else ()
    return next(iter(nodes or (strategy.of(Objective) if export.subjects is permalinks.all_ids else ())), None)


def listed(strategy: Strategy) -> dict[str, tuple[ListedExport, ...]]:
    """The files that the page on citing lists, in the strategy's language, by the English name of their group."""
    groups: dict[str, list[ListedExport]] = {}
    for export in EXPORTS:
        example = _example(strategy, export)
        if export.about and export.filled(strategy) and (example or not export.subjects):
            worded = replace(export, about=strategy.worded(export.about), schema=strategy.worded(export.schema))
            groups.setdefault(export.group, []).append(ListedExport(worded, export.path.format(example.id.lower() if example else "")))
    return {group: tuple(members) for group, members in groups.items()}


def _wanted(context: Context) -> Iterator[tuple[str, Export, tuple[Any, ...]]]:
    """Every file that there is to be, by its path in the docs folder, with what makes it and the subject that it is of, if it has one."""
    for export in EXPORTS:
        if not export.filled(context.strategy) or (export.once and context.site.is_translation):
            continue
        if export.subjects is None:
            yield addresses.stored(export.path), export, ()
        else:
            for name, subject in export.subjects(context):
                yield addresses.stored(export.path.format(name)), export, (subject,)


def paths(context: Context) -> list[str]:
    """The paths of all exports in the docs folder, without making any."""
    return [path for path, _, _ in _wanted(context)]


def files(context: Context, asked: Callable[[str], bool] = bool) -> dict[str, bytes]:
    """The exports whose path in the docs folder is asked for, by that path; all, if nothing is said."""
    return {path: export.make(context, *subject) for path, export, subject in _wanted(context) if asked(path)}
