"""Lists below a node come as one reads them: events by their day, of a household the head first."""

from itertools import pairwise

import pytest

from graph.kinds.people import RELATION
from tests.answering.asking import Asking

pytestmark = pytest.mark.anyio

RELATIONS = [each.name for each in RELATION.values]


async def test_the_head_of_a_household_comes_first(asking: Asking) -> None:
    text = """{ households(first: 50, where: {members: {count: {gte: 3}}}) { nodes {
      members { nodes { relation } } one: members(first: 1) { nodes { relation } } } } }"""
    homes = (await asking(text))["data"]["households"]["nodes"]
    assert len(homes) == 50
    for home in homes:
        places = [RELATIONS.index(each["relation"]) for each in home["members"]["nodes"]]
        assert places == sorted(places)
        assert home["one"]["nodes"] == home["members"]["nodes"][:1]
    assert {home["one"]["nodes"][0]["relation"] for home in homes} == {"HEAD"}


async def test_the_last_three_are_the_last_by_day(asking: Asking) -> None:
    text = """{ referrals(first: 100, where: {events: {count: {gte: 3}}}) { nodes {
      every: events(first: 100) { nodes { id at } }
      last: events(last: 3) { nodes { id at } } } } }"""
    found = (await asking(text))["data"]["referrals"]["nodes"]
    assert len(found) > 20
    for referral in found:
        every = referral["every"]["nodes"]
        assert all(one["at"] <= other["at"] for one, other in pairwise(every))
        assert referral["last"]["nodes"] == every[-3:]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (
            "residents(first: 20, where: {consultations: {count: {gte: 2}}})",
            "consultations { nodes { day: heldOn } }",
        ),
        (
            "residents(first: 30, where: {needs: {count: {gte: 2}}})",
            "needs { nodes { day: openedOn } }",
        ),
        (
            "cases(first: 20, where: {meetings: {count: {gte: 2}}})",
            "meetings { nodes { day: heldOn } }",
        ),
    ],
)
async def test_what_happened_comes_by_its_day(kind: str, field: str, asking: Asking) -> None:
    name = field.split(maxsplit=1)[0]
    answer = await asking(f"{{ {kind} {{ nodes {{ {field} }} }} }}")
    root = kind.split("(", maxsplit=1)[0]
    holders = answer["data"][root]["nodes"]
    assert holders
    for holder in holders:
        days = [each["day"] for each in holder[name]["nodes"]]
        known = [each for each in days if each is not None]
        assert days == sorted(known) + [None] * (len(days) - len(known))
        assert len(days) > 1
