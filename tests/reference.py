"""Renews `docs/reference.md` from what it describes: `python -m tests.reference`. Look at the difference before you commit it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from builder import rules
from builder.arguments import parser
from builder.exports import EXPORTS

FILE = Path(__file__).resolve().parent.parent / "docs/reference.md"
HEAD = """\
# Reference

What the commands take, what the exports are, and what the rules hold.
This page is made from the code by `python -m tests.reference`, and a test holds that it is current.
What problems mean is told by [their codes](problems.md).
"""


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by its name."""
    (found,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def text() -> str:
    """The page as it should be."""
    os.environ["COLUMNS"] = "100"  # help texts are wrapped to the width of a terminal
    parts = [HEAD, "## Commands\n"]
    for name, command in commands().items():
        parts.append(f"### builder {name}\n\n```text\n{command.format_help().rstrip()}\n```\n")
    parts.append("## Exports\n\nFiles that other tools read, below the site’s root; `{}` stands for the name of each subject.\n")
    parts.append("| file | what it is | how to read it |\n|:--|:--|:--|")
    parts.append("\n".join(f"| `{export.path}` | {export.about} | {export.schema} |" for export in EXPORTS if export.about) + "\n")
    parts.append("## Rules\n\nWhat entries must agree on; what one entry must look like is said by its class in `builder/content/records.py`.\n")
    parts.append("| rule | what it holds |\n|:--|:--|")
    parts.append("\n".join(f"| `{rule.__name__}` | {(rule.__doc__ or '').strip().splitlines()[0]} |" for rule in rules.RULES) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
