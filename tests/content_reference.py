"""The text of `docs/content-reference.md`, made from the record classes; `tests.reference` writes it."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from builder.content import fields, indicators, look, records
from builder.content.kinds import KIND_NAMED, KIND_OF, KINDS, Kind
from builder.content.records import Part, Record

MODULES = (records, indicators, look)
"""Where the record classes stand."""
ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests/small/content"
HEAD = """\
# Content reference

Every kind of content: where its files lie, and what they may hold.
This page is made from the record classes by `make docs`, and a test holds that it is current.
The examples are entries of an invented strategy, the one that the tests build.

A property that is not required may be left out; one that is written must say something.
An unknown property is an error, and `builder check` says which one was probably meant.
`builder schemas` writes the same as JSON Schema, by which editor programs complete and explain what is typed.
"""
VALUES = """\
## Values

YAML is read as it is typed: `NO` is Norway’s code and `46.50` keeps its last digit, with quotation marks and without.
What prose may hold is told in [CONTRIBUTING.md](../CONTRIBUTING.md#prose).

| value | what it looks like |
|:--|:--|"""
PLAIN = {"str": "text", "int": "number", "bool": "`true` or `false`", "Decimal": "number"}
"""Types of Python, in an editor's words."""


# --- types in words -----------------------------------------------------------------------------


def _called(name: str) -> str:
    """'LineRanges' → 'line ranges'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def aliases() -> dict[str, str]:
    """The types of values that `fields` defines, with what their docstrings say; references to entries are told by themselves."""
    body = ast.parse(inspect.getsource(fields)).body
    found = {}
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id[0].isupper() and not node.targets[0].id.isupper():
            said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            found[node.targets[0].id] = " ".join(str(said).split())
    return {name: said for name, said in found.items() if name != "Marker" and _reference(getattr(fields, name)) is None}


def _reference(type_: Any) -> fields.Ref | None:
    """How a type refers to entries, if it does."""
    return next((item for item in get_args(type_)[1:] if isinstance(item, fields.Ref)), None)


def _id_of(reference: fields.Ref) -> str:
    kinds = " or ".join(f"{'an' if name[0] in 'aeiou' else 'a'} [{KIND_NAMED[name].name}](#{name})" for name in reference.kinds)
    return f"[id](#values) of {kinds or 'any entry'}"


def _bounds(call: ast.Call) -> str:
    """What `Field(…)` says of the size or the form of a value."""
    said = {word.arg: _value(word.value) for word in call.keywords}
    words = []
    if "ge" in said and "le" in said:
        words.append(f"from {said['ge']} to {said['le']}")
    elif "ge" in said or "gt" in said:
        words.append(f"from {said.get('ge', said.get('gt', 0) + 1)}")
    if "min_length" in said:
        words.append("at least one")
    if "max_length" in said:
        words.append(f"at most {said['max_length']}")
    if "pattern" in said:
        form = said["pattern"].removeprefix("^").removesuffix("$").replace("|", "\\|")
        words.append(f"of the form `{form}`")
    return ", ".join(words)


def _class(name: str) -> Any:
    """What one of the modules of records calls by a name."""
    return next(getattr(module, name) for module in MODULES if hasattr(module, name))


def _value(node: ast.expr) -> Any:
    return _class(node.id) if isinstance(node, ast.Name) else ast.literal_eval(node)


def _words(node: ast.expr) -> str:
    """What a type looks like, in an editor's words."""
    if isinstance(node, ast.BinOp):  # a property that may be absent: 'Line | None'
        return _words(node.left)
    if isinstance(node, ast.Name):
        return _named(node.id)
    assert isinstance(node, ast.Subscript), ast.unparse(node)
    outer, inner = ast.unparse(node.value), node.slice
    items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if outer == "Literal":
        return " or ".join(f"`{_value(item)}`" for item in items)
    if outer == "tuple":
        return f"list: {_words(items[0])}"
    calls = [item for item in items[1:] if isinstance(item, ast.Call)]
    if reference := next((item for item in calls if ast.unparse(item.func) == "Ref"), None):
        return _id_of(fields.Ref(ast.literal_eval(reference.args[0])))
    bounds = ", ".join(filter(None, (_bounds(item) for item in calls if ast.unparse(item.func) == "Field")))
    return f"{_words(items[0])}{bounds and f', {bounds}'}"


def _named(name: str) -> str:
    if name in PLAIN:
        return PLAIN[name]
    if hasattr(fields, name):
        reference = _reference(getattr(fields, name))
        return f"[{_called(name)}](#values)" if reference is None else _id_of(reference)
    return f"[{_called(name)}](#{_anchor(_class(name))})"


def type_words(cls: type[Part], name: str) -> str:
    """What the value of a property looks like."""
    owner = next(base for base in cls.__mro__ if name in inspect.get_annotations(base))
    return _words(ast.parse(inspect.get_annotations(owner)[name], mode="eval").body)


# --- the page -----------------------------------------------------------------------------------


def _anchor(cls: type[Part]) -> str:
    if issubclass(cls, Record) and cls in KIND_OF:
        return KIND_OF[cls].name
    return _heading(cls).replace(" ", "-")


def _heading(cls: type[Part]) -> str:
    """What the part of a record is called, other than any kind."""
    name = _called(cls.__name__)
    return f"{name} part" if name in KIND_NAMED else name


def parts() -> tuple[type[Part], ...]:
    """The classes of parts of records, in the order of the modules."""
    bases = {base for kind in KINDS for base in kind.record.__mro__}
    classes = [cls for module in MODULES for cls in vars(module).values() if inspect.isclass(cls) and issubclass(cls, Part)]
    return tuple(dict.fromkeys(cls for cls in classes if cls not in bases and not issubclass(cls, Record)))


def _table(cls: type[Part]) -> Iterator[str]:
    yield "| property | type | required | what it means |\n|:--|:--|:--|:--|"
    for name, info in cls.model_fields.items():
        about = " ".join((info.description or "").split()).replace("|", "\\|")
        yield f"| `{name}` | {type_words(cls, name)} | {'yes' if info.is_required() else ''} | {about} |"


def _where(kind: Kind) -> str:
    how = {"list": "a list of entries", "mapping": "one entry", "front-matter": "one entry, as front matter above a text"}[kind.layout]
    if not kind.location:
        return "Inside an objective, among its `groups`."
    return f"`{kind.location}`: {how}{'; a strategy needs it' if kind.required else ''}."


def example(kind: Kind) -> str:
    """An entry of the invented strategy as its file has it, the one that shows most properties; '' if there is none."""
    found: dict[str, int] = {}
    for path in sorted(SMALL.glob(kind.location)) if kind.location else ():
        text = path.read_text("utf-8")
        pieces = re.split(r"(?m)^(?=- )", text) if kind.layout == "list" else [text]
        for piece in filter(None, (piece.strip("\n") for piece in pieces)):
            names = len(set(re.findall(r"(?m)^(?:- |  )?(\w+):" if kind.layout == "list" else r"(?m)^(\w+):", piece)))
            found.setdefault(piece, names)
    return max(found, key=lambda piece: (found[piece], -len(piece)), default="")


def text() -> str:
    """The page as it should be."""
    page = [HEAD, "| kind | its files | what an entry is |\n|:--|:--|:--|"]
    page += [f"| [{kind.name}](#{kind.name}) | {f'`{kind.location}`' if kind.location else 'inside objectives'} | {_about(kind.record)} |" for kind in KINDS]
    page += ["", VALUES]
    page += [f"| {_called(name)} | {said} |" for name, said in sorted(aliases().items())]
    page.append("\n## Kinds\n")
    for kind in KINDS:
        page += [f"### {kind.name}\n", f"{_about(kind.record)}\n{_where(kind)}\n", *_table(kind.record), ""]
        if shown := example(kind):
            page.append(f"```{'markdown' if kind.layout == 'front-matter' else 'yaml'}\n{shown}\n```\n")
    page.append("## Parts\n\nWhat several properties above hold.\n")
    for cls in parts():
        page += [f"### {_heading(cls)}\n", f"{_about(cls)}\n", *_table(cls), ""]
    return "\n".join(page).rstrip() + "\n"


def _about(cls: type[Part]) -> str:
    """What a class says of itself in its first paragraph."""
    return " ".join((inspect.getdoc(cls) or "").partition("\n\n")[0].split())
