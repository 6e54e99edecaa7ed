"""What will hold in years is on record nowhere, and is not answered as if it were."""

import pytest

from tests.answering.asking import Asking

pytestmark = pytest.mark.anyio

HOME = "householdId: $id"
ASKED = {
    "a list": "household(id: $id) { members(asOf: $day) { totalCount } }",
    "one": "household(id: $id) { district(asOf: $day) { id } }",
    "fragility": "household(id: $id) { fragility(asOf: $day) { mostLost } }",
    "gaps": "household(id: $id) { supportedBy(asOf: $day) { totalCount } }",
    "coverage": "districtCoverage(asOf: $day) { asOf }",
    "uncovered": "uncoveredDistricts(layer: CAFE, asOf: $day) { asOf }",
    "placement": "placementPlan(layer: CAFE, available: 1, asOf: $day) { asOf }",
    "partners": f"referralPartners(for: {{{HOME}}}, asOf: $day) {{ asOf }}",
    "teams": f"referralTeams(for: {{{HOME}}}, asOf: $day) {{ needs {{ severity }} }}",
}


@pytest.mark.parametrize("place", ASKED)
async def test_a_day_more_than_a_year_ahead_is_refused(place: str, asking: Asking) -> None:
    found = await asking("{ households(first: 1, where: {needs: {some: {}}}) { nodes { id } } }")
    [home] = found["data"]["households"]["nodes"]
    given = f"$day: Date!{', $id: ID!' if '$id' in ASKED[place] else ''}"
    text = f"query ({given}) {{ {ASKED[place]} }}"
    for day in ("2999-01-01", "2022-08-02"):
        [error] = (await asking(text, {"day": day, "id": home["id"]}))["errors"]
        assert error["extensions"]["code"] == "BAD_INPUT"
        assert error["message"].startswith(f"{day} is more than a year ahead")
        assert error["extensions"]["hint"] == "Ask as of a day up to 2022-08-01."
        assert asking.runs == []
    assert "errors" not in await asking(text, {"day": "2022-08-01", "id": home["id"]})


async def test_an_age_is_told_however_far_ahead(asking: Asking) -> None:
    text = '{ residents(first: 1) { nodes { birthDate age(asOf: "2060-12-31") } } }'
    [resident] = (await asking(text))["data"]["residents"]["nodes"]
    assert resident["age"] == 2060 - int(resident["birthDate"][:4])
