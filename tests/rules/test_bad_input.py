"""What an editor gets to see for each mistake: the exact message, at the exact place, and nothing else.

Every case makes one mistake in a copy of the small strategy.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.content import yamltree
from tests.conftest import Run, command


@dataclass(frozen=True)
class Case:
    """A mistake: in `file`, `old` (if given) is replaced by `new`; and the problems that follow, without 'content/'."""

    name: str
    file: str
    old: str | None
    new: str | bytes
    problems: tuple[str, ...]


def edit(name: str, file: str, old: str, new: str, *problems: str) -> Case:
    return Case(name, file, old, new, problems)


def write(name: str, file: str, data: str | bytes, *problems: str) -> Case:
    return Case(name, file, None, data, problems)


LAND = "id: LND\nname: Land\ncodes: {}\ntile: {row: 5, column: 5}\nsource: {section: Countries}\n"
ADDRESS = "use a–z, 0–9 and single hyphens"
NO_ADDRESS = "is no address for readers: write an e-mail address, or one that begins with https://"
STRAY = "no kind of content is kept in this file, so nothing would be read from it."
ALIAS = "error[alias]: anchors (&) and aliases (*) are not used in content: write the value out, or put the text in quotes"
LITERAL = "Write '\\[' for a literal bracket"

YAML = (
    edit(
        "a tab",
        "strategy.yml",
        "  name: Commission",
        "\tname: Commission",
        "strategy.yml:7:1: error[yaml]: a tab stands where YAML wants spaces: indent with spaces",
    ),
    edit(
        "too far in",
        "countries/varnholm.yml",
        "  fax:",
        "   fax:",
        "countries/varnholm.yml:17:7: error[yaml]: a colon stands where none is expected: "
        "indent the line like its neighbours, or put a text that contains ': ' in quotes",
    ),
    edit(
        "not far enough in",
        "countries/varnholm.yml",
        "  fax:",
        " fax:",
        "countries/varnholm.yml:17:2: error[yaml]: the indentation does not match the block that begins on line 1: align the line with its neighbours",
    ),
    edit(
        "an unclosed quotation mark, last of the file",
        "figure-groups.yml",
        "title: Boats",
        "title: 'Boats",
        "figure-groups.yml:10:10: error[yaml]: a text in quotes begins here and is never closed: add the closing quotation mark",
    ),
    edit(
        "an unclosed quotation mark, before another",
        "figure-groups.yml",
        '"Water & <wells>"',
        '"Water & <wells>',
        "figure-groups.yml:2:10: error[yaml]: a text in quotes begins here and ends only on line 7: add the closing quotation mark where it should end",
    ),
    edit(
        "a bad escape in quotes",
        "figure-groups.yml",
        '"Water & <wells>"',
        '"Water \\& <wells>"',
        "figure-groups.yml:2:10: error[yaml]: a text in quotes begins here and has a mistake (found unknown escape character '&'): "
        "mend it, or use the other kind of quotation marks",
    ),
    edit(
        "text behind a list",
        "figure-groups.yml",
        "title: Boats",
        "title: [Boats] and ships",
        "figure-groups.yml:10:18: error[yaml]: something stands behind the end of the value: put the whole text in quotes",
    ),
    edit(
        "a colon in a text",
        "figure-groups.yml",
        "title: Boats",
        "title: Boats: many",
        "figure-groups.yml:10:15: error[yaml]: a colon stands where none is expected: "
        "indent the line like its neighbours, or put a text that contains ': ' in quotes",
    ),
    edit(
        "a text that begins with a sign of YAML's own",
        "figure-groups.yml",
        "title: Boats",
        "title: @Boats",
        "figure-groups.yml:10:10: error[yaml]: a text cannot begin with this character: put it in quotes",
    ),
    edit(
        "a text that begins with braces",
        "figure-groups.yml",
        "title: Boats",
        "title: {{ boats }}",
        "figure-groups.yml:10:10: error[wrong-type]: 'title' must be text",
        "figure-groups.yml:10:11: error[bad-key]: a key must be a word: put a text that starts with '[', '{' or '*' in quotes",
    ),
    edit(
        "a text that begins with a hash",
        "figure-groups.yml",
        "title: Boats",
        "title: #Boats",
        "figure-groups.yml:10:9: error[empty-value]: 'title' has no value: write one, or remove the key; a text that begins with '#' must stand in quotes",
    ),
    edit(
        "a text that begins with an exclamation mark",
        "figure-groups.yml",
        "title: Boats",
        "title: !Boats",
        "figure-groups.yml:10:10: error[tag]: the tag '!Boats' is not used in content: remove it, or put the text in quotes",
    ),
    edit("a text that begins with an asterisk", "figure-groups.yml", "title: Boats", "title: *Boats", f"figure-groups.yml:10:10: {ALIAS}"),
    edit(
        "a key without a colon",
        "figure-groups.yml",
        "title: Boats",
        "title Boats",
        "figure-groups.yml:11:3: error[yaml]: a line near line 10 lacks ':' after its key, or is indented too little to belong to the text above",
    ),
    edit(
        "an object of Python's",
        "figure-groups.yml",
        "title: Boats",
        'title: !!python/object/apply:os.system ["true"]',
        "figure-groups.yml:10:10: error[tag]: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not used in content: "
        "remove it, or put the text in quotes",
        "figure-groups.yml:10:10: error[wrong-type]: 'title' must be text",
    ),
    edit(
        "a second document",
        "figure-groups.yml",
        "- id: FG-BOATS",
        "---\n- id: FG-BOATS",
        "figure-groups.yml:9:1: error[several-documents]: a second document starts here: a content file holds one; remove the line '---'",
    ),
    edit(
        "a key twice",
        "figures.yml",
        "  unit: boats\n",
        "  unit: boats\n  unit: ships\n",
        "figures.yml:27:3: error[duplicate-key]: the key 'unit' stands here a second time (first on line 26): keep one",
    ),
    edit(
        "a key without value",
        "figures.yml",
        "label: Boats on the river",
        "label:",
        "figures.yml:24:9: error[empty-value]: 'label' has no value: write one, or remove the key",
    ),
    edit(
        "a null",
        "figures.yml",
        "label: Boats on the river",
        "label: ~",
        "figures.yml:24:10: error[empty-value]: 'label' has no value: write one, or remove the key",
    ),
    edit(
        "an empty list item",
        "figures.yml",
        "[VAR, ORR]",
        "[VAR, '', ~]",
        "figures.yml:10:20: error[malformed-id]: '' is not an id: ids start with a letter and use A–Z, 0–9 and single hyphens, as in 'TO1-A01'",
        "figures.yml:10:24: error[empty-value]: is an empty list item: write it, or remove it",
    ),
    write("an empty file", "glossary.yml", "", "glossary.yml:1:1: error[empty-file]: is empty: fill it in, or delete the file"),
    write("only a comment", "glossary.yml", "# later\n", "glossary.yml:1:1: error[empty-file]: is empty: fill it in, or delete the file"),
    write("only dashes", "glossary.yml", "---\n", "glossary.yml:1:1: error[empty-file]: is empty: fill it in, or delete the file"),
    write(
        "a mapping in place of a list",
        "glossary.yml",
        "term: A\nexpansion: B\n",
        "glossary.yml:1:1: error[wrong-top-level]: must hold a list, each item starting with '- ' at its top level",
    ),
    write(
        "a list in place of a mapping",
        "countries/orr.yml",
        "- id: ORR\n",
        "countries/orr.yml:1:1: error[wrong-top-level]: must hold keys and values, as in 'id: …' at its top level",
    ),
    write(
        "a text in place of a mapping",
        "countries/orr.yml",
        "The isle of Orr\n",
        "countries/orr.yml:1:1: error[wrong-top-level]: must hold keys and values, as in 'id: …' at its top level",
    ),
    write(
        "not UTF-8",
        "glossary.yml",
        "- term: Café\n".encode("latin-1"),
        "glossary.yml:1:12: error[not-utf-8]: is not UTF-8 text: save the file with the encoding UTF-8",
    ),
    write(
        "UTF-16", "glossary.yml", "- term: A\n".encode("utf-16"), "glossary.yml:1:1: error[not-utf-8]: is not UTF-8 text: save the file with the encoding UTF-8"
    ),
    write(
        "a NUL byte",
        "glossary.yml",
        b"- term: A\n- term: C\0D\n",
        "glossary.yml:2:10: error[yaml]: contains the character U+0000, which YAML does not allow: remove it",
    ),
    write(
        "an alias bomb",
        "glossary.yml",
        "- term: &a A\n  expansion: &b [*a, *a]\n",
        f"glossary.yml:1:9: {ALIAS}",
        "glossary.yml:1:3: error[missing-key]: the key 'source' is missing: add it",
        f"glossary.yml:2:14: {ALIAS}",
        "glossary.yml:2:14: error[wrong-type]: 'expansion' must be text",
        f"glossary.yml:2:18: {ALIAS}",
        f"glossary.yml:2:22: {ALIAS}",
    ),
    write(
        "a hundred thousand brackets",
        "glossary.yml",
        "- term: " + "[" * 100_000,
        f"glossary.yml:1:19: error[too-deep]: is nested more than {yamltree.MAX_DEPTH} levels deep: check the indentation",
    ),
    write(
        "a hundred thousand levels of keys",
        "countries/orr.yml",
        "{a: " * 100_000,
        f"countries/orr.yml:1:49: error[too-deep]: is nested more than {yamltree.MAX_DEPTH} levels deep: check the indentation",
    ),
)

RECORDS = (
    edit(
        "an unknown key",
        "figures.yml",
        "  qualifier: about\n",
        "  qualifer: about\n",
        "figures.yml:4:3: error[unknown-key]: unknown key 'qualifer'. Did you mean 'qualifier'?",
    ),
    edit(
        "an unknown key, unlike any",
        "countries/orr.yml",
        "alpha2: OR",
        "zzz: OR",
        "countries/orr.yml:3:9: error[unknown-key]: unknown key 'zzz'. Allowed here: alpha2, alpha3, m49.",
    ),
    edit("no unit", "figures.yml", "  unit: boats\n", "", "figures.yml:22:3: error[missing-key]: the key 'unit' is missing: add it"),
    edit("no unit of a comparator", "figures.yml", "    unit: wells\n", "", "figures.yml:12:5: error[missing-key]: the key 'unit' is missing: add it"),
    edit(
        "no source",
        "figures.yml",
        '  source:\n    section: Figures\n    lines: "46"\n',
        "",
        "figures.yml:22:3: error[missing-key]: the key 'source' is missing: add it",
    ),
    edit(
        "no value",
        "figures.yml",
        "  value: 1200\n",
        "",
        "figures.yml:22:3: error[no-value]: has neither 'value' nor 'display': give the number, or the printed words",
    ),
    edit(
        "a scale without value",
        "figures.yml",
        "  value: 75\n",
        "  scale: million\n",
        "figures.yml:39:10: error[no-value]: has a 'scale' but no 'value': give the number, or remove 'scale'",
    ),
    edit(
        "a text in place of a list",
        "figures.yml",
        "countries: [VAR, ORR]",
        "countries: VAR, ORR",
        "figures.yml:10:14: error[wrong-type]: 'countries' must be a list, each item on a line starting with '- '",
    ),
    edit(
        "a list in place of a text", "figures.yml", "label: Boats on the river", "label: [Boats]", "figures.yml:24:10: error[wrong-type]: 'label' must be text"
    ),
    edit(
        "a text in place of a number",
        "figures.yml",
        "value: 1200",
        "value: 1,200",
        "figures.yml:25:10: error[bad-number]: '1,200' is not a number: write it without unit or thousands separators, as in '46.5'",
    ),
    edit(
        "a number too large to print",
        "figures.yml",
        "value: 1200",
        "value: 1e999999999",
        "figures.yml:25:10: error[bad-number]: '1e999999999' is not a number: write it without unit or thousands separators, as in '46.5'",
    ),
    edit(
        "a text in place of a whole number",
        "countries/orr.yml",
        "row: 2",
        "row: two",
        "countries/orr.yml:4:13: error[wrong-type]: 'row' must be a whole number",
    ),
    edit(
        "a number in place of a mapping",
        "countries/orr.yml",
        "tile: {row: 2, column: 2}",
        "tile: 2",
        "countries/orr.yml:4:7: error[wrong-type]: 'tile' must hold keys and values",
    ),
    edit(
        "a place left of the first",
        "countries/orr.yml",
        "row: 2",
        "row: 0",
        "countries/orr.yml:4:13: error[out-of-range]: 'row' must be greater than or equal to 1",
    ),
    edit(
        "not one of the words",
        "partnerships.yml",
        "kind: global forum",
        "kind: global form",
        "partnerships.yml:33:9: error[not-allowed]: 'kind' cannot be 'global form'. Did you mean 'global forum'? "
        "Allowed, as strategy.yml lists them: regional dialogue, initiative, international organization, global forum, body.",
    ),
    edit(
        "a bad date",
        "strategy.yml",
        "2031-02-28",
        "2031-02-30",
        "strategy.yml:17:9: error[bad-date]: '2031-02-30' is not a date: write it as YYYY-MM-DD, as in '2015-01-31'",
    ),
    *(
        edit(
            f"an address for readers: {name}", "strategy.yml", "feedback: plan@ostra.example.org", f"feedback: {wrong}", f"strategy.yml:25:11: error[{problem}"
        )
        for name, wrong, problem in (
            ("no e-mail", "plan@ostra", "bad-email]: 'plan@ostra' is not an e-mail address: write it as in 'office@example.org'"),
            ("insecure", "http://ostra.example.org/", f"bad-feedback]: 'http://ostra.example.org/' {NO_ADDRESS}"),
            ("a script", "'javascript:alert(1)'", f"bad-feedback]: 'javascript:alert(1)' {NO_ADDRESS}"),
            ("no host", "https:///wrong", f"bad-feedback]: 'https:///wrong' {NO_ADDRESS}"),
            ("words", "write to us", f"bad-feedback]: 'write to us' {NO_ADDRESS}"),
            ("a host that a page would fill in", "'https://{id}.example.org/'", f"bad-feedback]: 'https://{{id}}.example.org/' {NO_ADDRESS}"),
            ("unknown", "'https://x.org/?a={url}'", "bad-feedback]: '{url}' is not filled in: use {page}, {id}, {title}, and no other braces"),
            ("unclosed", "'https://x.org/?a={page'", "bad-feedback]: '{' is not filled in: use {page}, {id}, {title}, and no other braces"),
        )
    ),
    edit("a bad year", "figures.yml", "year: 2031", "year: 31", "figures.yml:41:9: error[bad-year]: '31' is not a year: write four digits, as in '2015'"),
    edit(
        "a period that ends before it starts",
        "strategy.yml",
        "end: 2034",
        "end: 2030",
        "strategy.yml:13:8: error[period-order]: the period ends in 2030, before it starts in 2031: swap or correct the years",
    ),
    edit(
        "a reference period that is none",
        "figures.yml",
        "year_from: 2028",
        "year_from: 2030",
        "figures.yml:9:14: error[period-order]: the period starts in 2030, not before its reference year 2030",
    ),
    edit(
        "a share above the whole",
        "figures.yml",
        "value: 46.50",
        "value: 146.50",
        "figures.yml:7:13: error[share-over-100]: 146.50 per cent cannot be a share of all wells | springs",
    ),
    edit(
        "a bad e-mail address",
        "countries/varnholm.yml",
        "varn_office+1@example.org",
        "varn_office at example.org",
        "countries/varnholm.yml:18:10: error[bad-email]: 'varn_office at example.org' is not an e-mail address: write it as in 'office@example.org'",
    ),
    edit(
        "a bad telephone number",
        "countries/varnholm.yml",
        "telephone: +999 1 23 45 67",
        "telephone: 01 23 45 67",
        "countries/varnholm.yml:16:14: error[bad-phone]: '01 23 45 67' is not a telephone number: write it with country code, as in '+43 1 581 22 22'",
    ),
    edit(
        "a bad country code",
        "countries/orr.yml",
        "alpha2: OR",
        "alpha2: orr",
        "countries/orr.yml:3:17: error[bad-form]: 'orr' has not the form that 'alpha2' needs (two capital letters, as in 'FR')",
    ),
    edit(
        "two offices",
        "countries/varnholm.yml",
        "# The upper reach lists it.",
        "served_by: DESK-VARN",
        "countries/varnholm.yml:9:12: error[two-offices]: has both 'office' and 'served_by': keep the one that the source gives",
    ),
    edit(
        "a malformed id",
        "objectives/free-trade.yml",
        "AIM2-TOLL",
        "aim2-toll",
        "objectives/free-trade.yml:15:13: error[malformed-id]: 'aim2-toll' is not an id: "
        "ids start with a letter and use A–Z, 0–9 and single hyphens, as in 'TO1-A01'",
    ),
    edit(
        "a malformed id that others refer to",
        "countries/orr.yml",
        "id: ORR",
        "id: Orr",
        "countries/orr.yml:1:5: error[malformed-id]: 'Orr' is not an id: ids start with a letter and use A–Z, 0–9 and single hyphens, as in 'TO1-A01'",
    ),
    edit(
        "an empty text",
        "figures.yml",
        "label: Boats on the river",
        'label: " "',
        "figures.yml:24:10: error[empty-text]: 'label' is empty: write something, or remove the key",
    ),
    edit(
        "an invisible character",
        "figures.yml",
        "label: Boats on the river",
        'label: "Boats\\x07"',
        "figures.yml:24:10: error[control-character]: 'label' contains the invisible character U+0007: remove it",
    ),
    edit(
        "half a character",
        "figures.yml",
        "label: Boats on the river",
        'label: "Boats\\uD800"',
        "figures.yml:24:10: error[control-character]: 'label' contains the invisible character U+D800: remove it",
    ),
    edit(
        "an id that is too long",
        "figures.yml",
        "id: KF-BOATS",
        f"id: KF-{'A' * 90}",
        "figures.yml:22:7: error[malformed-id]: 'KF-AAAAAAAAAAAAAAAAA…' is longer than 80 characters: ids are typed and printed, so keep them short",
    ),
    edit(
        "lines that are no lines",
        "figures.yml",
        'lines: "46"',
        "lines: 46 to 48",
        "figures.yml:31:12: error[bad-lines]: '46 to 48' is not a list of lines: write them as in '12' or '12-15, 40'",
    ),
    edit(
        "lines as a list",
        "figures.yml",
        'lines: "46"',
        "lines: [46, 48]",
        "figures.yml:31:12: error[bad-lines]: a list is not how lines are written: write them as in '12' or '12-15, 40'",
    ),
    edit(
        "lines as a list of words",
        "figures.yml",
        'lines: "46"',
        "lines: [a, b]",
        "figures.yml:31:12: error[bad-lines]: a list is not how lines are written: write them as in '12' or '12-15, 40'",
    ),
    edit(
        "lines as a list of three numbers",
        "figures.yml",
        'lines: "46"',
        "lines: [1, 2, 3]",
        "figures.yml:31:12: error[bad-lines]: a list is not how lines are written: write them as in '12' or '12-15, 40'",
    ),
    edit(
        "lines as a list of a list of three numbers",
        "figures.yml",
        'lines: "46"',
        "lines: [[1, 2, 3]]",
        "figures.yml:31:12: error[bad-lines]: a list is not how lines are written: write them as in '12' or '12-15, 40'",
    ),
    edit(
        "lines as a list of an empty list",
        "figures.yml",
        'lines: "46"',
        "lines: [[]]",
        "figures.yml:31:12: error[bad-lines]: a list is not how lines are written: write them as in '12' or '12-15, 40'",
    ),
    edit(
        "lines backwards",
        "figures.yml",
        'lines: "46"',
        "lines: 48-46",
        "figures.yml:31:12: error[bad-lines]: '48-46' is not a range of lines: the first line must come before the last",
    ),
    edit(
        "a passage carried by nothing",
        "coverage.yml",
        "  ids: [DESK-VARN]\n",
        "",
        "coverage.yml:22:3: error[ids-or-reason]: needs 'ids' (what carries the passage) or 'reason' (why nothing does), one of the two",
    ),
    edit(
        "a group that the source is said to list, nobody knows where",
        "groups.yml",
        "  basis:",
        "  arrangement: source\n  basis:",
        "groups.yml:1:3: error[members-source]: the source is said to list the members: add 'members_source' with the place, or write 'arrangement: editors'",
    ),
    edit(
        "a place of the members, which are the editors' arrangement",
        "groups.yml",
        "  basis:",
        "  members_source: {section: Countries}\n  basis:",
        "groups.yml:5:19: error[members-source]: has 'members_source' though the members are the editors' arrangement: write 'arrangement: source', or remove it",
    ),
    edit(
        "a word of the search that leads nowhere",
        "synonyms.yml",
        "entries: [AIM1, CTX-RIVER]",
        "entries: [AIM8]",
        "synonyms.yml:2:56: error[unknown-reference]: there is no entry 'AIM8'. Did you mean 'AIM2'?",
    ),
    edit(
        "a word of the search for a page that there is not",
        "synonyms.yml",
        "key-figures/",
        "key-figure/",
        "synonyms.yml:1:1: error[unknown-page]: no overview page has the address 'key-figure/'. Did you mean 'key-figures/'?",
    ),
    edit(
        "a word of the search twice",
        "synonyms.yml",
        "[fish Orr]",
        "[fish Orr, wasser]",
        "synonyms.yml:3:21: error[repeated-word]: 'wasser' is listed on line 2 already: keep one",
    ),
    edit(
        "a word of the search without an aim",
        "synonyms.yml",
        "page: key-figures/, ",
        "",
        "synonyms.yml:1:3: error[one-aim]: needs 'page' (an address), or 'entries' (ids) or 'answer' (a sentence) or both of these: say what is meant",
    ),
    edit(
        "a word of the search with two aims",
        "synonyms.yml",
        "words: [numbers]",
        "words: [numbers], answer: There are none.",
        "synonyms.yml:1:50: error[one-aim]: needs 'page' (an address), or 'entries' (ids) or 'answer' (a sentence) or both of these: say what is meant",
    ),
    edit(
        "a passage without words",
        "passages.yml",
        "  text: The upper reach has silt | and boats.\n",
        "",
        "passages.yml:7:3: error[told-or-shown]: needs 'text', or 'told_by' with what tells the same",
    ),
    edit(
        "a passage told by another entry, and with words",
        "passages.yml",
        "  told_by: KF-WELLS",
        "  told_by: KF-WELLS\n  text: The isle drinks from the river.",
        "passages.yml:16:9: error[told-or-shown]: is told by another entry, so it needs no 'text': remove it",
    ),
    edit(
        "a summary that is none",
        "objectives/clean-water.yml",
        'summary: "To *keep* the lower river clean | safe."',
        f"summary: {'word ' * 31}",
        "objectives/clean-water.yml:70:10: error[summary-long]: has 31 words: a summary is one sentence of at most 30",
    ),
)

INDICATOR = """\
- id: I-WELLS
  title: Wells that are safe
  belongs_to: AIM1
  unit: per cent
  baseline: {value: 46.50, date: 2030}
  target: {value: 90, date: 2034}
  values:
    - {value: 50, date: 2031}
    - {value: 48, date: 2031, disaggregation: [{dimension: canton, category: Varnholm}]}
    - {value: 99, date: 2031, disaggregation: [{dimension: canton, category: Keth}]}
    - {value: 61.5, date: 2032-06}
  source: {section: Aim 1}
"""
"""An indicator without a mistake: its parts need not add up."""


def indicator(name: str, old: str, new: str, *problems: str) -> Case:
    """A mistake in the only indicator of the strategy."""
    assert old in INDICATOR
    return write(name, "indicators.yml", INDICATOR.replace(old, new, 1), *(f"indicators.yml:{problem}" for problem in problems))


INDICATORS = (
    indicator("a value without a date", "{value: 61.5, date: 2032-06}", "{value: 61.5}", "11:7: error[missing-key]: the key 'date' is missing: add it"),
    indicator(
        "a date that is none",
        "2032-06",
        "June 2032",
        "11:27: error[bad-moment]: 'June 2032' is no date: write a year, a month or a day, as in '2032', '2032-06' or '2032-06-30'",
    ),
    indicator(
        "a month that there is not",
        "2032-06",
        "2032-13",
        "11:27: error[bad-moment]: '2032-13' is no date: write a year, a month or a day, as in '2032', '2032-06' or '2032-06-30'",
    ),
    indicator(
        "a value that is no number",
        "61.5",
        "most",
        "11:15: error[bad-number]: 'most' is not a number: write it without unit or thousands separators, as in '46.5'",
    ),
    indicator(
        "a target before its baseline",
        "2034",
        "2029",
        "6:11: error[target-order]: the target is for 2029, which is not after its baseline of 2030: swap or correct the dates",
    ),
    indicator(
        "a target on the day of its baseline",
        "2034",
        "2030-12-31",
        "6:11: error[target-order]: the target is for 2030-12-31, which is not after its baseline of 2030: swap or correct the dates",
    ),
    indicator(
        "a target that is the baseline",
        "value: 90",
        "value: 46.5",
        "6:11: error[target-is-baseline]: the target is 46.5, as the baseline is, so nothing is to change: correct one of the two",
    ),
    indicator("an indicator without a unit", "  unit: per cent\n", "", "1:3: error[missing-key]: the key 'unit' is missing: add it"),
    indicator(
        "values out of order",
        "2032-06",
        "2030-06",
        "11:27: error[value-order]: 2030-06 stands below 2031: put the values in the order of their dates",
    ),
    indicator(
        "a value twice for one date",
        "2032-06",
        "2031-12-31",
        "11:27: error[value-twice]: there is a value for 2031-12-31 of the whole on line 8 already: keep one",
    ),
    indicator(
        "a value twice for one date and part",
        "category: Keth",
        "category: Varnholm",
        "10:25: error[value-twice]: there is a value for 2031 of Varnholm on line 9 already: keep one",
    ),
    indicator(
        "two categories of one dimension",
        "{dimension: canton, category: Keth}",
        "{dimension: canton, category: Keth}, {dimension: canton, category: Orr}",
        "10:97: error[dimension-twice]: 'canton' is named twice for one value: make a value of each category, or name one category of both",
    ),
    indicator(
        "an indicator of nothing that there is",
        "AIM1",
        "AIM8",
        "3:15: error[unknown-reference]: there is no objective or activity 'AIM8'. Did you mean 'AIM2'?",
    ),
    indicator("an indicator of a country", "AIM1", "VAR", "3:15: error[wrong-kind]: 'VAR' is a country; here stands the id of an objective or activity"),
    edit(
        "a tolerance of everything",
        "strategy.yml",
        "period:",
        "indicator_tolerance: 100\nperiod:",
        "strategy.yml:11:22: error[out-of-range]: 'indicator_tolerance' must be less than 100",
    ),
)

ALONE = "which points at a sentence that a profile does not show: name what is meant"

RULES = (
    edit(
        "a web address longer than print can take",
        "sources.yml",
        "https://ostra.example.org/plan.pdf",
        f"https://ostra.example.org/{'a' * 2000}",
        f"sources.yml:5:12: error[long-address]: 'https://ostra.example.org/{'a' * 34}…' is longer than 2000 characters: give a shorter one",
    ),
    edit(
        "a name of an edition that is a text",
        "editions.yml",
        "  summary: The first edition.",
        f"  summary: The first edition.\n- name: {'draft ' * 20}1\n  date: 2031-01-01\n  summary: A draft.",
        f"editions.yml:18:9: error[long-edition]: '{('draft ' * 20)[:100]}…' is longer than 100 characters: editions have names such as '1.0'",
    ),
    write(
        "a file name longer than file systems take with what is added",
        f"countries/{'o' * 101}.yml",
        LAND,
        f"countries/{'o' * 101}.yml:1:1: error[bad-file-name]: the file name '{'o' * 100}…' is longer than 100 characters: "
        "it becomes part of addresses and file names, so shorten it",
    ),
    edit(
        "a passage that points back",
        "passages.yml",
        "text: The upper reach",
        "text: This upper reach",
        f"passages.yml:9:9: error[not-alone]: begins with 'This', {ALONE}",
    ),
    edit(
        "a country in short that points back",
        "countries/varnholm.yml",
        "text: The river rises in the Varnholm.",
        "text: It rises in the Varnholm.",
        f"countries/varnholm.yml:30:11: error[not-alone]: begins with 'It', {ALONE}",
    ),
    edit(
        "a figure that points back",
        "figures.yml",
        "text: There are 1,200 boats",
        "text: Such boats number 1,200",
        f"figures.yml:28:9: error[not-alone]: begins with 'Such', {ALONE}",
    ),
    edit(
        "a sentence that names a country and points back",
        "passages.yml",
        "- about: [ORR]\n  stands_in: CTX-RIVER\n  told_by: KF-WELLS\n",
        "",
        "topics/river.md:11:1: error[not-alone]: the profile of 'ORR' shows this sentence, and it begins with 'It', which points at another: reword it, "
        "or give it a wording for use alone in passages.yml, with 'about: [ORR]' and 'stands_in: CTX-RIVER'",
    ),
    edit(
        "an unknown reference",
        "figures.yml",
        "[VAR, ORR]",
        "[VAR, OOR]",
        "figures.yml:10:20: error[unknown-reference]: there is no country 'OOR'. Did you mean 'ORR'?",
    ),
    edit(
        "a reference to something else",
        "figures.yml",
        "[VAR, ORR]",
        "[VAR, AIM1]",
        "figures.yml:10:20: error[wrong-kind]: 'AIM1' is an objective; here stands the id of a country",
    ),
    edit("a reference twice", "figures.yml", "[VAR, ORR]", "[VAR, VAR]", "figures.yml:10:20: error[repeated-reference]: 'VAR' is listed twice: remove one"),
    edit(
        "a reference to itself",
        "partnerships.yml",
        "part_of: ROUND",
        "part_of: TABLE",
        "partnerships.yml:18:12: error[self-reference]: 'TABLE' refers to itself: remove it",
    ),
    edit(
        "an id twice",
        "objectives/free-trade.yml",
        "AIM2-PAPERS",
        "AIM1-SILT",
        "objectives/free-trade.yml:9:13: error[duplicate-id]: the id 'AIM1-SILT' is taken by content/objectives/clean-water.yml:45: choose another",
        "registry.yml:115:7: error[id-vanished]: 'AIM2-PAPERS' was published and is gone from the content: bring it back, "
        "or write here 'status: renamed' with 'to: …', 'status: split' with 'into: […]', or 'status: withdrawn' with 'reason: …' and 'date: …'",
    ),
    edit(
        "two countries on one tile",
        "countries/orr.yml",
        "row: 2, column: 2",
        "row: 1, column: 2",
        "countries/varnholm.yml:10:7: error[tile-taken]: row 1, column 2 of the tile map is taken by Isle of *Orr*: choose another",
    ),
    edit(
        "an order twice",
        "figure-groups.yml",
        "order: 2",
        "order: 1",
        "figure-groups.yml:11:10: error[order-taken]: order 1 is taken by FG-WATER: choose another",
    ),
    edit(
        "a term twice",
        "glossary.yml",
        "term: RG",
        "term: A*B",
        "glossary.yml:10:9: error[duplicate-term]: 'A*B' is explained on line 1 already: keep one",
    ),
    edit(
        "two terms with one anchor",
        "glossary.yml",
        "term: RG",
        "term: A-B",
        "glossary.yml:10:9: error[duplicate-term]: 'A-B' and 'A*B' on line 1 share an anchor: reword one",
    ),
    edit(
        "an empty group",
        "figures.yml",
        "group: FG-WATER",
        "group: FG-BOATS",
        "figure-groups.yml:1:7: error[empty-group]: nothing belongs to 'FG-WATER': remove it, or use it",
    ),
    edit(
        "an empty area",
        "objectives/free-trade.yml",
        "area: AREA-TRADE",
        "area: AREA-WATER",
        "framework/thematic-areas.yml:8:7: error[empty-group]: nothing belongs to 'AREA-TRADE': remove it, or use it",
    ),
    edit(
        "lines of a page behind the end of the source",
        "sources.yml",
        "lines: 11-30",
        "lines: 11-130",
        "sources.yml:9:15: error[lines-outside-source]: line 130 is beyond the end of the source, which has 120 lines",
    ),
    edit(
        "a line on two pages",
        "sources.yml",
        "lines: 11-30",
        "lines: 10-30",
        "sources.yml:9:15: error[page-overlap]: line 10 stands on page 3 already: a line is on one page, so correct one of the two",
    ),
    edit(
        "pages that go back",
        "sources.yml",
        "page: 4",
        "page: 2",
        "sources.yml:9:28: error[page-order]: line 11 is said to be on page 2, and the lines before it on page 3: correct one of the two",
    ),
    edit(
        "pages of a source without lines",
        "sources.yml",
        "  text_lines: 120\n",
        "",
        "sources.yml:8:5: error[pages-without-lines]: has pages of lines, but no 'text_lines': give the length of the text edition",
    ),
    edit(
        "a page that is none",
        "sources.yml",
        "page: 4",
        "page: iv",
        "sources.yml:9:28: error[wrong-type]: 'page' must be a whole number",
    ),
    edit(
        "an ISBN with a wrong figure",
        "sources.yml",
        "148410-0",
        "148410-1",
        "sources.yml:6:9: error[bad-isbn]: '978-3-16-148410-1' is not an ISBN: copy all its figures, as in '978-3-16-148410-0'; the last one checks the others",
    ),
    edit(
        "an address of a document that is none",
        "sources.yml",
        "https://ostra.example.org/plan.pdf",
        "ostra.example.org/plan.pdf",
        "sources.yml:5:12: error[bad-address]: 'ostra.example.org/plan.pdf' is not a web address: write it in full, as in 'https://example.org/strategy.pdf'",
    ),
    edit(
        "an editor with half a name",
        "strategy.yml",
        "{given: Mara Lin, family: Ostfeld}",
        "{given: Mara Lin}",
        "strategy.yml:19:5: error[editor-name]: needs 'name' (a body), or 'given' and 'family' (a person): write one or the other",
    ),
    edit(
        "an editor who is a person and a body",
        "strategy.yml",
        "family: Ostfeld}",
        "family: Ostfeld, name: Office}",
        "strategy.yml:19:31: error[editor-name]: has the name of a body and that of a person: keep 'name', or 'given' and 'family'",
    ),
    edit(
        "lines behind the end of the source",
        "figures.yml",
        'lines: "46"',
        'lines: "466"',
        "figures.yml:31:12: error[lines-outside-source]: line 466 is beyond the end of the source, which has 120 lines",
    ),
    edit(
        "a line that nothing covers",
        "coverage.yml",
        "lines: 62-92",
        "lines: 63-92",
        "coverage.yml:16:10: error[not-covered]: line 62 of the source: no entry covers this; add what carries it, or a reason why nothing does",
    ),
    edit(
        "a source whose end nothing covers",
        "coverage.yml",
        "lines: 93-120",
        "lines: 93-118",
        "coverage.yml:22:10: error[not-covered]: lines 119–120 of the source: no entry covers this; add what carries it, or a reason why nothing does",
    ),
    edit(
        "a line covered twice",
        "coverage.yml",
        "lines: 62-92",
        "lines: 61-92",
        "coverage.yml:19:10: error[covered-twice]: line 61 of the source: another entry covers this too; keep one",
    ),
    edit(
        "an entry that carries a passage and does not exist",
        "coverage.yml",
        "ids: [CTX-RIVER, CTX-SEA]",
        "ids: [CTX-RIVER, CTX-SEE]",
        "coverage.yml:21:20: error[unknown-reference]: there is no entry 'CTX-SEE'. Did you mean 'CTX-SEA'?",
    ),
    write(
        "a file name with a space",
        "countries/Big Land.yml",
        LAND,
        f"countries/Big Land.yml:1:1: error[bad-file-name]: the file name 'Big Land' becomes part of an address: {ADDRESS}",
    ),
    write(
        "a file name that would leave the folder",
        "countries/..\\..\\land.yml",
        LAND,
        f"countries/..\\..\\land.yml:1:1: error[bad-file-name]: the file name '..\\..\\land' becomes part of an address: {ADDRESS}",
    ),
    write(
        "a file name that an overview has",
        "countries/index.yml",
        LAND,
        "countries/index.yml:1:1: error[bad-file-name]: the file name 'index' is kept for the overview page: choose another",
    ),
    write("a file that nothing reads", "notes/figures.yml", "- id: KF-X\n", f"notes/figures.yml:1:1: error[stray-file]: {STRAY} Did you mean 'figures.yml'?"),
    write("another ending", "countries/land.yaml", LAND, f"countries/land.yaml:1:1: error[stray-file]: {STRAY} Did you mean 'countries/*.yml'?"),
    write("an ending in capitals", "countries/land.YML", LAND, f"countries/land.YML:1:1: error[stray-file]: {STRAY} Did you mean 'countries/*.yml'?"),
)

PROSE = (
    edit(
        "emphases deep inside each other",
        "topics/sea.md",
        "The sea is salt, says",
        "*a " * 9 + "b" + " c*" * 9 + ", says",
        "topics/sea.md:13:1: error[prose-depth]: emphases and links stand more than 8 deep inside each other: take some out",
    ),
    edit(
        "emphases so deep that a stack would end",
        "topics/sea.md",
        "The sea is salt, says",
        "*a " * 4000 + "b" + " c*" * 4000 + ", says",
        "topics/sea.md:13:1: error[prose-depth]: emphases and links stand more than 8 deep inside each other: take some out",
    ),
    edit(
        "lists deep inside each other",
        "topics/sea.md",
        "The sea is salt, says",
        "\n".join(f"{'  ' * at}- silt {at}" for at in range(9)) + "\n\nAs says",
        "topics/sea.md:21:19: error[prose-depth]: lists stand more than 8 deep inside each other: take some levels out",
    ),
    edit(
        "a link longer than print can take",
        "topics/sea.md",
        "The sea is salt, says",
        f"[Salt](https://example.org/{'a' * 2000}), says",
        f"topics/sea.md:13:8: error[long-address]: the link 'https://example.org/{'a' * 80}…' is longer than 2000 characters: give a shorter address",
    ),
    edit(
        "a link to no entry",
        "figures.yml",
        "[wells][KF-WELLS]",
        "[wells][KF-WELL]",
        f"figures.yml:28:43: error[unresolved-link]: the link label 'KF-WELL' is not an id. Did you mean 'KF-WELLS'? {LITERAL}",
    ),
    edit(
        "a label alone to no entry",
        "objectives/clean-water.yml",
        "see [KF-WELLS]",
        "see [KF-WELS]",
        f"objectives/clean-water.yml:9:58: error[unresolved-link]: the link label 'KF-WELS' is not an id. Did you mean 'KF-WELLS'? {LITERAL}",
    ),
    edit(
        "a literal bracket",
        "topics/sea.md",
        "The sea is",
        "The sea [sic] is",
        f"topics/sea.md:13:9: error[unresolved-link]: the link label 'SIC' is not an id. {LITERAL}",
    ),
    edit(
        "raw HTML in a line",
        "topics/sea.md",
        "The sea is",
        "The<br>sea is",
        "topics/sea.md:13:4: error[raw-html]: raw HTML ('<br>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
    ),
    edit(
        "raw HTML in a block",
        "topics/sea.md",
        "The sea is",
        "<script>\nalert(1)\n</script>\n\nThe sea is",
        "topics/sea.md:13:1: error[raw-html]: raw HTML ('<script>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
    ),
    edit(
        "an image",
        "topics/sea.md",
        "The sea is",
        "![Waves](waves.png) The sea is",
        "topics/sea.md:13:3: error[prose-construct]: an image is not allowed in prose: use paragraphs, lists, headings, emphasis and links",
    ),
    edit(
        "code",
        "topics/sea.md",
        "The sea is",
        "    Waves\n\nThe `sea` is",
        "topics/sea.md:13:5: error[prose-construct]: a block indented by four spaces (code) is not allowed in prose: "
        "use paragraphs, lists, headings, emphasis and links",
        "topics/sea.md:15:6: error[prose-construct]: code is not allowed in prose: use paragraphs, lists, headings, emphasis and links",
    ),
    edit(
        "the heading of a page",
        "topics/sea.md",
        "The sea is",
        "# Waves\n\nThe sea is",
        "topics/sea.md:13:1: error[prose-heading]: a heading '#' is the page's own title: use '##' or lower",
    ),
    edit(
        "a heading with the anchor of an entry",
        "topics/sea.md",
        "The sea is",
        "## CTX river\n\nThe sea is",
        "topics/sea.md:13:4: error[heading-taken]: the heading 'CTX river' makes the anchor 'ctx-river', which is taken: reword one",
    ),
    edit(
        "a heading twice, below the same words",
        "topics/sea.md",
        "The sea is",
        "Обзор.\n\n## Обзор\n\nThe sea.\n\n## обзор!\n\nThe sea is",
        "topics/sea.md:19:4: error[heading-taken]: the heading 'обзор!' makes the anchor 'обзор', which is taken: reword one",
    ),
    edit(
        "labels that are no ids, below the same words",
        "topics/sea.md",
        "The sea is",
        "A literal \\[Isle\\] and \\[ISLE].\n\n[Isle] and [isle][ISLE] and [isle][ISLE]: the sea is",
        f"topics/sea.md:15:1: error[unresolved-link]: the link label 'ISLE' is not an id. {LITERAL}",
        f"topics/sea.md:15:18: error[unresolved-link]: the link label 'ISLE' is not an id. {LITERAL}",
        f"topics/sea.md:15:35: error[unresolved-link]: the link label 'ISLE' is not an id. {LITERAL}",
    ),
    edit(
        "HTML below the same text",
        "topics/sea.md",
        "The sea is",
        "Not \\<br>.\n\nThe sea<br> is",
        "topics/sea.md:15:8: error[raw-html]: raw HTML ('<br>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
    ),
    edit(
        "a table",
        "topics/sea.md",
        "The sea is",
        "| Sea | Salt |\n|:--|--:|\n| North | much |\n\nThe sea is",
        "topics/sea.md:13:3: error[prose-construct]: a table is not allowed in prose: use paragraphs, lists, headings, emphasis and links",
    ),
    edit(
        "an entity for a character that is no text",
        "topics/sea.md",
        "The sea is",
        "The&nbsp;sea.\n\nThe &#1; sea is",
        "topics/sea.md:15:5: error[control-character]: an entity stands for the character U+FFFD, which is no text: remove it",
    ),
    edit(
        "an entity for a character that no font has",
        "topics/sea.md",
        "The sea is",
        "The &#x2603; sea is",
        "topics/sea.md:13:1: error[no-glyph]: no font for print has the character '\N{SNOWMAN}' (U+2603 SNOWMAN): write it otherwise, or add a font",
    ),
    edit(
        "a byte order mark inside the prose",
        "topics/sea.md",
        "The sea is",
        "The sea \ufeffis",
        "topics/sea.md:13:9: error[control-character]: 'text' contains the invisible character U+FEFF: remove it",
    ),
    edit(
        "separators that only some programs take for the end of a line",
        "topics/sea.md",
        "The sea is",
        "The \u2028sea.\x0c\n\n<b>The sea is",
        "topics/sea.md:13:5: error[line-separator]: contains the invisible line separator U+2028: remove it",
        "topics/sea.md:13:10: error[line-separator]: contains the invisible line separator U+000C: remove it",
        "topics/sea.md:15:1: error[raw-html]: raw HTML ('<b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
    ),
    edit(
        "a link inside the site by address",
        "topics/sea.md",
        "The sea is",
        "[About](../about.md) the sea is",
        "topics/sea.md:13:9: error[prose-link]: the link '../about.md' has no place on the site: "
        "refer to an entry by id, as in '[text][ID]', or give a full address",
    ),
    edit(
        "no front matter",
        "topics/sea.md",
        "---\nid",
        "id",
        "topics/sea.md:1:1: error[front-matter]: does not begin with '---': front matter with at least 'id:' must come first",
    ),
    edit(
        "front matter without end",
        "topics/sea.md",
        "---\n\nThe",
        "\nThe",
        "topics/sea.md:1:1: error[front-matter]: the front matter is never closed: add a line '---' before the prose",
    ),
    edit(
        "no prose",
        "topics/sea.md",
        "The sea is salt, says [the river chapter][CTX-RIVER].",
        "",
        "topics/sea.md:11:1: error[empty-text]: has no prose below the front matter: write it",
    ),
    edit(
        "the prose in front of itself",
        "topics/sea.md",
        "order: 2",
        "order: 2\ntext: Salt",
        "topics/sea.md:5:1: error[unknown-key]: unknown key 'text': the prose below the front matter is the text",
    ),
)


def look(name: str, words: str, problem: str, at: str = "51:21") -> Case:
    """A mistake in the look of the small strategy, which begins in line 50 of its file."""
    return edit(name, "strategy.yml", "instrument_sorts:", f"look:\n  {words}\ninstrument_sorts:", f"strategy.yml:{at}: {problem}")


LOOK = (
    look(
        "a colour that YAML takes for a comment",
        "colours:\n    accent: #0b5d63",
        "error[empty-value]: 'accent' has no value: write one, or remove the key; a text that begins with '#' must stand in quotes",
        at="52:12",
    ),
    look(
        "a colour by name",
        "colours: {accent: teal}",
        "error[bad-colour]: 'teal' is not a colour: write red, green and blue as '#rrggbb', as in \"#0b5d63\"",
    ),
    look(
        "an accent too pale for text",
        'colours: {accent: "#7fcbc9"}',
        "error[contrast]: '#7fcbc9' on the ground of what a link led to ('#ffe9a8') has a contrast of 1.54:1, in light, and text needs 4.5:1: "
        "write '#247473', or one farther from it",
    ),
    look(
        "an accent too dark for dark ground",
        'colours: {accent_dark: "#0b5d63"}',
        "error[contrast]: '#0b5d63' on the ground of what a link led to ('#5d4a10') has a contrast of 1.12:1, in dark, and text needs 4.5:1: "
        "write '#81c8ce', or one farther from it",
        at="51:26",
    ),
    look(
        "a cover too pale for what stands on it",
        'colours: {cover: "#c9e0dd"}',
        "error[contrast]: the quieter words on it ('#d3ddd9') on '#c9e0dd' has a contrast of 1:1, in light, and text needs 4.5:1: "
        "write '#647976', or one farther from it",
        at="51:20",
    ),
    look(
        "a logo that is not there",
        "logo: {file: logo.svg, text: Ostra}",
        "error[missing-picture]: there is no 'logo.svg' in 'content/': put the file there, or correct its name",
        at="51:16",
    ),
    look(
        "a logo that is no picture",
        "logo: {file: figures.yml, text: Ostra}",
        "error[no-picture]: 'figures.yml' is neither SVG nor PNG, by its ending: save the picture as one of them",
        at="51:16",
    ),
    look(
        "a logo outside the content",
        "logo: {file: ../logo.svg, text: Ostra}",
        "error[bad-file]: '../logo.svg' is not the name of a file in the content folder: write it with '/' and without '..', as in 'pictures/logo.svg'",
        at="51:16",
    ),
    look("a logo without words", "logo: {file: logo.svg}", "error[missing-key]: the key 'text' is missing: add it", at="51:9"),
    look(
        "a family that no font is of",
        "type: {text: Source Sans}",
        "error[no-family]: no font is of the family 'Source Sans': put its files (.ttf, .otf) into the folder 'fonts' of the content; "
        "there are 'Noto Sans Arabic', 'Noto Sans Armenian', 'Noto Sans Georgian', 'Noto Sans Hebrew', 'Source Sans 3'. Did you mean 'Source Sans 3'?",
        at="51:16",
    ),
    look(
        "a long footer",
        f"footer: {{text: {'words ' * 40}}}",
        "error[long-footer]: has more than a paragraph of 200 characters: it stands at the foot of every page and sheet, so shorten it",
        at="51:18",
    ),
    look(
        "a link that leads nowhere in the footer",
        "footer: {text: 'See [it][NOWHERE].'}",
        f"error[unresolved-link]: the link label 'NOWHERE' is not an id. {LITERAL}",
        at="51:27",
    ),
    edit(
        "the colour of an entry that cannot be seen",
        "objectives/free-trade.yml",
        "number: 2",
        'number: 2\ncolour: "#fcc30b"',
        "objectives/free-trade.yml:3:9: error[contrast]: '#fcc30b' on the tinted page ('#f6f4ee') has a contrast of 1.47:1, in light, "
        "and a part of a graphic needs 3:1: write '#b58500', or one farther from it",
    ),
    edit(
        "the picture of an entry that is not there",
        "objectives/free-trade.yml",
        "number: 2",
        "number: 2\npicture: {file: pictures/boat.png, text: Boat}",
        "objectives/free-trade.yml:3:17: error[missing-picture]: there is no 'boat.png' in 'pictures/': put the file there, or correct its name",
    ),
)


def _make(case: Case, content: Path) -> None:
    path = content / case.file
    path.parent.mkdir(exist_ok=True)
    if case.old is None:
        path.write_bytes(case.new if isinstance(case.new, bytes) else case.new.encode())
        return
    text = path.read_text("utf-8")
    assert case.old in text
    path.write_text(text.replace(case.old, str(case.new), 1), "utf-8")


def _place(line: str) -> tuple[str, int, int, str]:
    match = re.match(r"(.*?):(\d+):(\d+): (.*)", line)
    assert match
    return match[1], int(match[2]), int(match[3]), match[4]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in (*YAML, *RECORDS, *INDICATORS, *RULES, *PROSE, *LOOK)])
def test_mistake(case: Case, small: Path, run: Callable[..., Run]) -> None:
    """One mistake gives its own problem and no other; nothing is written."""
    _make(case, small)
    before = _files(Path())
    done = run("build", "--provisional")
    *problems, _closing = done.err.splitlines()
    assert problems == [f"content/{problem}" for problem in sorted(case.problems, key=_place)]
    assert done.code == 1
    assert [line for line in done.out.splitlines() if not line.startswith("Setting PDF briefs: ")] == []  # which takes long enough to be told
    assert run("check") == Run(1, done.err, "")
    assert _files(Path()) == before


def _files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


FORMER = """
- id: OLD1
  kind: country
  title: Old
  since: 2nd
  status: withdrawn
  at: "{}"
  reason: gone
  date: 2031-01-01
"""
TAKEN = {
    "sitemap.xml/": "sitemap.xml",
    "strategy.jsonld/x/": "strategy.jsonld",
    "index.html/": "index.html",
    "citation.cff/": "CITATION.cff",
    "framework/index.html/": "framework/index.html",
    "references.md/": "references.md",
    "404.html/": "404.html",
}
"""Former addresses, and the file that is published in the place of each."""


@pytest.mark.parametrize("address", [*TAKEN, "x" * 201 + "/", "strait/" * 150])
def test_a_former_address_that_names_something_else(address: str, small: Path, run: Callable[..., Run]) -> None:
    """It is told before anything is written, so that no file of one build stands in the way of the next."""
    register = small / "registry.yml"
    line = register.read_text("utf-8").count("\n") + 2
    register.write_text(register.read_text("utf-8") + FORMER.format(address), "utf-8")
    before = _files(Path())
    done = run("build", "--provisional")
    why = f"cannot be published, because '{TAKEN[address].lower()}' is published too" if address in TAKEN else "is too long for the name of a file"
    shown = address if len(address) <= 100 else f"{address[:100]}…"
    assert done.err.splitlines()[0] == (
        f"content/registry.yml:{line}:1: error[reserved-address]: the former address '{shown}' {why}: write the one where it really stood"
    )
    assert run("check").out == done.err
    assert _files(Path()) == before


def test_former_addresses_that_name_nothing_else(small: Path, run: Callable[..., Run]) -> None:
    for address in ("old.xml/", "x" * 200 + "/", "framework/old/"):
        (small / "registry.yml").write_text((small / "registry.yml").read_text("utf-8").partition("\n- id: OLD1")[0] + FORMER.format(address), "utf-8")
        assert run("check").code == 0


# --- several at once ------------------------------------------------------------------------------

SEVERAL = [
    "content/countries/orr.yml:4:13: error[out-of-range]: 'row' must be greater than or equal to 1",
    "content/countries/varnholm.yml:16:14: error[bad-phone]: '12' is not a telephone number: write it with country code, as in '+43 1 581 22 22'",
    "content/figures.yml:4:3: error[unknown-key]: unknown key 'qualifer'. Did you mean 'qualifier'?",
    "content/figures.yml:10:20: error[unknown-reference]: there is no country 'OOR'. Did you mean 'ORR'?",
    "content/figures.yml:17:55: error[unresolved-link]: the link label 'VARN' is not an id. Did you mean 'VAR'? Write '\\[' for a literal bracket",
    "content/glossary.yml:2:14: error[yaml]: a text in quotes begins here and is never closed: add the closing quotation mark",
    "content/topics/sea.md:13:5: error[raw-html]: raw HTML ('<b>') is not allowed in prose: write it in Markdown, or '\\<' for a literal '<'",
]


@pytest.fixture
def several(small: Path) -> Path:
    """Seven mistakes: three of them in one record, others in records that the first ones refer to."""
    for file, old, new in (
        ("figures.yml", "qualifier: about", "qualifer: about"),
        ("figures.yml", "[VAR, ORR]", "[VAR, OOR]"),
        ("figures.yml", "[Varnholm][VAR] and", "[Varnholm][VARN] and"),
        ("countries/varnholm.yml", "telephone: +999 1 23 45 67", "telephone: 12"),
        ("countries/orr.yml", "row: 2", "row: 0"),
        ("topics/sea.md", "The sea is", "The <b>sea is"),
        ("glossary.yml", 'expansion: "Above <all> | below"', "expansion: 'Above"),
    ):
        _make(edit("", file, old, new), small)
    return small


def test_all_problems_at_once(several: Path, run: Callable[..., Run]) -> None:
    """In the order of files and lines; no mistake hides another, and none is reported that follows from another."""
    done = run("check")
    assert done.out.splitlines() == [*SEVERAL, "7 problems in 5 files."]
    assert done.code == 1


def test_json_says_the_same(several: Path, run: Callable[..., Run]) -> None:
    done = run("check", "--format", "json")
    assert [f"{p['path']}:{p['line']}:{p['column']}: error[{p['code']}]: {p['message']}" for p in json.loads(done.out)] == SEVERAL
    assert done.code == 1


def test_github_says_the_same(several: Path, run: Callable[..., Run]) -> None:
    done = run("check", "--format", "github")
    found = []
    for line in done.out.splitlines():
        match = re.fullmatch(r"::error file=(.*?),line=(\d+),col=(\d+),title=(.*?)::(.*)", line)
        assert match
        found.append(f"{match[1]}:{match[2]}:{match[3]}: error[{match[4]}]: {match[5]}")
    assert found == SEVERAL
    assert done.code == 1


def test_github_escapes_what_would_end_a_field(small: Path, run: Callable[..., Run]) -> None:
    """As workflow commands want it: '%', ':' and ',' in a property, '%' in a message."""
    (small / "countries/100%,a:b.yml").write_text(LAND, "utf-8")
    done = run("check", "--format", "github")
    assert done.out == (
        "::error file=content/countries/100%25%2Ca%3Ab.yml,line=1,col=1,title=bad-file-name::"
        f"the file name '100%25,a:b' becomes part of an address: {ADDRESS}\n"
    )


def test_clean_content(small: Path, run: Callable[..., Run]) -> None:
    assert run("check") == Run(0, "content: no problems in 37 entries.\n", "")
    assert run("check", "--format", "json") == Run(0, "[]\n", "")
    assert run("check", "--format", "github") == Run(0, "\n", "")


def test_parts_of_an_indicator_need_not_add_up(small: Path, run: Callable[..., Run]) -> None:
    """They may overlap, and sources round."""
    (small / "indicators.yml").write_text(INDICATOR, "utf-8")
    assert run("check") == Run(0, "content: no problems in 38 entries.\n", "")


def test_checks_of_several_fields_are_made_beside_another_mistake(small: Path, run: Callable[..., Run]) -> None:
    """The value is missing, the year is wrong, and there is an unknown key: all of it in one figure."""
    _make(edit("", "figures.yml", "  value: 1200\n  unit: boats\n  year: not stated\n", "  units: boats\n  year: soon\n"), small)
    assert run("check").out.splitlines() == [
        "content/figures.yml:22:3: error[missing-key]: the key 'unit' is missing: add it",
        "content/figures.yml:22:3: error[no-value]: has neither 'value' nor 'display': give the number, or the printed words",
        "content/figures.yml:25:3: error[unknown-key]: unknown key 'units'. Did you mean 'unit'?",
        "content/figures.yml:26:9: error[bad-year]: 'soon' is not a year: write four digits, as in '2015'",
        "4 problems in 1 file.",
    ]


def test_rules_go_over_broken_entries(small: Path, run: Callable[..., Run]) -> None:
    """A country with a wrong e-mail address still has a tile, an activity beside a nameless one still has prose."""
    _make(edit("", "countries/varnholm.yml", "varn_office+1@example.org", "varn"), small)
    _make(edit("", "countries/orr.yml", "row: 2, column: 2", "row: 1, column: 2"), small)
    _make(edit("", "objectives/clean-water.yml", 'title: "1. Mend the weir"', "title: []"), small)
    _make(edit("", "objectives/clean-water.yml", "[none stands][KF-WELLS]", "[none stands][KF-WELT]"), small)
    assert [_place(line)[0:3] for line in run("check").out.splitlines()[:-1]] == [
        ("content/countries/varnholm.yml", 10, 7),
        ("content/countries/varnholm.yml", 18, 10),
        ("content/objectives/clean-water.yml", 39, 16),
        ("content/objectives/clean-water.yml", 61, 43),
    ]


# --- files and folders ----------------------------------------------------------------------------


def test_a_folder_in_place_of_a_file(small: Path, run: Callable[..., Run]) -> None:
    (small / "countries/land.yml").mkdir()
    assert (
        run("check").out.splitlines()[0] == "content/countries/land.yml:1:1: error[unreadable]: is a folder: a file must stand here; move or rename the folder"
    )


def test_a_link_to_nowhere(small: Path, run: Callable[..., Run]) -> None:
    (small / "countries/land.yml").symlink_to("gone.yml")
    assert run("check").out.splitlines() == [
        "content/countries/land.yml:1:1: error[unreadable]: cannot be read (No such file or directory): check the file and its permissions",
        "1 problem in 1 file.",
    ]


def test_a_file_that_cannot_be_read_makes_no_reference_wrong(small: Path, run: Callable[..., Run]) -> None:
    (small / "figures.yml").unlink()
    (small / "figures.yml").mkdir()
    assert run("check").out.splitlines() == [
        "content/figures.yml:1:1: error[unreadable]: is a folder: a file must stand here; move or rename the folder",
        "1 problem in 1 file.",
    ]


def test_a_pipe_in_place_of_a_file(small: Path, run: Callable[..., Run]) -> None:
    os.mkfifo(small / "countries/land.yml")
    os.mkfifo(small / "heap.yml")
    assert run("check").out.splitlines() == [
        "content/countries/land.yml:1:1: error[unreadable]: is a pipe or a device: a file must stand here",
        f"content/heap.yml:1:1: error[stray-file]: {STRAY} Did you mean 'charts.yml'?",
        "2 problems in 2 files.",
    ]


def test_a_folder_that_cannot_be_read(small: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not taken for an empty one. (Permissions do not bind the administrator, as whom tests may run.)"""
    listed = Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path.name == "topics":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", closed)
    for arguments in (["check"], ["build", "--provisional"]):
        done = run(*arguments)
        assert (done.out + done.err).splitlines() == [
            "content/topics:1:1: error[unreadable]: this folder cannot be read (Permission denied): check its permissions",
            "1 problem in 1 file.",
        ]
        assert done.code == 1


def test_what_the_system_refuses_reads_like_any_problem(small: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "content/figures.yml")

    monkeypatch.setattr("builder.content.load.load", full)
    message = "the system says: No space left on device; check that this exists, may be read and written, and that the disk is not full"
    assert json.loads(run("check", "--format", "json").out) == [
        {"path": "content/figures.yml", "line": 1, "column": 1, "code": "system", "message": message, "severity": "error"}
    ]
    assert run("diff", "content", "content", "--format", "markdown").err.splitlines()[0] == f"content/figures.yml:1:1: error[system]: {message}"


def test_numbers_of_any_length(small: Path, run: Callable[..., Run]) -> None:
    many = "9" * 5000
    _make(edit("", "figures.yml", "value: 46.50", f"value: {many}"), small)
    _make(edit("", "countries/orr.yml", "row: 2", f"row: {many}"), small)
    _make(edit("", "topics/sea.md", "81-90", f"81-{many}"), small)
    assert run("check").out.splitlines() == [
        "content/countries/orr.yml:4:13: error[wrong-type]: 'row' must be a whole number of a size that has a meaning here",
        f"content/figures.yml:5:10: error[bad-number]: '{'9' * 60}…' is not a number: write it without unit or thousands separators, as in '46.5'",
        f"content/topics/sea.md:8:10: error[bad-lines]: '81-{'9' * 57}…' is not a list of lines: write them as in '12' or '12-15, 40'",
        "3 problems in 3 files.",
    ]


def test_a_coverage_table_that_is_gone(small: Path, run: Callable[..., Run]) -> None:
    (small / "coverage.yml").unlink()
    assert run("check").out.splitlines()[0] == (
        "content/sources.yml:10:15: error[not-covered]: the source has 120 lines, and there is no coverage.yml to say what carries them: "
        "write or restore it, or remove this key"
    )


def test_no_content_folder(small: Path, run: Callable[..., Run]) -> None:
    assert run("check", "--content", "nowhere").out.splitlines()[0] == (
        "nowhere:1:1: error[no-content]: this content folder does not exist: create it, or name another with --content"
    )


def test_a_missing_file_that_a_strategy_needs(small: Path, run: Callable[..., Run]) -> None:
    for file in ("strategy.yml", "objectives/clean-water.yml", "objectives/free-trade.yml"):
        (small / file).unlink()
    assert run("check").out.splitlines() == [
        "content/objectives/*.yml:1:1: error[missing-file]: this file is missing: a strategy needs an objective",
        "content/strategy.yml:1:1: error[missing-file]: this file is missing: a strategy needs a strategy",
        "2 problems in 2 files.",
    ]


def test_hidden_files_are_an_editor_programs_own(small: Path, run: Callable[..., Run]) -> None:
    (small / "countries/.orr.yml").write_text("half a swap file", "utf-8")
    assert run("check").code == 0


def test_a_file_name_that_is_no_text(small: Path) -> None:
    """A name that is not UTF-8, and a terminal that knows ASCII only: shown with escapes, not a traceback."""
    path = os.fsencode(small.absolute()) + b"/countries/caf\xe9.yml"
    try:
        Path(os.fsdecode(path)).write_text(LAND, "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    done = command("check", cwd=Path.cwd(), env={"PYTHONIOENCODING": "ascii"})
    assert done.out.splitlines()[0] == (
        "content/countries/caf\\udce9.yml:1:1: error[bad-file-name]: the file name 'caf\\udce9' becomes part of an address: "
        "use a\\u2013z, 0\\u20139 and single hyphens"
    )
    assert done.err == ""


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems(ending: str, small: Path, run: Callable[..., Run]) -> None:
    """Files from other systems are read alike, with the same lines."""
    for path in small.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", ending.encode()))
    assert run("check").code == 0
    _make(edit("", "topics/sea.md", "The sea is", "The <b>sea is"), small)
    assert run("check").out.startswith("content/topics/sea.md:13:5: ")


def test_a_byte_order_mark_is_no_text(small: Path, run: Callable[..., Run]) -> None:
    for path in small.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert run("check").code == 0


def test_wrong_usage(run: Callable[..., Run]) -> None:
    assert run("check", "--nonsense").code == 2
    assert run().code == 2
