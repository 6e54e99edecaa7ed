"""All that a schema lets somebody ask of rows, written out: nothing here is left to chance.

Each operation is complete of its sort: every value and every step of a kind, every group, every
node by its id. What inquiries answer has tests of its own.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from graph.kinds.all import MODEL
from resolvers.collecting import declared
from resolvers.shown import MARK, ShowsInquiry

LARGEST_PAGE = 100
NEAR = 3


def kinds(schema: GraphQLSchema) -> dict[str, str]:
    """The root list of each kind that the schema has."""
    assert schema.query_type is not None
    lists = {str(field.type): name for name, field in schema.query_type.fields.items()}
    return {
        kind.name: lists[f"{kind.name}Connection"]
        for kind in MODEL.kinds
        if f"{kind.name}Connection" in lists
    }


def listed(schema: GraphQLSchema, kind: str, page: str) -> str:
    """A page of a kind's own list, by its arguments: every value of each row."""
    rows = f"nodes {{ {' '.join(values(object_of(schema, kind)))} }}"
    return f"{{ {kinds(schema)[kind]}({page}) {{ {rows} pageInfo {{ hasNextPage endCursor }} }} }}"


def summed(schema: GraphQLSchema, kind: str) -> str:
    """What the whole list of a kind comes to."""
    return f"{{ {kinds(schema)[kind]} {{ totalCount {_aggregate(schema, kind)} }} }}"


def searched(text: str) -> str:
    """What a word finds, the closest first."""
    what = "totalCount edges { closeness node { __typename ... on Node { id } } }"
    return f'{{ search(text: "{text}", first: {LARGEST_PAGE}) {{ {what} }} }}'


def stepped(schema: GraphQLSchema, kind: str, ids: Sequence[str]) -> Iterator[str]:
    """Some nodes of a kind: every value; then, step by step, what is found there."""
    type_ = object_of(schema, kind)
    led = [_step(schema, name, field) for name, field in steps(type_)]
    for asked in (" ".join(values(type_)), *led):
        inner = f"... on {kind} {{ id {asked} }}"
        yield f"{{ nodes(ids: {quoted(ids)}) {{ __typename {inner} }} }}"


def grouped(schema: GraphQLSchema, kind: str) -> Iterator[str]:
    """The whole list parted by each thing that it can be grouped by, in each way."""
    by = schema.type_map.get(f"{kind}GroupBy")
    if not isinstance(by, GraphQLInputObjectType):
        return
    keys = object_of(schema, f"{kind}GroupKey").fields
    for name, field in by.fields.items():
        for way in cast("GraphQLEnumType", get_named_type(field.type)).values:
            key = name if is_leaf_type(get_named_type(keys[name].type)) else f"{name} {{ id }}"
            entries = f"totalCount entries {{ count key {{ {key} }} }}"
            groups = f"groups(by: [{{{name}: {way}}}], first: {LARGEST_PAGE}) {{ {entries} }}"
            yield f"{{ {kinds(schema)[kind]}(first: 1) {{ {groups} }} }}"


def sorted_by(schema: GraphQLSchema, kind: str) -> Iterator[str]:
    """The first rows of the list by everything that it can be sorted by, either way."""
    order = schema.type_map.get(f"{kind}Order")
    if not isinstance(order, GraphQLInputObjectType):
        return
    for name, field in order.fields.items():
        inner = get_named_type(field.type)
        ways = ("ASC", "DESC")
        if isinstance(inner, GraphQLInputObjectType):
            ways = tuple(f"{{{each}: {way}}}" for each in inner.fields for way in ways)
        for way in ways:
            yield f"{{ {kinds(schema)[kind]}(first: 20, orderBy: [{{{name}: {way}}}]) {{ nodes {{ id }} }} }}"


def by_ids(ids: Sequence[str]) -> str:
    """Nodes by their ids, whichever kind they are of."""
    return f"{{ nodes(ids: {quoted(ids)}) {{ __typename id }} }}"


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many ids at a time as one operation may ask for."""
    for start in range(0, len(ids), LARGEST_PAGE):
        yield ids[start : start + LARGEST_PAGE]


def object_of(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    type_ = schema.type_map[name]
    assert isinstance(type_, GraphQLObjectType)
    return type_


def values(type_: GraphQLObjectType) -> list[str]:
    names = [
        name for name, field in type_.fields.items() if is_leaf_type(get_named_type(field.type))
    ]
    if "position" in type_.fields:
        names.append("position { latitude longitude }")
    return names


def steps(type_: GraphQLObjectType) -> Iterator[tuple[str, GraphQLField]]:
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        inquiry = isinstance(declared(field).metadata.get(MARK), ShowsInquiry)
        if not (is_leaf_type(inner) or inquiry or name == "position"):
            yield name, field


def _step(schema: GraphQLSchema, name: str, field: GraphQLField) -> str:
    inner = get_named_type(field.type)
    if not isinstance(inner, GraphQLObjectType):
        return f"{name} {{ __typename ... on Node {{ id }} }}"
    if not inner.name.endswith("Connection"):
        return f"{name} {{ {' '.join(values(inner))} }}"
    edge = object_of(schema, get_named_type(inner.fields["edges"].type).name)
    facts = [each for each in values(edge) if each != "cursor"]
    node = get_named_type(edge.fields["node"].type)
    found = "__typename ... on Node { id }" if is_abstract_type(node) else "id"
    counted = "totalCount" if "totalCount" in inner.fields else ""
    return f"{name}(first: {NEAR}) {{ {counted} edges {{ {' '.join(facts)} node {{ {found} }} }} }}"


def _aggregate(schema: GraphQLSchema, kind: str) -> str:
    type_ = schema.type_map.get(f"{kind}Aggregate")
    if not isinstance(type_, GraphQLObjectType):
        return ""
    written = values(type_)
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if isinstance(inner, GraphQLObjectType):
            written.append(f"{name} {{ {' '.join(inner.fields)} }}")
    return f"aggregate {{ {' '.join(written)} }}"


def quoted(ids: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{each}"' for each in ids) + "]"
