"""Texts that are in another language than what stands around them, or quote it, as markup that says so (BCP 47, in `lang`)."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from builder.content import prose
from builder.wording import Foreign, Kept, Quoting

__all__ = ["as_html", "attribute", "in_its_language", "on_one_line", "quotations"]

_QUOTED = re.compile(r"[“„«\"‘']([^“”„«»\"]+?)[”“»\"’'](?!\w)")

_GUILLEMETS = re.compile("«([^«»]+)»")


def on_one_line(text: str) -> str:
    """A text whose lines break nowhere; spaces that keep words together stay."""
    return " ".join(re.split(r"[ \t\n]+", text.strip(" \t\n")))


def quotations(text: str, translation: str) -> tuple[str, ...]:
    """The words in quotation marks that an original and its translation have alike, so that they are quoted as they are printed; longer ones first."""
    here, there = on_one_line(text), on_one_line(translation)
    found = {match[1] for match in _QUOTED.finditer(here) if match[1] in there}
    found |= {match[1] for match in _GUILLEMETS.finditer(there) if match[1] in here}  # inside of which other marks may be quoted too
    return tuple(sorted((quoted for quoted in found if re.search(r"\w", quoted)), key=lambda quoted: (-len(quoted), quoted)))


def in_its_language(text: object, shown: Markup, tag: str = "span") -> Markup:
    """What is shown of a text in HTML or Markdown, which says its language where that is not the page's; so do words that it quotes.

    What is still to be translated is marked for the eye too.
    """
    if isinstance(text, Foreign):
        marked = "" if isinstance(text, Kept) else 'class="untranslated" '
        return Markup(f"<{tag} {marked}{_language(text)}>{shown}</{tag}>")  # noqa: S704 - of markup
    return _quoting(text, shown) if isinstance(text, Quoting) else shown


def as_html(*texts: str) -> Markup:
    """Texts with commas between as HTML, each of which says its language where that is not the page's."""
    return Markup(", ").join(in_its_language(text, escape(text)) for text in texts)


def _quoting(text: Quoting, shown: Markup) -> Markup:
    """What is shown of a text that quotes: the words between the quotation marks say their language."""
    pieces = text.cut(shown, prose.escape)
    return Markup("").join(Markup(f"<span {_language(text)}>{piece}</span>" if at % 2 else piece) for at, piece in enumerate(pieces))  # noqa: S704 - of markup


def _language(text: Foreign | Quoting) -> str:
    """The attributes that say a language and, where it is another one, its direction."""
    return f'lang="{text.language}" dir="{text.direction}"' if text.direction else f'lang="{text.language}"'


_LANGUAGE = re.compile(r'<span (?:class="untranslated" )?lang="[^<>]*">|</span>')
"""What `in_its_language` puts around a text."""


def attribute(text: object) -> str:
    """A text in an attribute, which cannot say that parts of it are in another language than the page."""
    return Markup(_LANGUAGE.sub("", text)) if isinstance(text, Markup) else str(text)  # noqa: S704 - less than it was
