"""Fragility over the small city: the counts of a naive walk, in one statement, at any depth."""

import pytest

from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import Oracle
from tests.fragility.compared import agrees, pages
from tests.fragility.naive import Holding

M_FAMILY = "WN63G44ZIA63MDVY5PKSUXS74M"


@pytest.mark.anyio
async def test_removal_counts_are_those_of_a_naive_walk(asking: Asking, oracle: Oracle) -> None:
    holding = Holding(oracle.world, CITY_DAY)
    asked = [each async for page in pages(asking) for each in page]
    assert len(asked) == len(oracle.world.nodes["Household"])
    assert sum(each["fragility"]["mostLost"] > 0 for each in asked) > 5
    assert [each["id"] for each in asked if not agrees(each, holding)] == []


@pytest.mark.anyio
async def test_a_family_is_told_who_would_be_missed(asking: Asking) -> None:
    """The M family: the peer group alone reaches the son who keeps to himself."""
    answer = await asking(
        """query Missed($id: ID!) { household(id: $id) { fragility {
          sentence bridges { ends } dropouts { name agency { kind } removalCount cutsOff } } } }""",
        {"id": M_FAMILY},
    )
    found = answer["data"]["household"]["fragility"]
    worst = found["dropouts"][0]
    assert (worst["agency"], worst["removalCount"]) == ({"kind": "PEER_GROUP"}, 1)
    assert worst["name"] in found["sentence"]
    son = next(each for each in found["dropouts"] if each["cutsOff"] == [worst["name"]])
    assert son["agency"] is None
    assert len(asking.runs) == 1


@pytest.mark.anyio
async def test_the_past_and_aliases_are_answered_apart(asking: Asking) -> None:
    answer = await asking(
        """query Twice($id: ID!, $then: Date!) { household(id: $id) {
          then: fragility(asOf: $then) { holders } before: fragility(asOf: "H21.1.1") { holders }
          now: fragility { holders __typename } } }""",
        {"id": M_FAMILY, "then": "2020-01-01"},
    )
    found = answer["data"]["household"]
    assert found["now"]["__typename"] == "Fragility"
    assert found["before"]["holders"] < found["then"]["holders"]
    assert found["then"]["holders"] not in {0, found["now"]["holders"]}
    assert len(asking.runs) == 1


@pytest.mark.anyio
async def test_an_unknown_household_is_null(asking: Asking) -> None:
    answer = await asking('{ household(id: "nobody") { fragility { mostLost } } }')
    assert answer == {"data": {"household": None}}
