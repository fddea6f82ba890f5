"""Pages → Markdown files, through the Jinja environment.

Everything that a template prints is escaped for Markdown and HTML at once, unless it is markup that this module made;
a template can not forget it. What is undefined is an error.
Each page ends with the reference definitions of just the ids that it links to.
"""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from builder import charts, prose, urls, views
from builder.pages import Page
from builder.problems import ContentError, Problem
from builder.prose import Words
from builder.strategy import Strategy, Thing

SUFFIX = ".jinja"


class Glossary:
    """Finds the abbreviations of the glossary in plain text."""

    def __init__(self, strategy: Strategy) -> None:
        self.terms = {thing.record.term: thing for thing in strategy.of("term")}
        words = "|".join(re.escape(term) for term in sorted(self.terms, key=lambda term: (-len(term), term)))
        self._pattern = re.compile(rf"(?<![\w/])({words})(?=s?(?![\w/]))") if words else re.compile(r"(?!)()")

    def split(self, text: str) -> list[str]:
        """Text and abbreviations in turn, text first."""
        return self._pattern.split(text)


def _keep_space(text: str) -> str:
    """Escaped text with the white space at its ends, which escaping folds away."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text.strip() and text[-1:].isspace() else ""
    return f"{lead}{prose.escape(text)}{tail}"


class Links:
    """What a template links with, on one page; remembers the definitions that the page needs."""

    def __init__(self, strategy: Strategy, page: str, glossary: Glossary) -> None:
        self._strategy = strategy
        self._page = page
        self._used: dict[str, str] = {}
        self._glossary = glossary
        self._explained: set[str] = set()
        document = strategy.document
        self._common = {document.publisher.abbreviation, document.region.abbreviation}
        """Abbreviations that stand in nearly every passage, so they are explained once a page."""

    def link(self, thing: Thing[Any], text: object = None, *, anchor: str | None = None) -> Markup:
        """A link to a thing, by its title unless `text` says otherwise; `anchor` leads to a heading of its page."""
        words = prose.escape(thing.title if text is None else text) if not isinstance(text, Markup) else text
        if thing.id and not anchor:
            return self.reference(thing.id, words)
        target = urls.place(thing)
        return Markup(f"[{words}]({urls.Place(target.page, anchor or target.anchor).link(self._page)})")  # noqa: S704 - escaped

    def reference(self, label: str, words: str) -> Markup:
        self._used[label] = urls.place(self._strategy.by_id[label]).link(self._page)
        return Markup(f"[{words}][{label}]" if words != label else f"[{label}]")  # noqa: S704 - escaped

    def page(self, path: str, text: object) -> Markup:
        """A link to a page by its path."""
        page, _, anchor = path.partition("#")
        return Markup(f"[{prose.escape(text)}]({urls.Place(page, anchor).link(self._page)})")  # noqa: S704 - escaped

    def prose(self, text: str, shift: int = 0) -> Markup:
        """Prose as Markdown blocks; each abbreviation is explained where the passage first uses it."""
        return prose.to_markdown(text, self.reference, heading_shift=shift, words=self._explain(set()))

    def _explain(self, explained: set[str]) -> Words:
        def words(text: str) -> str:
            return "".join(self._term(part, explained) if at % 2 else str(_keep_space(part)) for at, part in enumerate(self._glossary.split(text)))

        return words

    def _term(self, term: str, explained: set[str]) -> str:
        seen = self._explained if term in self._common else explained
        if term in seen or self._page == urls.GLOSSARY:
            return str(prose.escape(term))
        seen.add(term)
        thing = self._glossary.terms[term]
        target = urls.place(thing).link(self._page)
        tip = f'<span class="tip" data-search-exclude>{prose.escape(thing.record.expansion)}</span>'
        return f"[{prose.escape(term)}{tip}]({target}){{ .term }}"

    def inline(self, text: str) -> Markup:
        """Prose of a single paragraph, for a list item or table cell: kept on one line."""
        return Markup(" ".join(self.prose(text).split()))  # noqa: S704 - escaped by prose()

    def definitions(self) -> str:
        return "\n".join(f"[{label}]: {target}" for label, target in sorted(self._used.items()))


def _finalize(value: Any) -> Markup:
    if isinstance(value, Markup):
        return value
    if value is None:
        raise UndefinedError("a value is None: test for it before printing it")
    return prose.escape(value)


def environment(templates: Path) -> Environment:
    """The Jinja environment of the page templates."""
    env = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(urls=urls, views=views, charts=charts, anchor=urls.anchor, place=urls.place, prose_text=prose.to_text)
    env.filters.update(value=views.value_text, quantity=views.quantity_text, unit=views.unit_text, year=views.year_text, lines=_lines, number=views.number_text)
    return env


def _lines(citation: Any) -> str:
    """The line ranges of a citation: '12–15, 40'."""
    return ", ".join(f"{first}–{last}" if first != last else str(first) for first, last in citation.lines or ())


def render(pages: tuple[Page, ...], strategy: Strategy, templates: Path, shared: Mapping[str, Any]) -> dict[str, bytes]:
    """All pages as Markdown files, by path; `shared` is data that every page can use.

    Raises `ContentError` with every template that failed.
    """
    env = environment(templates)
    env.globals.update(strategy=strategy, document=strategy.document, **shared)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    glossary = Glossary(strategy)
    for page in pages:
        try:
            files[page.path] = _render(env, page, strategy, glossary).encode()
        except TemplateError as error:
            problems.append(_template_problem(error, templates, page.template + SUFFIX))
    if problems:
        raise ContentError(problems)
    return files


def _render(env: Environment, page: Page, strategy: Strategy, glossary: Glossary) -> str:
    links = Links(strategy, page.path, glossary)
    module: Mapping[str, Any] = {
        **page.data,
        "page": page,
        "link": links.link,
        "page_link": links.page,
        "prose": links.prose,
        "inline": links.inline,
    }
    text = env.get_template(page.template + SUFFIX).render(module)
    head, _, body = text.partition("\n\n")
    meta = {**(yaml.safe_load(head) or {}), "content_file": page.file}
    for key in ("title", "description"):
        if key in meta:
            meta[key] = html.escape(" ".join(str(meta[key]).split()))
    front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
    definitions = links.definitions()
    lines = [line.rstrip() for line in body.strip().splitlines()]
    body = "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1]))
    return f"---\n{front}---\n\n{body}\n" + (f"\n{definitions}\n" if definitions else "")


def _template_problem(error: TemplateError, templates: Path, name: str) -> Problem:
    """A failed template as a problem at its own line, never at ours."""
    folder = templates.as_posix()
    if isinstance(error, TemplateNotFound):
        return Problem(f"{folder}/{error.name}", 1, 1, "missing-template", "this template is missing: restore it, or correct the name that asks for it")
    if isinstance(error, TemplateSyntaxError):
        return Problem(f"{folder}/{error.name or name}", error.lineno, 1, "template-syntax", error.message or "cannot be read")
    line = 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(SUFFIX):
            name, line = Path(frame.filename).relative_to(templates).as_posix(), frame.lineno or 1
    return Problem(f"{folder}/{name}", line, 1, "undefined", f"{error.message}: correct the name in the template")
