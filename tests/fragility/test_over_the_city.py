"""Fragility over the small city: the counts of a naive walk, in one statement, at any depth."""

from typing import Any

import pytest

from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import Oracle
from tests.fragility.naive import Holding

M_FAMILY = "WN63G44ZIA63MDVY5PKSUXS74M"
PAGE = """query Page($after: String) {
  households(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id fragility { mostLost unsupported { id } dropouts { holderId removalCount needs { id } } }
      members { nodes { id fragility { unsupported { id } dropouts { holderId removalCount } } } }
    }
  }
}"""


async def households(asking: Asking) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        answer = await asking(PAGE, {"after": page["endCursor"]})
        assert "errors" not in answer
        assert len(asking.runs) == 1
        page = answer["data"]["households"]["pageInfo"]
        found += answer["data"]["households"]["nodes"]
    return found


def lost(holders: dict[str, set[str]]) -> dict[str, set[str]]:
    """The needs that lose their last holder with each, by the holder."""
    found: dict[str, set[str]] = {}
    for need, by in holders.items():
        if len(by) == 1:
            found.setdefault(next(iter(by)), set()).add(need)
    return found


@pytest.mark.anyio
async def test_removal_counts_are_those_of_a_naive_walk(asking: Asking, oracle: Oracle) -> None:
    holding = Holding(oracle.world, CITY_DAY)
    asked = await households(asking)
    assert len(asked) == len(oracle.world.nodes["Household"])
    assert sum(each["fragility"]["mostLost"] > 0 for each in asked) > 5
    for each in asked:
        members = holding.members(each["id"])
        by_member = {whose: holding.needs(whose) for whose in [each["id"], *members]}
        whole = {need: by for needs in by_member.values() for need, by in needs.items()}
        found = each["fragility"]
        assert {need["id"] for need in found["unsupported"]} == {
            n for n, by in whole.items() if not by
        }
        told = {
            drop["holderId"]: {need["id"] for need in drop["needs"]}
            for drop in found["dropouts"]
            if drop["removalCount"]
        }
        assert told == lost(whole)
        for member in each["members"]["nodes"]:
            own = lost(by_member[member["id"]])
            counts = {d["holderId"]: d["removalCount"] for d in member["fragility"]["dropouts"]}
            assert {id_: n for id_, n in counts.items() if n} == {i: len(n) for i, n in own.items()}


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
