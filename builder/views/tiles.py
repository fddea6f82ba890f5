"""Linked strategy → the map of tiles: which countries have a place on it, and whether it can be read."""

from __future__ import annotations

from collections.abc import Iterable

from builder.content.records import Country, Tile
from builder.model.strategy import Node, Strategy

__all__ = ["WIDEST", "columns", "mapped", "placed"]

WIDEST = 24
"""Columns of the map of tiles at most, so that a tile can be told from its neighbours and read; what would be wider is shown as a list, or not at all."""


def placed(strategy: Strategy) -> dict[Node[Country], Tile]:
    """The countries that have a place on the map, and where; in reading order."""
    return {country: country.record.tile for country in strategy.of(Country) if country.record.tile}


def columns(tiles: Iterable[Tile]) -> int:
    """How many columns tiles take; 0 for none."""
    taken = [tile.column for tile in tiles]
    return 1 + max(taken) - min(taken) if taken else 0


def mapped(strategy: Strategy) -> dict[Node[Country], Tile]:
    """The countries of the map of tiles, and where they are; none where it would be too wide."""
    found = placed(strategy)
    return found if columns(found.values()) <= WIDEST else {}
