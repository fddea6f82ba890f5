"""What commands say while tests run them, listened to: English that no catalogue of messages has would stay English in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from babel.messages.catalog import Catalog

from builder.localization import Localization
from builder.wording import Phrase
from tests import pseudo, words

ENGLISH = re.compile(r"(?<![\w./'-])[a-z]{2,}(?:,? [a-z]{2,})+(?![\w/'-])")
"""Several words in a row; a single one may be a key, a name or a code."""
SAID_BY_OTHERS = frozenset(
    """columns context counts default error fate found further kinds lacking listed message names options other path place problem reason said sheet
    taken text title unit value when whole why words""".split()  # noqa: SIM905 - a list would take a line a word
)
"""Values that hold what other programs say, or what stands in the content or in a document."""


@cache
def catalogue() -> Catalog:
    """All messages in the language that nobody speaks (`tests.pseudo`)."""
    found = Catalog(locale=pseudo.LANGUAGE)
    for message in words.messages():
        if message.id:
            plural = isinstance(message.id, tuple | list)
            found.add(message.id, tuple(map(pseudo.spoken, message.id)) if plural else pseudo.spoken(message.id))
    return found


@cache
def pseudo_language() -> Localization:
    """That language, for messages."""
    return Localization(pseudo.LANGUAGE, catalogue())


def left(message: str) -> Iterator[str]:
    """What of a message would be English in every language."""
    if not isinstance(message, Phrase):
        return  # a text of the content, or one that is told already
    if re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", message.sentence)) and catalogue().get(message.sentence) is None:
        yield message.sentence
    for name, value in message.values.items():
        if isinstance(value, Phrase):
            yield from left(value)
        elif isinstance(value, str) and f"'{{{name}}}" not in message.sentence and name not in SAID_BY_OTHERS and not name.isdecimal():
            yield from ENGLISH.findall(value)


@dataclass(frozen=True)
class Listener(Localization):
    """English, which listens to what it is asked to tell."""

    heard: list[str] = field(default_factory=list, compare=False)

    def told(self, message: str) -> str:
        """The message in English."""
        self.heard.append(message)
        return str(message)

    def left(self) -> list[str]:
        """What would be English in every language; each message can be told in another one."""
        for message in self.heard:
            pseudo_language().told(message)
        return [found for message in self.heard for found in left(message)]
