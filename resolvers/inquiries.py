"""Answers the root fields that ask an inquiry: its facts, its judgement, and what is told.

The facts are one statement for each of its questions, of texts that depend on the role alone; what is
selected of the nodes that the answer tells of is one more, all in one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from strawberry import Info

from audit.entry import Verb
from graph.compile import compile_shown
from graph.errors import TsunaguError
from graph.inquired import OWN
from graph.inquiry import Inquiry
from graph.plan import Plan
from graph.shape import Broken, FoundShape
from resolvers.collecting import object_type
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.nodes import raw_of, selection_of, variables_of
from resolvers.shaped import Finished
from resolvers.telling import TellById, Telling, rows_by_id

Asked = TypeVar("Asked")


async def inquire_by(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], make: Callable[[], Asked]
) -> Finished:
    """The finished answer to what `make` puts together, which may refuse what the client gave.

    Raises what a client may read.
    """
    with failing_clearly():
        return await _inquire(info, inquiry, make())


@dataclass(frozen=True)
class _Telling:
    """How an answer is told: whom it tells of, the plan that shows them, and the telling."""

    noted: Callable[[Any], dict[str, list[str]]]
    plan: Plan[FoundShape]
    tell: TellById


async def _inquire(
    info: Info[Context, None], inquiry: Inquiry[Asked, Any], asked: Asked
) -> Finished:
    context, raw = info.context, raw_of(info)
    variables = variables_of(raw)

    def make() -> tuple[_Telling, str]:
        field = raw.parent_type.fields[raw.field_name]
        selection = selection_of(raw)
        telling = Telling(
            selection, selection.want, object_type(field), raw.field_nodes, by_id=True
        )
        plan = compile_shown(inquiry, telling.wants, context.plans.policy, context.viewer)
        return _Telling(telling.noting(), plan, telling.teller_by_id(plan.shape)), plan.text

    telling = context.plans.find(raw.field_nodes, raw.operation, variables, context.viewer, make)
    answer, opening = await answered(context, inquiry, asked)
    noted = telling.noted(answer)
    sizes = telling.plan.sizes(variables, context.seal)
    rows: list[Any] = [[] for shapes in telling.plan.shape.nodes.values() for _ in shapes]
    if any(noted.values()):
        own = {OWN + column: ids for column, ids in noted.items()}
        rows = (await context.row(telling.plan, {**variables, **own}, together=True)).row
    try:
        finished = Finished(telling.tell(answer, sizes, rows_by_id(telling.plan.shape, rows)))
    except (Broken, KeyError) as broken:
        raise TsunaguError(f"{inquiry.name} found a node that lacks what it must have.") from broken
    whose = sizes.whose | inquiry.subjects(asked)
    await context.record(Verb.READ, inquiry.name, whose, opening)
    return finished


async def answered(
    context: Context, inquiry: Inquiry[Asked, Any], asked: Asked
) -> tuple[Any, str | None]:
    """What an inquiry answers, nodes by their ids, and the opening its facts were read under."""
    own = {OWN + name: getattr(asked, name) for name in inquiry.parameters}
    rows: list[Any] = []
    opening = None
    for fact in context.plans.facts(inquiry, context.viewer):
        looked = await context.row(fact, own, together=True)
        rows.append(looked.row)
        opening = looked.opening
    return inquiry.answered(asked, rows), opening
