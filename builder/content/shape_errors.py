"""What pydantic says of a record whose shape is wrong → an editor's words: what is wrong, and what should stand there."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from builder.content.records import ADDRESS_PATTERN, Part
from builder.content.salvage import inner_model
from builder.problems import suggest

_WRONG_TYPE = {
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of a size that has a meaning here",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "decimal_parsing": "must be a number, without unit or thousands separators, as in '46.5'",
    "decimal_type": "must be a number, as in '46.5'",
    "finite_number": "must be a finite number",
    "string_type": "must be text",
    "tuple_type": "must be a list, each item on a line starting with '- '",
    "model_type": "must hold keys and values",
    "model_attributes_type": "must hold keys and values",
    "date_type": "must be a date, as in '2015-01-31'",
}
_PATTERNS = {
    r"^[A-Z]{3}$": "three capital letters, as in 'FRA'",
    r"^[A-Z]{2}$": "two capital letters, as in 'FR'",
    r"^\d{3}$": "three digits, as in '250'",
    r"^KF-": "starting with 'KF-'",
    ADDRESS_PATTERN: "an address below the site's root, as in 'objectives/to1/#to1-a01'",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "a language tag, as in 'en'",
}


def describe(detail: ErrorDetails, model: type[Part]) -> tuple[str, str, bool]:
    """A shape error in an editor's words: its code, the message, and whether it concerns the key rather than its value."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        fields = _fields_at(model, loc[:-1])
        return "unknown-key", f"unknown key '{loc[-1]}'.{suggest(str(loc[-1]), fields) or ' Allowed here: ' + ', '.join(fields) + '.'}", True
    if kind == "missing":
        return "missing-key", f"the key '{loc[-1]}' is missing: add it", False
    if kind == "too_short":
        return "empty-list", f"'{name}' needs at least one item", False
    if kind in _WRONG_TYPE:
        return "wrong-type", f"'{name}' {_WRONG_TYPE[kind]}" if name else f"an item {_WRONG_TYPE[kind]}", False
    if kind == "literal_error":
        value = str(detail["input"])
        allowed = str(context.get("expected", "")).replace(" or ", ", ")
        return (
            "not-allowed",
            f"'{name}' cannot be '{value}'.{suggest(value, [word.strip(' ' + chr(39)) for word in allowed.split(',')])} Allowed: {allowed}.",
            False,
        )
    if kind == "string_pattern_mismatch":
        return (
            "bad-form",
            f"'{detail['input']}' has not the form that '{name}' needs ({_PATTERNS.get(context.get('pattern', ''), context.get('pattern', ''))})",
            False,
        )
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        return "out-of-range", f"'{name}' {detail['msg'].removeprefix('Input ').replace('should', 'must')}", False
    return (
        kind,
        f"'{name}' {detail['msg']}" if not detail["msg"].startswith("'") and name and kind in ("empty-text", "control-character") else detail["msg"],
        False,
    )


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys allowed at a path inside a record class."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            inner = inner_model(model.model_fields[part].annotation)
            if inner is None:
                break
            model = inner
    return sorted(info.alias or name for name, info in model.model_fields.items())
