"""The register says what the rules find, keeps what people decided, and forgets nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph.changes.dismiss_gap import DISMISS_GAP, DismissGap
from graph.changes.take_on_gap import TAKE_ON_GAP, TakeOnGap
from graph.cypher import Statement
from graph.errors import BadInput
from graph.gaps.all import RULES
from graph.gaps.evaluation import evaluation
from graph.gaps.sweep import HowFar, forget, how_far, sweep, swept_for
from graph.gateway import Gateway
from graph.question import NoParameters
from resolvers.limits import Limits
from schema.api import api
from tests.answering.asking import Asking
from tests.answering.oracle import World
from tests.gap_rules.conftest import Told
from tests.gap_rules.register import (
    ANOTHER_NEED,
    CLOSE_NEED,
    OPEN_NEEDS,
    AnotherNeed,
    CloseNeed,
    Entry,
    disagreement,
    only,
    register,
)
from tests.gap_rules.scene import DAY
from tests.gap_rules.worlds import (
    a_clerk_with_twenty_hours_of_care,
    a_couple_of_eighty_unwatched,
    a_girl_of_seventeen_who_keeps_the_house,
    a_lawyer_whom_all_hangs_on,
    a_visit_that_was_due_in_june,
    debts_that_nobody_took_on,
    rubbish_on_hold_since_spring,
)

pytestmark = pytest.mark.anyio
LATER = DAY + timedelta(days=1)


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


class StopsAfter:
    """Lets so many batches pass."""

    def __init__(self, batches: int) -> None:
        self._left = batches

    def households(self, count: int) -> None:
        assert count
        self._left -= 1
        if not self._left:
            raise Stopped


async def evaluated(gateway: Gateway, home: str, day: date = DAY) -> list[Entry]:
    """The register of a home after its evaluation."""
    await gateway.write(evaluation([home], day))
    return await register(gateway, home)


async def close_need(gateway: Gateway, home: str, rule: str, day: date) -> None:
    """Close the need that a home's gap of a rule rests on."""
    [gap] = [each for each in only(await register(gateway, home), rule) if each.standing]
    answer = await gateway.read(OPEN_NEEDS.statement(NoParameters()))
    places = [each.id for each in OPEN_NEEDS.rows(answer)]
    [need] = [each for each in gap.evidence if each in places]
    await gateway.write(CLOSE_NEED.statement(CloseNeed(places.index(need), day)))


async def test_a_sweep_fills_the_register_with_what_the_rules_find_and_again_changes_nothing(
    gateway: Gateway, rows: World
) -> None:
    await forget(gateway)
    households = sorted(rows.nodes["Household"])
    done = await sweep(gateway, DAY)
    assert (done.households, done.resumed) == (len(households), False)
    assert await swept_for(gateway, DAY)
    assert not await swept_for(gateway, LATER)
    assert await disagreement(gateway, households, DAY) == set()
    before = await register(gateway, *households)
    again = await sweep(gateway, DAY)
    assert [(each.new, each.ended) for each in again.rules] == [(0, 0)] * len(RULES)
    assert await register(gateway, *households) == before
    assert all(each.found_by == each.rule and each.districts == 1 for each in before)
    severity = {rule.code: rule.severity for rule in RULES}
    for each in before:
        if each.state == "FOUND":
            assert each.rank == f"0 {9 - severity[each.rule]} {each.found_on} {each.id}"


async def test_a_sweep_that_was_stopped_goes_on_where_it_was(gateway: Gateway, rows: World) -> None:
    await forget(gateway)
    with pytest.raises(Stopped):
        await sweep(gateway, DAY, StopsAfter(2), batch=200, sessions=1)
    assert not await swept_for(gateway, DAY)
    assert await how_far(gateway, DAY) == HowFar(400, len(rows.nodes["Household"]), complete=False)
    done = await sweep(gateway, DAY, batch=400, sessions=1)
    assert done.resumed
    assert done.households == len(rows.nodes["Household"]) - 400
    assert await disagreement(gateway, sorted(rows.nodes["Household"]), DAY) == set()


async def test_a_sweep_of_many_sessions_that_was_stopped_has_done_all_it_says(
    gateway: Gateway, rows: World
) -> None:
    """What was under way is done again; no household is passed over."""
    households = sorted(rows.nodes["Household"])
    await forget(gateway)
    await gateway.write(Statement("no_gaps", "MATCH (g:SupportGap) DETACH DELETE g"))
    with pytest.raises(Stopped):
        await sweep(gateway, DAY, StopsAfter(5), batch=50, sessions=4)
    reached = await how_far(gateway, DAY)
    assert reached.households % 50 == 0
    assert not reached.complete
    assert await disagreement(gateway, households[: reached.households], DAY) == set()
    done = await sweep(gateway, DAY, batch=70, sessions=4)
    left = len(households) - reached.households
    assert (done.resumed, done.households) == (reached.households > 0, left)
    assert await how_far(gateway, DAY) == HowFar(len(households), len(households), complete=True)
    assert await disagreement(gateway, households, DAY) == set()


async def test_a_gap_that_is_over_is_resolved_with_the_day_and_stays(
    gateway: Gateway, told: Told
) -> None:
    home = told.homes[rubbish_on_hold_since_spring.__name__]
    [gap] = only(await evaluated(gateway, home), "NEED_STALLED")
    assert (gap.state, gap.open, gap.found_on) == ("FOUND", True, DAY)
    assert gap.sentence.startswith("つなぎが止まっている課題が1件あります: ")
    assert gap.sentence.endswith("(つなぎ2件)。")
    await close_need(gateway, home, "NEED_STALLED", LATER)
    [over] = only(await evaluated(gateway, home, LATER), "NEED_STALLED")
    assert over.id == gap.id
    assert (over.state, over.open, over.standing) == ("RESOLVED", False, False)
    assert (over.found_on, over.changed_on, over.ended_on) == (DAY, LATER, LATER)
    assert over.rank == f"1{gap.rank[1:]}"


async def test_a_gap_taken_on_stays_so_and_has_one_in_charge(
    gateway: Gateway, told: Told, rows: World
) -> None:
    home = told.homes[a_couple_of_eighty_unwatched.__name__]
    [gap] = only(await evaluated(gateway, home), "NOBODY_WATCHING")
    first, second = sorted(rows.nodes["Supporter"])[:2]
    for supporter in (first, first, second):
        asked = TakeOnGap(gap.id, supporter, DAY)
        [[[_, after]]] = await gateway.write(TAKE_ON_GAP.statement(asked))
        assert after == "TAKEN_ON"
    [kept] = only(await evaluated(gateway, home, LATER), "NOBODY_WATCHING")
    assert (kept.id, kept.state, kept.open, kept.changed_on) == (gap.id, "TAKEN_ON", True, DAY)
    asking = Asking(api(Limits()), gateway, [])
    answer = await asking(
        "query($id: ID!) { supportGap(id: $id) { assignees { nodes { id } } } }", {"id": gap.id}
    )
    assert answer["data"]["supportGap"]["assignees"]["nodes"] == [{"id": second}]
    nobody = TakeOnGap(gap.id, "NOBODY", DAY)
    assert await gateway.write(TAKE_ON_GAP.statement(nobody)) == [[]]


async def test_a_dismissed_gap_stays_so_until_it_rests_on_something_new(
    gateway: Gateway, told: Told
) -> None:
    home = told.homes[debts_that_nobody_took_on.__name__]
    [gap] = only(await evaluated(gateway, home), "UNCOVERED_NEED")
    dismissed = DismissGap(gap.id, "AS_WISHED", "本人が様子を見たいと言う。", DAY)
    assert await gateway.write(DISMISS_GAP.statement(dismissed)) == [[["FOUND", "DISMISSED"]]]
    [kept] = only(await evaluated(gateway, home, LATER), "UNCOVERED_NEED")
    assert (kept.id, kept.state, kept.open, kept.standing) == (gap.id, "DISMISSED", False, True)
    await gateway.write(ANOTHER_NEED.statement(AnotherNeed(gap.subject, LATER)))
    old, new = sorted(
        only(await evaluated(gateway, home, LATER), "UNCOVERED_NEED"),
        key=lambda each: each.found_on,
    )
    assert (old.id, old.state, old.ended_on) == (gap.id, "DISMISSED", LATER)
    assert (new.state, new.found_on, len(new.evidence)) == ("FOUND", LATER, 2)
    assert not old.standing
    for known in (old.id, "NOBODY"):
        asked = DismissGap(known, "NOT_NOW", None, LATER)
        expected = [["DISMISSED", "DISMISSED"]] if known == old.id else []
        assert await gateway.write(DISMISS_GAP.statement(asked)) == [expected]


async def test_a_dismissed_gap_whose_fact_ends_keeps_its_state_and_a_new_one_is_found_later(
    gateway: Gateway, told: Told
) -> None:
    home = told.homes[a_lawyer_whom_all_hangs_on.__name__]
    [gap] = only(await evaluated(gateway, home), "SINGLE_SUPPORTER")
    asked = DismissGap(gap.id, "SEEN_TO_ELSEWHERE", None, DAY)
    await gateway.write(DISMISS_GAP.statement(asked))
    await close_need(gateway, home, "SINGLE_SUPPORTER", LATER)
    [over] = only(await evaluated(gateway, home, LATER), "SINGLE_SUPPORTER")
    assert (over.state, over.standing, over.ended_on) == ("DISMISSED", False, LATER)
    [old, new] = only(await evaluated(gateway, home, DAY), "SINGLE_SUPPORTER")
    assert {old.id, new.id} > {over.id}
    assert {old.state, new.state} == {"DISMISSED", "FOUND"}


def test_a_gap_is_dismissed_with_a_reason_we_know() -> None:
    with pytest.raises(BadInput, match="with a reason"):
        DismissGap("X", "BECAUSE", None, DAY)


async def test_a_change_and_its_evaluation_are_one_transaction(
    gateway: Gateway, told: Told
) -> None:
    home = told.homes[a_girl_of_seventeen_who_keeps_the_house.__name__]
    [gap] = only(await evaluated(gateway, home), "YOUNG_CARER")
    birthday = evaluation([home], LATER)
    _, rows = await gateway.write(evaluation([home], DAY), birthday)
    assert ["YOUNG_CARER", 0, 0, 1] in rows
    [over] = only(await register(gateway, home), "YOUNG_CARER")
    assert (over.id, over.state, over.ended_on) == (gap.id, "RESOLVED", LATER)


async def test_the_register_is_asked_like_any_list_and_tells_what_to_do(gateway: Gateway) -> None:
    await forget(gateway)
    await sweep(gateway, DAY)
    asking = Asking(api(Limits()), gateway, [])
    answer = await asking(
        """{
          supportGaps(first: 100, where: {open: {eq: true}}) {
            totalCount
            nodes { severity foundOn sentence sentenceEnglish
              definition { code severity nextStep blindSpot source } household { id } }
          }
          gapRules(first: 50) { nodes { code nameEnglish definition nextStepEnglish about } }
        }"""
    )
    assert "errors" not in answer
    gaps = answer["data"]["supportGaps"]["nodes"]
    assert [-each["severity"] for each in gaps] == sorted(-each["severity"] for each in gaps)
    told_of = {each["code"]: each for each in answer["data"]["gapRules"]["nodes"]}
    for rule in RULES:
        assert told_of[rule.code]["definition"] == rule.definition.ja
        assert told_of[rule.code]["nextStepEnglish"] == rule.next_step.en
        assert told_of[rule.code]["about"] == rule.about
    for each in gaps:
        assert each["definition"]["nextStep"]
        assert "{" not in each["sentence"] + each["sentenceEnglish"]


SEE_TO = """mutation($input: TakeOnGapInput!) { takeOnGap(input: $input) {
  userErrors { code field } supportGap { state open assignees { nodes { id } } } } }"""
DISMISS = """mutation($input: DismissGapInput!) { dismissGap(input: $input) {
  userErrors { code field } supportGap { state open dismissal note } } }"""
MOVE = """mutation($input: MoveReferralInput!) { moveReferral(input: $input) {
  userErrors { code } referral { state } } }"""


async def test_people_take_gaps_on_and_dismiss_them_through_the_api(
    gateway: Gateway, told: Told, rows: World
) -> None:
    home = told.homes[a_clerk_with_twenty_hours_of_care.__name__]
    [gap] = only(await evaluated(gateway, home), "CARER_OVERLOADED")
    asking = Asking(api(Limits()), gateway, [])
    supporter = min(rows.nodes["Supporter"])

    async def asked(operation: str, key: str, **given: str) -> dict[str, Any]:
        answer = await asking(operation, {"input": {"idempotencyKey": key, **given}})
        assert "errors" not in answer
        [payload] = answer["data"].values()
        return payload

    nobody = await asked(SEE_TO, "a", id=gap.id, supporter="A" * 26)
    assert nobody["userErrors"] == [{"code": "NOT_FOUND", "field": ["input", "supporter"]}]
    for _ in range(2):
        taken = await asked(SEE_TO, "b", id=gap.id, supporter=supporter)
        assert taken == {
            "userErrors": [],
            "supportGap": {
                "state": "TAKEN_ON",
                "open": True,
                "assignees": {"nodes": [{"id": supporter}]},
            },
        }
    gone = await asked(DISMISS, "c", id=gap.id, dismissal="AS_WISHED", note="休暇を取る予定。")
    assert gone["supportGap"] == {
        "state": "DISMISSED",
        "open": False,
        "dismissal": "AS_WISHED",
        "note": "休暇を取る予定。",
    }
    again = await asked(SEE_TO, "d", id=gap.id, supporter=supporter)
    assert again["userErrors"] == [{"code": "NOT_ALLOWED", "field": ["input", "id"]}]
    unknown = await asked(DISMISS, "e", id="A" * 26, dismissal="NOT_NOW")
    assert unknown["userErrors"] == [{"code": "NOT_FOUND", "field": ["input", "id"]}]
    long = await asked(DISMISS, "f", id=gap.id, dismissal="NOT_NOW", note="長" * 2001)
    assert long["userErrors"] == [{"code": "INVALID", "field": ["input", "note"]}]


async def test_moving_a_hand_over_brings_the_register_in_line_in_the_same_transaction(
    gateway: Gateway, told: Told
) -> None:
    home = told.homes[a_visit_that_was_due_in_june.__name__]
    [gap] = only(await evaluated(gateway, home), "NO_NEXT_ACTION")
    asking = Asking(api(Limits()), gateway, [])
    answer = await asking(
        MOVE,
        {
            "input": {
                "idempotencyKey": "begin",
                "id": gap.evidence[0],
                "version": 0,
                "to": "IN_PROGRESS",
                "nextAction": "家庭訪問",
                "nextActionOn": "2021-08-20",
            }
        },
    )
    assert answer == {
        "data": {"moveReferral": {"userErrors": [], "referral": {"state": "IN_PROGRESS"}}}
    }
    [over] = only(await register(gateway, home), "NO_NEXT_ACTION")
    assert (over.id, over.state) == (gap.id, "RESOLVED")
    assert await disagreement(gateway, [home], DAY) == set()
