"""No argument is answered INTERNAL, whatever stands in it: compiled in full, without a database.

A run of the tests sends to one place of each sort, `make proof-access` to all.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from graph.cypher import Statement
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import Api
from server.outcome import outcome_of
from tests.access.cells import codes
from tests.access.people import context_of
from tests.access.sample import WHOLE
from tests.access.test_against_the_view import CITY
from tests.grammar.bounds import Spot, first_of_each, sent, spots
from tests.grammar.test_compiled import Compiling

TOLD = {
    "BAD_INPUT",
    "DATABASE_AWAY",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "LIMIT_EXCEEDED",
}


class Carrying(Compiling):
    """A gateway to nowhere that takes only parameters that the database can be sent."""

    async def read(self, statement: Statement) -> list[list[Any]]:
        assert carried(dict(statement.parameters)), (statement.name, statement.parameters)
        return await super().read(statement)


def carried(value: object) -> bool:
    """Whether the database can be sent a value, itself or within others."""
    match value:
        case None | bool() | float() | date() | datetime():
            return True
        case int():
            return -(2**63) <= value < 2**63
        case str():
            return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
        case dict():
            return all(carried(each) for pair in value.items() for each in pair)
        case list() | tuple():
            return all(map(carried, value))
        case _:
            return False


def chosen(spot: Spot, turn: int) -> Iterator[Any]:
    """What is sent to a place: all there is to an argument, some to what stands inside one."""
    values = spot.values()
    if WHOLE or spot.inside is None or not spot.inside.endswith("Where"):
        yield from values
    else:
        yield values[turn % len(values)]


@pytest.mark.anyio
@pytest.mark.parametrize("role", ["coordinator", "analyst"])
async def test_no_argument_of_a_query_is_answered_internal(role: str, api: Api) -> None:
    name = next(name for name, who in CITY.people.items() if who.role == role)
    who, gateway, plans = CITY.people[name], Carrying(), Plans(POLICY)
    context = context_of(who, gateway, plans)
    schema = api.for_role(context.viewer.role)
    wrong, told = list[Any](), Counter[str]()
    asked = (spot for spot in spots(schema._schema) if spot.kind == "query")
    for turn, spot in enumerate(asked if WHOLE else first_of_each(asked)):
        for value in chosen(spot, turn):
            texts = [(spot.as_variable(), {"v": sent(value)})]
            if (text := spot.as_text(value)) is not None:
                texts.append((text, {}))
            for document, variables in texts:
                context = context_of(who, gateway, plans)
                answer = outcome_of(await schema.execute(document, variables, context)).payload
                told.update(codes(answer) or {"answered"})
                if not codes(answer) <= TOLD or (not codes(answer) and answer.get("errors")):
                    wrong.append((document, value, answer))
    assert wrong[:20] == []
    assert told["BAD_INPUT"] > 500
    assert told["DATABASE_AWAY"] > 500
