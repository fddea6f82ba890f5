"""`.well-known/security.txt` (RFC 9116): where those write who find a weakness of the website.

It holds for a whole host and is looked for at its root, so a site below a path has none; nor has one without encryption, nor a frozen copy.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from urllib.parse import urlsplit

from builder.exports.context import Context

PATH = ".well-known/security.txt"


def places(context: Context) -> Iterator[tuple[str, str]]:
    """Where the file goes, with the contact; nowhere without one."""
    contact = context.strategy.publication.security_contact
    scheme, _, path, *_ = urlsplit(context.site.base)
    if contact and (scheme, path) == ("https", "/") and not context.site.copy_of:
        yield PATH, contact


def security_txt(context: Context, contact: str) -> bytes:
    """The file: contact, expiry, languages, address. It holds for a year from the date of the edition, so every build of an edition gives the same."""
    publication = context.strategy.publication
    fields = {
        "Contact": contact if contact.startswith("https://") else f"mailto:{contact}",
        "Expires": f"{_a_year_after(publication.edition.date).isoformat()}T00:00:00Z",
        "Preferred-Languages": ", ".join(language for language, _ in context.site.languages) or publication.language,
        "Canonical": context.site.base + PATH,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def _a_year_after(date: datetime.date) -> datetime.date:
    """The same day of the next year; the last of February where there is none."""
    try:
        return date.replace(year=date.year + 1)
    except ValueError:
        return date.replace(year=date.year + 1, day=28)
