"""Which statement an operation becomes, without a database: the gateway's place is taken by a pen."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from bench.context import demo_context
from graph.cypher import Statement
from graph.errors import BadInput, TsunaguError
from graph.gateway import Row
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import Api


class Recorded(TsunaguError):
    """The statement is written down; there is nobody to answer it."""

    code = "RECORDED"


class Recorder:
    """Writes down every statement it is asked to read."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    async def read(self, statement: Statement) -> list[Row]:
        self.statements.append(statement)
        raise Recorded(f"{statement.name} is written down.")

    def reading(self) -> "RecordedReading":
        return RecordedReading(self)


class RecordedReading:
    """Writes down the facts of an inquiry, one after another, as if there were none."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    async def carry_out(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        return await work(self)

    async def ask(self, statement: Statement) -> list[Row]:
        self._recorder.statements.append(statement)
        return [[[]]]

    async def end(self) -> None:
        """Nothing was begun."""


async def statements_of(
    api: Api, operation: str, variables: dict[str, Any], today: date
) -> list[Statement]:
    """The statements of an operation, one for each root field, in the order they are run."""
    recorder = Recorder()
    result = await api.execute(operation, variables, demo_context(recorder, Plans(POLICY), today))
    for error in result.errors or ():
        code = (error.extensions or {}).get("code")
        if code != Recorded.code and not (code == BadInput.code and recorder.statements):
            raise error
    return recorder.statements
