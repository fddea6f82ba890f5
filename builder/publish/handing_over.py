"""What the publisher is told of a strategy: names, language, navigation, edition, and what templates of the look say."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time

from builder.publish import shared
from builder.publish.facts import SiteFacts
from builder.publish.publisher import MkDocsConfig
from builder.publish.words import borrowed

__all__ = ["hand_over"]


def hand_over(facts: SiteFacts, config: MkDocsConfig) -> None:
    """Tells MkDocs the names, language and navigation of a strategy."""
    config.site_name = facts.name
    config.site_description = facts.description
    config.site_author = facts.publisher
    config.nav = facts.nav
    config.theme["language"] = facts.language
    config.extra.setdefault("edit_base", os.environ.get("EDIT_BASE", ""))
    config.extra["language"] = facts.language
    config.extra["above"] = facts.above
    config.extra["languages"] = [language.model_dump() for language in facts.languages]
    config.extra["direction"] = facts.direction
    config.extra["words"] = facts.words or borrowed(facts.language)
    config.extra["words_script"] = facts.words_script
    shared.say(config, config.extra["words"])
    config.extra["edition"] = {"name": facts.edition, "date": facts.date.isoformat(), "day": facts.day}
    config.extra["offline"] = facts.offline
    config.extra["publication"] = facts.publication
    config.theme.static_templates.discard("sitemap.xml")  # the docs folder has one of its own
    if facts.above:
        config.theme.static_templates.discard("404.html")  # hosts look for one at the root
    if facts.unlisted:
        config["not_in_nav"] = Unlisted(facts.unlisted)
    published = datetime.combine(facts.date, time(), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(published.timestamp()))  # the edition's date, so that builds can be repeated to the byte


class Unlisted(frozenset[str]):
    """The pages outside of the navigation, asked for as the publisher asks its patterns, which it would try for each file one by one."""

    def match_file(self, path: str) -> bool:
        """Whether a file is one of those pages."""
        return path in self
