"""What is planned for a role before anybody asks is what somebody of that role asks."""

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.viewer import Role
from schema.api import Api
from server.warming import Warming
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import CITY
from tests.answering.asking import CITY_DAY
from tests.cities import PATIENT_SECONDS

pytestmark = pytest.mark.anyio

ASKED = "{ households(first: 3) { nodes { id address members { nodes { id name } } } } }"


@pytest.mark.parametrize("name", ["coordinator", "csw", "agency staff"])
async def test_what_was_planned_is_known_when_somebody_of_the_role_asks(
    name: str, guarded_city: DatabaseAddress, api: Api
) -> None:
    who = CITY.people[name]
    async with Gateway(guarded_city, read_seconds=PATIENT_SECONDS, watch=()) as gateway:
        asking = GuardedAsking(api, gateway, [])
        warming = Warming(api, gateway, asking.plans, CITY_DAY)
        await warming.carry_out([ASKED], [Role(who.role)])
        known = {*gateway._planned}
        assert known
        answer = await asking(who, ASKED)
        assert "errors" not in answer
        assert answer["data"]["households"]["nodes"]
        assert {*gateway._planned} == known
