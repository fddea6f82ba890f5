"""A site whose address is a placeholder: built only to try it, and told so."""

from __future__ import annotations

from pathlib import Path

from builder.content import addresses
from builder.problems import ContentError, Problem
from builder.wording import Phrase

__all__ = ["provisional", "refuse_placeholder"]


def refuse_placeholder(config_file: Path, address: str) -> None:
    """Raises `ContentError` if the address of the site is a placeholder, since a permanent link that was published can not be taken back.

    `config_file` is where its publisher gives the address, or may give it: it need not be there.
    """
    if addresses.is_placeholder(address):
        there, missing = Phrase("'site_url' in this file"), Phrase("write this file, which README.md shows, with 'site_url' in it")
        message = Phrase(
            "'{address}' is a placeholder, and every permanent link, citation and QR code would begin with it: set SITE_URL, or {where}, "
            "to the address that the site will have; to try the site before it has one, add --provisional",
            address=address,
            where=there if config_file.is_file() else missing,
        )
        raise ContentError([Problem.of_file(config_file, "placeholder", message)])


def provisional(address: str) -> Phrase:
    """What a build says of an address that is a placeholder."""
    return Phrase(
        "Provisional: {address} is a placeholder, so permanent links lead nowhere yet, and the pages say so. Set SITE_URL before you publish.", address=address
    )
