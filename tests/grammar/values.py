"""What is compared with: values that nodes of a world hold, as literals and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLType, get_named_type

from resolvers.shown import MARK, NarrowsProperty
from tests.answering.oracle import World

OTHERWISE: dict[str, Any] = {
    "Int": 3,
    "Float": 33.5,
    "Boolean": True,
    "Date": "2021-04-01",
    "DateTime": "2021-04-01T09:00:00Z",
    "ID": "x",
    "String": "サ",
}
"""A value of each scalar, for where the world has none."""


@dataclass(frozen=True)
class Values:
    """Values of a world, in the order of their text."""

    world: World

    def of(self, kind: str, where: GraphQLInputObjectType, name: str) -> Sequence[Any]:
        """What nodes of the kind hold where that field of their condition looks."""
        mark = where.fields[name].extensions["strawberry-definition"].metadata[MARK]
        if not isinstance(mark, NarrowsProperty):
            return ()
        held = [node.get(mark.name) for node in self.world.nodes.get(kind, {}).values()]
        flat = [
            one for each in held for one in (each if isinstance(each, list) else [each])
            if one is not None
        ]  # fmt: skip
        return sorted({as_json(each) for each in flat}, key=repr)


def as_json(value: Any) -> Any:
    """A value as a variable holds it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


def literal(value: Any, type_: GraphQLType) -> str:
    """A value as it is written in a document."""
    named = get_named_type(type_)
    if isinstance(value, list):
        return f"[{', '.join(literal(each, named) for each in value)}]"
    if isinstance(value, dict):
        assert isinstance(named, GraphQLInputObjectType)
        inner = (
            f"{name}: {literal(each, named.fields[name].type)}" for name, each in value.items()
        )
        return f"{{{', '.join(inner)}}}"
    if isinstance(named, GraphQLEnumType):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def otherwise(type_: GraphQLType) -> Any:
    """Some value of an input type that is none of an object."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    return OTHERWISE[named.name]
