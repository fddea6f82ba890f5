"""The language → plain values for the print templates, which fill and choose its texts by themselves (`t`, `tn`, `tp` and `series` in `style.typ`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.localization import PLURALS, Localization
from builder.wording import Form


def of(localization: Localization, names: Iterable[str] = ()) -> dict[str, Any]:
    """Its texts by the English ones, with plural forms as lists, those in a context by that; which form each number up to 199 needs; and how it writes.

    `group` is what stands between thousands, `series` how things are listed, as patterns of the CLDR for two and for more, and `direction`
    that of its lines; `names` those of the content in their cases, by themselves.
    """
    return {
        "texts": localization.words,
        "there": localization.words_there,
        "plurals": [localization.plural_index(number) for number in range(PLURALS)],
        "group": localization.number(1000)[1:-3],
        "series": {name: str(pattern) for name, pattern in localization.locale.list_patterns["standard"].items()},
        "direction": localization.direction,
        "names": {str(name): dict(name.cases) for name in names if isinstance(name, Form) and name.cases},
    }
