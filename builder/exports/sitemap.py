"""`sitemap.xml` (sitemaps.org 0.9): the pages of the site, dated with the edition; and `robots.txt` (RFC 9309), which names it.

Pages only, at the address that they are canonical for. Permanent addresses (`id/…`) are left out on purpose: they redirect, and
a search engine that is given a redirect lists its target or neither. Data files are found through the page that describes them.
A frozen copy lists its own pages.
"""

from __future__ import annotations

import html

from builder.content import addresses
from builder.exports.context import Context


def sitemap(context: Context) -> bytes:
    """`sitemap.xml` (sitemaps.org 0.9): the addresses of all pages."""
    date = context.strategy.publication.edition.date.isoformat()
    lines = [f" <url><loc>{html.escape(context.site.home + addresses.Place(page).path)}</loc><lastmod>{date}</lastmod></url>" for page in context.pages]
    text = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', *lines, "</urlset>"])
    return text.encode() + b"\n"


def robots(context: Context) -> bytes:
    """`robots.txt` (RFC 9309): everything may be read; the pages of each language are listed in a file of their own."""
    homes = [version.home for version in context.site.versions] or [context.site.home]
    return ("User-agent: *\nAllow: /\n\n" + "".join(f"Sitemap: {home}sitemap.xml\n" for home in homes)).encode()
