"""Binds GraphQL types to the kinds of the model.

`@exposes(KIND)` turns a class into the type of a kind: each annotation `name: auto` shows the
property of that name with its type and description (dates in the Japanese calendar too), each
`one(…)` or `many(…)` shows what a tie leads to, each `one_of(…)` or `many_of(…)` the same for
several kinds. What is not named here is shown to nobody.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar, cast

import strawberry
from strawberry.types.lazy_type import LazyType
from strawberry.utils.str_converters import to_camel_case

from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import Kind, Property, Tie, Type
from graph.searching import CLOSENESS
from graph.want import Fork, Step
from resolvers.shown import (
    MARK,
    Shows,
    ShowsAge,
    ShowsInquiry,
    ShowsMany,
    ShowsOne,
    ShowsPosition,
    ShowsProperty,
)
from schema.abstract import SEARCH_RESULT, Abstract, interface_of, kinds_enum
from schema.aggregates import whole_list
from schema.answers import answer_type
from schema.calendar import DAYS, age_field, wareki_field, wareki_name
from schema.declared import SHOWN, Age, Asks, Forked, Relation, Shown
from schema.narrowing import order_type, tie_where_of, where_type
from schema.objects import made, object_of, type_of
from schema.types.paging import (
    AFTER,
    AS_OF,
    BEFORE,
    FIRST,
    KINDS,
    LAST,
    ORDER_BY,
    TIE,
    WHERE,
    PageInfo,
)
from schema.words import described, enum_of, pascal, property_doc

Facts = dict[str, tuple[Any, Any]]
"""What an edge says beside its node: type, and description or field, by name."""


def exposes(kind: Kind) -> Callable[[type], type]:
    """Make the class below the GraphQL type of a kind."""

    def bind(declared: type) -> type:
        if declared.__name__ != kind.name:
            raise ModelFault(f"Call the class that exposes {kind.name} by that name.")
        fields: dict[str, Any] = {}
        annotations: dict[str, Any] = {}
        properties = [kind[to_camel_case(name)] for name in declared.__annotations__]
        for name, each in zip(declared.__annotations__, properties, strict=True):
            annotations[name] = type_of(each)
            fields[name] = _property_field(each, ShowsProperty(each.name))
            if each.type in DAYS:
                annotations[wareki_name(each)] = str | None
                fields[wareki_name(each)] = wareki_field(each)
        relations = _declared(declared, Relation)
        forked = _declared(declared, Forked)
        for name, relation in relations.items():
            fields[name] = _relation_field(kind, relation)
        for name, relation in forked.items():
            fields[name] = _forked_field(kind, relation)
        for name, age in _declared(declared, Age).items():
            shows = ShowsAge(kind[age.born].name, kind[age.died].name)
            fields[name] = age_field(shows, age.doc, age.ja)
        for name, asked in _declared(declared, Asks).items():
            fields[name] = _inquiry_field(asked)
        shown = Shown((kind["id"], *properties), relations, forked)
        body = {
            **fields,
            "__annotations__": annotations,
            "__module__": declared.__module__,
            SHOWN: shown,
        }
        made = type(kind.name, (interface_of(kind.name),), body)
        return strawberry.type(made, name=kind.name, description=described(kind.doc, kind.ja))

    return bind


D = TypeVar("D")


def _declared(type_: type, way: type[D]) -> dict[str, D]:
    """What a class declares in one way, by name."""
    return {name: each for name, each in vars(type_).items() if isinstance(each, way)}


class _Later(LazyType[Any, Any]):
    """A connection, made when the schema is built: kinds lead to each other."""

    def resolve_type(self) -> type[Any]:
        return connection(*self.type_name.split())


def connection_type(kind: str, tie: str) -> Any:
    """The connection type to a kind along a tie, found when the schema is built."""
    return cast("Any", _Later(f"{kind} {tie}", __name__))


@cache
def connection(kind: str, tie: str | None = None) -> type:
    """The connection type to a kind, with the properties of the tie on its edges if it has any."""
    along = MODEL.tie(tie) if tie and MODEL.tie(tie).own else None
    if tie and along is None:
        return connection(kind)
    plural = MODEL.kind(kind).plural
    along_name = pascal(along) if along else ""
    return _connection(
        kind, plural, object_of(kind), along_name, _facts(along), whole=whole_list(kind)
    )


@cache
def mixed_connection(abstract: Abstract, tie: str) -> type:
    """The connection type to an interface or union, with the tie's properties on its edges."""
    along = MODEL.tie(tie) if MODEL.tie(tie).own else None
    if along is None and tie != MODEL.ties[0].type:
        return mixed_connection(abstract, MODEL.ties[0].type)
    stem = pascal(along) if along else ""
    return _connection(abstract.name, abstract.name, abstract.type, stem, _facts(along))


@cache
def search_connection() -> type:
    """The connection type to what a text finds, with how close it is."""
    closeness = (enum_of(CLOSENESS), "How close it is to the text (一致の度合い).")
    name = SEARCH_RESULT.name
    return _connection(name, name, SEARCH_RESULT.type, "", {"closeness": closeness})


def _connection(
    name: str,
    plural: str,
    node: Any,
    along: str,
    facts: Facts,
    *,
    whole: tuple[Facts, dict[str, Any]] = ({}, {}),
) -> type:
    """A connection type and its edge's; `whole` are its fields of the whole list."""
    edge = made(
        f"{name}{along}Edge",
        f"A {name} in a list, with its place in it and the tie that led there.",
        {
            "node": (node, "The node (ノード)."),
            "cursor": (str, "Its place in the list, to be passed as `after` (カーソル)."),
            **facts,
        },
    )
    plain, asked = whole
    return made(
        f"{name}{along}Connection",
        f"A page of a list of {plural}.",
        {
            "edges": (list[edge], "The page's entries, each with its tie and cursor (辺)."),
            "nodes": (list[node], "The page's entries alone (ノード)."),
            "page_info": (PageInfo, "Where the page begins and ends (ページ情報)."),
            "total_count": (int, "How many there are on all pages; counted when asked (総数)."),
            **plain,
        },
        asked,
    )


def _facts(tie: Tie | None) -> Facts:
    """What an edge says of its tie: its dates, and its own properties if it has any."""
    facts: Facts = {}
    for each in (tie or MODEL.ties[0]).properties[: None if tie else 2]:
        facts[each.name] = (type_of(each), property_doc(each))
        if each.type in DAYS:
            facts[wareki_name(each)] = (str | None, wareki_field(each))
    return facts


def _property_field(each: Property, shows: Shows) -> Any:
    if each.type is Type.POINT:
        shows = ShowsPosition(each.name)
    return strawberry.field(name=each.name, description=property_doc(each), metadata={MARK: shows})


def _relation_field(kind: Kind, relation: Relation) -> Any:
    tie = MODEL.tie(relation.tie)
    reached = tie.ends_from(kind.name) if relation.forward else tie.starts_to(kind.name)
    if relation.kind not in reached:
        raise ModelFault(f"{tie.type} does not lead from {kind.name} to {relation.kind}.")
    step = Step(tie.type, relation.forward, relation.kind)
    shows: Shows = ShowsMany(step) if relation.many else ShowsOne(step)
    return strawberry.field(
        resolver=_paged(relation) if relation.many else _single,
        graphql_type=(
            connection_type(relation.kind, tie.type)
            if relation.many
            else object_of(relation.kind) | None
        ),
        description=described(relation.doc, relation.ja),
        metadata={MARK: shows},
    )


def _forked_field(kind: Kind, relation: Forked) -> Any:
    tie = MODEL.tie(relation.tie)
    reached = tie.ends_from(kind.name) if relation.forward else tie.starts_to(kind.name)
    kinds = tuple(each for each in relation.abstract.kinds if each in reached)
    if len(kinds) < 2:  # noqa: PLR2004 -- several begin at two
        raise ModelFault(f"{tie.type} does not lead from {kind.name} to several of {kinds}.")
    fork = Fork(tie.type, relation.forward, kinds)
    type_ = mixed_connection(relation.abstract, tie.type) if relation.many else None
    return strawberry.field(
        resolver=_mixed(relation) if relation.many else _single,
        graphql_type=type_ or _or_null(relation.abstract.type),
        description=described(relation.doc, relation.ja),
        metadata={MARK: ShowsMany(fork) if relation.many else ShowsOne(fork)},
    )


def _or_null(type_: Any) -> Any:
    return type_ | None


def page_arguments() -> dict[str, Any]:
    """The arguments that cut a page of any list, with their types."""
    return {
        "first": Annotated[int | None, FIRST],
        "after": Annotated[str | None, AFTER],
        "last": Annotated[int | None, LAST],
        "before": Annotated[str | None, BEFORE],
    }


def list_arguments(kind: str) -> dict[str, Any]:
    """The arguments of every list of a kind, with their types."""
    return {
        **page_arguments(),
        "where": Annotated[where_type(kind) | None, WHERE],
        "order_by": Annotated[list[order_type(kind)] | None, ORDER_BY],
    }


def _inquiry_field(asked: Asks) -> Any:
    return strawberry.field(
        resolver=_single,
        graphql_type=answer_type(asked.inquiry.answer) | None,
        description=described(asked.doc, asked.ja),
        metadata={MARK: ShowsInquiry(asked.inquiry)},
    )


def _single(
    as_of: Annotated[date | None, AS_OF] = strawberry.UNSET,  # noqa: ARG001 -- read from the selection
) -> None:
    raise AssertionError("a finished answer needs no resolver below it")


def _paged(relation: Relation) -> Callable[..., None]:
    def resolve(
        *,
        first: Any = 20,  # noqa: ARG001 -- these are read from the selection
        after: Any = strawberry.UNSET,  # noqa: ARG001
        last: Any = strawberry.UNSET,  # noqa: ARG001
        before: Any = strawberry.UNSET,  # noqa: ARG001
        where: Any = strawberry.UNSET,  # noqa: ARG001
        tie: Any = strawberry.UNSET,  # noqa: ARG001
        order_by: Any = strawberry.UNSET,  # noqa: ARG001
        as_of: Any = strawberry.UNSET,  # noqa: ARG001
    ) -> None:
        raise AssertionError("a finished answer needs no resolver below it")

    resolve.__annotations__ = {
        **list_arguments(relation.kind),
        "tie": Annotated[tie_where_of(relation.tie) | None, TIE],
        "as_of": Annotated[date | None, AS_OF],
        "return": None,
    }
    return resolve


def _mixed(relation: Forked) -> Callable[..., None]:
    def resolve(
        *,
        first: Any = 20,  # noqa: ARG001 -- these are read from the selection
        after: Any = strawberry.UNSET,  # noqa: ARG001
        last: Any = strawberry.UNSET,  # noqa: ARG001
        before: Any = strawberry.UNSET,  # noqa: ARG001
        kinds: Any = strawberry.UNSET,  # noqa: ARG001
        tie: Any = strawberry.UNSET,  # noqa: ARG001
        as_of: Any = strawberry.UNSET,  # noqa: ARG001
    ) -> None:
        raise AssertionError("a finished answer needs no resolver below it")

    resolve.__annotations__ = {
        **page_arguments(),
        "kinds": kinds_argument(relation.abstract),
        "tie": Annotated[tie_where_of(relation.tie) | None, TIE],
        "as_of": Annotated[date | None, AS_OF],
        "return": None,
    }
    return resolve


def kinds_argument(abstract: Abstract) -> Any:
    """The argument that narrows a list of several kinds, with its type."""
    enum: Any = kinds_enum(abstract.name, abstract.kinds)
    return Annotated[list[enum] | None, KINDS]
