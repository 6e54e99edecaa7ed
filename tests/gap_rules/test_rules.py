"""Each rule fires where it should and is quiet where it should, and twice computed is the same."""

from collections import Counter

import pytest

from graph.errors import ModelFault
from graph.gaps.all import RULES
from graph.gaps.clock import HandOverClock
from graph.gaps.rule import Rule, Words
from graph.gateway import Gateway
from graph.kinds.gaps import GAP_RULE_CODE
from tests.answering.oracle import World
from tests.gap_rules.conftest import Told
from tests.gap_rules.found import found
from tests.gap_rules.naive import Gap, Naive
from tests.gap_rules.scene import DAY
from tests.gap_rules.worlds import WORLDS

pytestmark = pytest.mark.anyio


def test_every_rule_has_a_world_in_which_it_fires_and_one_in_which_it_is_quiet() -> None:
    assert list(WORLDS) == [rule.code for rule in RULES]
    assert [value.name for value in GAP_RULE_CODE.values] == list(WORLDS)


async def test_each_rule_fires_in_its_first_world_and_is_quiet_in_its_second(
    gateway: Gateway, told: Told
) -> None:
    every = await found(gateway, told.homes.values(), DAY)
    wrong: list[str] = []
    for code, (fires, quiet) in WORLDS.items():
        there = {each for each in every if each.rule == code}
        home, expected = told.homes[fires.__name__], told.expected[fires.__name__]
        assert expected is not None
        evidence = frozenset(each.id for each in expected.evidence)
        wanted = (expected.about.id, expected.since, evidence)
        got = [(e.subject, e.since, e.evidence) for e in there if e.household == home]
        wrong += [] if got == [wanted] else [f"{fires.__name__}: {got}, not {wanted}"]
        noise = [each for each in there if each.household == told.homes[quiet.__name__]]
        wrong += [f"{quiet.__name__}: {each}" for each in noise]
    assert wrong == []


async def test_the_rules_and_a_naive_walk_find_the_same_gaps_in_the_whole_small_city(
    gateway: Gateway, rows: World
) -> None:
    households = sorted(rows.nodes["Household"])
    naive = Counter[Gap](Naive(rows, DAY).gaps(households))
    written = Counter[Gap](await found(gateway, households, DAY))
    assert written - naive == naive - written == Counter()
    assert {each.rule for each in written} == {rule.code for rule in RULES}


async def test_a_household_that_does_not_exist_has_no_gaps(gateway: Gateway) -> None:
    assert await found(gateway, ["NOBODY"], DAY) == set()


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        ({"code": "8050"}, "is no value of GapRuleCode"),
        ({"about": "CITY"}, "is about CITY"),
        ({"severity": 5}, "no severity from 1 to 4"),
        ({"source": ""}, "names no source"),
        ({"facts": ()}, "has the places"),
        ({"code": "TAKE_UP"}, "is asked by"),
    ],
)
def test_a_mistake_in_a_rule_fails_when_it_is_built(
    mistake: dict[str, object], sentence: str
) -> None:
    rule = RULES[0]
    given = {name: getattr(rule, name) for name in rule.__dataclass_fields__}
    with pytest.raises(ModelFault, match=sentence):
        Rule(**(given | mistake))


def test_words_are_said_in_both_languages() -> None:
    with pytest.raises(ModelFault, match="in Japanese and in English"):
        Words("見守りなし", "")


def test_a_clock_counts_forward() -> None:
    with pytest.raises(ModelFault, match="counts days forward"):
        HandOverClock(idle_days=-1)


HOUSES = {
    "佐賀市栄町1-1": {"ISOLATION", "TAKE_UP"},
    "佐賀市日新1丁目2-3": {"DOUBLE_CARE", "EIGHTY_FIFTY", "CARER_OVERLOADED", "UNCOVERED_NEED"},
    "佐賀市循誘2丁目8-14": {"YOUNG_CARER", "EIGHTY_FIFTY", "ISOLATION", "NOT_ACKNOWLEDGED"},
    "佐賀市若楠3丁目11-5": {"NEED_STALLED", "NOT_ACKNOWLEDGED", "ISOLATION", "BETWEEN_SCHEMES"},
    "佐賀市北川副町7-21": {"EIGHTY_FIFTY", "NEED_STALLED", "NOT_ACKNOWLEDGED"},
    "佐賀市鍋島4丁目2-6 203号": {"NEED_STALLED", "SINGLE_SUPPORTER"},
    "佐賀市本庄町9-30": {"YOUNG_CARER", "UNCOVERED_NEED"},
    "佐賀市高木瀬東5丁目3-18": {"AFTER_PARENTS", "ELDERLY_CARER", "CARER_OVERLOADED"},
}
"""What the source tells of its households, and the themes of theirs."""


async def test_the_worked_examples_have_the_gaps_they_are_told_for(
    gateway: Gateway, rows: World
) -> None:
    homes = {
        each["address"]: one
        for one, each in rows.nodes["Household"].items()
        if each["address"] in HOUSES
    }
    every = await found(gateway, homes.values(), DAY)
    for address, rules in HOUSES.items():
        there = {each.rule for each in every if each.household == homes[address]}
        assert rules <= there, address
    [taro] = [
        each
        for each in every
        if each.rule == "TAKE_UP" and each.household == homes["佐賀市栄町1-1"]
    ]
    offered = {rows.nodes["Service"][each]["shortName"] for each in taro.evidence}
    assert {"タクシー", "NHK全", "障害サ", "有料道路"} <= offered
