"""What the head of a page says to machines: the front matter that `site_overrides/main.html` turns into tags.

Only what differs from page to page stands here; what belongs to the publication is handed over once (`publication`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from builder.content import addresses, prose
from builder.content.addresses import Place, Site
from builder.model import citations
from builder.model.strategy import Strategy
from builder.pages import feedback
from builder.pages.catalogue import Page
from builder.views import claims, look, sharing
from builder.views.editions import Editions


def front_matter(page: Page, editions: Editions, graph: dict[str, Any], type_address: str, trail: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """Markdown twin, identifier, permanent link, oEmbed address, PDF, where to write, picture for shared links, other versions and JSON-LD of a page.

    `graph` is the JSON-LD, `type_address` the type of what the page is about; `trail` are title and address of the pages above one
    that the navigation does not list.
    """
    found: dict[str, Any] = {"twin": addresses.twin(page.path)}
    strategy, site = editions.strategy, editions.site
    node = page.node
    if node is not None and node.id:
        found["identifier"] = node.id
        found["headline"] = node.title
        found["type"] = type_address
        found["permalink"] = site.cited(node.id)
        if node.kind.embeddable:
            found["oembed"] = site.oembed(node.id)
    subject = strategy.root if page.path == addresses.HOME else node
    if subject is not None and subject.kind.page_brief:
        found["pdf"] = site.home + subject.brief
    if where := strategy.publication.feedback:
        found["feedback"] = feedback.address(where, site.home + Place(page.path).path, node.id if node else "", _called(page, strategy))
    shared = sharing.share(strategy, node)
    if shared.node is not strategy.root:
        found["picture"] = _picture(shared, site)
    if versions := editions.versions(Place(page.path).path):
        found["versions"] = [{"rel": rel, "href": address} for rel, address in versions]
    if page.level > 1:
        found["level"] = page.level
    if trail:
        found["trail"] = [{"title": title, "address": address} for title, address in trail]
    found["jsonld"] = to_jsonable_python(graph)
    return found


def _called(page: Page, strategy: Strategy) -> str:
    """What a letter about a page calls it: the entry that it is about, its title, or the publication, as for the home page."""
    if page.node is not None:
        return page.node.title
    return citations.work(strategy.publication) if page.path == addresses.HOME or not page.title else page.title


def _picture(shared: sharing.Share, site: Site) -> dict[str, str]:
    """The picture that goes with a link to a page, and what it says."""
    return {"address": site.home + shared.path, "text": shared.alternative}


def _look(strategy: Strategy, site: Site) -> dict[str, Any]:
    """What every page shows of the look besides its colours: the logo, and what the strategy puts in the footer."""
    given, logo = strategy.publication.look, look.logo(strategy)

    def link(label: str, words: str) -> str:
        return f'<a href="{prose.escape(site.permalink(label))}">{words}</a>'

    return {
        "accent": given.colours.palette["accent"]["light"],
        "fonts": bool(given.type.text or given.type.titles),
        "logo": logo.as_data if logo else None,
        "footer": {
            "text": prose.to_html_line(given.footer.text, link) if given.footer.text else "",
            "links": [{"title": item.title, "address": item.address} for item in given.footer.links],
        },
    }


def publication(strategy: Strategy, site: Site) -> dict[str, Any]:
    """What every page says of the publication, and what the "Link & cite" boxes are filled with."""
    publication = strategy.publication
    return {
        **claims.whole(strategy),
        "licence": site.home + addresses.LICENCE.path,
        "picture": {**_picture(sharing.share(strategy, strategy.root), site), "width": sharing.SIZE[0], "height": sharing.SIZE[1]},
        "base": site.base,
        "provisional": site.provisional,
        "copy_of": site.copy_of,
        "current": addresses.relative("", addresses.edition_path(site.copy_of)) if site.copy_of else "",
        "feedback": feedback.address(publication.feedback, site.home, "", citations.work(publication)) if publication.feedback else "",
        "look": _look(strategy, site),
        "formats": [way.as_data() for way in citations.formats(strategy)],
    }
