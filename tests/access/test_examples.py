"""Every example of GraphiQL is answered to everybody in whose schema it is valid, in a request's time,
by a database that has planned nothing.
"""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from graphql import OperationDefinitionNode, OperationType, parse, validate

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.viewer import Role
from schema.api import Api
from schema.api import api as built
from server.explorer.pages import Example, read_examples
from tests.access.cells import PEOPLE
from tests.access.people import GuardedAsking
from tests.access.sample import WHOLE
from tests.access.test_against_the_view import CITY, VIEWS
from tests.cold import forget_plans, in_time

pytestmark = pytest.mark.anyio

M_FAMILY = "WN63G44ZIA63MDVY5PKSUXS74M"
OF_THE_EMERGENCY = {"GLASS_NOT_BROKEN"}
"""What an administrator is told who looks through glass that nobody has broken."""
FEWEST = {
    "anonymous": 1, "analyst": 3, "volunteer": 6, "commissioner": 6, "administrator": 5,
    "break glass": 17, "agency staff": 17, "csw": 17, "coordinator": 20,
}  # fmt: skip


def _asks(example: Example) -> bool:
    return all(
        each.operation is OperationType.QUERY
        for each in parse(example.query).definitions
        if isinstance(each, OperationDefinitionNode)
    )


def valid_for(role: Role) -> list[Example]:
    """The examples that somebody in this role may ask; what changes or follows is asked elsewhere."""
    schema = built().for_role(role)._schema
    return [
        each for each in read_examples() if _asks(each) and not validate(schema, parse(each.query))
    ]


def about(name: str, example: Example) -> dict[str, str]:
    """Whom it is asked about: the example's household, or one that is theirs to see."""
    seen = VIEWS[name].nodes.get("Household", {})
    if "$household" not in example.query or M_FAMILY in seen:
        return {}
    return {"household": min(CITY.seer.households(CITY.people[name]) & set(seen))}


@pytest.fixture
async def asking_anew(guarded_city: DatabaseAddress, api: Api) -> AsyncGenerator[GuardedAsking]:
    """Asks the guarded city as a server does, with no more time than that has."""
    async with Gateway(guarded_city, watch=()) as gateway:
        yield GuardedAsking(api, gateway, [])


@pytest.mark.parametrize("name", [each for each in PEOPLE if each in CITY.people])
async def test_every_example_is_answered_cold_to_whom_it_is_valid_for(
    name: str, asking_anew: GuardedAsking
) -> None:
    """The plans are forgotten once for each role: before each example, as in the proof, it takes a
    minute more.
    """
    who = CITY.people[name]
    await forget_plans(asking_anew.gateway)
    wrong = list[tuple[str, Any]]()
    examples = valid_for(Role(who.role))
    for each in examples:
        if WHOLE:
            await forget_plans(asking_anew.gateway)
        answer = await in_time(asking_anew(who, each.query, about(name, each)))
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        if codes and not (who.role == "break glass" and codes <= OF_THE_EMERGENCY):
            wrong.append((each.title, answer["errors"]))
    assert wrong == []
    assert len(examples) >= FEWEST[who.role]
