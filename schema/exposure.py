"""Binds GraphQL types to the kinds of the model.

`@exposes(KIND)` turns a class into the type of a kind: each annotation `name: auto` shows the
property of that name with its type and description, each `one(…)` or `many(…)` shows what a tie
leads to. What is not named here is shown to nobody.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, cast

import strawberry
from strawberry.types.lazy_type import LazyType
from strawberry.utils.str_converters import to_camel_case

from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import Kind, Property, Tie, Type
from graph.want import Step
from resolvers.shown import MARK, Shows, ShowsMany, ShowsOne, ShowsPosition, ShowsProperty
from schema.aggregates import whole_list
from schema.declared import SHOWN, Relation, Shown
from schema.narrowing import order_type, tie_where_of, where_type
from schema.objects import made, object_of, type_of
from schema.types.paging import (
    AFTER,
    AS_OF,
    BEFORE,
    FIRST,
    LAST,
    ORDER_BY,
    TIE,
    WHERE,
    PageInfo,
)
from schema.words import described, pascal, property_doc


@strawberry.interface(
    description="Anything with an id of its own, to be fetched again by `node` (ノード)."
)
class Node:
    """What every kind's type implements, by the Relay specification."""

    id: strawberry.ID = strawberry.field(
        description="Opaque, stable identifier (識別子).",
        metadata={MARK: ShowsProperty("id")},
    )


def exposes(kind: Kind) -> Callable[[type], type]:
    """Make the class below the GraphQL type of a kind."""

    def bind(declared: type) -> type:
        if declared.__name__ != kind.name:
            raise ModelFault(f"Call the class that exposes {kind.name} by that name.")
        fields: dict[str, Any] = {}
        annotations: dict[str, Any] = {}
        for name in declared.__annotations__:
            each = kind[to_camel_case(name)]
            annotations[name] = type_of(each)
            fields[name] = _property_field(each, ShowsProperty(each.name))
        relations = {
            name: relation
            for name, relation in vars(declared).items()
            if isinstance(relation, Relation)
        }
        for name, relation in relations.items():
            fields[name] = _relation_field(kind, relation)
        shown = Shown((kind["id"], *(kind[to_camel_case(name)] for name in annotations)), relations)
        body = {
            **fields,
            "__annotations__": annotations,
            "__module__": declared.__module__,
            SHOWN: shown,
        }
        made = type(kind.name, (Node,), body)
        return strawberry.type(made, name=kind.name, description=described(kind.doc, kind.ja))

    return bind


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
    stem = f"{kind}{pascal(along)}" if along else kind
    edge = made(
        f"{stem}Edge",
        f"A {kind} in a list, with its place in it and the tie that led there.",
        {
            "node": (object_of(kind), "The node (ノード)."),
            "cursor": (str, "Its place in the list, to be passed as `after` (カーソル)."),
            **{each.name: (type_of(each), property_doc(each)) for each in _edge_facts(along)},
        },
    )
    plain, asked = whole_list(kind)
    return made(
        f"{stem}Connection",
        f"A page of a list of {MODEL.kind(kind).plural}.",
        {
            "edges": (list[edge], "The page's entries, each with its tie and cursor (辺)."),
            "nodes": (list[object_of(kind)], "The page's entries alone (ノード)."),
            "page_info": (PageInfo, "Where the page begins and ends (ページ情報)."),
            "total_count": (int, "How many there are on all pages; counted when asked (総数)."),
            **plain,
        },
        asked,
    )


def _edge_facts(tie: Tie | None) -> tuple[Property, ...]:
    return (tie or MODEL.ties[0]).properties[: None if tie else 2]


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


def list_arguments(kind: str) -> dict[str, Any]:
    """The arguments of every list of a kind, with their types."""
    return {
        "first": Annotated[int | None, FIRST],
        "after": Annotated[str | None, AFTER],
        "last": Annotated[int | None, LAST],
        "before": Annotated[str | None, BEFORE],
        "where": Annotated[where_type(kind) | None, WHERE],
        "order_by": Annotated[list[order_type(kind)] | None, ORDER_BY],
    }


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
