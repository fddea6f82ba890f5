"""Where readers write: the address with the page filled in, and with nothing in it that the page could add to."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from builder.pages import feedback

PAGE = "https://ostra.example.org/plan/objectives/free-trade/"


@pytest.mark.parametrize(("identifier", "subject"), [("AIM2", "Free & fair trade? (AIM2)"), ("", "Free & fair trade?")])
def test_a_letter_has_its_subject_and_the_page(identifier: str, subject: str) -> None:
    parts = urlsplit(feedback.address("plan+web@ostra.example.org", PAGE, identifier, "Free & fair trade?"))
    assert (parts.scheme, parts.path) == ("mailto", "plan+web@ostra.example.org")
    asked = parse_qs(parts.query)
    assert asked == {"subject": [subject], "body": [f"{PAGE}\r\n\r\n"]}


def test_a_form_on_the_web_is_filled_in() -> None:
    found = feedback.address("https://git.example.org/new?title={title}&body={page}&label={id}", PAGE, "AIM2", "50% & {page} #1")
    assert parse_qs(urlsplit(found).query) == {"title": ["50% & {page} #1"], "body": [PAGE], "label": ["AIM2"]}


def test_what_is_not_asked_for_is_not_added() -> None:
    assert feedback.address("https://example.org/contact", PAGE, "AIM2", "Title") == "https://example.org/contact"


def test_a_path_can_hold_an_id() -> None:
    assert unquote(feedback.address("https://example.org/wrong/{id}/", PAGE, "AIM2-S1", "Title")) == "https://example.org/wrong/AIM2-S1/"
