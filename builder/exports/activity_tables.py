"""`data/activities.csv`: all activities, with the objective and the heading that each stands under."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import prose
from builder.content.records import Activity, Objective
from builder.exports.context import Context
from builder.exports.tables import ELSEWHERE, Column, Row, Table, holding, identifier, note, notes, permalink, place, placed


def _activities(context: Context) -> Iterator[Row]:
    by_id = context.strategy.by_id
    for objective in context.strategy.of(Objective):
        for group in objective.record.groups:
            for activity in group.activities:
                node = by_id[activity.id]
                yield {
                    "id": activity.id,
                    "code": activity.code,
                    "title": activity.title,
                    "objective": objective.id,
                    "objective_title": objective.title,
                    "heading": prose.to_text(group.title) if group.title else None,
                    "text": prose.to_text(activity.text).replace("\n", " "),
                    "about": " ".join(activity.about),
                    "note": notes(node),
                    **placed(context, node, activity.source),
                }


ACTIVITIES = Table(
    "activities.csv",
    "{Activity.many}",
    (
        identifier("{activity.short.one}"),
        Column("title", "Title", "A short title by the editors.", required=True, own_words="A short title."),
        Column("objective", "{Objective.short.one} identifier", "Permanent identifier of the {objective.short.one} that it belongs to.", required=True),
        Column("objective_title", "{Objective.short.one}", "Title of the {objective.short.one}.", required=True),
        Column("heading", "Heading", "The heading that the source groups it under, if there is one."),
        Column(
            "text", "{Activity.short.one}", "The {activity.short.one}, restated by the editors.", required=True, own_words="The {activity.short.one} in full."
        ),
        Column("about", "About", "Identifiers of what it is about, as far as the editors marked it, separated by a space."),
        *place(),
        note("{activity.short.one}"),
        permalink("{activity.short.one}"),
        Column("code", "Code", "The code or number of the {activity.short.one} as the strategy prints it."),
        *ELSEWHERE,
    ),
    _activities,
    ("id",),
    sheet="{Activity.short.many}",
    filled=holding(Activity),
)
