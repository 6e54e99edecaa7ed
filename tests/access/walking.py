"""Ways through a schema, drawn at random, from a list at the root over tie after tie.

An operation holds several ways that begin at one list; wherever one of them comes, every text that
is not open to all is asked for. Pages are so small that the usual limits let the operation pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_required_argument,
)

from tests.access.everything import kinds, object_of, steps
from tests.access.hamlet_rows import SECRETS

FIRST = 10
PAGES = (4, 3, 3, 2, 2, 2)
"""How many are asked for at each step from the root list on."""
BREADTHS = {3: (3, 2, 1), 6: (2, 1, 1, 1, 1, 1)}
"""How many steps are taken from a node, by how long the ways are and how far one has come."""


@dataclass
class Walking:
    """Draws operations over a schema; `ways` are the ways they have taken."""

    schema: GraphQLSchema
    random: Random
    length: int
    ways: set[tuple[str, ...]] = field(default_factory=set[tuple[str, ...]])

    def operation(self) -> str:
        kind, list_name = self.random.choice(sorted(kinds(self.schema).items()))
        type_ = object_of(self.schema, kind)
        inner = self._within(type_, (list_name,))
        return f"{{ {list_name}(first: {FIRST}) {{ totalCount edges {{ cursor node {inner} }} }} }}"

    def _within(self, type_: GraphQLObjectType, way: tuple[str, ...]) -> str:
        self.ways.add(way)
        parts = _secret(type_)
        far = len(way) - 1
        if far < self.length:
            every = [each for each in steps(type_) if not _needs(each[1])]
            count = min(BREADTHS[self.length][far], len(every))
            parts += [
                self._step(name, each, way) for name, each in self.random.sample(every, count)
            ]
        return f"{{ {' '.join(parts)} }}"

    def _step(self, name: str, field_: GraphQLField, way: tuple[str, ...]) -> str:
        inner = get_named_type(field_.type)
        further = (*way, name)
        if not (isinstance(inner, GraphQLObjectType) and inner.name.endswith("Connection")):
            return f"{name} {self._led_to(inner, further)}"
        edge = object_of(self.schema, get_named_type(inner.fields["edges"].type).name)
        node = self._led_to(get_named_type(edge.fields["node"].type), further)
        page = f"{name}(first: {PAGES[len(way) - 1]})"
        return f"{page} {{ totalCount edges {{ cursor node {node} }} }}"

    def _led_to(self, type_: object, way: tuple[str, ...]) -> str:
        if isinstance(type_, GraphQLObjectType):
            return self._within(type_, way)
        assert is_abstract_type(type_)
        possible = sorted(self.schema.get_possible_types(type_), key=lambda each: each.name)
        chosen = self.random.choice(possible)
        others = [
            f"... on {each.name} {{ {' '.join(_secret(each))} }}"
            for each in possible
            if each is not chosen
        ]
        on = f"... on {chosen.name} {self._within(chosen, (*way[:-1], f'{way[-1]} {chosen.name}'))}"
        return f"{{ __typename {on} {' '.join(others)} }}"


def secrets_of(type_: GraphQLObjectType) -> Sequence[str]:
    """The texts of a kind that are not open to all, those of them that the schema has."""
    return [name for name in type_.fields if (type_.name, name) in SECRETS]


def _secret(type_: GraphQLObjectType) -> list[str]:
    return ["id", *secrets_of(type_)] if "id" in type_.fields else ["__typename"]


def _needs(field_: GraphQLField) -> bool:
    return any(is_required_argument(each) for each in field_.args.values())
