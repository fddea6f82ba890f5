"""Pages → Markdown files, through the templates.

A page is front matter, then Markdown in which designed parts stand as finished HTML, then the reference definitions of just
the ids that it links to. Its abbreviations are explained when it is finished, whatever they stand in.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.environment import TemplateModule
from markupsafe import Markup

from builder.content import addresses
from builder.content.addresses import Place
from builder.content.tongues import attribute
from builder.model import citations
from builder.model.abbreviations import Glossary
from builder.model.register import Register
from builder.model.strategy import Strategy
from builder.pages import places
from builder.pages.beside import Beside
from builder.pages.catalogue import Page
from builder.pages.environment import environment
from builder.pages.links import HtmlLinks, MarkdownLinks
from builder.pages.remembered import Evidence, PageMemory, Pdfs
from builder.problems import ContentError, Problem
from builder.resources import Templates
from builder.views import publication
from builder.views.publication import FormerPlace
from builder.wording import Phrase

SUFFIX = ".jinja"


def render(
    pages: tuple[Page, ...],
    strategy: Strategy,
    templates: Templates,
    beside: Beside,
    register: Register,
    glossary: Glossary,
    front: Callable[[Page], Mapping[str, Any]] = lambda _: {},
    there: Collection[str] = (),
    memory: PageMemory | None = None,
) -> dict[str, bytes]:
    """All pages as Markdown files, by path; `front` adds to a page's front matter, and `there` are the pages of the site, if these are not all.

    With a `memory`, a page that would be as it was in the last build is taken from there.
    Raises `ContentError` with every template that failed and every page that uses an anchor twice.
    """
    env, pdfs = environment(templates, strategy.localization), Pdfs(beside.pdfs)
    beside = replace(beside, pdfs=pdfs)
    env.globals.update(publication=strategy.publication, called=strategy.called, beside=beside, restates=strategy.document is not None)
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    former = publication.former(register)
    there = there or {page.path for page in pages}
    evidence = Evidence(strategy, templates, beside, there, memory.maker if memory else "")
    for page in pages:
        moved, head = former.get(Place(page.path).path, ()), front(page)
        key, pdfs.asked = evidence.key(page, head, moved), {}
        if memory and (kept := memory.recall(page.path, key, pdfs)):
            files[page.path] = kept
            continue
        try:
            text = _render(env, page, strategy, glossary, moved, head, there)
        except Exception as error:
            problems.append(template_problem(error, templates, page.template + SUFFIX))
            continue
        files[page.path] = text.encode()
        if memory:
            memory.keep(page.path, key, files[page.path], pdfs.asked)
        problems.extend(_repeated_anchors(page, text))
    if problems:
        raise ContentError(problems)
    return files


def _render(
    env: Environment,
    page: Page,
    strategy: Strategy,
    glossary: Glossary,
    former: tuple[FormerPlace, ...],
    front_matter: Mapping[str, Any],
    there: Collection[str],
) -> str:
    links = MarkdownLinks(strategy, page.path, there)
    data: dict[str, Any] = {"page": page.data, "md": links, "html": HtmlLinks(strategy, page.path, there)}
    template = env.get_template(page.template + SUFFIX)
    try:
        module = template.make_module(data)
    except Exception:
        env.handle_exception()  # raises it again at its line of the template, as `render` does
    body = str(module)
    if page.restates and (document := strategy.document):
        line = env.get_template("_restated.md" + SUFFIX).render(data, page={"words": citations.restated(strategy), "document": document})
        body = _TITLE.sub(lambda found: f"{found[0]}\n{line}" if found[1] else f"{found[0]}\n\n{line}\n", body, count=1)
    if former:
        body += env.get_template("_moved.md" + SUFFIX).render(data, page=former)
    if page.path != addresses.GLOSSARY:
        body, terms = glossary.explain(body, page.path)
        if terms:
            body += env.get_template("_abbreviations.md" + SUFFIX).render(data, page=terms)
    front = yaml.dump(
        {**_head(page, module), "content_file": strategy.content_file(page.file), **front_matter},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )
    return "\n\n".join(filter(None, (f"---\n{front}---", _tidy(body), links.definitions()))) + "\n"


def _head(page: Page, module: TemplateModule) -> dict[str, Any]:
    """What the front matter says of the page itself: words from the template, which sets `title` and `description`, and facts."""
    texts = {"title": getattr(module, "title", page.title), "description": getattr(module, "description", "")}
    found: dict[str, Any] = {key: " ".join(unescaped(text).split()) for key, text in texts.items() if text}
    if hide := getattr(module, "hide", ()):
        found["hide"] = list(hide)
    contents = {section: dict(cards) for section, cards in page.contents.items() if cards}
    if contents:
        found["contents"] = contents
    return found


def unescaped(text: str) -> str:
    """A text as plain words; what templates say in the words of the interface is markup."""
    return Markup(attribute(text)).unescape() if isinstance(text, Markup) else text  # noqa: S704 - it was


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes text so that readers of YAML 1.2 take it for text too: '008' is a number there, and none in PyYAML's 1.1."""


_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$|0[ox][0-9a-fA-F]+$"), list("-+.0123456789"))

_Dumper.add_multi_representer(str, lambda dumper, text: dumper.represent_str(str(text)))  # texts that know their language or their cases

_TITLE = re.compile(r"^(?:# .*|(<h1\b.*</h1>))$", re.MULTILINE)
"""The title of a page, as Markdown or within a designed part."""
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
        literal = ("<pre" in line or literal) and "</pre>" not in line
    return "\n".join(lines)


def _repeated_anchors(page: Page, text: str) -> Iterator[Problem]:
    """Anchors that a page has twice: a heading in prose, or a term, may make one that the page uses already."""
    for anchor, count in sorted(Counter(places.anchors(text)).items()):
        if count > 1:
            line = page.node.line if page.node else 1
            message = Phrase(
                "the page '{path}' has the anchor '{anchor}' twice: reword the heading or term that makes it", path=Place(page.path).path, anchor=anchor
            )
            yield Problem(page.file, line, 1, "heading-taken", message)


def template_problem(error: Exception, templates: Templates, name: str) -> Problem:
    """A failed template as a problem at its own line, never at ours; `name` is the file if the error names none."""
    if isinstance(error, TemplateNotFound):
        return Problem.of_file(
            templates.find(str(error.name or name)),
            "missing-template",
            Phrase("this template is missing: restore it, or correct the name that asks for it"),
        )
    if isinstance(error, TemplateSyntaxError):
        return Problem(
            Path(error.filename).as_posix() if error.filename else templates.find(str(error.name or name)).as_posix(),
            error.lineno,
            1,
            "template-syntax",
            Phrase("{message}: correct the template", message=error.message),
        )
    where, line = templates.find(name).as_posix(), 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(SUFFIX):
            where, line = Path(frame.filename).as_posix(), frame.lineno or 1
    if isinstance(error, UndefinedError):
        return Problem(where, line, 1, "undefined", Phrase("{message}: correct the name in the template", message=error.message))
    return Problem(
        where, line, 1, "template-error", Phrase("{name} ({why}): correct the template", name=type(error).__name__, why=" ".join(str(error).split()))
    )
