"""The same operation written otherwise: whoever asks in either way is owed the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    Node,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    value_from_ast_untyped,
    visit,
)
from graphql.language import ArgumentNode
from hypothesis import strategies as st

AGAIN = "_again"
FLAGS = (("$yes", "$yes: Boolean!", True), ("$no", "$no: Boolean! = false", None))
"""Variables of the directives: as the operation has them, as it declares them, as they are sent."""


@dataclass(frozen=True)
class Rewritten:
    """An operation, and the same written otherwise with the variables it then needs."""

    plain: str
    otherwise: str
    variables: dict[str, Any]


@dataclass(frozen=True)
class Ways:
    """What may be done besides moving fields into fragments, repeating and renaming them."""

    variables: bool = False
    directives: bool = False
    order: bool = False


EVERY_WAY = Ways(variables=True, directives=True, order=True)


def rewritten(
    draw: st.DrawFn, schema: GraphQLSchema, text: str, ways: Ways = EVERY_WAY
) -> Rewritten:
    """An operation without variables, rewritten in ways that are drawn."""
    types = TypeInfo(schema)
    document = parse(text)
    values = _ToVariables(draw, types)
    if ways.variables:
        document = visit(document, TypeInfoVisitor(types, values))
    rewriting = _Rewriting(draw, types, ways)
    document = visit(document, TypeInfoVisitor(types, rewriting))
    body = "\n".join([print_ast(document), *map(print_ast, rewriting.fragments)])
    used = [(name, told, value) for name, told, value in FLAGS if name in body]
    declared = [*values.declared, *(told for _, told, _ in used)]
    head = f"query({', '.join(declared)}) " if declared else ""
    given = {name[1:]: value for name, _, value in used if value is not None}
    return Rewritten(text, head + body, values.given | given)


def named_as_before(value: Any) -> Any:
    """An answer with the names it would have had, had they not been renamed."""
    if isinstance(value, list):
        return [named_as_before(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    return {key.removesuffix(AGAIN): named_as_before(each) for key, each in value.items()}


class _Rewriting(Visitor):
    """Moves fields into fragments, repeats them, renames them in the answer, turns them about."""

    def __init__(self, draw: st.DrawFn, types: TypeInfo, ways: Ways) -> None:
        super().__init__()
        self.fragments: list[FragmentDefinitionNode] = []
        self._draw = draw
        self._types = types
        self._ways = ways

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        type_ = self._types.get_parent_type()
        assert type_ is not None
        condition = NamedTypeNode(name=NameNode(value=type_.name))
        written: list[Any] = []
        for each in node.selections:
            inner = SelectionSetNode(selections=(each,))
            match self._draw(st.integers(0, 4)):
                case 0:
                    written.append(self._inline(condition, inner))
                case 1:
                    written.append(self._inline(None, inner))
                case 2:
                    written += [each, each]
                case 3:
                    name = NameNode(value=f"f{len(self.fragments)}")
                    self.fragments.append(
                        FragmentDefinitionNode(
                            name=name,
                            type_condition=condition,
                            selection_set=inner,
                            variable_definitions=(),
                            directives=(),
                        )
                    )
                    written += [
                        FragmentSpreadNode(name=name, directives=self._always()) for _ in range(2)
                    ]
                case _:
                    written.append(each)
        if self._ways.order:
            written = self._draw(st.permutations(written))
        return SelectionSetNode(selections=tuple(written))

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode:
        key = node.alias.value if node.alias else node.name.value
        return FieldNode(
            name=node.name,
            alias=NameNode(value=f"{key}{AGAIN}"),
            arguments=node.arguments,
            directives=(*(node.directives or ()), *self._always(node)),
            selection_set=node.selection_set,
        )

    def _inline(
        self, condition: NamedTypeNode | None, inner: SelectionSetNode
    ) -> InlineFragmentNode:
        return InlineFragmentNode(
            type_condition=condition, directives=self._always(), selection_set=inner
        )

    def _always(self, field: FieldNode | None = None) -> tuple[DirectiveNode, ...]:
        """Directives that leave nothing out, none that the field has already."""
        if not self._ways.directives:
            return ()
        had = {each.name.value for each in field.directives or ()} if field else set()
        drawn = self._draw(st.sampled_from(((), (), ("include",), ("skip",), ("skip", "include"))))
        return tuple(_directive(name) for name in drawn if name not in had)


def _directive(name: str) -> DirectiveNode:
    variable = VariableNode(name=NameNode(value="yes" if name == "include" else "no"))
    argument = ArgumentNode(name=NameNode(value="if"), value=variable)
    return DirectiveNode(name=NameNode(value=name), arguments=(argument,))


class _ToVariables(Visitor):
    """Makes variables of values, each given with the request or as a default."""

    def __init__(self, draw: st.DrawFn, types: TypeInfo) -> None:
        super().__init__()
        self.declared: list[str] = []
        self.given: dict[str, Any] = {}
        self._draw = draw
        self._types = types

    def enter_string_value(self, node: Node, *_: Any) -> Any:
        return self._variable(node)

    enter_int_value = enter_string_value
    enter_float_value = enter_string_value
    enter_boolean_value = enter_string_value
    enter_enum_value = enter_string_value
    enter_list_value = enter_string_value
    enter_object_value = enter_string_value

    def _variable(self, node: Any) -> VariableNode | None:
        how = self._draw(st.integers(0, 3))
        types = self._types
        is_list = isinstance(node, ListValueNode)  # whose items are what TypeInfo then speaks of
        type_ = types.get_parent_input_type() if is_list else types.get_input_type()
        if how > 1 or type_ is None or types.get_directive() is not None:
            return None
        name = f"v{len(self.declared)}"
        declared = f"${name}: {str(type_).removesuffix('!')}!"
        if how == 0:
            self.given[name] = value_from_ast_untyped(node)
        else:
            declared += f" = {print_ast(node)}"
        self.declared.append(declared)
        return VariableNode(name=NameNode(value=name))
