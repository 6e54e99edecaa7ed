"""Which statement an operation becomes, without a database: the gateway's place is taken by a pen."""

from datetime import date
from typing import Any

from bench.context import demo_context
from graph.cypher import Statement
from graph.errors import TsunaguError
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


async def statements_of(
    api: Api, operation: str, variables: dict[str, Any], today: date
) -> list[Statement]:
    """The statements of an operation, one for each root field, in the order they are run."""
    recorder = Recorder()
    result = await api.execute(operation, variables, demo_context(recorder, Plans(POLICY), today))
    for error in result.errors or ():
        if (error.extensions or {}).get("code") != Recorded.code:
            raise error
    return recorder.statements
