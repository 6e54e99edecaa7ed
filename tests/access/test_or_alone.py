"""An OR that is all of a condition stands beside the rules, never instead of them."""

import pytest

from graph.viewer import Role
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import CITY, ORACLES, VIEWS
from tests.answering.oracle import rounded

HOUSEHOLDS_OF_DISTRICTS = """{ districts(first: 32) { nodes {
  households(first: 100, where: {OR: [{}, {}]}) { totalCount nodes {
    address
    members(where: {OR: [{}, {}]}) { nodes { name birthDate } }
  } }
} } }"""
RESIDENTS = "{ residents(where: {OR: [{}, {}]}) { totalCount } }"
UNDER_THEIR_DISTRICT = """{ districts(first: 32) { nodes {
  name households(first: 100, where: {OR: [{}, {}]}) { nodes { id } }
} } }"""
SEERS = sorted(
    name
    for name, who in CITY.people.items()
    if Role(who.role) not in {Role.ANONYMOUS, Role.ANALYST, Role.ADMINISTRATOR}
)
"""Those in whose schema there are households."""


@pytest.mark.anyio
@pytest.mark.parametrize("operation", [HOUSEHOLDS_OF_DISTRICTS, RESIDENTS, UNDER_THEIR_DISTRICT])
@pytest.mark.parametrize("name", SEERS)
async def test_who_asks_by_an_or_alone_sees_what_they_may(
    name: str, operation: str, asking_as: GuardedAsking
) -> None:
    answer = await asking_as(CITY.people[name], operation)
    expected = ORACLES[name].answer(operation)
    assert expected.errors is None
    assert rounded(answer) == rounded({"data": expected.data})


def test_most_of_these_people_do_not_see_all() -> None:
    whole = len(CITY.seer.world.nodes["Resident"])
    all_seen = {name for name in SEERS if len(VIEWS[name].nodes["Resident"]) == whole}
    assert all_seen == {"coordinator", "coordinator in a support meeting"}
