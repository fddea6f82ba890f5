"""The Markdown twins: a file for every id, one for every page, and `llms.txt`, which leads to them (llmstxt.org).

A twin is written from the model through the templates in `templates/markdown`: one by the name of its kind where a kind has more to say
than its fields, `entry` for the others; one by the name of its page where a page is more than the entries that stand on it, `page` for the others.
That of a kind holds a macro `entry`, which tells an entry as its own file has it; `p` is what they share (`_parts`).
Each entry is told once: where it stands in another file too, such as that of its page, its headings go down there (`lowered`),
and what only its own file says is left out: that stands between marks, `own`. The twin of a page that is about one entry is that of the entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, cast

from markupsafe import Markup

from builder.content import addresses, number_text, prose
from builder.content.addresses import Place
from builder.content.fieldroles import in_own_words
from builder.content.indicators import Indicator
from builder.content.kinds import KINDS, Kind
from builder.content.marks import Ref
from builder.content.records import Activity, Country, Objective, Record, Term
from builder.exports.context import Context
from builder.exports.entry_facts import fact_list
from builder.exports.markdown import Links, at, escape, finalize, lowered
from builder.exports.standing import Standing
from builder.exports.templates import Forms
from builder.model import citations, relations, vocabulary
from builder.model.register import Identifier
from builder.model.strategy import AnyNode
from builder.templating import environment
from builder.views import framework, indicators, printed, profiles, publication, texts

VIEWS: Mapping[type[Record], Callable[..., Any]] = {
    Country: profiles.country,
    Indicator: indicators.indicator,
    Objective: framework.objective,
    Term: texts.term,
}
"""What the templates of some kinds show besides the entry itself."""
_LINES = re.compile(r"\n\n\n+")
"""More than one blank line."""
_OWN = "\1"
"""Stands around what only the file of an entry alone says; no content may hold it."""
_OWN_TEXT = re.compile(f"{_OWN}[^{_OWN}]*{_OWN}")


def pages(context: Context) -> Iterator[tuple[str, str]]:
    """Every page, by its address without the closing slash."""
    for page in context.pages:
        yield addresses.twin(page).removesuffix(".md"), page


def page_md(context: Context, page: str) -> bytes:
    """`<page>.md`: what a page says, as CommonMark."""
    return _writer(context).page(page)


def id_md(context: Context, identifier: Identifier) -> bytes:
    """`id/<id>.md`: what an id stands for, or what became of it, as CommonMark."""
    return _writer(context).identifier(identifier)


def llms_txt(context: Context) -> bytes:
    """`llms.txt`: what there is to read for machines, with links to the Markdown twins."""
    return _writer(context).overview()


def _writer(context: Context) -> _Writer:
    """What writes the twins of a strategy: made once for all of them."""
    return context.kept_by(_Writer)


def _page_template(page: str) -> str:
    """The template of a page that is more than the entries that stand on it, if it has one."""
    return f"page-{addresses.twin(page).removesuffix('.md').replace('/', '-')}"


class _Writer:
    """Writes the twins of one strategy."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._strategy = context.strategy
        self._places = Standing(self._strategy)
        self._env = environment(context.templates.parent, self._strategy.localization, finalize=finalize)
        self._env.filters.update(
            quantity=number_text.quantity_text,
            when=number_text.when_text,
            lines=number_text.lines_text,
            plain=prose.to_text,
            upper_first=vocabulary.upper_first,
        )
        self._env.globals.update(
            publication=self._strategy.publication,
            work=citations.work(self._strategy.publication),
            restated=citations.restated(self._strategy),
            document=self._strategy.document,
            site=context.site,
            strategy=self._strategy,
            called=self._strategy.called,
            in_own_words=in_own_words,
            changes=publication.changes,
            contacts=publication.contacts,
            about=publication.about,
            all_indicators=indicators.indicators,
            url=context.url,
            at=at,
            members=self._places.members,
            tell=self._tell,
            opening=self._opening,
            end=self._end,
            own=Markup(_OWN),  # noqa: S704 - a mark
            fact_list=lambda links, node: fact_list(links, self._strategy, node),
        )
        self._env.globals["p"] = self._parts = cast(Any, self._env.get_template("markdown/_parts.md.jinja").module)
        self._forms = Forms(self._env)
        self._what = cache(self._parts.what)
        self._links = Links(self._strategy, context.url)
        self._told, self._entry_file = cache(self._tell_alone), cache(self._finish_alone)
        self._entry, self._label = cache(self._entry_macro), cache(self._field_label)

    # --- files ----------------------------------------------------------------------------------

    def identifier(self, identifier: Identifier) -> bytes:
        """The twin of an id."""
        if identifier.node is not None:
            return self._entry_file(identifier.node)
        register = self._context.register
        return self._file("gone", {"identifier": identifier, "successors": register.successors(identifier)})

    def page(self, page: str) -> bytes:
        """The twin of a page."""
        if page in self._places.whole:
            return self._entry_file(self._places.whole[page])
        groups = [(kind, [entry for entry in self._places.standing[page] if entry.kind is kind and entry not in self._places.holders]) for kind in KINDS]
        return self._file(
            self._template(_page_template(page), "page"),
            {
                "title": self._title(page),
                "address": self._context.site.home + Place(page).path,
                "groups": [(kind, nodes) for kind, nodes in groups if nodes],
                "below": self._places.below[page],
                **self._outline,
            },
        )

    def overview(self) -> bytes:
        """`llms.txt`."""
        return self._file("llms", self._outline)

    def _finish_alone(self, node: AnyNode) -> bytes:
        """The file of an entry."""
        return self._finished(self._told(node).replace(_OWN, ""))

    def _tell(self, node: AnyNode, level: int) -> Markup:
        """An entry as files of others tell it, with its heading at a level of headings."""
        return Markup(lowered(_OWN_TEXT.sub("", self._told(node)), level - 1))  # noqa: S704 - it is already

    def _tell_alone(self, node: AnyNode) -> str:
        """An entry as its own file tells it, with the marks around what only that says."""
        view = VIEWS.get(type(node.record))
        return str(self._entry(node.kind)(self._links, node, view(self._strategy, node) if view else None))

    def _opening(self, node: AnyNode) -> Markup:
        """The heading of an entry, and what its own file says of it first."""
        code = escape(node.code) if node.kind.coded else ""
        address = at(self._context.url(node)) if node.id else ""
        return self._filled("_opening", {"code": code, "title": escape(node.title), "what": self._what(node.kind), "address": address})

    def _end(self, node: AnyNode) -> Markup:
        """Where an entry is from, and notes; in its own file, what names it too."""
        texts = {
            "named": "".join([f"- {escape(label)}: {self._links.joined(nodes)}\n" for label, nodes in self._named_by(node)]),
            "others": self._links.joined(self._mentioning(node)),
            "source": escape(self._links.where(node.record.cited)),
            "notes": self._parts.notes(self._links, node.record) if node.record.notes else "",
        }
        return self._filled("_end", texts)

    def _filled(self, template: str, texts: Mapping[str, str]) -> Markup:
        """A piece of many files, filled with what is CommonMark already."""
        return Markup(self._forms.form(f"markdown/{template}.md.jinja", texts).fill(texts))  # noqa: S704 - it is already

    def _entry_macro(self, kind: Kind) -> Callable[..., str]:
        """What tells entries of a kind: the macro `entry` of its template."""
        template = self._env.get_template(f"markdown/{self._template(kind.name, 'entry')}.md.jinja")
        told: Callable[..., str] = template.module.entry  # type: ignore[attr-defined]
        return told

    def _file(self, template: str, data: Mapping[str, Any]) -> bytes:
        return self._finished(self._env.get_template(f"markdown/{template}.md.jinja").render(md=self._links, **data))

    def _finished(self, text: str) -> bytes:
        """A file, without needless blank lines."""
        return self._links.finished(_LINES.sub("\n\n", text)).encode() + b"\n"

    def _template(self, name: str, otherwise: str) -> str:
        return name if name in self._templates else otherwise

    @cached_property
    def _templates(self) -> frozenset[str]:
        """The names of the templates that there are."""
        return frozenset(name.removesuffix(".md.jinja") for name in (self._context.templates.parent / "markdown").files())

    # --- what they say of others ----------------------------------------------------------------

    def _named_by(self, node: AnyNode) -> list[tuple[str, list[AnyNode]]]:
        """The entries whose fields name an entry, by what they are and the field."""
        found: defaultdict[str, list[AnyNode]] = defaultdict(list)
        for mention in self._strategy.mentions_of(node):
            if (
                isinstance(mention.marker, Ref)
                and not mention.marker.subject
                and not mention.source.kind.backstage
                and self._places.holders.get(mention.source) is not node
            ):
                found[self._label(mention.source.kind, "" if mention.relation == node.kind.name else mention.relation)].append(mention.source)
        return list(found.items())

    def _field_label(self, kind: Kind, field: str) -> str:
        """What entries of a kind are called that name another one in a field; a field that is called as what it names needs no words."""
        words = f" ({vocabulary.field_label(self._strategy.called, field, self._strategy.localization)})" if field else ""
        return f"{vocabulary.upper_first(self._strategy.called[kind.name].heading)}{words}"

    def _mentioning(self, node: AnyNode) -> tuple[AnyNode, ...]:
        """The entries that mention an entry, or are said to be about it."""
        return tuple(dict.fromkeys(mention.source for mention in self._strategy.said_of(node) if not mention.source.kind.backstage))

    def _title(self, page: str) -> str:
        return self._context.titles.get(page) or Place(page).path or citations.work(self._strategy.publication)

    @cached_property
    def _outline(self) -> dict[str, Any]:
        """Pages with text of their own, entries with pages of their own by kind, and pages that only arrange."""
        single = [page for page in self._context.pages if page not in self._places.whole]
        full = [page for page in single if self._places.standing[page] or self._places.below[page] or _page_template(page) in self._templates]
        own = [(page, node) for page, node in self._places.whole.items() if page in set(self._context.pages)]
        return {
            "full": [(self._title(page), self._address(page)) for page in full],
            "kinds": [(kind, [(node, self._address(page)) for page, node in own if node.kind is kind]) for kind in KINDS],
            "framework": [(kind, self._strategy.of_kind(kind)) for kind in KINDS if kind.concept and kind.record is not Activity],
            "printed": [(node, self._context.site.base + brief) for node in self._strategy.nodes if (brief := printed.file_of(self._strategy, node))],
            "headlines": self._strategy.targets(self._strategy.root, relations.HEADLINES),
            "others": [(self._title(page), self._address(page)) for page in single if page not in full],
        }

    def _address(self, page: str) -> str:
        return self._context.site.home + addresses.twin(page)
