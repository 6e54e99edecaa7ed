"""Asks the API in this process, over a real database, and counts the statements it takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from graph.gateway import Gateway, Run
from graph.inquiry import Inquiry
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api
from server.outcome import outcome_of
from tests.sealed import SEALS

CITY_DAY = date(2021, 7, 31)


def by_its_facts(runs: Sequence[Run], inquiry: Inquiry[Any, Any]) -> bool:
    """Whether an inquiry took its facts, each once, and one statement at most for what it shows."""
    facts = [question.name for question in inquiry.questions]
    names = [run.name for run in runs]
    return names in (facts, [*facts, inquiry.name])


class Asking:
    """Call it with an operation; `runs` says what the last call asked of the database."""

    def __init__(self, api: Api, gateway: Gateway, runs: list[Run]) -> None:
        self._api = api
        self._context = Context(gateway, Plans(POLICY), DEMO_VIEWER, CITY_DAY, SEALS)
        self.runs = runs

    async def __call__(
        self,
        operation: str,
        variables: Mapping[str, Any] | None = None,
        named: str | None = None,
    ) -> dict[str, Any]:
        """The whole response: `data`, and `errors` where there are any."""
        self.runs.clear()
        result = await self._api.execute(
            operation, dict(variables or {}), self._context, operation_name=named
        )
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = outcome_of(result).payload["errors"]
        return answer
