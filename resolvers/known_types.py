"""What the limits ask of the schema: which types are pages or groups, and what a field leads to."""

from typing import TypeGuard, cast

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_abstract_type,
)

Composite = GraphQLObjectType | GraphQLInterfaceType
Reached = GraphQLNamedType | None
PAGE_FIELDS = {"edges", "pageInfo"}
GROUPS = "groups"
ENTRIES = "entries"
WHOLE_FIELDS = {"aggregate", GROUPS}
"""The fields of a page that tell of the whole list: there is one of each, whatever the page."""


class KnownTypes:
    """The schema's types, by what they are to an operation's size."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        composites = [each for each in schema.type_map.values() if has_fields(each)]
        pages = [each for each in composites if each.fields.keys() >= PAGE_FIELDS]
        self.connections = frozenset(each.name for each in pages)
        self.edges = frozenset(_named(each.fields["edges"].type).name for each in pages)
        told = [each.fields.get(name) for each in pages for name in WHOLE_FIELDS]
        whole = [each for each in map(reached, told) if has_fields(each)]
        lists = [each for each in whole if ENTRIES in each.fields]
        self.groups = frozenset(each.name for each in lists)
        entries = [_named(each.fields[ENTRIES].type).name for each in lists]
        self.whole = frozenset([*(each.name for each in whole), *entries])

    def named(self, name: str) -> Reached:
        """The type of this name; None when there is none."""
        return self.schema.type_map.get(name)

    def field(self, parent: Reached, name: str) -> GraphQLField | None:
        """The field of a type; None for what the schema does not know, and for `__typename`."""
        if not has_fields(parent):
            return None
        found = parent.fields.get(name)
        if found is None and name in {"__schema", "__type"}:
            return self.schema.get_field(parent, name)
        return found

    def narrowed(self, type_: Reached, condition: str) -> Reached:
        """What a fragment on `condition` selects from, where a `type_` is selected from."""
        named = self.named(condition)
        return type_ if has_fields(type_) and is_abstract_type(named) else named


def has_fields(type_: Reached) -> TypeGuard[Composite]:
    """Whether it is an object type or an interface."""
    return isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)


def reached(field: GraphQLField | None) -> Reached:
    """The type a field leads to, through lists and non-nulls; None for an unknown field."""
    return None if field is None else _named(cast("object", field.type))  # pyright: ignore[reportUnknownMemberType] -- graphql-core's wrappers are generic without arguments


def gives_list(field: GraphQLField) -> bool:
    """Whether a field leads to a list, may that be null or not."""
    return _is_list(cast("object", field.type))  # pyright: ignore[reportUnknownMemberType] -- the same


def takes_list(argument: GraphQLArgument) -> bool:
    """Whether an argument is a list, may that be null or not."""
    return _is_list(cast("object", argument.type))  # pyright: ignore[reportUnknownMemberType] -- the same


def wrappers(field: GraphQLField) -> int:
    """How many lists and non-nulls are around the type a field leads to."""
    type_, count = cast("object", field.type), 0  # pyright: ignore[reportUnknownMemberType] -- the same
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        type_, count = cast("object", type_.of_type), count + 1  # pyright: ignore[reportUnknownMemberType] -- the same
    return count


def _is_list(type_: object) -> bool:
    if isinstance(type_, GraphQLNonNull):
        type_ = cast("object", type_.of_type)  # pyright: ignore[reportUnknownMemberType] -- the same
    return isinstance(type_, GraphQLList)


def _named(type_: object) -> GraphQLNamedType:
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        type_ = cast("object", type_.of_type)  # pyright: ignore[reportUnknownMemberType] -- the same
    return cast("GraphQLNamedType", type_)
