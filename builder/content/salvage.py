"""Second stage, the unhappy path: what can still be read of a record of which some part is wrong.

Rules go over the sound parts too, so that one mistake does not hide the others.
A salvaged record holds `None` where something is wrong or missing; it never gets beyond the rules.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from builder.content.parts import Part, adapter

P = TypeVar("P", bound=Part)


def salvage(model: type[P], value: Any) -> P | None:
    """A record of the sound parts of `value`; none if it is not a mapping at all."""
    if not isinstance(value, dict):
        return None
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if name in value:
            fields[name] = _sound(_annotation(model, name), value[name])
        else:
            fields[name] = None if info.is_required() else info.get_default(call_default_factory=True)
    return cast("P", model.model_construct(**fields))


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The record class inside an annotation such as `tuple[Activity, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := inner_model(arg))), None)


def _annotation(model: type[Part], name: str) -> Any:
    info = model.model_fields[name]
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _sound(annotation: Any, value: Any) -> Any:
    """The value if it is right; else a list or record of its right parts, in their places; else none."""
    try:
        return adapter(annotation).validate_python(value)
    except ValidationError:
        pass
    if isinstance(value, list) and (item := _item(annotation)) is not None:
        return tuple(_sound(item, part) for part in value)
    if isinstance(value, dict) and (inner := inner_model(annotation)) is not None and issubclass(inner, Part):
        return salvage(inner, value)
    return None


def _item(annotation: Any) -> Any:
    """What a list holds: `Ref` for `tuple[Ref, ...]`; a pair is no list, and is sound or not as a whole."""
    if get_origin(annotation) is tuple:
        args = get_args(annotation)
        return args[0] if args[1:] == (...,) else None
    return next((found for arg in get_args(annotation) if (found := _item(arg)) is not None), None)
