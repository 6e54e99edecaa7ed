"""What compiling an operation takes: the first time, and when it is found again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from graphql import FieldNode, OperationDefinitionNode

from bench.cases import OURS, Case
from bench.context import demo_context
from graph.policy import POLICY
from graph.viewer import Viewer
from graph.want import Variables
from resolvers.plans import Made, Plans
from schema.api import Api

FIRST_TIMES = 50
CACHED_TIMES = 1_000


@dataclass(frozen=True)
class Compiled:
    """Medians in milliseconds: statement and shaper."""

    first_ms: float
    cached_ms: float


class _Timed(Plans):
    """Plans that keep how long each was looked for."""

    def __init__(self) -> None:
        super().__init__(POLICY)
        self.seconds: list[float] = []

    def find(
        self,
        fields: Sequence[FieldNode],
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer,
        make: Callable[[], tuple[Made, str]],
    ) -> Made:
        start = perf_counter()
        made = super().find(fields, operation, variables, viewer, make)
        self.seconds.append(perf_counter() - start)
        return made


class _Nobody:
    """Takes the gateway's place and finds nothing."""

    async def read(self, statement: Any) -> list[Any]:
        _ = statement
        return []


async def compiled(api: Api, case: Case, today: date) -> Compiled:
    """How long the case's plan takes: in fresh plans each time, and in the same ones again."""
    firsts: list[float] = []
    plans = _Timed()
    for _ in range(FIRST_TIMES):
        plans = _Timed()
        await _ask(api, case, plans, today)
        firsts += plans.seconds
    plans.seconds.clear()
    for _ in range(CACHED_TIMES):
        await _ask(api, case, plans, today)
    return Compiled(median(firsts) * 1000, median(plans.seconds) * 1000)


async def _ask(api: Api, case: Case, plans: Plans, today: date) -> None:
    asked = case.sent[OURS]
    context = demo_context(_Nobody(), plans, today)
    await api.execute(asked["query"], asked["variables"], context)
