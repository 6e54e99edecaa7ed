"""Answers the root fields that ask an inquiry: one statement, its judgement, and what is told."""

from collections.abc import Callable
from typing import Any, TypeVar

from strawberry import Info

from audit.entry import Verb
from graph.compile import OWN, compile_inquiry
from graph.errors import TsunaguError
from graph.inquiry import Inquiry
from graph.plan import Plan
from graph.shape import Broken, FoundShape, Tell
from resolvers.collecting import object_type
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.nodes import raw_of, selection_of, variables_of
from resolvers.shaped import Finished
from resolvers.telling import Telling

Asked = TypeVar("Asked")


async def inquire(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], asked: Asked
) -> Finished:
    """The finished answer to what was asked; raises what a client may read."""
    with failing_clearly():
        return await _inquire(info, inquiry, asked)


async def inquire_by(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], make: Callable[[], Asked]
) -> Finished:
    """The same of what `make` puts together, which may refuse what the client gave."""
    with failing_clearly():
        asked = make()
    return await inquire(info, inquiry, asked)


async def _inquire(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], asked: Asked
) -> Finished:
    context, raw = info.context, raw_of(info)
    variables = variables_of(raw)

    def make() -> tuple[tuple[Plan[FoundShape], Tell], str]:
        field = raw.parent_type.fields[raw.field_name]
        selection = selection_of(raw)
        telling = Telling(selection, selection.want, object_type(field), raw.field_nodes)
        plan = compile_inquiry(inquiry, telling.wants, context.plans.policy, context.viewer)
        return (plan, telling.teller(plan.shape)), plan.text

    plan, tell = context.plans.find(raw.field_nodes, raw.operation, variables, context.viewer, make)
    own = {OWN + name: getattr(asked, name) for name in inquiry.parameters}
    sizes = plan.sizes(variables, context.seal)
    looked = await context.row(plan, {**variables, **own})
    answer = inquiry.answered(asked, looked.row)
    try:
        finished = Finished(tell(answer, sizes))
    except (Broken, KeyError) as broken:
        raise TsunaguError(f"{inquiry.name} found a node that lacks what it must have.") from broken
    whose = sizes.whose | inquiry.subjects(asked)
    await context.record(Verb.READ, plan.name, whose, looked.opening)
    return finished
