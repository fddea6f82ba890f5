"""What pydantic says of a record whose shape is wrong → an editor's words: what is wrong, and what should stand there."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from builder.content.records import ADDRESS_PATTERN, Part
from builder.content.salvage import inner_model
from builder.problems import suggest
from builder.wording import Phrase

_WRONG_TYPE = {
    "int_parsing": Phrase("must be a whole number"),
    "int_parsing_size": Phrase("must be a whole number of a size that has a meaning here"),
    "int_type": Phrase("must be a whole number"),
    "int_from_float": Phrase("must be a whole number"),
    "decimal_parsing": Phrase("must be a number, without unit or thousands separators, as in '46.5'"),
    "decimal_type": Phrase("must be a number, as in '46.5'"),
    "finite_number": Phrase("must be a finite number"),
    "string_type": Phrase("must be text"),
    "tuple_type": Phrase("must be a list, each item on a line starting with '- '"),
    "model_type": Phrase("must hold keys and values"),
    "model_attributes_type": Phrase("must hold keys and values"),
    "date_type": Phrase("must be a date, as in '2015-01-31'"),
}
_PATTERNS = {
    r"^[A-Z]{3}$": Phrase("three capital letters, as in 'FRA'"),
    r"^[A-Z]{2}$": Phrase("two capital letters, as in 'FR'"),
    r"^\d{3}$": Phrase("three digits, as in '250'"),
    r"^KF-": Phrase("starting with 'KF-'"),
    ADDRESS_PATTERN: Phrase("an address below the site's root, as in 'objectives/to1/#to1-a01'"),
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": Phrase("a language tag, as in 'en'"),
}


_BOUNDS = {
    "greater_than": Phrase("greater than"),
    "greater_than_equal": Phrase("greater than or equal to"),
    "less_than": Phrase("less than"),
    "less_than_equal": Phrase("less than or equal to"),
}


def describe(detail: ErrorDetails, model: type[Part]) -> tuple[str, Phrase, bool]:
    """A shape error in an editor's words: its code, the message, and whether it concerns the key rather than its value."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        fields = _fields_at(model, loc[:-1])
        allowed = suggest(str(loc[-1]), fields) or Phrase(" Allowed here: {fields}.", fields=", ".join(fields))
        return "unknown-key", Phrase("unknown key '{key}'.", key=loc[-1]) + allowed, True
    if kind == "missing":
        return "missing-key", Phrase("the key '{key}' is missing: add it", key=loc[-1]), False
    if kind == "too_short":
        return "empty-list", Phrase("'{name}' needs at least one item", name=name), False
    if kind in _WRONG_TYPE:
        return "wrong-type", _of(name, _WRONG_TYPE[kind]) if name else Phrase("an item {fault}", fault=_WRONG_TYPE[kind]), False
    if kind == "literal_error":
        return "not-allowed", _not_allowed(name, str(detail["input"]), str(context.get("expected", "")).replace(" or ", ", ")), False
    if kind == "string_pattern_mismatch":
        pattern = context.get("pattern", "")
        wanted = _PATTERNS.get(pattern, pattern)
        return "bad-form", Phrase("'{value}' has not the form that '{name}' needs ({wanted})", value=detail["input"], name=name, wanted=wanted), False
    if kind in _BOUNDS:
        (bound,) = (context[word] for word in ("gt", "ge", "lt", "le") if word in context)
        return "out-of-range", _of(name, Phrase("must be {bound}", bound=Phrase.row([_BOUNDS[kind], str(bound)], " "))), False
    said = context.get("phrase") or Phrase.verbatim(detail["msg"])
    whole = said.startswith("'") or not name or kind not in ("empty-text", "control-character")
    return kind, said if whole else _of(name, said), False


def _of(name: str, fault: Phrase) -> Phrase:
    """What is wrong with a key."""
    return Phrase("'{name}' {fault}", name=name, fault=fault)


def _not_allowed(name: str, value: str, allowed: str) -> Phrase:
    near = suggest(value, [word.strip(" '") for word in allowed.split(",")])
    return Phrase("'{name}' cannot be '{value}'.", name=name, value=value) + near + Phrase(" Allowed: {allowed}.", allowed=allowed)


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys allowed at a path inside a record class."""
    for part in loc:
        if isinstance(part, str) and part in model.model_fields:
            inner = inner_model(model.model_fields[part].annotation)
            if inner is None:
                break
            model = inner
    return sorted(info.alias or name for name, info in model.model_fields.items())
