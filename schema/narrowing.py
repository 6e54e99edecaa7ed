"""The inputs by which lists are narrowed and sorted, made from what each type exposes.

What a kind's type does not show can be neither compared nor sorted by: the inputs are made from the
same fields as the type.
"""

from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, cast

import strawberry
from strawberry.types.lazy_type import LazyType
from strawberry.utils.str_converters import to_camel_case

from graph.kinds.all import MODEL
from graph.model import Choice, Property, Tie, Type
from graph.want import Step
from resolvers.shown import (
    MARK,
    NarrowsAll,
    NarrowsAny,
    NarrowsMany,
    NarrowsNot,
    NarrowsOne,
    NarrowsProperty,
    SortsCount,
    SortsOne,
    SortsProperty,
)
from schema.declared import shown_of
from schema.words import described, enum_of, pascal, property_doc

Fields = dict[str, tuple[Any, str, Any]]
"""Fields of an input by name: type, description, and what they mean to the reader of arguments."""


def input_type(name: str, doc: str, fields: Fields, *, one_of: bool = False) -> Any:
    """An input type; with `one_of`, exactly one of its fields is given."""
    body: dict[str, Any] = {"__module__": __name__, "__annotations__": {}}
    for field, (type_, text, mark) in fields.items():
        attribute = f"{field}_" if field in {"in", "from"} else field
        required = field in {"from", "to"}
        body["__annotations__"][attribute] = type_
        body[attribute] = strawberry.field(
            name=to_camel_case(field),
            description=text,
            metadata={MARK: mark},
            **({} if required else {"default": strawberry.UNSET}),
        )
    return strawberry.input(type(name, (), body), name=name, description=doc, one_of=one_of)


@strawberry.enum(description="Which way a list is sorted; what is absent comes last (並び順).")
class Direction(Enum):
    """The two ways."""

    ASC = strawberry.enum_value("ASC", description="The smallest first (昇順).")
    DESC = strawberry.enum_value("DESC", description="The largest first (降順).")


class _Later(LazyType[Any, Any]):
    """An input of another kind, made when the schema is built: kinds lead to each other."""

    def resolve_type(self) -> type[Any]:
        kind = self.type_name.removesuffix("Where").removesuffix("Order")
        return where_of(kind) if self.type_name.endswith("Where") else order_of(kind)


def where_type(kind: str) -> Any:
    """The type of a condition on nodes of a kind."""
    return cast("Any", _Later(f"{kind}Where", __name__))


def order_type(kind: str) -> Any:
    """The type of one entry of an order of a kind's nodes."""
    return cast("Any", _Later(f"{kind}Order", __name__))


NOT = (
    "This does not hold. Of what is not recorded nothing is known: neither a comparison nor its `NOT` holds of "
    "it, unless `isNull` is asked beside it (否定)."
)


@cache
def where_of(kind: str) -> Any:
    """The condition on nodes of a kind: all fields given must hold."""
    shown = shown_of(kind)
    this = where_type(kind)
    fields: Fields = {
        "AND": (list[this] | None, "All of these hold (すべて).", NarrowsAll()),
        "OR": (list[this] | None, "At least one of these holds (いずれか).", NarrowsAny()),
        "NOT": (this | None, NOT, NarrowsNot()),
    }
    for each in shown.properties:
        if each.type is not Type.POINT:
            fields[each.name] = (
                _filter_of(each) | None,
                property_doc(each),
                NarrowsProperty(each.name),
            )
    for name, relation in shown.relations.items():
        step = Step(relation.tie, relation.forward, relation.kind)
        if relation.many:
            inner: Any = _related_of(relation.kind, relation.tie)
            fields[name] = (inner | None, described(relation.doc, relation.ja), NarrowsMany(step))
        else:
            inner = where_type(relation.kind)
            doc = f"There is one, and it matches: {described(relation.doc, relation.ja)}"
            fields[name] = (inner | None, doc, NarrowsOne(step))
    return input_type(f"{kind}Where", f"A condition on {MODEL.kind(kind).plural} (条件).", fields)


@cache
def order_of(kind: str) -> Any:
    """One entry of an order: exactly one thing to sort by."""
    shown = shown_of(kind)
    fields: Fields = {
        each.name: (Direction | None, property_doc(each), SortsProperty(each.name))
        for each in shown.properties
        if each.type not in (Type.POINT, Type.STRINGS)
    }
    for name, relation in shown.relations.items():
        step = Step(relation.tie, relation.forward, relation.kind)
        doc = described(relation.doc, relation.ja)
        if relation.many:
            fields[f"{name}_count"] = (Direction | None, f"By how many: {doc}", SortsCount(step))
        else:
            inner: Any = _own_order_of(relation.kind)
            fields[name] = (inner | None, f"By a property of it: {doc}", SortsOne(step))
    doc = f"What {MODEL.kind(kind).plural} are sorted by: name one thing (並び順)."
    return input_type(f"{kind}Order", doc, fields, one_of=True)


@cache
def tie_where_of(tie: str) -> Any:
    """The condition on ties: their dates, and what else they say."""
    declared = MODEL.tie(tie)
    stem = pascal(declared) if declared.own else ""
    if tie != _first_plain().type and not declared.own:
        return tie_where_of(_first_plain().type)
    fields: Fields = {
        each.name: (_filter_of(each) | None, property_doc(each), NarrowsProperty(each.name))
        for each in declared.properties
    }
    return input_type(
        f"{stem}TieWhere", "A condition on the ties followed (つながりの条件).", fields
    )


@cache
def _own_order_of(kind: str) -> Any:
    fields: Fields = {
        each.name: (Direction | None, property_doc(each), SortsProperty(each.name))
        for each in shown_of(kind).properties
        if each.type not in (Type.POINT, Type.STRINGS)
    }
    doc = f"A property of the {kind} to sort by: name one (並び順)."
    return input_type(f"{kind}PropertyOrder", doc, fields, one_of=True)


@cache
def _related_of(kind: str, tie: str) -> Any:
    declared = MODEL.tie(tie)
    if not declared.own and tie != _first_plain().type:
        return _related_of(kind, _first_plain().type)
    stem = f"{kind}{pascal(declared)}" if declared.own else kind
    where = where_type(kind)
    fields: Fields = {
        "some": (where | None, "At least one matches (いずれか).", None),
        "every": (where | None, "Each one matches; true when there are none (すべて).", None),
        "none": (where | None, "Not one matches (該当なし).", None),
        "single": (where | None, "Exactly one matches (ただ一つ).", None),
        "count": (CountFilter | None, "How many there are (件数).", None),
        "tie": (tie_where_of(tie) | None, "Look only at ties like these (つながりの条件).", None),
    }
    doc = (
        f"A condition on related {MODEL.kind(kind).plural}; all that is given must hold, and an "
        "empty one narrows nothing. With `tie` alone there is at least one such (関連条件)."
    )
    return input_type(f"{stem}RelatedWhere", doc, fields)


def _first_plain() -> Tie:
    return next(tie for tie in MODEL.ties if not tie.own)


@cache
def _filter_named(name: str, value: Any, operators: str, choice: Choice | None = None) -> Any:
    docs = {
        "eq": (value, "Is this (等しい)."),
        "in": (list[value], "Is one of these (いずれかに等しい)."),
        "gt": (value, "Is greater or later than this (より大きい)."),
        "gte": (value, "Is this, greater or later (以上)."),
        "lt": (value, "Is smaller or earlier than this (より小さい)."),
        "lte": (value, "Is this, smaller or earlier (以下)."),
        "between": (_between_of(name, value), "Lies between these, both included (範囲)."),
        "startsWith": (value, "Begins with this; readings in either kana (前方一致)."),
        "contains": (value, "Contains this; readings in either kana (部分一致)."),
        "has": (value, "Holds this among others (含む)."),
        "hasAny": (list[value], "Holds at least one of these (いずれかを含む)."),
        "isNull": (bool, "True: nothing is recorded, or shown; false: something is (未記録)."),
    }
    fields: Fields = {
        each: (docs[each][0] | None, docs[each][1], None) for each in operators.split()
    }
    about = f"of the kind {choice.name}" if choice else "of its type"
    return input_type(
        name, f"How a value {about} is compared; all that is given must hold (比較).", fields
    )


@cache
def _between_of(name: str, value: Any) -> Any:
    fields: Fields = {
        "from": (value, "The smallest (下限).", None),
        "to": (value, "The largest (上限).", None),
    }
    return input_type(
        f"{name.removesuffix('Filter')}Range", "Two bounds, both included (範囲).", fields
    )


COMPARED = "eq in gt gte lt lte between isNull"
CountFilter: Any = _filter_named("CountFilter", int, "eq gt gte lt lte")
PLAIN: dict[Type, tuple[str, Any, str]] = {
    Type.STRING: ("StringFilter", str, "eq in startsWith contains isNull"),
    Type.INTEGER: ("IntFilter", int, COMPARED),
    Type.FLOAT: ("FloatFilter", float, COMPARED),
    Type.BOOLEAN: ("BooleanFilter", bool, "eq isNull"),
    Type.DATE: ("DateFilter", date, COMPARED),
    Type.DATETIME: ("DateTimeFilter", datetime, COMPARED),
    Type.STRINGS: ("StringListFilter", str, "has hasAny isNull"),
}


def _filter_of(each: Property) -> Any:
    if each.name == "id":
        return _filter_named("IdFilter", strawberry.ID, "eq in")
    if each.choice is None:
        return _filter_named(*PLAIN[each.type])
    enum = enum_of(each.choice)
    if each.type is Type.STRINGS:
        return _filter_named(
            f"{each.choice.name}ListFilter", enum, "has hasAny isNull", each.choice
        )
    return _filter_named(f"{each.choice.name}Filter", enum, "eq in isNull", each.choice)
