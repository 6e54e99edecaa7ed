"""Collects the fields of a selection, as the specification says.

Fragments are expanded where their type fits, fields of one response key merged, `@skip` and
`@include` obeyed. With `selection`, the only reader of graphql-core's syntax trees.
"""

# graphql-core's wrapping types are generic and given without their arguments
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionSetNode,
    get_argument_values,
    get_directive_values,
    get_named_type,
    is_abstract_type,
    is_object_type,
)
from graphql.execution.values import VariableValues
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from resolvers.shown import MARK, Shows, Tells

TYPE_NAME = "__typename"
Fields = Sequence[FieldNode]


@dataclass(frozen=True)
class Collecting:
    """One operation's way of asking: its schema, its fragments and its coerced variables."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def under(self, type_: GraphQLObjectType, fields: Fields) -> Iterator[tuple[str, Fields]]:
        """What these fields, merged, select of the type: fields by response key, in order."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        for field in fields:
            if field.selection_set is not None:
                self._collect(type_, field.selection_set, found, spread)
        for key, nodes in found.items():
            self._demand_arguments(type_, nodes[0])
            yield key, nodes

    def _demand_arguments(self, type_: GraphQLObjectType, node: FieldNode) -> None:
        """Refuse arguments that cannot be with these variables, as the executor does at a root.

        Raises `GraphQLError`.
        """
        if node.arguments:
            get_argument_values(type_.fields[node.name.value], node, self.variable_values())

    def _collect(
        self,
        type_: GraphQLObjectType,
        selected: SelectionSetNode,
        found: dict[str, list[FieldNode]],
        spread: set[str],
    ) -> None:
        """Add the fields that apply to the type; a fragment spread twice adds nothing new."""
        for each in selected.selections:
            if not self._is_included(each):
                continue
            if isinstance(each, FieldNode):
                found.setdefault(response_key(each), []).append(each)
            elif isinstance(each, InlineFragmentNode):
                if self._fits(type_, each.type_condition):
                    self._collect(type_, each.selection_set, found, spread)
            elif isinstance(each, FragmentSpreadNode):
                if each.name.value in spread:
                    continue
                spread.add(each.name.value)
                fragment = self.fragments[each.name.value]
                if self._fits(type_, fragment.type_condition):
                    self._collect(type_, fragment.selection_set, found, spread)

    def _is_included(self, node: Any) -> bool:
        values = self.variable_values()
        skip = get_directive_values(GraphQLSkipDirective, node, values)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, values)
        return not include or bool(include["if"])

    def _fits(self, type_: GraphQLObjectType, condition: NamedTypeNode | None) -> bool:
        if condition is None or condition.name.value == type_.name:
            return True
        named = self.schema.get_type(condition.name.value)
        return is_abstract_type(named) and self.schema.is_sub_type(named, type_)

    def variable_values(self) -> VariableValues:
        """The variables as graphql-core reads them."""
        return VariableValues({}, dict(self.variables))


def response_key(node: FieldNode) -> str:
    """The name of a field in the answer: its alias, else its own."""
    return node.alias.value if node.alias else node.name.value


def object_type(field: GraphQLField) -> GraphQLObjectType:
    """The object type a field leads to, through lists and non-nulls."""
    named = get_named_type(cast("Any", field.type))
    if not is_object_type(named):
        raise AssertionError(f"{named} is not an object type")
    return named


def shown(field: GraphQLField) -> Shows:
    """What a field of a kind's type shows of the graph."""
    return cast("Shows", declared(field).metadata[MARK])


def declared(field: GraphQLField) -> StrawberryField:
    """The declaration a field was made from."""
    return field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]


def told_by(field: GraphQLField) -> Tells:
    """What a field of a record's type tells."""
    return cast("Tells", declared(field).metadata[MARK])
