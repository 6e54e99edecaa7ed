"""What is answered by written questions rests on what somebody may see, and on sums of many.

Each is compared with the naive computation over the world as that person sees it, some of them each
day and all in `make proof-access`.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from graph.partners.partners import REFERRAL_PARTNERS
from graph.policy import BELONGING
from graph.question import Question
from graph.sight import SMALLEST_SUM
from schema.inquiries import coverage, partners, statistics, topology
from tests.access.people import City, GuardedAsking
from tests.access.sample import one_of_each
from tests.access.seeing import Somebody
from tests.access.test_against_the_view import CITY
from tests.answering.asking import CITY_DAY, by_its_facts
from tests.answering.oracle import World
from tests.answering.referrals import ASK, NaiveReferrals, comparable, expected, with_needs
from tests.fragility.compared import lost
from tests.fragility.naive import Holding

pytestmark = pytest.mark.anyio

WORKERS = (
    "csw",
    "csw in a support meeting",
    "agency staff",
    "staff a resident is protected from",
    "coordinator",
    "coordinator a resident is protected from",
    "coordinator in a support meeting",
)
FRAGILITY = """query Fragile($id: ID!) {
  household(id: $id) {
    fragility { unsupported { id } dropouts { holderId removalCount needs { id } } }
  }
}"""


class SeenReferrals(NaiveReferrals):
    """Partners over a view; how agencies answered is summed over the whole world, if it is enough."""

    whole: World

    def _history(self, agency: str | None) -> list[Any]:
        everything = NaiveReferrals(self.whole, self.day)._history(agency)
        smallest = int(SMALLEST_SUM)
        if agency is None:
            return everything
        answered, accepted, ended, helped, days = everything
        if answered < smallest:
            return [0, 0, 0, 0, []]
        return [answered, accepted, *([ended, helped] if ended >= smallest else [0, 0]), days]


def view_of(guarded: City, who: Somebody) -> World:
    """The view, with what the filters know of protections though nobody is shown it."""
    view = guarded.seer.view(who)
    safe = {each.safe for each in guarded.seer.shelters}
    for id_, node in view.nodes["Resident"].items():
        node["protected"] = guarded.seer.world.nodes["Resident"][id_]["protected"] or id_ in safe
    return view


@pytest.mark.parametrize("name", one_of_each(WORKERS, lambda name: CITY.people[name].role))
async def test_threat_32_partners_and_the_ways_to_them_rest_on_what_is_seen(
    name: str, asking_as: GuardedAsking, guarded: City
) -> None:
    who = guarded.people[name]
    view = view_of(guarded, who)
    naive = SeenReferrals(view, CITY_DAY)
    naive.whole = guarded.seer.world
    sealed = guarded.seer.sealed()
    every = with_needs(guarded.seer.world)
    placed = [each for each in every if view.out.get(("IN_DISTRICT", each))]
    looked = dict.fromkeys([*every[:5], *placed[:3], *(each for each in every if each in sealed)])
    seen = hidden = 0
    for household in looked:
        asked = {"for": {"householdId": household}, "asker": who.person, "day": str(CITY_DAY)}
        response = await asking_as(who, ASK, asked)
        assert by_its_facts(asking_as.answering, REFERRAL_PARTNERS)
        if household not in view.nodes["Household"]:
            nobody = {**asked, "for": {"householdId": "A" * 26}}
            assert response == await asking_as(who, ASK, nobody)
            hidden += 1
            continue
        assert "errors" not in response, response["errors"]
        if not view.out.get(("IN_DISTRICT", household)):
            assert response["data"]["referralPartners"]["partners"] == []
            continue
        found = expected(naive.partners(household, who.person))
        told = comparable(response["data"]["referralPartners"])
        for one, other in zip(told["partners"], found["partners"], strict=False):
            assert one == other, (household, one, other)
        assert told == found, household
        seen += 1
    assert seen
    assert hidden or who.role == "coordinator"


@pytest.mark.parametrize("name", one_of_each(WORKERS, lambda name: CITY.people[name].role))
async def test_fragility_rests_on_what_is_seen(
    name: str, asking_as: GuardedAsking, guarded: City
) -> None:
    who = guarded.people[name]
    view = view_of(guarded, who)
    holding = Holding(view, CITY_DAY)
    sealed = sorted(guarded.seer.sealed() & set(guarded.seer.world.nodes["Household"]))
    homes = [*sealed, *sorted(view.nodes["Household"])[:4]]
    for home in homes:
        answer = await asking_as(who, FRAGILITY, {"id": home})
        assert "errors" not in answer, answer["errors"]
        if home not in view.nodes["Household"]:
            assert answer["data"] == {"household": None}
            continue
        whole = {
            need: by
            for whose in (home, *holding.members(home))
            for need, by in holding.needs(whose).items()
        }
        found = answer["data"]["household"]["fragility"]
        assert {each["id"] for each in found["unsupported"]} == {
            n for n, by in whole.items() if not by
        }
        told = {
            drop["holderId"]: {need["id"] for need in drop["needs"]}
            for drop in found["dropouts"]
            if drop["removalCount"]
        }
        assert told == lost(whole)


def _questions() -> Iterator[Question[Any, Any]]:
    for module in (partners, coverage, statistics, topology):
        for value in vars(module).values():
            yield from getattr(value, "questions", ())


COUNTED = {
    "district_layers": "counts of supporters by office",
    "counted_cells": "cells, withheld where a group is small",
    "support_ties": "sets of ties, told of groups that are not small",
}
"""The questions that return nothing but counts over the whole city, and of what."""
PATTERN = re.compile(rf"\((\w*):({'|'.join(BELONGING)})\b")


def test_every_row_a_question_reads_is_marked() -> None:
    """A variable of a filed kind is marked, or bound by a pattern that leads on to one that is."""
    questions = {each.name: each for each in _questions()}
    assert {"referral_subject", "referral_candidates"} <= set(questions)
    for name, question in questions.items():
        if name in COUNTED:
            continue
        marked = set(re.findall(r"true /\* sees (\w+):", question.text))
        for line in question.text.splitlines():
            if line.startswith("//"):
                continue
            named = [variable for variable, _ in PATTERN.findall(line)]
            assert not named or set(named) & marked, (name, line)
