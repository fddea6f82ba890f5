"""Where the readers of a page write who find something wrong: the address that the content names, with the page filled in."""

from __future__ import annotations

from urllib.parse import quote

from builder.content.fields import FEEDBACK_NAMES


def address(feedback: str, page: str, identifier: str, title: str) -> str:
    """The address to write to about a page: a letter with its subject and the page's address, or the form on the web."""
    if "@" in feedback and "/" not in feedback:
        subject = f"{title} ({identifier})" if identifier and identifier not in title.split() else title
        return f"mailto:{quote(feedback, safe='@+')}?subject={quote(subject, safe='')}&body={quote(page, safe='')}%0D%0A%0D%0A"
    for name, value in zip(FEEDBACK_NAMES, (page, identifier, title), strict=True):
        feedback = feedback.replace(f"{{{name}}}", quote(value, safe=""))
    return feedback
