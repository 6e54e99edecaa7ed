"""Where in an operation an argument stands that cannot be: its field, its path and its place in the text.

A root field is compiled and its values are read as one, so a refusal does not know which of the fields
below it caused it. It is looked for afterwards, when there is time: each field that has arguments is
asked for alone, the outer ones first, and the first to be refused for the same reason is the one.
"""

# graphql-core's wrapping types are generic and given without their arguments
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    Node,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_object_type,
)
from graphql import get_nullable_type as without_null

from graph.compile import compile_ask
from graph.cursor import SEAL
from graph.errors import BadInput
from graph.want import RootAsk
from resolvers.collecting import TYPE_NAME, Fields
from resolvers.context import Context
from resolvers.failures import shown_to_client
from resolvers.selection import Selection

MOST_TRIED = 12
"""So many fields are tried: each takes a millisecond or two."""


def _field(name: str, selected: SelectionSetNode | None = None) -> SelectionNode:
    return FieldNode(name=NameNode(value=name), selection_set=selected)


_NAME = SelectionSetNode(selections=(_field(TYPE_NAME),))
_NODES = SelectionSetNode(selections=(_field("nodes", _NAME),))
Asked = Callable[[FieldNode], RootAsk]


@dataclass(frozen=True)
class _Spot:
    """A field below the root: what leads to it, outermost first, the path of its first answer, and the
    least that can be selected of it.
    """

    way: tuple[tuple[str, FieldNode], ...]
    path: tuple[str | int, ...]
    least: SelectionSetNode | None

    @property
    def node(self) -> FieldNode:
        return self.way[-1][1]

    def asked_alone(self, root: FieldNode, node: FieldNode) -> FieldNode:
        """The root field with nothing below it but this one, as `node` has it."""
        inner = _with(node, self.least)
        for place in range(len(self.way) - 1, -1, -1):
            type_name, _ = self.way[place]
            typed = InlineFragmentNode(
                type_condition=NamedTypeNode(name=NameNode(value=type_name)),
                selection_set=SelectionSetNode(selections=(inner,)),
            )
            above = self.way[place - 1][1] if place else root
            inner = _with(above, SelectionSetNode(selections=(typed,)))
        return inner


def located(
    error: BadInput, raw: GraphQLResolveInfo[Context], selection: Selection, asked: Asked
) -> GraphQLError | BadInput:
    """The refusal with the path and place of the nested argument it is about; itself where it is the root's.

    `raw` is the executor's account of the root field, `asked` makes the ask of a root field.
    """
    root = raw.field_nodes[0]
    led_to = raw.parent_type.fields[raw.field_name].type

    def is_it(node: FieldNode) -> bool:
        return _refusal(node, asked, selection, raw.context) == error.message

    if is_it(_with(root, _least(get_named_type(led_to)))):
        return error
    spots = (
        spot
        for type_ in _possible(selection, led_to)
        for spot in _spots(selection, type_, raw.field_nodes)
    )
    for spot in islice(spots, MOST_TRIED):
        if is_it(spot.asked_alone(root, spot.node)):
            return GraphQLError(
                error.message,
                nodes=[_at_fault(spot, root, is_it)],
                path=[*raw.path.as_list(), *spot.path],
                extensions=shown_to_client(error).extensions,
            )
    return error


def _at_fault(spot: _Spot, root: FieldNode, is_it: Callable[[FieldNode], bool]) -> Node:
    """The argument without which nothing is refused; the field where there is no such one."""
    for each in spot.node.arguments or ():
        if not is_it(spot.asked_alone(root, _with(spot.node, None, without=each))):
            return each
    return spot.node


def _refusal(node: FieldNode, asked: Asked, selection: Selection, context: Context) -> str | None:
    """Why a root field cannot be asked so; None where it can be."""
    try:
        plan = compile_ask(asked(node), context.plans.policy, context.viewer)
        plan.sizes(selection.variables, context.seal)
        given = {**selection.variables, SEAL: context.seal}
        plan.statement(given, context.today, defaultdict(tuple))
    except (BadInput, GraphQLError) as error:
        return error.message
    return None


def _spots(
    selection: Selection,
    type_: GraphQLObjectType,
    fields: Fields,
    way: tuple[tuple[str, FieldNode], ...] = (),
    path: tuple[str | int, ...] = (),
) -> Iterator[_Spot]:
    """The fields with arguments below these, the outer before the inner."""
    for key, nodes in selection.under(type_, fields):
        node = nodes[0]
        if node.name.value == TYPE_NAME:
            continue
        field = type_.fields[node.name.value]
        here = (*way, (type_.name, node))
        led = (*path, key)
        if node.arguments:
            yield _Spot(here, led, _least(get_named_type(field.type)))
        if node.selection_set is None:
            continue
        below = (*led, 0) if is_list_type(without_null(field.type)) else led
        for inner in _possible(selection, field.type):
            yield from _spots(selection, inner, nodes, here, below)


def _least(type_: Any) -> SelectionSetNode | None:
    """The least that is selected of a type: of a list its nodes, or it would not be read."""
    if not is_composite_type(type_):
        return None
    return _NODES if "nodes" in getattr(type_, "fields", ()) else _NAME


def _possible(selection: Selection, type_: Any) -> Sequence[GraphQLObjectType]:
    named = get_named_type(type_)
    if is_abstract_type(named):
        return selection.schema.get_possible_types(named)
    return (named,) if is_object_type(named) else ()


def _with(node: FieldNode, selected: SelectionSetNode | None, *, without: Any = None) -> FieldNode:
    return FieldNode(
        name=node.name,
        alias=node.alias,
        arguments=tuple(each for each in node.arguments or () if each is not without),
        directives=(),
        selection_set=selected,
        loc=node.loc,
    )
