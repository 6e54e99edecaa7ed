"""What is planned for a role before anybody asks is what somebody of that role asks."""

import pytest

from graph.address import DatabaseAddress
from graph.gaps.evaluation import evaluation
from graph.gaps.work import TOUCHED_BY_HAND_OVERS
from graph.gateway import Gateway, Run
from graph.viewer import Role
from schema.api import Api
from server.warming import Warming
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import CITY, VIEWS
from tests.answering.asking import CITY_DAY
from tests.worlds import PATIENT_SECONDS

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
        assert gateway.knows(evaluation(["of whatever household"], CITY_DAY, TOUCHED_BY_HAND_OVERS))
        known = {*gateway._planned}
        answer = await asking(who, ASKED)
        assert "errors" not in answer
        assert answer["data"]["households"]["nodes"]
        assert {*gateway._planned} == known


PARTNERS = """query($id: ID!) { referralPartners(for: {householdId: $id}, first: 2) {
  partners { rank name agency { id name } } } }"""


@pytest.mark.parametrize("name", ["coordinator", "csw", "agency staff"])
async def test_of_a_question_only_what_is_shown_is_new_to_the_database(
    name: str, guarded_city: DatabaseAddress, api: Api
) -> None:
    """Whoever asks for partners first waits for none of the texts that bring the facts."""
    who = CITY.people[name]
    runs: list[Run] = []
    async with Gateway(guarded_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        asking = GuardedAsking(api, gateway, runs)
        warming = Warming(api, gateway, asking.plans, CITY_DAY)
        await warming.grants(Role(who.role))
        await warming.facts(Role(who.role))
        known = {*gateway._planned}
        home = min(home for home in VIEWS[name].nodes["Household"])
        await asking(who, PARTNERS, {"id": home})
        assert {"referral_subject", "referral_candidates"} <= {run.name for run in runs}
        assert len({*gateway._planned} - known) <= 1
