"""`data/countries.csv`, `data/groups.csv`, and the memberships of countries as a list and as a matrix."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content.records import Country, CountryGroup, Partnership
from builder.exports.context import Context
from builder.exports.tables import ELSEWHERE, Column, Row, Table, elsewhere, holding, ids, lines, notes, titles
from builder.model import relations, sources
from builder.model.strategy import Node, Strategy
from builder.views.profiles import Membership, groups_of
from builder.views.profiles import memberships as memberships_in


def _countries(context: Context) -> Iterator[Row]:
    strategy = context.strategy
    for node in strategy.of(Country):
        country, groups = node.record, groups_of(strategy, node)
        office = country.office
        yield {
            "id": node.id,
            "alpha3": country.codes.alpha3,
            "alpha2": country.codes.alpha2,
            "m49": country.codes.m49,
            "name": country.name,
            "current_name": country.current_name,
            "other_names": "; ".join(country.also_known_as),
            "names_added": "; ".join(f"{added.name} ({added.origin})" for added in country.names_added),
            "groups": ids(groups),
            "group_names": titles(groups),
            "groups_by": "; ".join(group.record.arrangement for group in groups),
            "office_address": "; ".join(office.lines) if office else None,
            "office_telephone": office.telephone if office else None,
            "office_fax": office.fax if office else None,
            "office_email": office.email if office else None,
            "served_by": titles(strategy.targets(node, relations.SERVED_BY)),
            "source": sources.head(context.strategy, country.source),
            "note": notes(node),
            "permalink": context.url(node),
            **elsewhere(country.source),
        }


COUNTRIES = Table(
    "countries.csv",
    "Countries and territories",
    (
        Column("id", "Identifier", "Permanent identifier of the country.", required=True),
        Column("alpha2", "ISO 3166-1 alpha-2", "Two-letter code."),
        Column("m49", "UN M49", "Code of the United Nations Statistics Division, with leading zeros."),
        Column("name", "Name", "Name as the strategy prints it.", required=True),
        Column("current_name", "Today's name", "Today's name, if it has changed since."),
        Column("other_names", "Other names", "Further names in the source, separated by '; '."),
        Column("names_added", "Names added", "Names that the source does not use, each with its origin, separated by '; '."),
        Column("groups", "Group identifiers", "Identifiers of the groups of countries that it is in, separated by '; '."),
        Column("group_names", "Groups", "Names of the groups, separated by '; '."),
        Column("groups_by", "Who grouped", "For each group, who says that the country is in it: 'source', or 'editors' for the editors' arrangement."),
        Column("office_address", "Office", "Address of the office as printed, lines separated by '; '."),
        Column("office_telephone", "Telephone", "Telephone of the office, as printed."),
        Column("office_fax", "Fax", "Fax of the office, as printed."),
        Column("office_email", "E-mail", "E-mail address of the office, as printed."),
        Column("served_by", "Served by", "The office that serves the country, if it has none of its own."),
        Column("source", "Source", "The section of the source that lists the country.", required=True),
        Column("note", "Editors' note", "What the editors noted about the entry."),
        Column("permalink", "Permanent link", "Permanent address of the country's entry.", "uri", required=True),
        Column("alpha3", "ISO 3166-1 alpha-3", "Three-letter code, or the user-assigned code in common use."),
        *ELSEWHERE,
    ),
    _countries,
    ("id",),
    sheet="Countries",
    filled=holding(Country),
)


# --- groups -------------------------------------------------------------------------------------


def _groups(context: Context) -> Iterator[Row]:
    for group in context.strategy.of(CountryGroup):
        said = group.record.members_source
        for member in context.strategy.targets(group, relations.GROUP_MEMBERS):
            yield {
                "group": group.id,
                "group_name": group.title,
                "member": member.id,
                "member_name": member.title,
                "said_by": group.record.arrangement,
                "source": sources.head(context.strategy, said or group.record.source),
                "source_lines": lines(said or group.record.source),
                **elsewhere(said or group.record.source),
                "permalink": context.url(group),
            }


GROUPS = Table(
    "groups.csv",
    "Groups of countries",
    (
        Column("group", "Group identifier", "Permanent identifier of the group.", required=True),
        Column("group_name", "Group", "Name of the group, as the strategy prints it.", required=True),
        Column("member", "Member identifier", "Permanent identifier of a country or territory in the group.", required=True),
        Column("member_name", "Member", "Name of the member, as the strategy prints it.", required=True),
        Column("said_by", "Who says so", "'source' where the source lists the members, 'editors' for the editors' arrangement.", required=True),
        Column("source", "Source", "The section of the source that lists the members or, failing that, speaks of the group.", required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition."),
        Column("permalink", "Permanent link", "Permanent address of the group.", "uri", required=True),
        *ELSEWHERE,
    ),
    _groups,
    ("group", "member"),
    (("member", "countries.csv"),),
    "Groups",
    holding(CountryGroup),
)


# --- memberships --------------------------------------------------------------------------------


def memberships_of(strategy: Strategy) -> Iterator[tuple[Node[Country], Membership]]:
    """Every country with each of its memberships, in reading order."""
    for country in strategy.of(Country):
        for membership in memberships_in(strategy, country):
            yield country, membership


def has_memberships(strategy: Strategy) -> bool:
    """Whether a country takes part in any process or body."""
    return any(body.record.members or body.record.observers or body.record.covers for body in strategy.of(Partnership))


def _memberships(context: Context) -> Iterator[Row]:
    for country, membership in memberships_of(context.strategy):
        process = membership.partnership
        yield {
            "country": country.id,
            "country_name": country.title,
            "process": process.id,
            "process_name": process.title,
            "role": membership.role,
            "source": sources.head(context.strategy, process.record.source),
            "source_lines": lines(process.record.source),
            **elsewhere(process.record.source),
            "permalink": context.url(process),
        }


MEMBERSHIPS = Table(
    "memberships.csv",
    "Memberships of countries in processes and bodies",
    (
        Column("country", "Country identifier", "Permanent identifier of the country.", required=True),
        Column("country_name", "Country", "Name of the country, as the strategy prints it.", required=True),
        Column("process", "Process identifier", "Permanent identifier of the process or body.", required=True),
        Column("process_name", "Process or body", "Name of the process or body.", required=True),
        Column("role", "Role", "'member', 'observer', or 'covered' where the source does not speak of members.", required=True),
        Column("source", "Source", "The section of the source.", required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition."),
        Column("permalink", "Permanent link", "Permanent address of the process or body.", "uri", required=True),
        *ELSEWHERE,
    ),
    _memberships,
    ("country", "process", "role"),
    (("country", "countries.csv"),),
    filled=has_memberships,
)


# --- the matrix ---------------------------------------------------------------------------------


def matrix_table(strategy: Strategy) -> Table:
    """Countries by processes; its columns depend on the content."""
    found = {id(membership.partnership) for _, membership in memberships_of(strategy)}
    processes = tuple(node for node in strategy.of(Partnership) if id(node) in found)

    def rows(context: Context) -> Iterator[Row]:
        for country in context.strategy.of(Country):
            roles: dict[str, list[str]] = {}
            for membership in memberships_in(context.strategy, country):
                roles.setdefault(membership.partnership.id, []).append(membership.role)
            cells = {process.id: "; ".join(roles.get(process.id, ())) for process in processes}
            yield {"id": country.id, "name": country.title, **cells}

    return Table(
        "matrix.csv",
        "Countries and processes, as a matrix",
        (
            Column("id", "Country identifier", "Permanent identifier of the country.", required=True),
            Column("name", "Name", "Name of the country, as the strategy prints it.", required=True),
            *(Column(process.id, process.title, f"Role of the country in: {process.title}.") for process in processes),
        ),
        rows,
        ("id",),
        (("id", "countries.csv"),),
        "Matrix",
        has_memberships,
    )


def countries(context: Context) -> bytes:
    """`data/countries.csv`."""
    return COUNTRIES.csv(context)


def groups(context: Context) -> bytes:
    """`data/groups.csv`: one member of a group a row, and who says that it is one."""
    return GROUPS.csv(context)


def memberships(context: Context) -> bytes:
    """`data/memberships.csv`: one membership a row."""
    return MEMBERSHIPS.csv(context)


def matrix(context: Context) -> bytes:
    """`data/matrix.csv`: countries by processes."""
    return matrix_table(context.strategy).csv(context)
