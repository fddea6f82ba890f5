"""Pages → Markdown files, through the Jinja environment.

Everything that a template prints is escaped for Markdown and HTML at once, unless it is markup that this module made;
a template can not forget it. What is undefined is an error.
Each page ends with the reference definitions of just the ids that it links to.
"""

from __future__ import annotations

import posixpath
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from builder.content import addresses, number_text, prose
from builder.model import relations
from builder.model.abbreviations import Glossary
from builder.model.mentions import terms_of
from builder.model.register import Identifier, Register
from builder.model.strategy import AnyNode, Strategy
from builder.pages.catalogue import Page
from builder.problems import ContentError, Problem
from builder.views import charts, pagedata

SUFFIX = ".jinja"


class Links:
    """What a template links with, on one page; remembers the definitions that the page needs."""

    def __init__(self, strategy: Strategy, page: str) -> None:
        self._strategy = strategy
        self._page = page
        self._used: dict[str, str] = {}

    def link(self, thing: AnyNode, text: object = None, *, anchor: str | None = None) -> Markup:
        """A link to a thing, by its title unless `text` says otherwise; `anchor` leads to a heading of its page."""
        words = prose.escape(thing.title if text is None else text) if not isinstance(text, Markup) else text
        if thing.id and not anchor:
            return self.reference(thing.id, words)
        target = thing.place
        return Markup(f"[{words}]({addresses.Place(target.page, anchor or target.anchor).link(self._page)})")  # noqa: S704 - escaped

    def reference(self, label: str, words: str) -> Markup:
        self._used[label] = self._strategy.by_id[label].place.link(self._page)
        return Markup(f"[{words}][{label}]" if words != label else f"[{label}]")  # noqa: S704 - escaped

    def page(self, path: str, text: object) -> Markup:
        """A link to a page by its path."""
        page, _, anchor = path.partition("#")
        return Markup(f"[{prose.escape(text)}]({addresses.Place(page, anchor).link(self._page)})")  # noqa: S704 - escaped

    def file(self, path: str, text: object) -> Markup:
        """A link to a file of the docs folder that is not a page."""
        target = posixpath.relpath(path, posixpath.dirname(self._page) or ".")
        return Markup(f"[{prose.escape(text)}]({target})")  # noqa: S704 - escaped

    def identifier(self, identifier: Identifier, text: object = None) -> Markup:
        """A link to an id by itself or by `text`: to its place, or to what became of it."""
        words = identifier.id if text is None else text
        return self.link(identifier.thing, words) if identifier.thing else self.file(identifier.address + "index.html", words)

    def permanent(self, thing: AnyNode) -> str:
        """The address of the permanent page of a thing as this page's HTML must write it."""
        return addresses.relative(addresses.permanent(thing.id), addresses.Place(self._page).path)

    def prose(self, text: str, shift: int = 0) -> Markup:
        """Prose as Markdown blocks."""
        return prose.to_markdown(text, self.reference, heading_shift=shift)

    def inline(self, text: str) -> Markup:
        """Prose on one line, for a list item or table cell."""
        return prose.to_inline(text, self.reference)

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
    env.globals.update(
        urls=addresses,
        relations=relations,
        views=pagedata,
        charts=charts,
        anchor=attrgetter("anchor"),
        place=attrgetter("place"),
        prose_text=prose.to_text,
        stored=addresses.stored,
        terms_of=terms_of,
    )
    env.filters.update(
        value=number_text.value_text,
        quantity=number_text.quantity_text,
        unit=number_text.unit_text,
        year=number_text.year_text,
        lines=number_text.lines_text,
        number=number_text.number_text,
        thousands="{:,}".format,
        size=number_text.size_text,
        telephone=addresses.telephone,
    )
    return env


def render(
    pages: tuple[Page, ...],
    strategy: Strategy,
    templates: Path,
    shared: Mapping[str, Any],
    front: Callable[[Page], Mapping[str, Any]] = lambda _: {},
) -> dict[str, bytes]:
    """All pages as Markdown files, by path; `shared` is data that every page can use, `front` adds to a page's front matter.

    Raises `ContentError` with every template that failed and every page that uses an anchor twice.
    """
    env = environment(templates)
    env.globals.update(strategy=strategy, document=strategy.publication, registry=Register(strategy), **shared)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    glossary = Glossary(strategy)
    for page in pages:
        try:
            text = _render(env, page, strategy, glossary, front(page))
        except Exception as error:
            problems.append(template_problem(error, templates, page.template + SUFFIX))
            continue
        files[page.path] = text.encode()
        problems.extend(_repeated_anchors(page, text))
    if problems:
        raise ContentError(problems)
    return files


def _render(env: Environment, page: Page, strategy: Strategy, glossary: Glossary, front_matter: Mapping[str, Any]) -> str:
    links = Links(strategy, page.path)
    module: Mapping[str, Any] = {
        **page.data,
        "page": page,
        "link": links.link,
        "page_link": links.page,
        "file_link": links.file,
        "id_link": links.identifier,
        "permanent": links.permanent,
        "prose": links.prose,
        "inline": links.inline,
    }
    text = env.get_template(page.template + SUFFIX).render(module)
    former = _former(env, page)
    if former:
        text += env.get_template("_moved.md" + SUFFIX).render(module, former=former)
    head, _, body = text.partition("\n\n")
    if page.path != addresses.GLOSSARY:
        body, terms = glossary.explain(body, page.path)
        if terms:
            body += env.get_template("_abbreviations.md" + SUFFIX).render(module, terms=terms)
    meta = {**(yaml.safe_load(head) or {}), "content_file": page.file}
    for key in ("title", "description"):
        if key in meta:
            meta[key] = " ".join(str(meta[key]).split())
    front = yaml.dump({**meta, **front_matter}, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    definitions = links.definitions()
    lines = [line.rstrip() for line in body.strip().splitlines()]
    body = "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1]))
    return f"---\n{front}---\n\n{body}\n" + (f"\n{definitions}\n" if definitions else "")


_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _former(env: Environment, page: Page) -> tuple[Any, ...]:
    """The anchors that ids had on a page and that must go on leading somewhere."""
    registry = cast(Register, env.globals["registry"])
    return tuple(former for former in registry.former.get(addresses.Place(page.path).path, ()) if former.anchor)


_ANCHOR = re.compile(r"^#+ .*\{ #([\w-]+)[^{}]*\}$|<[a-z][^<>]*? id=\"([\w-]+)\"", re.MULTILINE)
"""The anchor of a heading or an element; braces and angle brackets in words are escaped."""


def _repeated_anchors(page: Page, text: str) -> Iterator[Problem]:
    """Anchors that a page has twice: a heading in prose, or a term, may make one that the page uses already."""
    for anchor, count in sorted(Counter(match[1] or match[2] for match in _ANCHOR.finditer(text)).items()):
        if count > 1:
            line = page.thing.line if page.thing else 1
            message = f"the page '{page.path}' has the anchor '{anchor}' twice: reword the heading or term that makes it"
            yield Problem(page.file, line, 1, "heading-taken", message)


def template_problem(error: Exception, templates: Path, name: str) -> Problem:
    """A failed template as a problem at its own line, never at ours; `name` is the file if the error names none."""
    folder = templates.as_posix()
    if isinstance(error, TemplateNotFound):
        return Problem(f"{folder}/{error.name}", 1, 1, "missing-template", "this template is missing: restore it, or correct the name that asks for it")
    if isinstance(error, TemplateSyntaxError):
        return Problem(f"{folder}/{error.name or name}", error.lineno, 1, "template-syntax", f"{error.message}: correct the template")
    line = 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(SUFFIX):
            name, line = Path(frame.filename).relative_to(templates).as_posix(), frame.lineno or 1
    if isinstance(error, UndefinedError):
        return Problem(f"{folder}/{name}", line, 1, "undefined", f"{error.message}: correct the name in the template")
    return Problem(f"{folder}/{name}", line, 1, "template-error", f"{type(error).__name__} ({' '.join(str(error).split())}): correct the template")
