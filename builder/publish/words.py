"""What the look says in the language of the content: the words of its catalogue, or the few that Material has in languages without one."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment, FileSystemLoader, TemplateNotFound

from builder.publish import publisher

__all__ = ["BORROWED", "borrowed"]

BORROWED: Mapping[str, str] = {
    "Skip to content": "action.skip",
    "Footer": "footer",
    "Next": "footer.next",
    "Previous": "footer.previous",
    "Search": "search",
    "Tabs": "tabs",
    "Back to top": "top",
}
"""Words of the look that Material says too, each by its key there."""


def borrowed(language: str) -> dict[str, str]:
    """Material's words in a language (BCP 47) or in that without its region, by the English ones; none where there is no such file."""
    plain = language.partition("-")[0]
    environment = Environment(loader=FileSystemLoader(publisher.WORDS or ()), autoescape=True)
    for tag in (language, plain) if plain != "en" else ():
        try:
            said = environment.get_template(f"partials/languages/{tag}.html").module
        except TemplateNotFound:
            continue
        found = {english: str(said.t(key)) for english, key in BORROWED.items()}  # type: ignore[attr-defined] # what the template defines
        return {english: word for english, word in found.items() if word}
    return {}
