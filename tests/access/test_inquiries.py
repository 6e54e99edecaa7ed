"""What is answered by written questions rests on what somebody may see, and on sums of many.

Each is compared with the naive computation over the world as that person sees it, some of them each
day and all in `make proof-access`.
"""

import re
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import pytest

from graph.cypher import Statement
from graph.partners.partners import REFERRAL_PARTNERS
from graph.policy import BELONGING
from graph.question import Question
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
    naive = NaiveReferrals(view, CITY_DAY, whole=guarded.seer.world)
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


PUBLISHED = {"ACCEPTANCE", "TIMELINESS", "OUTCOME", "LOAD"}
FIGURES = """query Figures($for: ReferralFor!, $day: Date) {
  referralPartners(for: $for, asOf: $day, first: 30) {
    partners { agencyId factors { factor value unknown numbers { name value } reason } }
  }
}"""


MUCH_RECORDED = """MATCH (a:Agency)
CREATE (:HandOverStanding {key: a.id + '/2021-06-29', day: date('2021-06-29'),
  answered: 12, accepted: 11, ended: 10, helped: 9, medianDays: 6.0})
CREATE (:HandOverStanding {key: a.id + '/2021-07-05', day: date('2021-07-05'),
  answered: 13, accepted: 11, ended: 10, helped: 9, medianDays: 7.0})
WITH a
UNWIND range(1, 12) AS number
CREATE (a)-[:JOINED]->(:Case {openedOn: date('2021-06-30'), recordedBy: 'test'})
UNION
CREATE (:HandOverStanding {key: 'ALL/2021-06-29', day: date('2021-06-29'),
  answered: 900, accepted: 800, ended: 700, helped: 600})"""
FORGOTTEN = """MATCH (n:HandOverStanding|Case)
WHERE n.recordedBy = 'test' OR n.answered IN [900, 12, 13] AND n.key =~ '.*/2021-0(6-29|7-05)'
DETACH DELETE n"""


@pytest.fixture
async def much_recorded(asking_as: GuardedAsking) -> AsyncGenerator[None]:
    """Each agency has answered twelve hand-overs by June and one more since, and has twelve cases."""
    gateway = asking_as.gateway
    await gateway.write(Statement("much_recorded", MUCH_RECORDED))
    yield
    await gateway.write(Statement("forgotten", FORGOTTEN))


@pytest.mark.usefixtures("much_recorded")
async def test_an_agencys_own_figures_are_alike_for_every_role_and_each_day_of_a_month(
    asking_as: GuardedAsking, guarded: City
) -> None:
    """They are published ones: of ten and more, whoever the people are, at the end of a month."""
    figures: dict[str, set[str]] = {}
    asked = whole = 0
    for name in one_of_each(WORKERS, lambda name: CITY.people[name].role):
        who = guarded.people[name]
        view = guarded.seer.view(who)
        homes = [
            each
            for each in with_needs(guarded.seer.world)
            if each in view.nodes["Household"] and view.out.get(("IN_DISTRICT", each))
        ]
        for home in homes[:6]:
            for day in (CITY_DAY, CITY_DAY.replace(day=1)):
                given = {"for": {"householdId": home}, "day": day.isoformat()}
                answer = await asking_as(who, FIGURES, given)
                assert "errors" not in answer, answer["errors"]
                asked += 1
                for each in answer["data"]["referralPartners"]["partners"]:
                    own = [one for one in each["factors"] if one["factor"] in PUBLISHED]
                    figures.setdefault(each["agencyId"], set()).add(repr(own))
                    whole += any(one["numbers"] and not one["unknown"] for one in own)
    assert asked > 12
    assert whole > 12
    assert {agency: told for agency, told in figures.items() if len(told) > 1} == {}


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
