"""Counts are looks: what is told of a district's open needs is made of what the viewer sees."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import CITY, VIEWS
from tests.answering.asking import CITY_DAY
from tests.answering.oracle import World

pytestmark = pytest.mark.anyio

COVERAGE = """query ($day: Date) { districtCoverage(layers: [AGENCY_REACH], asOf: $day) {
  districts { code openNeeds needWeight layers { fieldCode openNeeds reason } } } }"""
PLANS = """query ($day: Date) {
  uncoveredDistricts(layer: CAFE, asOf: $day) { openNeeds districts { code openNeeds } }
  placementPlan(layer: VOLUNTEERS, available: 200, asOf: $day) { placements { code openNeeds } }
}"""
DAYS = (CITY_DAY, date(2020, 4, 1))
READERS = ("coordinator", "csw", "agency staff", "coordinator a resident is protected from")


def _holds(facts: dict[str, Any], day: date) -> bool:
    since, until = facts.get("since"), facts.get("until")
    return (since is None or since <= day) and (until is None or until > day)


def _ends(world: World, tie: str, start: str, day: date) -> list[str]:
    return [ref.id for ref, facts in world.out.get((tie, start), []) if _holds(facts, day)]


def counted(world: World, day: date) -> Counter[tuple[str, str]]:
    """The open needs of each district and field, by loops over the rows of a view."""
    found: Counter[tuple[str, str]] = Counter()
    for need, facts in world.nodes["Need"].items():
        begun = facts["openedOn"] is not None and facts["openedOn"] <= day
        if not begun or (facts["closedOn"] is not None and facts["closedOn"] <= day):
            continue
        places = set[str]()
        for whose in _ends(world, "CONCERNS", need, day):
            for home in (whose, *_ends(world, "MEMBER_OF", whose, day)):
                places.update(_ends(world, "IN_DISTRICT", home, day))
        fields = {
            world.nodes["Field"][field]["code"]
            for category in _ends(world, "IN_CATEGORY", need, day)
            for field in _ends(world, "IN_FIELD", category, day)
        }
        for place in places:
            for field in fields:
                found[world.nodes["District"][place]["code"], field] += 1
    return found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", READERS)
async def test_threat_58b_a_count_of_needs_is_made_of_what_the_viewer_sees(
    name: str, day: date, asking_as: GuardedAsking
) -> None:
    expected = counted(VIEWS[name], day)
    answer = await asking_as(CITY.people[name], COVERAGE, {"day": day.isoformat()})
    assert "errors" not in answer
    districts = answer["data"]["districtCoverage"]["districts"]
    for each in districts:
        own = {key[1]: count for key, count in expected.items() if key[0] == each["code"]}
        told = {layer["fieldCode"]: layer["openNeeds"] for layer in each["layers"]}
        assert {field: count for field, count in told.items() if count} == own
        assert each["openNeeds"] == sum(own.values())
    by_district = Counter({each["code"]: each["openNeeds"] for each in districts})
    plans = (await asking_as(CITY.people[name], PLANS, {"day": day.isoformat()}))["data"]
    for each in (*plans["uncoveredDistricts"]["districts"], *plans["placementPlan"]["placements"]):
        assert each["openNeeds"] == by_district[each["code"]]


async def test_these_views_count_otherwise() -> None:
    whole = counted(CITY.seer.world, CITY_DAY)
    of_each = {name: counted(VIEWS[name], CITY_DAY).total() for name in READERS}
    assert whole.total() > of_each["coordinator"] >= of_each["csw"] > of_each["agency staff"]
    assert of_each["coordinator a resident is protected from"] <= of_each["coordinator"]


async def test_threat_58b_no_weight_rests_on_needs_that_are_not_seen(
    asking_as: GuardedAsking,
) -> None:
    """Whoever does not see all needs is told weights of age alone, the same on every day."""
    weights: dict[str, set[str]] = {}
    for name in ("csw", "agency staff", "analyst"):
        operation = (
            "query ($day: Date) { districtCoverage(asOf: $day) { districts { code needWeight } } }"
        )
        for day in DAYS:
            answer = await asking_as(CITY.people[name], operation, {"day": day.isoformat()})
            told = answer["data"]["districtCoverage"]["districts"]
            weights.setdefault(name, set()).add(str(told))
    assert len(set.union(*weights.values())) == 1
