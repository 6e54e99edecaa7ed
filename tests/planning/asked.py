"""What an operation asks of the graph, and the statements it becomes, without a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, OperationDefinitionNode

from bench.recorder import Recorder, recorded
from graph.cypher import Statement
from graph.policy import POLICY
from graph.viewer import Viewer
from graph.want import RootAsk, Variables
from resolvers.plans import Plans, Ready
from schema.api import Api
from tests.answering.asking import CITY_DAY


@dataclass(frozen=True)
class Asked:
    """One root field: what it asks, and the statement that answers it."""

    ask: RootAsk
    statement: Statement


class _Listening(Plans):
    """Plans that remember what each root field asked."""

    def __init__(self) -> None:
        super().__init__(POLICY)
        self.asks: list[RootAsk] = []

    def find(
        self,
        fields: Sequence[FieldNode],
        operation: OperationDefinitionNode,
        variables: Variables,
        viewer: Viewer,
        ask: Callable[[], RootAsk],
    ) -> Ready:
        self.asks.append(ask())
        return super().find(fields, operation, variables, viewer, ask)


async def asked(
    api: Api, operation: str, variables: Mapping[str, Any] | None = None
) -> list[Asked]:
    """Each root field of an operation, in their order."""
    plans, recorder = _Listening(), Recorder()
    await recorded(api, operation, dict(variables or {}), CITY_DAY, by=recorder, plans=plans)
    assert len(plans.asks) == len(recorder.statements), operation
    return [Asked(*each) for each in zip(plans.asks, recorder.statements, strict=True)]
