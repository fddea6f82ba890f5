"""Quantities, years, places in the source and sizes as printed text, the same on pages, in briefs and in exports."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from builder.content.records import Citation, Figure, Quantity
from builder.localization import deferred


def comparable(one: Quantity, other: Quantity | None) -> bool:
    """Whether two quantities have a common scale that begins at zero."""
    return other is not None and one.unit == other.unit and all(number is not None and number >= 0 for number in (one.number, other.number))


SCALES = {"thousand": deferred("{number} thousand"), "million": deferred("{number} million"), "billion": deferred("{number} billion")}
"""Numbers with what they count, if not ones."""
QUALIFIED, COUNTED = deferred("{qualifier} {value}"), deferred("{amount} {unit}")
"""What stands before a number and after it."""


def bare_text(quantity: Quantity) -> str:
    """The value without qualifier, unit and symbol: '29 million', '46.5', 'three quarters'."""
    return quantity.display if quantity.display is not None else _scaled(quantity)


def value_text(quantity: Quantity) -> str:
    """The value as it is printed, with the symbol of its unit if that has one, and without qualifier: '29 million', '46.5%', 'three quarters'."""
    return quantity.display if quantity.display is not None else with_symbol(quantity, _scaled(quantity))


def with_symbol(quantity: Quantity, number: str) -> str:
    """A number with the symbol of the unit of a quantity, where it has one."""
    before, after = quantity.measure.around or ("", "")
    return f"{before}{number}{after}"


def _scaled(quantity: Quantity) -> str:
    localization = quantity.measure.localization
    number = localization.number(quantity.value or Decimal(0))
    return localization(SCALES[quantity.scale], number=number) if quantity.scale else number


def amount_text(quantity: Quantity) -> str:
    """A quantity without its unit: 'nearly 29 million', 'over 12', 'second largest'."""
    value = value_text(quantity)
    return quantity.measure.localization(QUALIFIED, qualifier=quantity.qualifier, value=value) if quantity.qualifier else value


def numeral_text(quantity: Quantity) -> str:
    """The value in digits, also where the source spells a round number out ('two million' → '2 million'); for numbers that stand side by side."""
    if quantity.display is None or quantity.value is None or quantity.scale is None:
        return value_text(quantity)
    return with_symbol(quantity, _scaled(quantity))


def quantity_text(quantity: Quantity) -> str:
    """The whole quantity: 'nearly 29 million migrants', 'over 12 per cent', 'second largest'."""
    amount, unit = amount_text(quantity), unit_text(quantity)
    return quantity.measure.localization(COUNTED, amount=amount, unit=unit) if unit else amount


def unit_text(quantity: Quantity) -> str:
    """The unit to print after the value; '' where that has its symbol, or where the printed words hold it ('three quarters', 'second largest')."""
    measure = quantity.measure
    if holds_unit(quantity) or (measure.around and quantity.display is None):
        return ""
    return measure.one if measure.one and quantity.value == 1 and quantity.scale is None else quantity.unit


def holds_unit(quantity: Quantity) -> bool:
    """Whether the printed words say by themselves what is counted: ranks, trends and years, and shares in words."""
    return quantity.measure.silent or (quantity.measure.share and quantity.display is not None)


def on_axis(quantity: Quantity, number: str) -> str:
    """A number of the scale on which a quantity is drawn, with its unit: '0 per cent', '0%'."""
    return with_symbol(quantity, number) if quantity.measure.around else quantity.measure.localization(COUNTED, amount=number, unit=quantity.unit)


def year_text(figure: Figure) -> str:
    """The reference year or period of a figure, '' where the source gives none."""
    if figure.year is None:
        return ""
    return f"{figure.year_from}–{figure.year}" if figure.year_from else str(figure.year)


def when_text(figure: Figure) -> str:
    """When a figure holds, in the source's words ('by the end of 2013'), with the reference year where they do not name it; '' where nothing is said."""
    year = year_text(figure)
    if not figure.when or not figure.year or str(figure.year) in figure.when:
        return figure.when or year
    return f"{figure.when}, {year}"


def ranges_text(ranges: Iterable[tuple[int, int]] | None) -> str:
    """Ranges of lines, pages or paragraphs: '12–15, 40'; '' for none."""
    return ", ".join([f"{first}–{last}" if first != last else str(first) for first, last in ranges]) if ranges else ""


def lines_text(citation: Citation) -> str:
    """The line ranges of a citation: '12–15, 40'; '' where it has none."""
    return ranges_text(citation.lines)
