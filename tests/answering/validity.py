"""Whether an answer is one that its operation and the schema allow, key by key and in their order.

It reads the answer alone: what is true of the city is the oracle's business.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_directive_values,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    parse,
)
from graphql.execution.values import VariableValues, get_variable_values

TYPE_NAME = "__typename"


def faults(
    schema: GraphQLSchema, text: str, data: Any, variables: Mapping[str, Any] | None = None
) -> list[str]:
    """What is wrong with the data of an answer, each with its path; nothing when it is sound."""
    document = parse(text)
    (operation,) = [each for each in document.definitions if _is_operation(each)]
    coerced = get_variable_values(
        schema, operation.variable_definitions or (), dict(variables or {})
    )
    assert isinstance(coerced, VariableValues), coerced
    fragments = {
        each.name.value: each
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    judge = _Judge(schema, fragments, coerced)
    return [*judge.of_object(schema.query_type, [operation.selection_set], data, "data")]


def _is_operation(definition: Any) -> bool:
    return isinstance(definition, OperationDefinitionNode)


@dataclass(frozen=True)
class _Judge:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues

    def of_object(
        self, type_: Any, sets: list[SelectionSetNode], value: Any, path: str
    ) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{path} is no object"
            return
        asked: dict[str, list[FieldNode]] = {}
        for each in sets:
            self._collect(type_, each, asked)
        if [*value] != [*asked]:
            yield f"{path} has {[*value]}, asked for {[*asked]}"
            return
        for key, nodes in asked.items():
            name = nodes[0].name.value
            if name == TYPE_NAME:
                if value[key] != type_.name:
                    yield f"{path}.{key} is {value[key]!r}, not {type_.name}"
                continue
            inner = [node.selection_set for node in nodes if node.selection_set]
            yield from self._of(type_.fields[name].type, inner, value[key], f"{path}.{key}")

    def _of(self, type_: Any, sets: list[SelectionSetNode], value: Any, path: str) -> Iterator[str]:
        if is_non_null_type(type_):
            if value is None:
                yield f"{path} is null"
                return
            type_ = type_.of_type
        if value is None:
            return
        if is_list_type(type_):
            if not isinstance(value, list):
                yield f"{path} is no list"
                return
            for place, item in enumerate(value):
                yield from self._of(type_.of_type, sets, item, f"{path}[{place}]")
        elif is_object_type(type_):
            yield from self.of_object(type_, sets, value, path)
        elif is_abstract_type(type_):
            tried = [
                [*self.of_object(each, sets, value, path)]
                for each in self.schema.get_possible_types(type_)
            ]
            yield from min(tried, key=len)
        elif not _fits(type_, value):
            yield f"{path} is {value!r}, no {type_.name}"

    def _collect(
        self,
        type_: GraphQLObjectType,
        selected: SelectionSetNode,
        asked: dict[str, list[FieldNode]],
    ) -> None:
        for each in selected.selections:
            if self._is_left_out(each):
                continue
            if isinstance(each, FieldNode):
                key = each.alias.value if each.alias else each.name.value
                asked.setdefault(key, []).append(each)
                continue
            fragment: Any = (
                each if isinstance(each, InlineFragmentNode) else self.fragments[each.name.value]
            )
            if self._applies(fragment, type_):
                self._collect(type_, fragment.selection_set, asked)

    def _applies(self, fragment: Any, type_: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        condition: Any = self.schema.type_map[fragment.type_condition.name.value]
        return condition is type_ or (
            is_abstract_type(condition) and self.schema.is_sub_type(condition, type_)
        )

    def _is_left_out(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return bool(skip and skip["if"]) or bool(include and not include["if"])


def _fits(type_: Any, value: Any) -> bool:
    if isinstance(type_, GraphQLEnumType):
        return value in type_.values
    if isinstance(value, bool):
        return type_.name == "Boolean"
    match type_.name:
        case "Int":
            return isinstance(value, int) and -(2**31) <= value < 2**31
        case "Float":
            return isinstance(value, (int, float))
        case "ID" | "String":
            return isinstance(value, str)
        case "Date":
            return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
        case "DateTime":
            return (
                isinstance(value, str)
                and value.endswith("Z")
                and datetime.fromisoformat(value).tzinfo is not None
            )
    return False
