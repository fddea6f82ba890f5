"""What a check of documents found, as it is written out: for people, for programs, for GitHub, and as SARIF for code scanning."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from builder import __version__
from builder.problems import FORMATS as PROBLEM_FORMATS
from builder.problems import Problem
from builder.tools.links.pieces import shown
from builder.tools.links.references import Outcome
from builder.tools.links.verdicts import STATUSES, Reference
from builder.wording import Phrase, Tell, english

__all__ = ["FORMATS"]


def summary(outcome: Outcome) -> Phrase:
    """The closing line: how many references there are of each status; of documents that could not be read, nothing is known."""
    found = outcome.references
    if not found:
        return Phrase("No references to the strategy in what could be read.") if outcome.problems else Phrase("No references to the strategy.")
    counts = Counter(reference.status for reference in found)
    parts = [Phrase("{count} {status}", count=counts[status], status=said) for status, said in STATUSES.items() if counts[status]]
    return Phrase.counted("{number} reference: {parts}.", "{number} references: {parts}.", len(found), parts=Phrase.row(parts))


def _line(reference: Reference, tell: Tell) -> str:
    end = f": {shown(tell(reference.message))}" if reference.message else ""
    where = f" ({shown(tell(reference.where), 80)})" if reference.where else ""
    status = tell(STATUSES[reference.status])
    return f"{shown(reference.path)}:{reference.line}:{reference.column}: {status}: {shown(reference.text)}{where}{end}"


def _as_text(outcome: Outcome, tell: Tell = english) -> str:
    return "\n".join([*(_line(reference, tell) for reference in outcome.references), tell(summary(outcome))])


def _as_json(outcome: Outcome, _: Tell = english) -> str:
    """For programs, which get messages in English whoever runs them."""
    items = [
        {
            "path": reference.path,
            "line": reference.line,
            "column": reference.column,
            "where": reference.where,
            "text": reference.text,
            "status": reference.status,
            "dead": reference.dead,
            "id": reference.id,
            "url": reference.url,
            "message": reference.message,
        }
        for reference in outcome.references
    ]
    return json.dumps(items, indent=2, ensure_ascii=False)


def _said(reference: Reference) -> Phrase:
    where = [" (", _short(reference.where, 80), ")"] if reference.where else []
    what = reference.message or Phrase("is {status}", status=STATUSES[reference.status])
    return Phrase.row([shown(reference.text), *where, " ", _short(what)], "")


def _short(text: str, most: int = 300) -> str:
    """A text as a report shows it, which may still be told in another language."""
    cut = shown(text, most)
    return text.shown(cut) if isinstance(text, Phrase) else cut


def _as_github(outcome: Outcome, tell: Tell = english) -> str:
    """Workflow commands of GitHub Actions: errors for what fails, warnings for what else is out of date."""
    lines = []
    for reference in outcome.references:
        if outcome.fails(reference) or reference.status not in ("current", "unchecked"):
            problem = Problem(reference.path, reference.line, reference.column, reference.status, _said(reference))
            line = PROBLEM_FORMATS["github"]((problem,), tell)
            lines.append(line if outcome.fails(reference) else line.replace("::error ", "::warning ", 1))
    lines += [PROBLEM_FORMATS["github"](outcome.problems, tell)] if outcome.problems else []
    return "\n".join([*lines, tell(summary(outcome))])


# --- SARIF --------------------------------------------------------------------------------------

_RULES = {
    "moved": "The same is found at another address.",
    "renamed": "The identifier has another name today.",
    "split": "The identifier was split into several.",
    "withdrawn": "What the identifier stood for was withdrawn.",
    "unknown": "Nothing of this name or at this address was ever published.",
}


def _as_sarif(outcome: Outcome, _: Tell = english) -> str:
    """SARIF 2.1.0 (OASIS): a result for each reference that is out of date, a notification for each document that could not be read.

    In English: programs read it.
    """
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "builder links",
                "version": __version__,
                "rules": [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not outcome.problems, "toolExecutionNotifications": [_notification(item) for item in outcome.problems]}],
        "results": [_result(item, outcome) for item in outcome.references if item.status in _RULES],
    }
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _result(reference: Reference, outcome: Outcome) -> dict[str, Any]:
    return {
        "ruleId": reference.status,
        "level": "error" if outcome.fails(reference) else "warning",
        "message": {"text": _said(reference)},
        "locations": [_location(reference.path, reference.line, reference.column)],
    }


def _notification(problem: Problem) -> dict[str, Any]:
    return {
        "level": "error",
        "descriptor": {"id": problem.code},
        "message": {"text": problem.message},
        "locations": [_location(problem.path, problem.line, problem.column)],
    }


def _location(path: str, line: int, column: int) -> dict[str, Any]:
    uri = Path(path).as_uri() if path.startswith("/") else quote(path)
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": line, "startColumn": column}}}


FORMATS = {"text": _as_text, "json": _as_json, "github": _as_github, "sarif": _as_sarif}
"""How what was found is written out, by the name of the format."""
TELL_PROBLEMS = frozenset({"github", "sarif"})
"""Formats that also tell what could not be read."""
