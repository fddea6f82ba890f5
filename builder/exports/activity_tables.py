"""`data/activities.csv`: all activities, with the objective and the heading that each stands under."""

from __future__ import annotations

from collections.abc import Iterator

from builder.content import prose
from builder.content.records import Activity, Objective
from builder.exports.context import Context
from builder.exports.tables import ELSEWHERE, Column, Row, Table, elsewhere, holding, lines, notes
from builder.model import sources


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
                    "source": sources.head(context.strategy, activity.source),
                    "source_lines": lines(activity.source),
                    **elsewhere(activity.source),
                    "note": notes(node),
                    "permalink": context.url(node),
                }


ACTIVITIES = Table(
    "activities.csv",
    "Activities",
    (
        Column("id", "Identifier", "Permanent identifier of the activity.", required=True),
        Column("title", "Title", "A short title by the editors.", required=True),
        Column("objective", "Objective identifier", "Permanent identifier of the objective that it belongs to.", required=True),
        Column("objective_title", "Objective", "Title of the objective.", required=True),
        Column("heading", "Heading", "The heading that the source groups it under, if there is one."),
        Column("text", "Activity", "The activity, restated by the editors.", required=True),
        Column("about", "About", "Identifiers of what it is about, as far as the editors marked it, separated by a space."),
        Column("source", "Source", "The section of the source.", required=True),
        Column("source_lines", "Lines of the source", "The lines of its text edition."),
        Column("note", "Editors' note", "What the editors noted about the activity."),
        Column("permalink", "Permanent link", "Permanent address of the activity.", "uri", required=True),
        Column("code", "Code", "The code or number of the activity as the strategy prints it."),
        *ELSEWHERE,
    ),
    _activities,
    ("id",),
    sheet="Activities",
    filled=holding(Activity),
)


def activities(context: Context) -> bytes:
    """`data/activities.csv`."""
    return ACTIVITIES.csv(context)
