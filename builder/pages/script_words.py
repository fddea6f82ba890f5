"""The catalogue of a language → `assets/words.js`, from which the scripts of the site take their words (`t` and `tn` in `assets/app.js`).

Scripts hold the English words, so there is no such file in English. It holds what scripts say and nothing else, since every visit fetches it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.localization import PLURALS, Localization

__all__ = ["FILE", "said", "script"]

FILE = "assets/words.js"
"""Where it goes in the docs folder."""
_CALL = re.compile(r'(?<![\w.$])tn?\(\s*("(?:[^"\\\n]|\\.)*")')
"""A call for words, with the first of its texts."""


def said(folders: Iterable[Path]) -> Iterator[str]:
    """The English words that the scripts in folders say; of those that depend on a number, the first form."""
    for folder in folders:
        for path in sorted(folder.glob("*.js")):
            yield from (json.loads(found[1]) for found in _CALL.finditer(path.read_text("utf-8")))


def script(localization: Localization, folders: Iterable[Path]) -> bytes | None:
    """The script, for the scripts in these folders; nothing for a language that has no words for them."""
    words = {text: localization.words[text] for text in sorted(set(said(folders))) if text in localization.words}
    if not words:
        return None
    forms = {str(localization.locale.plural_form(number)): localization.plural_index(number) for number in range(PLURALS)}
    text = json.dumps({"forms": forms, "messages": words}, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.siteWords = {text};\n".encode()
