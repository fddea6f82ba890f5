"""The person who runs the builder → how they are spoken to: the language of messages, as their system says it (gettext).

It has nothing to do with the languages of the content. Who prints asks once, and hands on what tells messages; everybody else makes phrases
(`builder.wording.Phrase`) and knows no language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from builder.localization import ENGLISH, SOURCE, Localization
from builder.resources import MESSAGES

__all__ = ["language_of_person", "languages"]

NONE = frozenset(["C", "POSIX"])
"""What a locale is called that is of no language."""
_NAME = re.compile(r"([A-Za-z]{2,3}|C|POSIX)(?:[_-]([A-Za-z0-9]+))?(?:\.[^@]*)?(?:@.*)?")
"""A locale as systems name it: 'ru_RU.UTF-8'; its encoding and its variant say nothing of words."""


def languages(environment: Mapping[str, str]) -> Iterator[str]:
    """The languages that a person reads, the best first, as gettext finds them: those of `LANGUAGE`, or that of `LC_ALL`, `LC_MESSAGES` or `LANG`.

    Each is a tag of BCP 47. `LANGUAGE` says nothing where the locale is said to be none (C, POSIX).
    """
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    parts = _NAME.fullmatch(locale)
    if parts and parts[1] in NONE:
        return
    for name in (environment.get("LANGUAGE") or locale).split(":"):
        found = _NAME.fullmatch(name)
        if found and found[1] not in NONE:
            yield found[1].lower() + (f"-{found[2]}" if found[2] else "")


def language_of_person(environment: Mapping[str, str]) -> Localization:
    """How to speak to the person: in the first of their languages that messages are in. In English, if there is none; then nothing is read."""
    for language in languages(environment):
        if language.partition("-")[0] == SOURCE:
            return ENGLISH
        found = Localization.read(language, (MESSAGES,))
        if found.catalogue is not None:
            return found
    return ENGLISH
