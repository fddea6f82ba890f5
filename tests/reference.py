"""Renews what is made from the code in the documents: `python -m tests.reference`. Look at the difference before you commit it.

That is `docs/reference.md`, `docs/content-reference.md`, and what the commands answer that documents show.
"""

from __future__ import annotations

import argparse
import ast
import os
from collections.abc import Iterator
from pathlib import Path

from builder import rules
from builder.arguments import parser
from builder.content.records import Publication
from builder.exports import EXPORTS
from builder.model import judgement, vocabulary
from builder.publish.unheeded import UNHEEDED
from builder.tools.table_heads import TABLES
from tests import answers, content_reference

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs/reference.md"
CONTENT = ROOT / "docs/content-reference.md"
HEAD = """\
# Reference

What the commands take, what the exports are, what the rules hold, and what other code may import.
This page is made from the code by `make docs`, and a test holds that it is current.
[content-reference.md](content-reference.md) tells what the content files may hold.
What problems mean is told by [their codes](problems.md).
"""
JUDGEMENT = """\
## Judgement of indicators

Whether an indicator is {verdicts} or {last}, is found by a rule that a site publishes with it: on the page of indicators, and as data in `api/indicators.json`.
It is the rule “{name}”, version {version}; `indicator_tolerance` in `strategy.yml` is its only parameter.
"""
SURFACE = """\
## For other code

What scripts, hooks and other projects may import; everything else may change without notice.
A module names it in `__all__`. Beside it stand the record classes of `builder.content.records`, whose fields are those of the content files.
"""


TABLE_HEAD = """\
## Tables for a new strategy

What `builder init --from-csv` takes: CSV files, or sheets of XLSX files, whose name says what they hold, as in `countries.csv` or the sheet “Figures”.
Heads are read in any case; those in bold are needed.
Some are the heads of the tables that a site exports, which can so be read back; what those have besides is not read.
"""


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by its name."""
    (found,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def public() -> Iterator[tuple[str, str, dict[str, str]]]:
    """The public surface, module by module: its name, what it is for, and the first line of what each name in `__all__` says of itself."""
    for path in sorted((ROOT / "builder").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        said = {**_imported(tree), **_said(tree)}
        names = [name for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets) == "__all__" for name in ast.literal_eval(node.value)]
        if names:
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield module, _first_line(ast.get_docstring(tree)), {name: said.get(name, "") for name in names}


def _imported(tree: ast.Module) -> dict[str, str]:
    """The same of what a module has from others of the builder and hands on."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("builder."):
            path = ROOT / f"{str(node.module).replace('.', '/')}.py"
            said = _said(ast.parse(path.read_text("utf-8"))) if path.is_file() else {}
            found |= {alias.name: said[alias.name] for alias in node.names if alias.name in said}
    return found


def _said(tree: ast.Module) -> dict[str, str]:
    """The first line of the docstring of each class, function and constant at the top of a module."""
    found = {}
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found[node.name] = _first_line(ast.get_docstring(node))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            found[ast.unparse(target)] = _first_line(str(after.value.value))
    return found


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0].replace("|", "\\|")


def text() -> str:
    """The page as it should be."""
    os.environ["COLUMNS"] = "100"  # help texts are wrapped to the width of a terminal
    parts = [HEAD, "## Commands\n"]
    for name, command in commands().items():
        parts.append(f"### builder {name}\n\n```text\n{command.format_help().rstrip()}\n```\n")
    parts.append("## Exports\n\nFiles that other tools read, below the site’s root; `{}` stands for the name of each subject.\n")
    parts.append("| file | what it is | how to read it |\n|:--|:--|:--|")
    usual = vocabulary.of({})
    parts.append("\n".join(f"| `{export.path}` | {export.about.format_map(usual)} | {export.schema} |" for export in EXPORTS if export.about) + "\n")
    parts.append("## Rules\n\nWhat entries must agree on; what one entry must look like is said by its class in `builder/content/records.py`.\n")
    parts.append("| rule | what it holds |\n|:--|:--|")
    parts.append("\n".join(f"| `{rule.__name__}` | {(rule.__doc__ or '').strip().splitlines()[0]} |" for rule in rules.RULES) + "\n")
    rule = judgement.rule(Publication.model_fields["indicator_tolerance"].default)
    parts.append(JUDGEMENT.format(verdicts=", ".join(rule.verdicts[:-1]), last=rule.verdicts[-1], name=rule.name, version=rule.version))
    parts.append("\n".join(f"- {sentence}" for sentence in rule.words) + f"\n\nAs a formula: {rule.formula}.\n")
    parts.append("## Settings without effect\n\nWhat `mkdocs.yml` may say that does nothing here; `builder check` tells where it stands.\n")
    parts.append(
        "| setting | instead |\n|:--|:--|\n" + "\n".join(f"| `{item.path}` | {item.instead[:1].upper()}{item.instead[1:]}. |" for item in UNHEEDED) + "\n"
    )
    parts.append(TABLE_HEAD)
    for table in TABLES:
        exported = f"A site exports it as `{table.exported}`." if table.exported else "A site exports no such table."
        parts.append(f"### A table of {table.name}\n\n{exported}\n\n| head | or | what its cells say |\n|:--|:--|:--|")
        parts.append("\n".join(f"| {f'**{h.names[0]}**' if h.needed else h.names[0]} | {', '.join(h.names[1:])} | {h.about} |" for h in table.heads) + "\n")
    parts.append(SURFACE)
    for module, about, names in public():
        parts.append(f"### {module}\n\n{about}\n\n| name | what it is |\n|:--|:--|")
        parts.append("\n".join(f"| `{name}` | {said} |" for name, said in names.items()) + "\n")
    return "\n".join(parts)


def made() -> dict[Path, str]:
    """The documents that are made from the code as a whole, as they should be."""
    return {FILE: text(), CONTENT: content_reference.text()}


def main() -> int:
    """Writes what has changed, and names it."""
    documents = {**made(), **{ROOT / name: answers.answered(name) for name in answers.DOCUMENTS}}
    changed = [path for path, new in documents.items() if not path.exists() or path.read_text("utf-8") != new]
    for path in changed:
        path.write_text(documents[path], "utf-8")
    print(f"{len(documents)} documents, {len(changed)} changed: {', '.join(path.relative_to(ROOT).as_posix() for path in changed) or 'none'}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
