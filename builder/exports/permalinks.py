"""The pages of permanent addresses: `id/<id>/` leads to the place of an id, `id/<id>/cite.html` says how to link and cite it,
and every page address that was ever published leads on.

Static HTML that works on any host and below any path: links are relative, the redirect is a `<meta>` refresh, and a script
of a few lines takes the fragment of the incoming address along, which a refresh would lose.
Because a refresh leaves no time to read, what a reader without JavaScript wants to copy stands on a page of its own.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from builder.content import addresses
from builder.content.fields import ID_PATTERN
from builder.content.tongues import as_html
from builder.exports import landing, look
from builder.exports.context import Context
from builder.exports.templates import escaped
from builder.localization import Localization, deferred
from builder.model.register import Former, Identifier
from builder.model.vocabulary import upper_first
from builder.views.editions import Dated
from builder.wording import Foreign

_ID = re.compile(rf"(?<![\w-])({ID_PATTERN})(?![\w-])")


def all_ids(context: Context) -> Iterator[tuple[str, Identifier]]:
    """Every id, by the name of its files."""
    for identifier in context.register.identifiers:
        yield identifier.id.lower(), identifier


def _page(context: Context, template: str, path: str, texts: Mapping[str, str], html: Mapping[str, bytes], /, *said: str, **shape: Hashable) -> bytes:
    """A page at an address, made of a form, with the abbreviations explained at its end that the form uses, or what is `said` by its texts.

    `html` are texts that are HTML already, in UTF-8.
    """
    root = addresses.relative("", path)
    form = context.forms.form(template, {**texts, **html, "abbreviations": "are put in when it is known which"}, root=root, **shape)
    terms = context.glossary.used(form.main, said)
    explained = context.forms.form("abbreviations.html.jinja", {}, root=root, terms=terms).blank if terms else ""
    return form.encoded({**escaped(texts), **html, "abbreviations": explained.encode()})


def _named(_: Context, item: Identifier) -> dict[str, bytes]:
    """What pages of an id call it, as HTML."""
    texts = {"id": item.id, "code": item.code, "low": item.id.lower(), "title": item.title, "kind": upper_first(item.called)}
    return {**escaped(texts), "heading": as_html(item.title).encode()}


def _others(context: Context) -> tuple[tuple[str, str, str, str], ...]:
    """The other languages of the site: the way to the home page of each, the name of the text that is its address, the language, and its own name."""
    versions = (version for version in context.site.versions if version.path)
    return tuple((version.path, f"in {version.language}", version.language, Localization(version.language).own_name) for version in versions)


def _in_others(context: Context, path: str) -> tuple[dict[str, str], tuple[tuple[str, ...], ...]]:
    """Where a page is in the other languages of the site: the address of each by the name of that text; and the names, with language and its own name."""
    others = context.kept_by(_others)
    return {name: addresses.relative(way + path, path) for way, name, *_ in others}, tuple(other[1:] for other in others)


def permalink(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>/`: leads to the place of an id, or says what became of it."""
    register, path = context.register, identifier.address
    target = register.leads_to(identifier)
    leads = target != path
    picture, dated = context.share(identifier.node), _dated(context, identifier)
    head, links = landing.head(context, identifier)
    card = identifier.node is not None and identifier.node.kind.embeddable
    versions, languages = _in_others(context, path)
    texts = {
        **head,
        **versions,
        "target": addresses.relative(target, path) if leads else "",
        "canonical": context.site.base + (target.partition("#")[0] if leads else path),
        "address": context.site.base + path,
        "oembed": context.site.oembed(identifier.id) if card else "",
        "picture": picture.path,
        "alternative": picture.alternative,
        "dated": context.site.base + dated.path if dated else "",
    }
    return _page(
        context,
        "permalink.html.jinja",
        path,
        texts,
        {**context.kept_of(_named, identifier), "graph": landing.graph(context, identifier)},
        identifier.title,
        identifier.code,
        card=card,
        edition=dated.edition if dated else "",
        links=links,
        languages=languages,
        former=register.renamed_to(identifier),
        gone=_gone(context, identifier) if identifier.node is None else None,
    )


def _dated(context: Context, identifier: Identifier) -> Dated | None:
    """Where an id stands in the newest kept edition; one that is gone, in the last that has more of it than that it is gone."""
    return context.editions.last(identifier) or context.editions.dated(identifier.id)


@dataclass(frozen=True, eq=False)
class Gone:
    """What became of an id."""

    identifier: Identifier
    successors: tuple[Identifier, ...]
    reason: tuple[tuple[str, Identifier | None], ...]
    """Why it is gone, in pieces: those that are ids come with what they stand for."""
    last: Dated | None


def _gone(context: Context, identifier: Identifier) -> Gone:
    register, entry = context.register, identifier.register_entry
    why = entry.reason or "" if entry else ""
    of = why.like if isinstance(why, Foreign) else str
    reason = tuple((of(piece), register.by_id.get(piece)) for piece in _ID.split(why) if piece)
    return Gone(identifier, register.successors(identifier), reason, context.editions.last(identifier))


def citing(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>/cite.html`: every format of link and citation, without scripts."""
    path = identifier.address + "cite.html"
    dated, cited, ways = _dated(context, identifier), context.cited[identifier.id], context.ways
    versions, languages = _in_others(context, path)
    texts = {
        **versions,
        **{f"alternate {version.language}": version.home + path for version in context.site.versions if version.path},
        **{f"as {way.name}": cited[way.name] for way in ways if not way.rich},
        "target": addresses.relative(context.register.leads_to(identifier), path),
        "dated": context.site.base + dated.path if dated else "",
    }
    return _page(
        context,
        "citing.html.jinja",
        path,
        texts,
        {**context.kept_of(_named, identifier), **{f"as {way.name}": cited[way.name].encode() for way in ways if way.rich}},
        identifier.title,
        identifier.code,
        current=identifier.status == "current",
        languages=languages,
        editors_title=identifier.editors_title,
        edition=dated.edition if dated else "",
        ways=tuple((f"as {way.name}", way.label, way.rich) for way in ways),
    )


@dataclass(frozen=True, eq=False)
class Moved:
    """A page address that is no more, and where what stood there is found."""

    address: str
    target: str
    """Where the page itself went; nothing if it was one that held several ids and is gone."""
    former: tuple[Former, ...]
    heading: str = deferred("This page has moved")
    """What it says first."""


def moved_pages(context: Context) -> Iterator[tuple[str, Moved]]:
    """The addresses of pages that are no more, with where they lead."""
    pages = {addresses.Place(page).path for page in context.pages}
    for address, formers in sorted(context.register.former.items()):
        if address in pages:
            continue
        target = next((context.register.leads_to(former.identifier) for former in formers if not former.anchor), "")
        if not target and len({context.register.leads_to(former.identifier).partition("#")[0] for former in formers}) == 1:
            target = context.register.leads_to(formers[0].identifier).partition("#")[0]
        yield address, Moved(address, target, formers)


def moved_page(context: Context, moved: Moved) -> bytes:
    """The page at an address that is no more: leads on, also for each anchor it had."""
    return _page(
        context,
        "moved.html.jinja",
        moved.address,
        {},
        {},
        path=moved.address,
        moved=moved,
        entries=tuple((former, context.register.leads_to(former.identifier)) for former in moved.former if former.anchor),
        target=moved.target,
        canonical=context.site.base + moved.target.partition("#")[0].removeprefix("./"),
    )


def followed_editions(context: Context) -> Iterator[tuple[str, tuple[str, str]]]:
    """The kept editions with what followed each; a frozen copy keeps none."""
    for name, following in () if context.site.copy_of else context.editions.following():
        yield addresses.edition_slug(name), (addresses.after_edition(name), following)


def after_edition(context: Context, subject: tuple[str, str]) -> bytes:
    """The page that leads from a frozen edition, which cannot know it, to what followed."""
    address, following = subject
    return moved_page(context, Moved(address, following or "./", (), deferred("The edition that followed")))


def style(context: Context) -> bytes:
    """The style sheet of all permanent pages, which begins with the colours of the look."""
    style = context.templates.find("permalink.css").read_text("utf-8")
    return f":root {{\n{look.colours(context.strategy, style)}\n}}\n{style}".encode()
