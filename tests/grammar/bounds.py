"""Values at and beyond the bounds of each type, and where they can be written: in every argument.

A place is an argument of a field, or what stands inside one: each property and operator of a
condition, each entry of an order, each entry of what a change is given.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from tests.grammar.values import literal, otherwise

LONG = 9_000
BOUNDS: dict[str, tuple[Any, ...]] = {
    "Int": (0, -1, 1, 2**31 - 1, -(2**31), 2**31, 2**53 + 1, 2**63 - 1, 2**63, 1e20, 1.5, "1", True),
    "Float": (0, -0.0, 1.7e308, -1.7e308, 5e-324, 10**300, 2**63, "1", True),
    "String": (
        "", " ", "\u3164" * 10, "\0", "a" * LONG, "\u202ea", "\U0010ffff", "か\u3099", "'\"`\\", "{}", "\n", 1, True,
    ),
    "ID": ("", " ", "x" * LONG, "\0", "'\"`\\", "\u3164", "\U0010ffff", 0, -(2**63), 2**64, 1.5, True),
    "Date": (
        "0001-01-01", "9999-12-31", "0000-01-01", "10000-01-01", "-0001-01-01", "2021-02-30", "R99.1.1", "M1.1.1",
        "令和9999年12月31日", "S64.12.31", "1582-10-10", "", " ", "2021-04-01T00:00:00", "a" * LONG, 20210101, True,
    ),
    "DateTime": (
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "2021-04-01T24:00:00Z", "2021-04-01T00:00:60Z", "2021-04-01T00:00:00+99:99",
        "2021-04-01T00:00:00", "2021-04-01", "", "a" * LONG, 1617235200, True,
    ),
    "Boolean": (True, False, 0, 1, "true", ""),
}  # fmt: skip
OF_A_CHOICE = ("", "__proto__", "none_of_these", "a" * LONG, 1, True)
OF_AN_OBJECT = (1, "", True, [], {"noneOfThese": 1})
DEEPEST = 2
"""As many objects within each other as are opened in an argument."""


@dataclass(frozen=True)
class Spot:
    """A place that takes a value of `type`: before and after it, as the operation is written.

    `inside` is the input type it is a field of, None for an argument.
    """

    path: tuple[str, ...]
    before: str
    after: str
    type: GraphQLInputType
    kind: str = "query"
    inside: str | None = None

    @property
    def sort(self) -> tuple[str, ...]:
        """What it has in common with others: the field of its input type, or the argument."""
        return (self.inside or self.kind, self.path[-1], str(self.type))

    def as_variable(self) -> str:
        return f"{self.kind}($v: {self.type}) {self.before}$v{self.after}"

    def as_text(self, value: object) -> str | None:
        """None where the value cannot be written so."""
        try:
            return f"{self.kind} {self.before}{literal(value, self.type)}{self.after}"
        except (AssertionError, AttributeError, KeyError):
            return None

    def values(self) -> Sequence[Any]:
        """What is sent here: the bounds of its type, in a list where it is one."""
        named = get_named_type(self.type)
        if isinstance(named, GraphQLInputObjectType):
            values: Sequence[Any] = OF_AN_OBJECT
        else:
            values = BOUNDS.get(named.name, OF_A_CHOICE)
        if isinstance(_nullable(self.type), GraphQLList):
            return (*([each] for each in values), [], [None], [values[0]] * 101, [[values[0]]])
        return (*values, [values[0]], {"a": 1})


def _nullable(type_: GraphQLInputType) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def spots(schema: GraphQLSchema) -> Iterator[Spot]:
    """Every place of every argument, each once."""
    for way in _ways(schema):
        for name, field in way.type.fields.items():
            for argument, given in field.args.items():
                yield from _within_argument(way, name, field, argument, given)


@dataclass(frozen=True)
class _Way:
    """How an object type is reached from the root: by as few fields as can be."""

    type: GraphQLObjectType | GraphQLInterfaceType
    before: str
    after: str
    kind: str = "query"


def _ways(schema: GraphQLSchema) -> Iterator[_Way]:
    """A way to each object type; to what answers a change or tells of one, none is gone."""
    for kind, root in (
        ("query", schema.query_type),
        ("mutation", schema.mutation_type),
        ("subscription", schema.subscription_type),
    ):
        if root is not None and kind != "query":
            yield _Way(root, "{ ", " }", kind)
    assert schema.query_type is not None
    met, waiting = {schema.query_type.name}, deque([_Way(schema.query_type, "{ ", " }")])
    while waiting:
        way = waiting.popleft()
        yield way
        for name, field in way.type.fields.items():
            leads = get_named_type(field.type)
            if not is_composite_type(leads):
                continue
            possible = (
                [leads]
                if isinstance(leads, GraphQLObjectType)
                else schema.get_possible_types(leads)
            )
            for each in possible:
                if each.name in met or each.name.startswith("__"):
                    continue
                met.add(each.name)
                into = "" if each is leads else f"... on {each.name} {{ "
                waiting.append(
                    _Way(
                        each,
                        f"{way.before}{name}{_required(field)} {{ {into}",
                        f"{' }' if into else ''} }}{way.after}",
                    )
                )


def _required(field: GraphQLField, but: str | None = None) -> str:
    """The arguments that a field has to be given, all but one, in their parentheses."""
    told = ", ".join(
        f"{name}: {_some(each.type)}"
        for name, each in field.args.items()
        if name != but and is_required_argument(each)
    )
    return f"({told})" if told else ""


def _some(type_: GraphQLInputType) -> str:
    """Some value of an input type, as text."""
    named, nullable = get_named_type(type_), _nullable(type_)
    if isinstance(named, GraphQLInputObjectType):
        fields = {
            name: each.type for name, each in named.fields.items() if is_required_input_field(each)
        }
        if not fields and named.is_one_of:
            name, first = next(iter(named.fields.items()))
            fields = {name: first.type}
        inner = ", ".join(f"{name}: {_some(each)}" for name, each in fields.items())
        some = f"{{{inner}}}"
    else:
        some = literal(otherwise(named), named)
    return f"[{some}]" if isinstance(nullable, GraphQLList) else some


def _within_argument(
    way: _Way, name: str, field: GraphQLField, argument: str, given: GraphQLArgument
) -> Iterator[Spot]:
    leads = get_named_type(field.type)
    below = "" if is_leaf_type(leads) else " { __typename }"
    others = _required(field, argument)
    opening = f"({others[1:-1]}, " if others else "("
    before, after = f"{way.before}{name}{opening}{argument}: ", f"){below}{way.after}"
    path = (way.type.name, name, argument)
    yield from _within(path, before, after, given.type, way.kind, frozenset())


def _within(  # noqa: PLR0917 -- a place is its surroundings
    path: tuple[str, ...],
    before: str,
    after: str,
    type_: GraphQLInputType,
    kind: str,
    above: frozenset[str],
    inside: str | None = None,
) -> Iterator[Spot]:
    """A place and those inside it; an object that stands within itself is not opened again."""
    yield Spot(path, before, after, type_, kind, inside)
    named = get_named_type(type_)
    if not isinstance(named, GraphQLInputObjectType):
        return
    nested = _below_the_root(path)
    if named.name in above or len(above) >= (1 if nested else DEEPEST):
        return
    listed = isinstance(_nullable(type_), GraphQLList)
    for name, field in named.fields.items():
        others = "".join(
            f"{other}: {_some(each.type)}, "
            for other, each in named.fields.items()
            if other != name and is_required_input_field(each)
        )
        opening, closing = ("[{", "}]") if listed else ("{", "}")
        yield from _within(
            (*path, name),
            f"{before}{opening}{others}{name}: ",
            f"{closing}{after}",
            field.type,
            kind,
            above | {named.name},
            named.name,
        )


def _below_the_root(path: tuple[str, ...]) -> bool:
    """Whether a place is below the root; what its input objects hold is opened at the root."""
    return path[0] not in {"Query", "Mutation", "Subscription"}


def first_of_each(found: Iterable[Spot]) -> Iterator[Spot]:
    """The first place of each sort."""
    met = set[tuple[str, ...]]()
    for spot in found:
        if spot.sort not in met:
            met.add(spot.sort)
            yield spot


def sent(value: object) -> Any:
    """A value as JSON brings it: whole numbers beyond 64 bits are read as others."""
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**64:
        return float(value)
    return value
