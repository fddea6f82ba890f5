"""The command `build`: says at once if nothing has changed since the last one, and builds otherwise."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from builder.cli.voice import Voice
from builder.publish import placeholder, unheeded
from builder.publish.evidence import LastBuild
from builder.settings import Beside
from builder.wording import Phrase


def build(options: argparse.Namespace, say: Voice) -> int:
    """Checks, makes the docs folder, and publishes it, unless all of that would be as it is."""
    config_file = options.config_file or Beside(options.content).config_file
    last = _last(options, config_file)
    said = last.said()
    if said is not None and not (options.clean or options.edition):
        say.problems(unheeded.warnings(config_file))
        _say_again(options, said, say)
        return 0
    from builder.cli import making

    return making.build(options, say, last)


def _last(options: argparse.Namespace, config_file: Path) -> LastBuild:
    """The last build, with all that this one would be made from."""
    beside = Beside(options.content)
    sources = {
        "content": options.content,
        "locales": beside.locales,
        "templates": options.templates or beside.templates,
        "overrides": beside.overrides,
        "editions": options.editions_dir or beside.editions,
        "fonts": options.fonts,
    }
    told = {name: getattr(options, name) for name in ("docs_dir", "site_dir", "docs_only", "offline", "provisional")}
    return LastBuild.of(options.docs_dir, config_file, sources, told)


def _say_again(options: argparse.Namespace, said: dict[str, Any], say: Voice) -> None:
    """Says again what the last build said of what it left."""
    say(Phrase("Nothing has changed since the last build. To make all of it anew, add --clean."))
    if said["provisional"]:
        say(placeholder.provisional(said["provisional"]))
    if "count" in said:
        made = {"count": said["count"], "file": (options.site_dir / "index.html").resolve()}
        say(Phrase("{folder}: {count} pages. Open {file}", folder=options.site_dir, **made))
