"""Renews `docs/reference.md` from what it describes: `python -m tests.reference`. Look at the difference before you commit it."""

from __future__ import annotations

import argparse
import ast
import os
from collections.abc import Iterator
from pathlib import Path

from builder import rules
from builder.arguments import parser
from builder.exports import EXPORTS
from builder.model import vocabulary

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs/reference.md"
HEAD = """\
# Reference

What the commands take, what the exports are, what the rules hold, and what other code may import.
This page is made from the code by `python -m tests.reference`, and a test holds that it is current.
What problems mean is told by [their codes](problems.md).
"""
SURFACE = """\
## For other code

What scripts, hooks and other projects may import; everything else may change without notice.
A module names it in `__all__`. Beside it stand the record classes of `builder.content.records`, whose fields are those of the content files.
"""


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by its name."""
    (found,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def public() -> Iterator[tuple[str, str, dict[str, str]]]:
    """The public surface, module by module: its name, what it is for, and the first line of what each name in `__all__` says of itself."""
    for path in sorted((ROOT / "builder").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        said = _said(tree)
        names = [name for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets) == "__all__" for name in ast.literal_eval(node.value)]
        if names:
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield module, _first_line(ast.get_docstring(tree)), {name: said.get(name, "") for name in names}


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
    parts.append(SURFACE)
    for module, about, names in public():
        parts.append(f"### {module}\n\n{about}\n\n| name | what it is |\n|:--|:--|")
        parts.append("\n".join(f"| `{name}` | {said} |" for name, said in names.items()) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
