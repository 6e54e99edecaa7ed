"""Answers the root fields that ask an inquiry: one statement, its judgement, and what is told."""

from typing import Any, TypeVar

from strawberry import Info

from graph.errors import TsunaguError
from graph.inquiry import Inquiry, InquiryPlan, compile_inquiry
from graph.shape import Broken
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.nodes import raw_of
from resolvers.selection import Selection
from resolvers.shaped import Finished
from resolvers.telling import Tell, Telling

Asked = TypeVar("Asked")


async def inquire(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], asked: Asked
) -> Finished:
    """The finished answer to what was asked; raises what a client may read."""
    with failing_clearly():
        return await _inquire(info, inquiry, asked)


async def _inquire(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], asked: Asked
) -> Finished:
    context, raw = info.context, raw_of(info)
    variables: dict[str, Any] = raw.variable_values  # pyright: ignore[reportAssignmentType] -- Strawberry hands on the coerced values

    def make() -> tuple[tuple[InquiryPlan, Tell], str]:
        field = raw.parent_type.fields[raw.field_name]
        selection = Selection(raw.schema, raw.fragments, variables)
        telling = Telling(selection, field, raw.field_nodes)
        plan = compile_inquiry(inquiry, telling.wants, context.plans.policy, context.viewer)
        return (plan, telling.teller(plan.plan.shape)), plan.plan.text

    found, tell = context.plans.find(
        raw.field_nodes, raw.operation, variables, context.viewer, make
    )
    rows = await context.gateway.read(found.statement(asked, variables, context.today))
    answer = inquiry.answered(asked, rows[0][0])
    try:
        return Finished(tell(answer, found.plan.sizes(variables)))
    except (Broken, KeyError) as broken:
        raise TsunaguError(f"{inquiry.name} found a node that lacks what it must have.") from broken
