"""The types by which a whole list is told: its aggregate and its groups.

They are made from what each type exposes: what is not shown can be neither measured nor grouped by.
Only values that have a least and a greatest are measured; numbers have a sum besides.
"""

from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, cast

import strawberry
from strawberry.types.lazy_type import LazyType
from strawberry.utils.str_converters import to_camel_case

from graph.kinds.all import MODEL
from graph.measures import MEASURED, NUMBERS
from graph.model import Property, Type
from graph.want import Step
from resolvers.shown import GroupsOne, GroupsPeriod, GroupsProperty
from schema.declared import Relation, Shown, shown_of
from schema.narrowing import Direction, Fields, input_type
from schema.objects import PLAIN, made, object_of
from schema.types.paging import FIRST_GROUPS, GROUP_BY, GROUP_ORDER
from schema.words import described, enum_of, property_doc

PERIODS = (Type.DATE, Type.DATETIME)
AGGREGATE_DOC = "What the whole list comes to, whatever the page shows (集計)."
GROUPS_DOC = "The whole list in groups of what its entries share, the largest first (グループ集計)."


@strawberry.enum(description="How values make groups (グループの分け方).")
class GroupEach(Enum):
    """The one way for values that are few."""

    EACH = strawberry.enum_value("EACH", description="Each value is a group of its own (値ごと).")


@strawberry.enum(
    description="How long the days of one group reach; the days of times are Japan's (期間)."
)
class GroupPeriod(Enum):
    """The four lengths."""

    FISCAL_YEAR = strawberry.enum_value("FISCAL_YEAR", description="From April to March (年度).")
    YEAR = strawberry.enum_value("YEAR", description="From January to December (暦年).")
    MONTH = strawberry.enum_value("MONTH", description="A calendar month (月).")
    DAY = strawberry.enum_value("DAY", description="A day (日).")


GroupOrder: Any = input_type(
    "GroupOrder",
    "What groups are sorted by: name one thing (グループの並び順).",
    {
        "count": (Direction | None, "By how many entries they hold (件数).", None),
        "key": (
            Direction | None,
            "By all that their entries share, in the order of `by`; what is absent comes last (キー).",
            None,
        ),
    },
    one_of=True,
)


class _Later(LazyType[Any, Any]):
    """A type made of what a kind's type shows, which is known when the schema is built."""

    def resolve_type(self) -> type[Any]:
        kind, _, what = self.type_name.partition(" ")
        return {"aggregate": aggregate_of, "groups": groups_of, "by": group_by_of}[what](kind)


def _later(kind: str, what: str) -> Any:
    return cast("Any", _Later(f"{kind} {what}", __name__))


def whole_list(kind: str) -> tuple[dict[str, tuple[Any, str]], dict[str, Any]]:
    """The fields of a connection that tell of its whole list: plain ones, and with arguments."""
    plain = {"aggregate": (_later(kind, "aggregate"), AGGREGATE_DOC)}
    if not _has_keys(shown_of(kind)):
        return plain, {}
    groups = strawberry.field(
        resolver=_grouped(kind), graphql_type=_later(kind, "groups"), description=GROUPS_DOC
    )
    return plain, {"groups": groups}


@cache
def aggregate_of(kind: str) -> type:
    """How many there are, and the measures of each property that has any."""
    fields: dict[str, tuple[Any, str]] = {"count": (int, "How many there are (件数).")}
    for each in shown_of(kind).properties:
        if each.type in MEASURED:
            fields[each.name] = (_measures_of(each.type), property_doc(each))
    return made(f"{kind}Aggregate", f"What {MODEL.kind(kind).plural} come to (集計).", fields)


@cache
def _measures_of(type_: Type) -> type:
    value = PLAIN[type_]
    name = {int: "Int", float: "Float", date: "Date", datetime: "DateTime"}[value]
    fields: dict[str, tuple[Any, str]] = {
        "count": (int, "How many have a value, or one that is shown (記録のある件数)."),
        "count_distinct": (int, "How many different values there are (異なる値の数)."),
        "min": (value | None, "The smallest or earliest; null of none (最小)."),
        "max": (value | None, "The greatest or latest; null of none (最大)."),
    }
    if type_ in NUMBERS:
        fields["sum"] = (float | None, "All added up; null of none (合計).")
        fields["average"] = (float | None, "The arithmetic mean; null of none (平均).")
    return made(
        f"{name}Aggregate",
        "What the values of a property come to; null counts not (集計値).",
        fields,
    )


@cache
def groups_of(kind: str) -> type:
    """The groups of a list, and how many there are."""
    shown = shown_of(kind)
    plural = MODEL.kind(kind).plural
    fields: dict[str, tuple[Any, str]] = {
        to_camel_case(name): (type_, doc) for name, type_, doc, _ in _keys(shown)
    }
    key = made(f"{kind}GroupKey", f"What the {plural} of a group share (グループのキー).", fields)
    group = made(
        f"{kind}Group",
        f"{plural} that share what `by` names (グループ).",
        {
            "key": (key, "What they share; ask for what `by` names (キー)."),
            "count": (int, "How many there are (件数)."),
            "aggregate": (_later(kind, "aggregate"), "What they come to (集計)."),
        },
    )
    return made(
        f"{kind}Groups",
        f"{plural} in groups (グループ集計).",
        {
            "entries": (list[group], "The groups, `first` of them (グループ)."),
            "total_count": (int, "How many groups there are; counted when asked (グループ数)."),
        },
    )


@cache
def group_by_of(kind: str) -> type:
    """One key of groups: exactly one thing that the entries of a group share."""
    fields: Fields = {}
    for name, _, doc, mark in _keys(shown_of(kind)):
        way = GroupPeriod if isinstance(mark, GroupsPeriod) else GroupEach
        fields[name] = (way | None, doc, mark)
    doc = f"What {MODEL.kind(kind).plural} are grouped by: name one thing (グループのキー)."
    return input_type(f"{kind}GroupBy", doc, fields, one_of=True)


def _has_keys(shown: Shown) -> bool:
    return bool(_keys(shown))


def _keys(shown: Shown) -> list[tuple[str, Any, str, Any]]:
    """All that entries may share: name, type, description, and what it means to the reader."""
    keys: list[tuple[str, Any, str, Any]] = []
    for each in shown.properties:
        if each.type in PERIODS:
            doc = f"First day of the period: {property_doc(each)}"
            keys.append((each.name, date | None, doc, GroupsPeriod(each.name)))
        elif type_ := _value_type(each):
            keys.append((each.name, type_ | None, property_doc(each), GroupsProperty(each.name)))
    keys += [_related(name, each) for name, each in shown.relations.items() if not each.many]
    return keys


def _value_type(each: Property) -> Any:
    """The type of a property that groups can share; texts and fractions are hardly ever the same."""
    if each.choice is not None:
        return enum_of(each.choice)
    return PLAIN[each.type] if each.type in (Type.INTEGER, Type.BOOLEAN) else None


def _related(name: str, relation: Relation) -> tuple[str, Any, str, Any]:
    step = Step(relation.tie, relation.forward, relation.kind)
    type_ = object_of(relation.kind) | None
    return name, type_, described(relation.doc, relation.ja), GroupsOne(step)


def _grouped(kind: str) -> Any:
    def resolve(
        *,
        by: Any,  # noqa: ARG001 -- these are read from the selection
        first: Any = 20,  # noqa: ARG001
        order_by: Any = strawberry.UNSET,  # noqa: ARG001
    ) -> None:
        raise AssertionError("a finished answer needs no resolver below it")

    resolve.__annotations__ = {
        "by": Annotated[list[_later(kind, "by")], GROUP_BY],
        "first": Annotated[int | None, FIRST_GROUPS],
        "order_by": Annotated[list[GroupOrder] | None, GROUP_ORDER],
        "return": None,
    }
    return resolve
