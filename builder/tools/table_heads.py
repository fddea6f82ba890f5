"""The heads that `builder init --from-csv` knows: what a column is called, what it is for, and where in an entry its cells go.

The tables that a site offers (`data/*.csv`, and the sheets of `data/strategy.xlsx`) have the same heads, by their names or their titles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.content.indicators import Indicator
from builder.content.kinds import KIND_OF, Kind
from builder.content.records import Activity, Country, Figure, Objective, Record
from builder.problems import Problem, quoted, suggest
from builder.tools.tables import Sheet
from builder.wording import Phrase

__all__ = ["INDICATORS", "INDICATOR_VALUES", "TABLES", "Head", "TableKind"]


@dataclass(frozen=True)
class Head:
    """A column: what its cells become, the words that head it, and what it is for."""

    field: str
    """The field of the entry, with dots for fields inside it; what needs more than that begins with '~'."""
    names: tuple[str, ...]
    """What the head may be, in any case; the first is the one that is recommended."""
    about: Phrase
    how: Literal["words", "prose", "list"] = "words"
    """What a cell holds: words as they are; a text, whose signs are no markup; several, separated by semicolons."""
    needed: bool = False
    instead: str = ""
    """The field of another column that will do, where this one is needed."""


@dataclass(frozen=True)
class TableKind:
    """A kind of table: what its rows become."""

    name: Phrase
    words: tuple[str, ...]
    """By which of these in its name a file or sheet is known for one."""
    kind: Kind
    heads: tuple[Head, ...]
    exported: str
    """The table of a site that it can be read from."""

    def columns(self, sheet: Sheet) -> dict[str, int]:
        """The column of each field, counted from 0; a head that is written exactly comes before one in another case."""
        found: dict[str, int] = {}
        for exactly in (True, False):
            for at, head in enumerate(sheet.heads):
                for known in self.heads:
                    names = known.names if exactly else [name.casefold() for name in known.names]
                    if at not in found.values() and known.field not in found and (head if exactly else head.casefold()) in names:
                        found[known.field] = at
        return found

    def lacking(self, sheet: Sheet) -> list[Problem]:
        """A problem for each head that such a table needs and this one lacks, with what may have been meant."""
        found = self.columns(sheet)
        free = [head for at, head in enumerate(sheet.heads) if head and at not in found.values()]
        return [
            Problem(
                sheet.path,
                sheet.line,
                1,
                "table-head",
                Phrase(
                    "a table of {name} needs a column '{head}' ({about})",
                    name=self.name,
                    head=known.names[0],
                    about=known.about,
                )
                + _meant(known, free),
            )
            for known in self.heads
            if known.needed and known.field not in found and known.instead not in found
        ]

    def unread(self, sheet: Sheet) -> tuple[list[Problem], list[str]]:
        """The columns that nothing is read from: problems, where a known head was probably meant, and the heads of the others."""
        read = self.columns(sheet)
        problems, others = [], []
        for at, head in enumerate(sheet.heads):
            if head and at not in read.values():
                free = [known for known in self.heads if known.field not in read]
                if any(known.needed and suggest(head, known.names) for known in free):
                    continue  # which is told with what is lacking
                near = suggest(head, [name for known in free for name in known.names])
                if near and head.casefold() not in NOT_READ:
                    problems.append(
                        Problem(
                            sheet.path,
                            sheet.line,
                            at + 1,
                            "table-head",
                            Phrase("there is no column '{head}' in a table of {name}.", head=head, name=self.name) + near,
                        )
                    )
                else:
                    others.append(head)
        return problems, others


def _meant(known: Head, free: list[str]) -> Phrase:
    near = next((head for head in free if suggest(head, known.names)), "")
    if near:
        return Phrase(": is '{head}' meant?", head=near)
    return Phrase("; its heads are {heads}", heads=quoted(free) or Phrase("others"))


_OF_JUDGEMENTS = ("direction", "tolerance", "judgement", "line", "straight line", "last value", "value_day", "day of the last value", "day")
NOT_READ = frozenset(
    {"permalink", "permanent link", "served_by", "served by", "comparator", "groups_by", "who grouped", "belongs_to_title", "belongs to", *_OF_JUDGEMENTS}
)
"""What exports have besides, and no new strategy takes from them."""
_SOURCE = (
    Head("source.section", ("source", "Source", "section"), Phrase("the heading in the source document that it stands under")),
    Head("source.lines", ("source_lines", "Lines of the source", "lines"), Phrase("the lines of its text edition, as in 12–15, 40")),
    Head("source.pages", ("source_pages", "Pages of the source", "pages"), Phrase("its pages, likewise")),
    Head("source.paragraphs", ("source_paragraphs", "Paragraphs of the source", "paragraphs"), Phrase("its numbered paragraphs, likewise")),
    Head("source.address", ("source_address", "Address of the source"), Phrase("where it can be read on the web")),
)
_NOTE = Head("editor_notes", ("note", "Editors' note", "editor_notes"), Phrase("what the editors noted"), "prose")
_CODE = Head("code", ("code",), Phrase("its code as printed, as in 3.b"))


def _heads(cls: type[Record], *heads: Head) -> tuple[Head, ...]:
    """Those of the heads whose fields a class has."""
    return tuple(head for head in heads if head.field.startswith("~") or head.field.partition(".")[0] in cls.model_fields)


INDICATORS = TableKind(
    Phrase("indicators"),
    ("indicators", "indicator"),
    KIND_OF[Indicator],
    _heads(
        Indicator,
        Head("~id", ("id", "identifier"), Phrase("its permanent id; made from the title, if there is none")),
        _CODE,
        Head("title", ("title", "indicator", "name"), Phrase("what is measured"), needed=True),
        Head(
            "~owner",
            ("belongs_to", "Identifier of what it belongs to", "objective", "activity"),
            Phrase("the objective or activity, by id, number, code or title"),
            needed=True,
        ),
        Head("unit", ("unit",), Phrase("the unit of all its values"), needed=True),
        Head("~baseline", ("baseline", "baseline value"), Phrase("the value where it begins"), needed=True),
        Head("baseline.date", ("baseline_day", "Day of the baseline", "baseline date", "baseline year"), Phrase("its year, month or day"), needed=True),
        Head("~target", ("target", "target value"), Phrase("the value where it is to get"), needed=True),
        Head("target.date", ("target_day", "Day of the target", "target date", "target year"), Phrase("its year, month or day"), needed=True),
        Head("text", ("statement", "text", "description"), Phrase("what is counted and how"), "prose"),
        *_SOURCE,
        _NOTE,
    ),
    "data/indicators.csv",
)
"""The table of indicators."""
INDICATOR_VALUES = TableKind(
    Phrase("indicator values"),
    ("values", "measurements"),
    KIND_OF[Indicator],
    (
        Head("~indicator", ("indicator", "Indicator identifier", "indicator id"), Phrase("the indicator, by its id, code or title"), needed=True),
        Head("~role", ("role",), Phrase("'baseline' or 'target', where it is no measured value")),
        Head("date", ("date", "Date as printed", "year"), Phrase("its year, month or day"), needed=True),
        Head("~parts", ("disaggregation", "Of"), Phrase("what it is of, if not of the whole: 'sex: women; age: 15–24'")),
        Head("qualifier", ("qualifier",), Phrase("a printed word that qualifies it, such as 'about'")),
        Head("~value", ("value", "Value as printed"), Phrase("the value as printed"), needed=True, instead="~number"),
        Head("~number", ("number",), Phrase("the value as a number, where the printed one is none")),
        *_SOURCE,
        Head("note", ("note", "Editors' note"), Phrase("what the editors noted"), "prose"),
    ),
    "data/indicator-values.csv",
)
"""The table of what was measured of indicators, a value a row."""
TABLES = (
    TableKind(
        Phrase("countries"),
        ("countries", "country"),
        KIND_OF[Country],
        _heads(
            Country,
            Head("~id", ("id", "code", "identifier"), Phrase("its permanent id; made from the name, if there is none")),
            Head("name", ("name", "country", "country name"), Phrase("its name, as the strategy prints it"), needed=True),
            Head("codes.alpha3", ("alpha3", "ISO 3166-1 alpha-3", "alpha-3", "iso3"), Phrase("its three-letter code, which is its id, if there is no other")),
            Head("codes.alpha2", ("alpha2", "ISO 3166-1 alpha-2", "alpha-2", "iso2"), Phrase("its two-letter code")),
            Head("codes.m49", ("m49", "UN M49"), Phrase("its three digits of UN M49")),
            Head("short_name", ("short_name", "short name"), Phrase("a shorter name, for tiles and narrow tables")),
            Head("current_name", ("current_name", "Today's name"), Phrase("today's name, if it has changed since")),
            Head("also_known_as", ("other_names", "Other names"), Phrase("other names in the source, separated by semicolons"), "list"),
            Head("~added", ("names_added", "Names added"), Phrase("names that people look for, each with its origin in brackets, separated by semicolons")),
            Head("~group_ids", ("groups", "Group identifiers"), Phrase("ids of the groups that it is in")),
            Head("~groups", ("group_names", "Groups", "group", "region", "sub-region"), Phrase("names of the groups that it is in, separated by semicolons")),
            Head("office.lines", ("office_address", "Office"), Phrase("the address of its office, lines separated by semicolons"), "list"),
            Head("office.telephone", ("office_telephone", "Telephone", "phone"), Phrase("its telephone, with country code")),
            Head("office.fax", ("office_fax", "Fax"), Phrase("its fax")),
            Head("office.email", ("office_email", "E-mail", "email"), Phrase("its e-mail address")),
            *_SOURCE,
            _NOTE,
        ),
        "data/countries.csv",
    ),
    TableKind(
        Phrase("objectives"),
        ("objectives", "objective"),
        KIND_OF[Objective],
        _heads(
            Objective,
            Head("~id", ("id", "identifier"), Phrase("its permanent id; made from the number, if there is none")),
            Head("number", ("number", "no", "no.", "order"), Phrase("its place among the objectives; that of the row, if there is none")),
            _CODE,
            Head("title", ("title", "objective", "name"), Phrase("the official wording"), needed=True),
            Head("short_title", ("short_title", "short title", "short name"), Phrase("a label of a few words; the title, cut, if there is none")),
            Head("summary", ("summary",), Phrase("what it is about, in a sentence")),
            Head("~area", ("area", "thematic area"), Phrase("the title of the area that it belongs to")),
            Head("rationale", ("rationale", "description", "why"), Phrase("why it matters"), "prose"),
            *_SOURCE,
            _NOTE,
        ),
        "",
    ),
    TableKind(
        Phrase("activities"),
        ("activities", "activity"),
        KIND_OF[Activity],
        _heads(
            Activity,
            Head(
                "~objective",
                ("objective", "Objective identifier", "objective id"),
                Phrase("the objective, by its id, number or title"),
                needed=True,
                instead="~objective_title",
            ),
            Head(
                "~objective_title",
                ("objective_title", "Objective", "objective title"),
                Phrase("the title of the objective, where no table of objectives gives it"),
            ),
            Head("~id", ("id", "identifier"), Phrase("its permanent id; made from the objective's, if there is none")),
            _CODE,
            Head("title", ("title", "short title"), Phrase("a short label; the beginning of the text, if there is none")),
            Head("~heading", ("heading",), Phrase("the heading in the objective that it stands under")),
            Head("text", ("text", "Activity", "description"), Phrase("what is done"), "prose", needed=True),
            Head("~about", ("about",), Phrase("ids of countries and other entries that it is about")),
            *_SOURCE,
            _NOTE,
        ),
        "data/activities.csv",
    ),
    TableKind(
        Phrase("figures"),
        ("figures", "figure"),
        KIND_OF[Figure],
        _heads(
            Figure,
            Head("~id", ("id", "identifier"), Phrase("its permanent id; made from the label, if there is none")),
            Head("label", ("label", "What is measured", "indicator", "title"), Phrase("what is measured"), needed=True),
            Head("qualifier", ("qualifier",), Phrase("a printed word that qualifies the value, such as 'nearly'")),
            Head(
                "~value", ("value", "Value as printed"), Phrase("the value as printed: 46.5, 1,200, 29 million, three quarters"), needed=True, instead="~number"
            ),
            Head("~number", ("number",), Phrase("the value as a number in plain units, where the printed one is in words")),
            Head("unit", ("unit",), Phrase("the unit of the value"), needed=True),
            Head("year_from", ("year_from", "First reference year"), Phrase("the first year of its period, if that is longer than a year")),
            Head("year", ("year", "Reference year"), Phrase("its year, or the last one of its period; empty where the source has none")),
            Head("when", ("date", "Printed date"), Phrase("the printed date, where it is finer than the year")),
            Head("year_basis", ("year_basis", "Basis of the year"), Phrase("'default', if the year is that of all figures without one of their own")),
            Head("share_of", ("share_of", "Share of"), Phrase("the whole, if the value is a share")),
            Head("~country_ids", ("countries", "Country identifiers"), Phrase("ids or names of the countries that it is a figure of")),
            Head("~countries", ("country_names", "Countries", "country"), Phrase("names of the same, separated by semicolons")),
            Head("~group", ("group", "topic"), Phrase("the heading that the figure is shown under")),
            Head("text", ("statement", "text"), Phrase("the figure as a sentence; made from label and value, if there is none"), "prose"),
            *_SOURCE,
            _NOTE,
        ),
        "data/key-figures.csv",
    ),
    INDICATORS,
    INDICATOR_VALUES,
)
"""The tables that a strategy can be made from, in the order in which they are read."""
