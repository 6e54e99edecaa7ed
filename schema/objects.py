"""The output types that are made from the model: those of values, of kinds and of what holds them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

import strawberry
from strawberry.types.lazy_type import LazyType

from graph.kinds.all import SUBJECTS
from graph.model import Property, Type
from graph.policy import always_shown
from schema.types.paging import Position
from schema.words import enum_of

PLAIN: dict[Type, Any] = {
    Type.STRING: str,
    Type.INTEGER: int,
    Type.FLOAT: float,
    Type.BOOLEAN: bool,
    Type.DATE: date,
    Type.DATETIME: datetime,
    Type.POINT: Position,
    Type.STRINGS: list[str],
}


def object_of(kind: str) -> Any:
    """The object type of a kind, found when the schema is built."""
    return cast("Any", LazyType(kind, f"schema.types.{SUBJECTS[kind]}"))


def type_of(each: Property) -> Any:
    """The type of a property's value, with null unless the value is promised."""
    plain = PLAIN[each.type]
    if each.choice is not None:
        plain = enum_of(each.choice)
        if each.type is Type.STRINGS:
            plain = list[plain]
    return plain if always_shown(each) else plain | None


def made(
    name: str,
    doc: str,
    fields: Mapping[str, tuple[Any, Any]],
    asked: Mapping[str, Any] | None = None,
) -> type:
    """An object type: fields by name with type and description, and fields that take arguments.

    In place of the description there may be a whole field, which then keeps its place.
    """
    body: dict[str, Any] = {
        key: strawberry.field(description=told) if isinstance(told, str) else told
        for key, (_, told) in fields.items()
    }
    body.update(asked or {})
    body["__annotations__"] = {key: type_ for key, (type_, _) in fields.items()}
    body["__module__"] = __name__
    return strawberry.type(type(name, (), body), name=name, description=doc)
