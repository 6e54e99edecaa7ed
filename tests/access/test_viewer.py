"""Who asks is told who they are to the API, and asks in nobody else's name."""

from typing import Any

import pytest

from graph.viewer import PURPOSES, Role
from schema.api import Api
from tests.access.people import City, GuardedAsking
from tests.answering.asking import CITY_DAY

pytestmark = pytest.mark.anyio

ALL = """{ viewer {
  role person { id name } agencies { id } purpose purposes today queries mutations subscriptions
} }"""
WITHOUT_PEOPLE = "{ viewer { role purpose purposes today queries mutations subscriptions } }"
PARTNERS = """query ($home: ID!, $asker: ID) {
  referralPartners(for: {householdId: $home}, asker: $asker, first: 30) {
    partners { rank agency { id } acquaintance { __typename } } filters { filter removedNeeds agencyIds }
  }
}"""
NAMES = [
    "anonymous", "analyst", "administrator", "volunteer", "commissioner", "csw", "agency staff",
    "csw in a support meeting", "coordinator", "administrator through broken glass",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
async def test_who_asks_is_told_as_whom_and_what_they_may(
    name: str, asking_as: GuardedAsking, guarded: City, api: Api
) -> None:
    who = guarded.people[name]
    schema = api.for_role(Role(who.role))._schema
    people = "Supporter" in schema.type_map
    answer = await asking_as(who, ALL if people else WITHOUT_PEOPLE)
    assert "errors" not in answer
    told = answer["data"]["viewer"]
    role = Role(who.role)
    assert (told["role"], told["purpose"]) == (role.name, who.purpose.upper().replace(" ", "_"))
    assert {*told["purposes"]} == {each.name for each in PURPOSES[role]}
    assert told["today"] == CITY_DAY.isoformat()
    for field, root in (
        ("queries", schema.query_type),
        ("mutations", schema.mutation_type),
        ("subscriptions", schema.subscription_type),
    ):
        assert told[field] == (sorted(root.fields) if root else [])
    if people:
        assert told["person"] == _person(guarded, who.person)
        assert {each["id"] for each in told["agencies"]} == _agencies(guarded, who.person)
    assert len(asking_as.answering) <= 2


def _person(city: City, id_: str | None) -> dict[str, Any] | None:
    if id_ is None:
        return None
    return {"id": id_, "name": city.seer.world.nodes["Supporter"][id_]["name"]}


def _agencies(city: City, id_: str | None) -> set[str]:
    if id_ is None:
        return set()
    employers = city.seer.out("WORKS_FOR", id_)
    return {each for each in employers if city.seer.kind_of[each] == "Agency"}


@pytest.mark.parametrize("name", ["agency staff", "csw", "coordinator"])
async def test_nobody_asks_in_the_name_of_another(
    name: str, asking_as: GuardedAsking, guarded: City
) -> None:
    who = guarded.people[name]
    home = min(guarded.seer.households(who))
    others = [
        each.person for each in guarded.people.values() if each.person not in (None, who.person)
    ]
    refusals = [
        (await asking_as(who, PARTNERS, {"home": home, "asker": other}))["errors"]
        for other in (others[0], others[1], "NOBODYAAAAAAAAAAAAAAAAAAAA", "")
    ]
    assert all(each == refusals[0] for each in refusals)
    assert refusals[0][0]["extensions"]["code"] == "BAD_INPUT"
    assert refusals[0][0]["extensions"]["hint"] == "Leave it out: you ask as yourself."
    itself = await asking_as(who, PARTNERS, {"home": home, "asker": who.person})
    assert "errors" not in itself
    assert await asking_as(who, PARTNERS, {"home": home}) == itself


async def test_an_agency_is_not_proposed_to_those_who_work_there(
    asking_as: GuardedAsking, guarded: City
) -> None:
    """What is left out is the agency of whoever asks, though they do not say who they are."""
    who = guarded.people["agency staff"]
    own = _agencies(guarded, who.person)
    assert own
    for home in sorted(guarded.seer.households(who))[:20]:
        answer = await asking_as(who, PARTNERS, {"home": home})
        found = answer["data"]["referralPartners"]
        assert not own & {each["agency"]["id"] for each in found["partners"]}
        if any(
            each["filter"] == "OWN_AGENCY" and own & {*each["agencyIds"]}
            for each in found["filters"]
        ):
            return
    pytest.fail("No household's needs are handled by the agency of whoever asks.")
