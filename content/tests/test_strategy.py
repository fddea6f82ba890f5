"""What the source has, is here: how many entries of each kind, what it says nothing of, and where the old addresses of the content lead."""

from __future__ import annotations

from decimal import Decimal

import pytest

from builder.content.kinds import KIND_NAMED
from builder.content.records import Country, CountryGroup
from builder.model.strategy import Strategy
from builder.tools import register_file
from builder.views import countries, profiles
from tests import markup
from tests.conftest import REPO, Site, command
from tests.site.test_profiles import _main


def test_it_is_clean() -> None:
    done = command("check", "--content", "content")
    assert (done.err, done.code) == ("", 0)


@pytest.mark.parametrize(("kind", "count"), [("objective", 9), ("activity", 83), ("country", 20), ("area", 6), ("principle", 6), ("global-point", 12)])
def test_it_is_complete(kind: str, count: int, real_strategy: Strategy) -> None:
    assert len(real_strategy.of_kind(KIND_NAMED[kind])) == count


def test_addresses_that_others_know(real_strategy: Strategy) -> None:
    for name, path in {
        "SO1": "framework/#so1",
        "OP1": "framework/#op1",
        "TA1": "framework/#ta1",
        "GS1": "framework/#gs1",
        "TO5": "objectives/to5/",
        "TO5-A03": "objectives/to5/#to5-a03",
        "UKR": "countries/ukraine/",
        "KF-MIGRANTS": "key-figures/#kf-migrants",
        "CTX-MCOF": "context/mcof/",
        "ALMATY-PROCESS": "partnerships/almaty-process/",
        "CIS": "partnerships/#cis",
        "MCOF": "instruments/#mcof",
    }.items():
        assert real_strategy.by_id[name].place.path == path


def test_a_figure_is_as_printed(real_strategy: Strategy) -> None:
    figure = real_strategy.by_id["KF-MIGRANTS"].record
    assert (figure.qualifier, figure.value, figure.scale, figure.unit, figure.year) == ("nearly", Decimal(29), "million", "migrants", 2013)
    assert figure.source.lines == ((128, 128),)


def test_countries_and_groups(real_strategy: Strategy) -> None:
    found = {node.id: node.record for node in real_strategy.of(Country)}
    assert (found["ALB"].codes.alpha2, found["ALB"].codes.m49, found["MKD"].current_name, found["XKX"].codes.m49) == ("AL", "008", "North Macedonia", None)
    said = {group.id: group.record.arrangement for group in real_strategy.of(CountryGroup)}
    assert (said["SR-WESTERN-BALKANS"], said["SR-SOUTH-CAUCASUS"]) == ("source", "editors")


def test_what_the_source_is_silent_on(real_strategy: Strategy) -> None:
    assert [node.id for node in real_strategy.of(Country) if profiles.profile(real_strategy, node).silent] == ["ISR", "UZB"]
    assert {node.id for node in countries.tile_map(real_strategy).unassigned} == {"ISR", "RUS"}


def test_every_published_id_is_registered(real_strategy: Strategy) -> None:
    assert (REPO / "content/registry.yml").read_text("utf-8") == register_file.text(real_strategy), "run 'builder ids'"


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


def test_what_it_says_of_a_country_is_on_the_page(real_build: Site) -> None:
    for slug, said in SAID.items():
        text = markup.text(_main(str(real_build.folder / "countries" / slug / "index.html")))
        assert [words for words in said if words not in text] == [], slug
