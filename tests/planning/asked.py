"""What an operation asks of the graph, and the statements it becomes, without a database."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bench.recorder import statements_of
from graph.compile import compile_ask
from graph.cypher import Statement
from graph.plan import Plan
from graph.policy import Policy
from graph.viewer import Viewer
from graph.want import RootAsk
from resolvers import nodes
from schema.api import Api
from tests.answering.asking import CITY_DAY


@dataclass(frozen=True)
class Asked:
    """One root field that shows nodes: what it asks, and the statement that answers it."""

    ask: RootAsk
    statement: Statement


async def asked(
    api: Api, operation: str, variables: Mapping[str, Any] | None = None
) -> list[Asked]:
    """Each root field of an operation, in their order; all of them show nodes."""
    with _overheard() as asks:
        statements = await statements_of(api, operation, dict(variables or {}), CITY_DAY)
    return [Asked(*each) for each in zip(asks, statements, strict=True)]


@contextmanager
def _overheard() -> Generator[list[RootAsk]]:
    """What the compiler is asked, which does its work all the same."""
    asks: list[RootAsk] = []

    def compiled(ask: RootAsk, policy: Policy, viewer: Viewer) -> Plan[Any]:
        asks.append(ask)
        return compile_ask(ask, policy, viewer)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "compile_ask", compiled)
        yield asks
