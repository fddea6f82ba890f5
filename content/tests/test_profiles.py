"""What the strategy says of a country is on its page, word for word."""

from __future__ import annotations

import pytest

from tests import markup
from tests.conftest import Site
from tests.site.test_profiles import _main

SAID = {
    "albania": (
        "leads primarily to the European Union",
        "“the Western Balkan route”",
        "2007",
        "floods",
        "will bear the brunt of this transit",
    ),
    "azerbaijan": ("kahrizes", "160", "30,000 rural households", "international awards", "Central Asia, the Middle East and parts of Africa"),
    "bosnia-and-herzegovina": ("have fully institutionalized migration profiles",),
    "israel": ("IOM Regional Office",),
    "kazakhstan": ("Customs Union", "Almaty Process"),
    "kyrgyzstan": ("top two recipients of remittances",),
    "moldova": ("Extended Migration Profiles", "have fully institutionalized migration profiles"),
    "montenegro": ("Western Balkan Initiative", "bear the brunt"),
    "russian-federation": (
        "top destination",
        "second globally",
        "strongly influence",
        "main destination of migration flows",
        "Commonwealth of Independent States",
    ),
    "tajikistan": (
        "The Russian Federation is the top destination country in the region",
        "especially for migrants from Central Asia",
        "46.5",
        "48,000",
        "Afghanistan",
        "internally displaced persons",
        "which continues to be the main destination of migration flows",
        "highly prone to natural disasters",
        "internal migration",
        "Almaty Process",
    ),
    "turkey": ("Two sub-regions of SEEECA are particularly affected", "800,000", "Almaty Process"),
    "ukraine": ("By August 2014, conflict had displaced 118,000 people in Ukraine", "The crisis in Ukraine", "durable and sustainable solutions"),
}


@pytest.mark.parametrize("slug", SAID)
def test_what_the_strategy_says_is_on_the_page(slug: str, real_build: Site) -> None:
    text = markup.text(_main(str(real_build.folder / "countries" / slug / "index.html")))
    assert [words for words in SAID[slug] if words not in text] == []
