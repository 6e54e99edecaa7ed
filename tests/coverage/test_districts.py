"""Coverage over the small city: equal to a naive count, and to the figures of the source."""

from datetime import date
from typing import Any

import pytest

from graph.coverage.districts import DISTRICT_COVERAGE
from tests.answering.asking import CITY_DAY, Asking, by_its_facts
from tests.answering.oracle import Oracle
from tests.coverage.compared import WHOLE, disagreements
from tests.coverage.naive import Counting


@pytest.mark.anyio
@pytest.mark.parametrize("day", [CITY_DAY, date(2018, 6, 30)])
async def test_every_count_equals_a_naive_one(day: date, asking: Asking, oracle: Oracle) -> None:
    answer = await asking(WHOLE, {"day": day.isoformat()})
    assert "errors" not in answer
    assert by_its_facts(asking.runs, DISTRICT_COVERAGE)
    districts = answer["data"]["districtCoverage"]["districts"]
    assert len(districts) == 32
    assert disagreements(districts, Counting(oracle.world, day), day) == []


def total(answer: dict[str, Any], layer: str) -> dict[str, Any]:
    totals = answer["data"]["districtCoverage"]["totals"]
    return next(each for each in totals if each["layer"] == layer)


@pytest.mark.anyio
async def test_the_figures_of_the_source_come_out(asking: Asking) -> None:
    answer = await asking(WHOLE)
    volunteers, councils = total(answer, "VOLUNTEERS"), total(answer, "COUNCIL")
    assert (volunteers["covered"], volunteers["uncovered"]) == (22, 10)
    assert len(volunteers["uncoveredNames"]) == 10
    assert (councils["count"], councils["covered"]) == (27, 27)
    assert councils["uncoveredNames"] == ["春日", "春日北", "松梅", "南川副", "西川副"]
    assert total(answer, "CAFE")["count"] == 28
    assert total(answer, "CSW")["count"] == 9


@pytest.mark.anyio
async def test_totals_tell_the_norm_and_the_households_for_each(asking: Asking) -> None:
    answer = await asking(WHOLE)
    districts = answer["data"]["districtCoverage"]["districts"]
    households = sum(each["households"] for each in districts)
    for layer in ("VOLUNTEERS", "COMMISSIONERS", "COUNCIL", "CAFE"):
        told = total(answer, layer)
        norms = [
            one["norm"]["least"] for d in districts for one in d["layers"] if one["layer"] == layer
        ]
        assert told["least"] == sum(norms)
        assert told["householdsEach"] == round(households / told["count"], 1)
        assert f"1につき{told['householdsEach']:g}世帯" in told["reason"]
    csw, agencies = total(answer, "CSW"), total(answer, "AGENCY_REACH")
    assert csw["least"] == 3, "one for each area"
    assert csw["householdsEach"] == round(households / 9, 1)
    assert (agencies["householdsEach"], "世帯" in agencies["reason"]) == (None, False)


@pytest.mark.anyio
async def test_the_uncovered_come_by_priority(asking: Asking) -> None:
    answer = await asking(
        "{ uncoveredDistricts(layer: VOLUNTEERS) { of count sentence "
        "districts { name layers { present priority } } } }"
    )
    found = answer["data"]["uncoveredDistricts"]
    assert (found["of"], found["count"], len(found["districts"])) == (32, 10, 10)
    priorities = [each["layers"][0]["priority"] for each in found["districts"]]
    assert priorities == sorted(priorities, reverse=True)
    assert not any(each["layers"][0]["present"] for each in found["districts"])
    assert "32校区中10校区" in found["sentence"]


@pytest.mark.anyio
async def test_a_layer_that_is_everywhere_says_so(asking: Asking) -> None:
    answer = await asking(
        "{ uncoveredDistricts(layer: CSW) { count districts { name } sentence } }"
    )
    found = answer["data"]["uncoveredDistricts"]
    assert (found["count"], found["districts"]) == (0, [])
    assert "全32校区" in found["sentence"]


@pytest.mark.anyio
async def test_what_is_shown_of_a_district_is_any_selection_in_one_more_statement(
    asking: Asking,
) -> None:
    answer = await asking(
        """query Map($n: Int!) { districtCoverage(layers: [CAFE]) { districts {
          a: district { __typename name places(first: $n, where: {type: {eq: COMMUNITY_CAFE}}) {
            totalCount nodes { name } } }
          b: district { council { name } }
          ... on DistrictCoverage { layers { __typename count } } } } }""",
        {"n": 1},
    )
    assert "errors" not in answer
    assert by_its_facts(asking.runs, DISTRICT_COVERAGE)
    for each in answer["data"]["districtCoverage"]["districts"]:
        assert list(each) == ["a", "b", "layers"]
        assert each["a"]["__typename"] == "District"
        assert each["a"]["places"]["totalCount"] >= each["layers"][0]["count"]
        assert len(each["a"]["places"]["nodes"]) <= 1


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ('{ districtCoverage(asOf: "1990-01-01") { asOf } }', "Nothing is recorded as early"),
        ("{ placementPlan(layer: VOLUNTEERS, available: 0) { placed } }", "`available` is 0."),
        ("{ placementPlan(layer: CAFE, available: 10001) { placed } }", "`available` is 10001."),
        ("{ placementPlan(layer: CSW, available: 3) { placed } }", "CSW is not placed"),
    ],
)
async def test_a_bad_ask_says_what_to_do(operation: str, message: str, asking: Asking) -> None:
    answer = await asking(operation)
    (error,) = answer["errors"]
    assert error["message"].startswith(message)
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert error["extensions"]["hint"]
