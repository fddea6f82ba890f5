"""`data/countries.csv`, `data/groups.csv`, and the memberships of countries as a list and as a matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from builder.content.records import Country, CountryGroup, Partnership
from builder.exports.context import Context
from builder.exports.tables import ELSEWHERE, Column, Row, Table, holding, ids, name, note, notes, permalink, place, placed, titles
from builder.localization import deferred
from builder.model import relations
from builder.model.strategy import Strategy
from builder.views.profiles import groups_of, memberships


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
            "note": notes(node),
            **placed(context, node, country.source),
        }


COUNTRIES = Table(
    "countries.csv",
    "{Country.many}",
    (
        Column("id", deferred("Identifier"), deferred("Permanent identifier of the {country.short.one}."), required=True),
        Column("alpha2", "ISO 3166-1 alpha-2", deferred("Two-letter code.")),
        Column("m49", "UN M49", deferred("Code of the United Nations Statistics Division, with leading zeros.")),
        Column("name", deferred("Name"), deferred("Name as the strategy prints it."), required=True),
        Column("current_name", deferred("Today's name"), deferred("Today's name, if it has changed since.")),
        Column("other_names", deferred("Other names"), deferred("Further names in the source, separated by '; '.")),
        Column("names_added", deferred("Names added"), deferred("Names that the source does not use, each with its origin, separated by '; '.")),
        Column("groups", deferred("{Group.short.one} identifiers"), deferred("Identifiers of the {group.many} that it is in, separated by '; '.")),
        Column("group_names", "{Group.short.many}", deferred("Names of the {group.short.many}, separated by '; '.")),
        Column(
            "groups_by",
            deferred("Who grouped"),
            deferred("For each {group.short.one}, who says that the {country.short.one} is in it: 'source', or 'editors' for the editors' arrangement."),
        ),
        Column("office_address", "{Office.short.one}", deferred("Address of the {office.one} as printed, lines separated by '; '.")),
        Column("office_telephone", deferred("Telephone"), deferred("Telephone of the {office.one}, as printed.")),
        Column("office_fax", deferred("Fax"), deferred("Fax of the {office.one}, as printed.")),
        Column("office_email", deferred("E-mail"), deferred("E-mail address of the {office.one}, as printed.")),
        Column("served_by", deferred("Served by"), deferred("The {office.one} that serves the {country.short.one}, if it has none of its own.")),
        place(deferred("The section of the source that lists the {country.short.one}."))[0],
        note(deferred("What the editors noted about the entry.")),
        permalink(deferred("Permanent address of the {country.short.one}'s entry.")),
        Column("alpha3", "ISO 3166-1 alpha-3", deferred("Three-letter code, or the user-assigned code in common use.")),
        *ELSEWHERE,
    ),
    _countries,
    ("id",),
    sheet="{Country.short.many}",
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
                **placed(context, group, said or group.record.source),
            }


GROUPS = Table(
    "groups.csv",
    "{Group.many}",
    (
        Column("group", deferred("{Group.short.one} identifier"), deferred("Permanent identifier of the {group.short.one}."), required=True),
        name("group_name", "{Group.short.one}", deferred("Name of the {group.short.one}, as the strategy prints it.")),
        Column("member", deferred("Member identifier"), deferred("Permanent identifier of a {country.one} in the {group.short.one}."), required=True),
        name("member_name", deferred("Member"), deferred("Name of the member, as the strategy prints it.")),
        Column(
            "said_by", deferred("Who says so"), deferred("'source' where the source lists the members, 'editors' for the editors' arrangement."), required=True
        ),
        *place(deferred("The section of the source that lists the members or, failing that, speaks of the {group.short.one}.")),
        permalink(deferred("Permanent address of the {group.short.one}.")),
        *ELSEWHERE,
    ),
    _groups,
    ("group", "member"),
    (("member", "countries.csv"),),
    "{Group.short.many}",
    holding(CountryGroup),
)


# --- memberships --------------------------------------------------------------------------------


def has_memberships(strategy: Strategy) -> bool:
    """Whether a country takes part in any process or body."""
    return any(body.record.members or body.record.observers or body.record.covers for body in strategy.of(Partnership))


def _memberships(context: Context) -> Iterator[Row]:
    strategy = context.strategy
    pairs = ((node, item) for node in strategy.of(Country) for item in memberships(strategy, node))
    for country, membership in pairs:
        process = membership.partnership
        yield {
            "country": country.id,
            "country_name": country.title,
            "process": process.id,
            "process_name": process.title,
            "role": membership.role,
            **placed(context, process, process.record.source),
        }


MEMBERSHIPS = Table(
    "memberships.csv",
    deferred("Memberships of {country.short.many} in {partnership.many}"),
    (
        Column("country", deferred("{Country.short.one} identifier"), deferred("Permanent identifier of the {country.short.one}."), required=True),
        name("country_name", "{Country.short.one}"),
        Column("process", deferred("{Partnership.one} identifier"), deferred("Permanent identifier of the {partnership.one}."), required=True),
        Column("process_name", "{Partnership.one}", deferred("Name of the {partnership.one}."), required=True),
        Column("role", deferred("Role"), deferred("'member', 'observer', or 'covered' where the source does not speak of members."), required=True),
        *place(),
        permalink(deferred("Permanent address of the {partnership.one}.")),
        *ELSEWHERE,
    ),
    _memberships,
    ("country", "process", "role"),
    (("country", "countries.csv"),),
    filled=has_memberships,
)


# --- the matrix ---------------------------------------------------------------------------------


def matrix_table(context: Context) -> Table:
    """Countries by processes; its columns depend on the content."""
    strategy = context.strategy
    roles: defaultdict[tuple[object, object], list[str]] = defaultdict(list)
    for row in MEMBERSHIPS.made(context):
        roles[row["country"], row["process"]].append(str(row["role"]))
    named = {process for _, process in roles}
    processes = tuple(node for node in strategy.of(Partnership) if node.id in named)

    def rows(_: Context) -> Iterator[Row]:
        for country in strategy.of(Country):
            yield {"id": country.id, "name": country.title, **{process.id: "; ".join(roles.get((country.id, process.id), ())) for process in processes}}

    return Table(
        "matrix.csv",
        deferred("{Country.short.many} and {partnership.short.many}, as a matrix"),
        (
            Column("id", deferred("{Country.short.one} identifier"), deferred("Permanent identifier of the {country.short.one}."), required=True),
            name("name", deferred("Name")),
            *(Column(process.id, "{of}", deferred("Role of the {country.short.one} in: {of}."), of=process.title) for process in processes),
        ),
        rows,
        ("id",),
        (("id", "countries.csv"),),
        deferred("Matrix"),
        has_memberships,
    )


def matrix(context: Context) -> bytes:
    """`data/matrix.csv`: countries by processes."""
    return context.kept_by(matrix_table).csv(context)
