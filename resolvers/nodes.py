"""Answers the root fields that show nodes: one statement each, at any depth."""

from collections.abc import Callable
from typing import Any, cast

from graphql import GraphQLResolveInfo
from strawberry import Info

from graph.careful import careful
from graph.compile import compile_ask
from graph.plan import Plan
from graph.shape import Broken, Shape, Sizes
from graph.shaper import shaper
from graph.want import AnyById, AnyByIds, ById, Fixed, PageOf, RootAsk
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.selection import Selection, object_type
from resolvers.shaped import Finished

Raw = GraphQLResolveInfo[Context]
Shaper = Callable[[Any, Sizes], Any]
AskOf = Callable[[Selection, Raw], RootAsk]


async def answer(info: Info[Context, None], ask_of: AskOf) -> Finished:
    """The finished answer of a root field; raises what a client may read."""
    with failing_clearly():
        return await _answer(info.context, raw_of(info), ask_of)


async def _answer(context: Context, raw: Raw, ask_of: AskOf) -> Finished:
    variables: dict[str, Any] = raw.variable_values  # pyright: ignore[reportAssignmentType] -- Strawberry hands on the coerced values

    def make() -> tuple[Plan[Shape], Shaper]:
        ask = ask_of(Selection(raw.schema, raw.fragments, variables), raw)
        plan = compile_ask(ask, context.plans.policy, context.viewer)
        return plan, shaper(plan.shape)

    plan, shape = context.plans.find(
        raw.field_nodes, raw.operation, variables, context.viewer, make
    )
    sizes = plan.sizes(variables)
    rows = await context.gateway.read(plan.statement(variables, context.today))
    row = rows[0][0] if rows else None
    try:
        return Finished(shape(row, sizes))
    except (Broken, KeyError):
        return Finished(*careful(plan.shape, row, sizes, tuple(raw.path.as_list())))


def raw_of(info: Info[Context, None]) -> Raw:
    """The executor's own account of the field: its syntax trees, with fragments and variables.

    Strawberry's `selected_fields` drops defaults and merges nothing, so the compiler reads these.
    """
    return cast("Raw", info._raw_info)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportUnknownMemberType] -- as above


def one_by_id(selection: Selection, raw: Raw) -> RootAsk:
    """One node of the field's type."""
    field = raw.parent_type.fields[raw.field_name]
    want = selection.want(object_type(field), raw.field_nodes)
    return ById(_argument(selection, raw, "id"), want)


def page_of(kind: str) -> AskOf:
    """A page of all nodes of a kind."""

    def ask(selection: Selection, raw: Raw) -> RootAsk:
        field = raw.parent_type.fields[raw.field_name]
        asked = selection.ask(field, raw.field_nodes)
        return PageOf(kind, asked, selection.parts(object_type(field), raw.field_nodes))

    return ask


def any_by_id(selection: Selection, raw: Raw) -> RootAsk:
    """One node of whichever kind."""
    return AnyById(_argument(selection, raw, "id"), _every_want(selection, raw))


def any_by_ids(selection: Selection, raw: Raw) -> RootAsk:
    """Nodes of whichever kind, in the order of their ids."""
    return AnyByIds(_argument(selection, raw, "ids"), _every_want(selection, raw))


def _every_want(selection: Selection, raw: Raw) -> Any:
    node = raw.schema.get_type("Node")
    kinds = raw.schema.get_possible_types(node)  # pyright: ignore[reportArgumentType] -- Node is an interface
    return tuple(selection.want(kind, raw.field_nodes) for kind in kinds)


def _argument(selection: Selection, raw: Raw, name: str) -> Any:
    field = raw.parent_type.fields[raw.field_name]
    return selection.argument(field, raw.field_nodes[0], name) or Fixed(None)
