"""Pages → Markdown files, through the Jinja environment.

A page is front matter, then Markdown in which designed parts stand as finished HTML.
Everything that a template prints is escaped for Markdown and HTML at once, unless it is markup that this module made;
a template can not forget it. What is undefined is an error.
Each page ends with the reference definitions of just the ids that it links to.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.environment import TemplateModule
from markupsafe import Markup

from builder.content import addresses, number_text, prose
from builder.model import relations
from builder.model.abbreviations import Glossary
from builder.model.mentions import terms_of
from builder.model.register import Register
from builder.model.strategy import Strategy
from builder.pages.catalogue import Page
from builder.pages.links import HtmlLinks, MarkdownLinks
from builder.problems import ContentError, Problem
from builder.views import charts, pagedata

SUFFIX = ".jinja"


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
    links = MarkdownLinks(strategy, page.path)
    data: dict[str, Any] = {**page.data, "page": page, "md": links, "html": HtmlLinks(strategy, page.path)}
    template = env.get_template(page.template + SUFFIX)
    try:
        module = template.make_module(data)
    except Exception:
        env.handle_exception()  # raises it again at its line of the template, as `render` does
    body = str(module)
    former = _former(env, page)
    if former:
        body += env.get_template("_moved.md" + SUFFIX).render(data, former=former)
    if page.path != addresses.GLOSSARY:
        body, terms = glossary.explain(body, page.path)
        if terms:
            body += env.get_template("_abbreviations.md" + SUFFIX).render(data, terms=terms)
    front = yaml.dump({**_head(page, module), **front_matter}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return "\n\n".join(filter(None, (f"---\n{front}---", _tidy(body), links.definitions()))) + "\n"


def _head(page: Page, module: TemplateModule) -> dict[str, Any]:
    """What the front matter says of the page itself: words from the template, which sets `title` and `description`, and facts."""
    texts = {"title": getattr(module, "title", page.title), "description": getattr(module, "description", "")}
    found: dict[str, Any] = {key: " ".join(str(text).split()) for key, text in texts.items() if text}
    if hide := getattr(module, "hide", ()):
        found["hide"] = list(hide)
    contents = {section: dict(cards) for section, cards in page.contents.items() if cards}
    if contents:
        found["contents"] = contents
    return {**found, "content_file": page.file}


_HTML_BLOCK = re.compile(r"<(/?)(?:address|article|aside|blockquote|d[dlt]|details|div|fig(?:ure|caption)|h\d|li|nav|ol|p|pre|section|table|ul)\b[^<>]*>")
"""The tags with which a block of HTML begins and ends."""


def _tidy(body: str) -> str:
    """Single blank lines between blocks, and none inside a block of HTML, which would end it there (CommonMark, 4.6); `pre` keeps its own."""
    lines: list[str] = []
    depth, literal = 0, False
    for line in map(str.rstrip, body.strip().splitlines()):
        if line or literal or (not depth and lines[-1]):
            lines.append(line)
        depth += sum(-1 if close else 1 for close in _HTML_BLOCK.findall(line))
        literal = "<pre" in line or (literal and "</pre>" not in line)
    return "\n".join(lines)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes text so that readers of YAML 1.2 take it for text too: '008' is a number there, and none in PyYAML's 1.1."""


_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$|0[ox][0-9a-fA-F]+$"), list("-+.0123456789"))


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
            message = f"the page '{addresses.Place(page.path).path}' has the anchor '{anchor}' twice: reword the heading or term that makes it"
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
