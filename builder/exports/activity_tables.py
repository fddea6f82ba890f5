"""`data/activities.csv`: all activities, with the objective and the heading that each stands under."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import prose
from builder.content.records import Activity, Objective
from builder.exports.context import Context
from builder.exports.tables import ELSEWHERE, Column, Row, Table, holding, identifier, note, notes, permalink, place, placed
from builder.localization import deferred


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
        identifier(deferred("Permanent identifier of the {activity.short.one}.")),
        Column("title", deferred("Title"), deferred("A short title by the editors."), required=True, own_words=deferred("A short title.")),
        Column(
            "objective",
            deferred("{Objective.short.one} identifier"),
            deferred("Permanent identifier of the {objective.short.one} that it belongs to."),
            required=True,
        ),
        Column("objective_title", "{Objective.short.one}", deferred("Title of the {objective.short.one}."), required=True),
        Column("heading", deferred("Heading"), deferred("The heading that the source groups it under, if there is one.")),
        Column(
            "text",
            "{Activity.short.one}",
            deferred("The {activity.short.one}, restated by the editors."),
            required=True,
            own_words=deferred("The {activity.short.one} in full."),
        ),
        Column("about", deferred("About"), deferred("Identifiers of what it is about, as far as the editors marked it, separated by a space.")),
        *place(),
        note(deferred("What the editors noted about the {activity.short.one}.")),
        permalink(deferred("Permanent address of the {activity.short.one}.")),
        Column("code", deferred("Code"), deferred("The code or number of the {activity.short.one} as the strategy prints it.")),
        *ELSEWHERE,
    ),
    _activities,
    ("id",),
    sheet="{Activity.short.many}",
    filled=holding(Activity),
)
