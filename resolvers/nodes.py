"""Answers the root fields that show nodes: one statement each, at any depth."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType, GraphQLResolveInfo
from strawberry import Info

from audit.entry import Verb
from graph.careful import careful
from graph.compile import compile_ask
from graph.errors import BadInput
from graph.plan import Plan
from graph.shape import Broken, Shape, Sizes
from graph.shaper import shaper
from graph.want import (
    AnyById,
    AnyByIds,
    ById,
    Fixed,
    Given,
    PageOf,
    PropertyAsk,
    RootAsk,
    Search,
    Slot,
    Want,
)
from resolvers.collecting import object_type
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.locating import located
from resolvers.selection import Selection
from resolvers.shaped import Finished, Found

ABOUT = "@about"
"""The slot of an id that comes from no argument; no variable can have this name."""

Raw = GraphQLResolveInfo[Context]
Shaper = Callable[[Any, Sizes], Any]
AskOf = Callable[[Selection, Raw], RootAsk]


def answering(ask_of: AskOf) -> Callable[..., Awaitable[Finished]]:
    """A resolver of graphql-core's for a root field that shows nodes: it gives the finished answer.

    It raises what a client may read. What its operation has found already it hands on. Arguments are read from the selection, so nothing is made of
    those it is called with.
    """

    async def resolve(found: Found | None, raw: Raw, **_arguments: Any) -> Finished:
        if found is not None:
            return found.answer(str(raw.path.key))
        with failing_clearly():
            try:
                return await _answer(raw.context, raw, ask_of)
            except BadInput as error:
                raise _located(error, raw, ask_of) from error

    return resolve


def _located(error: BadInput, raw: Raw, ask_of: AskOf) -> Exception:
    """The refusal with the place of the argument it is about, where it stands below the root."""
    selection = selection_of(raw)
    return located(
        error, raw, selection, lambda node: ask_of(selection, raw._replace(field_nodes=[node]))
    )


async def answer_about(info: Info[Context, None], node: str) -> Finished:
    """The finished answer of a field below a root field, about the node with this id."""
    raw = raw_of(info)
    want_of = _about(object_type(raw.parent_type.fields[raw.field_name]), raw.field_nodes)
    with failing_clearly():
        return await _answer(info.context, raw, want_of, about=node)


async def answers_about(
    info: Info[Context, None], today: date, field_name: str, node: str
) -> dict[str, Finished] | None:
    """Answers about a node for every field of that name asked below a root field, by key.

    None when there is no such node for this viewer. One statement a field, or one when none of them
    is asked: whose node it is is on record then too, since that it is there is told.
    """
    raw = raw_of(info)
    type_ = object_type(raw.parent_type.fields[raw.field_name])
    asked = type_.fields[field_name]
    selection = selection_of(raw)
    found: dict[str, Finished] = {}
    async with replace(info.context, today=today) as context:
        for key, fields in selection.under(type_, raw.field_nodes):
            if fields[0].name.value == field_name:
                want_of = _about(object_type(asked), fields)
                found[key] = await _answer(
                    context, raw, want_of, about=node, fields=fields, path=[raw.field_name, key]
                )
                if found[key].data is None and not found[key].faults:
                    return None
        if not found:
            kind = object_type(asked).name
            whose = await whose_is(context, kind, node)
            if whose is None:
                return None
            await context.record(Verb.READ, f"{kind}_by_id", whose)
    return found


async def is_there(context: Context, kind: str, node: str) -> bool:
    """Whether this viewer sees a node of that kind with this id; nothing stays open of the look."""
    return await whose_is(context, kind, node) is not None


async def whose_is(context: Context, kind: str, node: str) -> Collection[str] | None:
    """Whose data a node of that kind is, as it is recorded; None when this viewer sees none with this
    id. Nothing stays open of the look.
    """
    ask = ById(Slot(ABOUT), Want(kind, (PropertyAsk("id", "id"),)))
    plan = compile_ask(ask, context.plans.policy, context.viewer)
    given = {ABOUT: node}
    async with replace(context) as own:
        row = (await own.row(plan, given)).row
    if row is None:
        return None
    sizes = plan.sizes(given, context.seal)
    shaper(plan.shape)(row, sizes)
    return sizes.whose


async def are_there(context: Context, kinds: Sequence[str], nodes: Sequence[str]) -> bool:
    """Whether this viewer sees a node of one of these kinds with each of these ids; as above."""
    if not nodes:
        return True
    wants = tuple(Want(kind, (PropertyAsk("id", "id"),)) for kind in kinds)
    plan = compile_ask(AnyByIds(Slot(ABOUT), wants), context.plans.policy, context.viewer)
    different = list(dict.fromkeys(nodes))
    async with replace(context) as own:
        row = (await own.row(plan, {ABOUT: different})).row
    return row is not None and len(row) == len(different)


def _about(type_: GraphQLObjectType, fields: Sequence[FieldNode]) -> AskOf:
    return lambda selection, _: ById(Slot(ABOUT), selection.want(type_, fields))


async def _answer(
    context: Context,
    raw: Raw,
    ask_of: AskOf,
    *,
    about: str | None = None,
    fields: Sequence[FieldNode] | None = None,
    path: list[Any] | None = None,
) -> Finished:
    variables = variables_of(raw)

    def make() -> tuple[tuple[Plan[Shape], Shaper], str]:
        ask = ask_of(selection_of(raw), raw)
        plan = compile_ask(ask, context.plans.policy, context.viewer)
        return (plan, shaper(plan.shape)), plan.text

    plan, shape = context.plans.find(
        raw.field_nodes if fields is None else fields,
        raw.operation,
        variables,
        context.viewer,
        make,
    )
    sizes = plan.sizes(variables, context.seal)
    given = variables if about is None else {**variables, ABOUT: about}
    looked = await context.row(plan, given)
    try:
        finished = Finished(shape(looked.row, sizes))
    except (Broken, KeyError):
        at = tuple(path or raw.path.as_list())
        finished = Finished(*careful(plan.shape, looked.row, sizes, at))
    await context.record(Verb.READ, plan.name, sizes.whose, looked.opening)
    return finished


def raw_of(info: Info[Context, None]) -> Raw:
    """The executor's own account of the field: its syntax trees, with fragments and variables.

    Strawberry's `selected_fields` drops defaults and merges nothing, so the compiler reads these.
    """
    return cast("Raw", info._raw_info)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportUnknownMemberType] -- as above


def variables_of(raw: Raw) -> dict[str, Any]:
    """The operation's variables, coerced."""
    return raw.variable_values  # pyright: ignore[reportReturnType] -- Strawberry hands on the coerced values


def selection_of(raw: Raw) -> Selection:
    """The reader of what the operation selects."""
    return Selection(raw.schema, raw.fragments, variables_of(raw))


def one_by_id(selection: Selection, raw: Raw) -> RootAsk:
    """One node of the field's type."""
    field = raw.parent_type.fields[raw.field_name]
    want = selection.want(object_type(field), raw.field_nodes)
    return ById(read_argument(selection, raw, "id"), want)


def page_of(kind: str) -> AskOf:
    """A page of all nodes of a kind."""

    def ask(selection: Selection, raw: Raw) -> RootAsk:
        field = raw.parent_type.fields[raw.field_name]
        asked = selection.ask(field, raw.field_nodes)
        return PageOf(kind, asked, selection.parts(object_type(field), raw.field_nodes))

    return ask


def any_by_id(selection: Selection, raw: Raw) -> RootAsk:
    """One node of whichever kind."""
    return AnyById(read_argument(selection, raw, "id"), every_want(selection, raw))


def any_by_ids(selection: Selection, raw: Raw) -> RootAsk:
    """Nodes of whichever kind, in the order of their ids."""
    return AnyByIds(read_argument(selection, raw, "ids"), every_want(selection, raw))


def found_by_text(selection: Selection, raw: Raw) -> RootAsk:
    """A page of what a text finds, of whichever kind."""
    field = raw.parent_type.fields[raw.field_name]
    asked = selection.ask(field, raw.field_nodes)
    parts = selection.parts(object_type(field), raw.field_nodes)
    return Search(read_argument(selection, raw, "text"), asked.kinds, asked.page, parts)


def every_want(selection: Selection, raw: Raw) -> tuple[Want, ...]:
    """What is asked of a node of each kind it may be."""
    node = raw.schema.get_type("Node")
    kinds = raw.schema.get_possible_types(node)  # pyright: ignore[reportArgumentType] -- Node is an interface
    return tuple(selection.want(kind, raw.field_nodes) for kind in kinds)


def read_argument(selection: Selection, raw: Raw, name: str) -> Given:
    """An argument of the root field."""
    field = raw.parent_type.fields[raw.field_name]
    return selection.argument(field, raw.field_nodes[0], name) or Fixed(None)
