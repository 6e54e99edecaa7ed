"""Answers operations whose root fields all show nodes, without graphql-core's executor.

Nothing is resolved or completed below such a field, so an executor would only hand its answer on.
Whatever is not plain is left to the executor: other fields, fragments and directives at the root,
variables and arguments that cannot be. Where a field fails or its data have faults, the executor is
given what was found, and tells errors and nulls as it does for all others.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    get_argument_values,
    get_variable_values,
    print_ast,
)
from graphql.execution.values import VariableValues
from graphql.pyutils import Path, gather_with_cancel

from resolvers.collecting import declared, response_key
from resolvers.context import Context
from resolvers.shaped import ASKS, Finished, Found

NO_VARIABLES = VariableValues({}, {})
PLAIN: Mapping[str, type] = {
    each + mark: class_
    for each, class_ in {"ID": str, "String": str, "Boolean": bool}.items()
    for mark in ("", "!")
}
"""Types whose values of such a class are coerced to themselves."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root field that shows nodes, and all of its resolver's account that no request changes."""

    key: str
    field: GraphQLField
    node: FieldNode
    resolve: Callable[[None, Any], Awaitable[Finished]]
    before: tuple[Any, ...]

    def can_be(self, variables: VariableValues) -> bool:
        """Whether the executor finds nothing wrong with the field's arguments."""
        try:
            get_argument_values(self.field, self.node, variables)
        except GraphQLError:
            return False
        return True

    async def found(self, coerced: dict[str, Any], context: Context) -> Finished | Exception:
        """The field's answer, or what its resolver raises."""
        account = (*self.before, coerced, context, _never, None, None)
        try:
            return await self.resolve(None, cast("Any", GraphQLResolveInfo._make(account)))
        except Exception as error:  # noqa: BLE001 -- told by the executor, which is given it
            return error


class Straight:
    """An operation that is answered root field by root field."""

    def __init__(
        self, schema: GraphQLSchema, operation: OperationDefinitionNode, roots: tuple[Root, ...]
    ) -> None:
        self._schema = schema
        self._declared = tuple(operation.variable_definitions or ())
        self._roots = roots
        self._plain = tuple(
            (each.variable.name.value, PLAIN.get(print_ast(each.type), _Nothing))
            for each in self._declared
        )
        self._plain_can_be = not self._declared

    async def found(self, variables: dict[str, Any], context: Context) -> Found | None:
        """The answer of each root field; None where the executor has to refuse something first."""
        coerced = self._coerced(variables)
        if coerced is None:
            return None
        if len(self._roots) == 1:
            (root,) = self._roots
            return Found({root.key: await root.found(coerced, context)})
        answers = await gather_with_cancel(*(each.found(coerced, context) for each in self._roots))
        return Found(zip((each.key for each in self._roots), answers, strict=True))

    def _coerced(self, variables: dict[str, Any]) -> dict[str, Any] | None:
        """The variables as the executor coerces them; None when it finds something wrong."""
        plain = self._plainly(variables)
        if plain is not None and self._plain_can_be:
            return plain
        read = get_variable_values(self._schema, self._declared, variables)
        if isinstance(read, list) or not all(each.can_be(read) for each in self._roots):
            return None
        self._plain_can_be = self._plain_can_be or read.coerced == plain
        return read.coerced

    def _plainly(self, variables: dict[str, Any]) -> dict[str, Any] | None:
        """The variables where each is given, and is of its type as it stands; else None.

        Whether arguments can be is the same for all such variables, so it is asked only once.
        """
        plain: dict[str, Any] = {}
        for name, class_ in self._plain:
            value = variables.get(name)
            if value.__class__ is not class_:
                return None
            plain[name] = value
        return plain


def straight_operations(
    schema: GraphQLSchema, document: DocumentNode
) -> dict[str | None, Straight]:
    """The operations of a valid document that are answered so, by name; the only one by None too."""
    operations = [
        each for each in document.definitions if isinstance(each, OperationDefinitionNode)
    ]
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    found: dict[str | None, Straight] = {}
    for operation in operations:
        straight = _straight(schema, operation, fragments)
        if straight is not None:
            found[operation.name.value if operation.name else None] = straight
            if len(operations) == 1:
                found[None] = straight
    return found


def _straight(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> Straight | None:
    type_ = schema.query_type
    if operation.operation is not OperationType.QUERY or operation.directives or type_ is None:
        return None
    roots: dict[str, Root] = {}
    for each in operation.selection_set.selections:
        root = _root(schema, type_, operation, each, fragments)
        if root is None or root.key in roots:
            return None
        if not operation.variable_definitions and not root.can_be(NO_VARIABLES):
            return None
        roots[root.key] = root
    return Straight(schema, operation, tuple(roots.values()))


def _root(
    schema: GraphQLSchema,
    type_: GraphQLObjectType,
    operation: OperationDefinitionNode,
    node: SelectionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> Root | None:
    if not isinstance(node, FieldNode) or node.directives:
        return None
    field = type_.fields.get(node.name.value)
    if field is None or field.resolve is None or ASKS not in declared(field).metadata:
        return None
    key = response_key(node)
    path = Path(None, key, type_.name)
    name = node.name.value
    before = (name, [node], field.type, type_, path, schema, fragments, None, operation)
    return Root(key, field, node, field.resolve, before)


class _Nothing:
    """The class of no value."""


def _never(_: object) -> bool:
    return False
