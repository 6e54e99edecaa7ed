"""Every change there is closes what it brings near a protected household, in its own transaction."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

import graph
from graph.changes.protection import SEAL, Sealing
from graph.gaps.sweep import sweep
from graph.migrations.files import known_migrations
from graph.policy import POLICY
from tests.access.town import CITY_DAY, Town

pytestmark = pytest.mark.anyio

SECRET = "東町三丁目の自宅で会う"
MOVE = """mutation ($input: MoveReferralInput!) { moveReferral(input: $input) {
  userErrors { code } referral { version } } }"""
TAKE_ON = (
    """mutation ($input: TakeOnGapInput!) { takeOnGap(input: $input) { userErrors { code } } }"""
)
DISMISS = (
    """mutation ($input: DismissGapInput!) { dismissGap(input: $input) { userErrors { code } } }"""
)
SEALED = """
MATCH (n) WHERE n.sealed WITH collect(n.id) AS nodes
OPTIONAL MATCH (a)-[t]->(b) WHERE t.sealed
RETURN nodes, collect(a.id + ' ' + type(t) + ' ' + b.id + ' ' + coalesce(toString(t.since), ''))
"""


async def _changed(town: Town, mutation: str, **given: Any) -> None:
    answer = await town("demo", mutation, {"input": {"idempotencyKey": str(uuid4()), **given}})
    assert "errors" not in answer, answer
    [payload] = answer["data"].values()
    assert payload["userErrors"] == []


async def _open(town: Town) -> list[list[Any]]:
    """What belongs to Hanako's household and is not sealed, and its ties that tell a place."""
    return await town.write(
        "MATCH (root) WHERE root.id IN ['home', 'hanako', 'child'] "
        "MATCH (root)<-[:CONCERNS|REFERRED_FOR]-{0,3}(x) "
        "OPTIONAL MATCH (x)-[:PASSED]->(step) "
        "UNWIND [x, step] AS each WITH DISTINCT each WHERE each IS NOT NULL "
        "OPTIONAL MATCH (each)-[t]-(o) WHERE type(t) IN $placing AND t.sealed IS NULL "
        "AND (o:District OR o.id IN ['branch', 'csw', 'volunteer', 'commissioner']) "
        "WITH each, collect(type(t)) AS ties "
        "WHERE each.sealed IS NULL OR size(ties) > 0 RETURN each.id, ties",
        placing=sorted(POLICY.placing),
    )


async def test_without_a_protection_everything_is_open(town: Town) -> None:
    assert len(await _open(town)) >= 9


async def test_a_move_of_a_hand_over_is_closed(town: Town) -> None:
    await town.protect()
    assert await _open(town) == []
    for version, state in ((1, "ACCEPTED"), (2, "IN_PROGRESS")):
        given = {"id": "referral", "version": version, "to": state, "nextAction": SECRET}
        await _changed(town, MOVE, reason=SECRET, **given)
    assert await _open(town) == []
    asked = '{ referral(id: "referral") { nextAction events { nodes { reason } } } }'
    for name in ("coordinator", "staff"):
        assert SECRET not in str(await town(name, asked)), name
    assert SECRET in str(await town("demo", asked))


async def test_a_move_is_closed_where_she_has_no_household(town: Town) -> None:
    await town.write(
        "MATCH (:Resident {id: 'hanako'})-[m:MEMBER_OF]->() SET m.until = date('2021-05-01')"
    )
    await town.protect()
    given = {"id": "referral", "version": 1, "to": "ACCEPTED"}
    await _changed(town, MOVE, reason=SECRET, **given)
    asked = '{ referral(id: "referral") { events { totalCount nodes { reason } } } }'
    assert SECRET not in str(await town("coordinator", asked))
    assert SECRET in str(await town("demo", asked))


async def test_what_comes_near_a_household_she_has_left_is_closed(town: Town) -> None:
    """Her child lives on there: a new hand-over, its moves and a new watcher tell as little."""
    await town.protect()
    await town.write(
        "MATCH (r:Resident {id: 'hanako'})-[m:MEMBER_OF]->(:Household {id: 'home'}) "
        "MATCH (o:Household {id: 'other'}) SET m.until = $day CREATE (r)-[:MEMBER_OF]->(o)",
        day=CITY_DAY,
    )
    await town.write(
        "MATCH (h:Household {id: 'home'}), (s:Supporter {id: 'commissioner'}), (b:Agency {id: 'branch'}) "
        "CREATE (s)-[:WATCHES {since: $day}]->(h)<-[:CONCERNS]-(n:Need:Node {id: 'new', severity: 1}) "
        "CREATE (b)<-[:REFERRED_TO]-(:Referral:Node {id: 'later', state: 'REQUESTED', version: 1})"
        "-[:REFERRED_FOR]->(n)",
        day=CITY_DAY,
    )
    await town.gateway.write(SEAL.statement(Sealing(["home"], CITY_DAY)))
    seen = (await town("commissioner", '{ household(id: "home") { id members { totalCount } } }'))[
        "data"
    ]
    assert seen == {"household": None}
    await _changed(town, MOVE, id="later", version=1, to="ACCEPTED", reason=SECRET)
    asked = '{ referral(id: "later") { events { totalCount nodes { reason } } } }'
    answer = await town("coordinator", asked)
    assert answer["data"]["referral"]["events"]["totalCount"] == 1
    assert SECRET not in str(answer)
    assert SECRET in str(await town("demo", asked))


async def test_who_takes_on_a_gap_of_hers_is_closed(town: Town) -> None:
    await town.protect()
    await _changed(town, TAKE_ON, id="gap", supporter="volunteer")
    assert await _open(town) == []
    asked = '{ supporter(id: "volunteer") { gapsAssigned { totalCount } } }'
    for name, count in (("coordinator", 0), ("demo", 1)):
        answer = await town(name, asked)
        assert answer["data"]["supporter"]["gapsAssigned"]["totalCount"] == count, name


async def test_a_note_on_a_dismissed_gap_is_closed(town: Town) -> None:
    await town.protect()
    await _changed(town, DISMISS, id="gap", dismissal="AS_WISHED", note=SECRET)
    asked = '{ supportGap(id: "gap") { state note } }'
    answer = await town("coordinator", asked)
    assert answer == {"data": {"supportGap": {"state": "DISMISSED", "note": None}}}
    assert SECRET in str(await town("demo", asked))


async def test_gaps_that_the_sweep_finds_are_closed(town: Town) -> None:
    await town.protect()
    swept = await sweep(town.gateway, CITY_DAY + timedelta(60))
    assert sum(each.new for each in swept.rules) > 0
    [[count]] = await town.write(
        "MATCH (:Household {id: 'home'})<-[:CONCERNS]-(g:SupportGap)-[t:IN_DISTRICT]->() "
        "WHERE g.foundOn > date('2021-07-31') AND t.sealed RETURN count(g)"
    )
    assert count > 0
    assert await _open(town) == []


MEETINGS = """{ meetings { totalCount nodes {
  title minutes agencies { nodes { id } } attendees { nodes { id } }
} } }"""


async def test_threat_42_a_meeting_on_a_protected_case_tells_no_place(town: Town) -> None:
    await town.write("MATCH (m:Meeting) SET m.minutes = $secret", secret=SECRET)
    everything = (await town("coordinator", MEETINGS))["data"]["meetings"]
    assert SECRET in str(everything)
    assert "branch" in str(everything)
    await town.protect("rival")
    [meeting] = (await town("coordinator", MEETINGS))["data"]["meetings"]["nodes"]
    assert meeting == {
        "title": "花子さん世帯の会議",
        "minutes": None,
        "agencies": {"nodes": [{"id": "hall"}]},
        "attendees": {"nodes": [{"id": "coordinator"}]},
    }
    around = '{ %s(id: "%s") { meetings { totalCount } } }'
    for kind, id_ in (("agency", "branch"), ("supporter", "csw")):
        asked = (await town("coordinator", around % (kind, id_)))["data"][kind]
        assert asked == {"meetings": {"totalCount": 0}}, kind
    for who in ("rival", "kin"):
        seen = (await town(who, MEETINGS))["data"]["meetings"]
        expected = 0 if who == "rival" else 1
        assert seen["totalCount"] == expected, who


MOVED = """
MATCH (:Household {id: 'home'})-[i:IN_DISTRICT]->(:District {code: '01'})
MATCH (h:Household {id: 'home'}), (w:District {code: '02'})
CREATE (h)-[:IN_DISTRICT {since: i.since}]->(w) DELETE i
"""
COUNTS = """query ($day: Date) {
  districtCoverage(asOf: $day) { districts { code openNeeds needWeight } }
  uncoveredDistricts(layer: CAFE, asOf: $day) { openNeeds }
}"""


@pytest.mark.parametrize("day", ["2021-07-31", "2021-01-01"])
async def test_threat_58b_no_count_by_place_and_day_tells_where_she_is(
    town: Town, day: str
) -> None:
    """With the household in the one district or in the other, the same bytes."""
    before = await town("coordinator", COUNTS, {"day": day})
    assert "errors" not in before, before
    assert {each["openNeeds"] for each in before["data"]["districtCoverage"]["districts"]} == {0, 1}
    told: list[dict[str, Any]] = []
    for move in ("", MOVED):
        await town.rebuilt()
        if move:
            await town.write(move)
        await town.protect("rival")
        told.append(
            {who: await town(who, COUNTS, {"day": day}) for who in ("coordinator", "rival")}
        )
    assert told[0] == told[1]
    assert told[0]["coordinator"] == told[0]["rival"]
    demo = await town("demo", COUNTS, {"day": day})
    assert {each["openNeeds"] for each in demo["data"]["districtCoverage"]["districts"]} == {0, 1}


STEPS = """{ referralEvents { totalCount nodes { id } aggregate { count }
  groups(by: [{state: EACH}]) { entries { count } } } }"""
GAPS = "{ supportGaps { nodes { rule evidence } } }"


async def test_steps_of_what_a_meeting_shared_are_read_for_meetings_alone(town: Town) -> None:
    before = (await town("coordinator", STEPS))["data"]["referralEvents"]
    assert before["totalCount"] == 1
    await town.write("MATCH (r:Referral {id: 'referral'}) SET r.legalBasis = 'SUPPORT_MEETING'")
    for who in ("coordinator", "staff"):
        steps = (await town(who, STEPS))["data"]["referralEvents"]
        assert steps == {
            "totalCount": 0,
            "nodes": [],
            "aggregate": {"count": 0},
            "groups": {"entries": []},
        }, who
    assert (await town("demo", STEPS))["data"]["referralEvents"] == before


async def test_a_gap_that_rests_on_what_a_meeting_shared_is_for_meetings_alone(town: Town) -> None:
    """As long as it rests on it: the register follows when the ground changes."""
    day = CITY_DAY + timedelta(60)

    async def resting(who: str) -> set[str]:
        gaps = (await town(who, GAPS))["data"]["supportGaps"]["nodes"]
        return {each["rule"] for each in gaps if "referral" in (each["evidence"] or [])}

    await sweep(town.gateway, day)
    found = await resting("coordinator")
    assert found
    for later, basis, expected in ((1, "SUPPORT_MEETING", set[str]()), (2, "CONSENT", found)):
        await town.write("MATCH (r:Referral) SET r.legalBasis = $basis", basis=basis)
        await sweep(town.gateway, day + timedelta(later))
        assert await resting("coordinator") == expected, basis
        assert await resting("demo") >= found


async def test_what_a_gap_of_a_protected_household_says_and_rests_on_is_closed(town: Town) -> None:
    day = CITY_DAY + timedelta(60)
    await sweep(town.gateway, day)
    asked = '{ household(id: "home") { supportGaps { nodes { rule sentence sentenceEnglish evidence } } } }'
    before = (await town("coordinator", asked, today=day))["data"]["household"]["supportGaps"]
    assert any(each["sentence"] and each["evidence"] for each in before["nodes"])
    await town.protect(today=day)
    await sweep(town.gateway, day + timedelta(1))
    after = (await town("coordinator", asked, today=day))["data"]["household"]["supportGaps"]
    assert after["nodes"]
    for each in after["nodes"]:
        assert (each["sentence"], each["sentenceEnglish"], each["evidence"]) == (None,) * 3


def test_every_change_that_writes_around_a_household_seals() -> None:
    """A new module of changes that ties or makes nodes must say `SEAL`, or be named here."""
    no_place = {
        "protection", "protect_the_marked", "location_permission", "supporter_link", "hand_over_counts",
        "keyed", "glass",
    }  # fmt: skip
    folder = Path(graph.__path__[0]) / "changes"
    for module in folder.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        if "transaction.ask(" in text and module.stem not in no_place:
            assert "SEAL.statement(" in text, module.name


async def test_the_migration_seals_what_the_change_would(town: Town) -> None:
    await town.protect()
    wanted = await town.write(SEALED)
    await town.rebuilt()
    await town.write("MATCH (r:Resident {id: 'hanako'}) SET r.protected = true")
    migrations = [each for each in known_migrations() if each.version in {7, 10}]
    for _ in range(2):
        for statement in [one for each in migrations for one in each.statements]:
            await town.write(statement)
    [[nodes, ties]] = await town.write(SEALED)
    assert (sorted(nodes), sorted(ties)) == (sorted(wanted[0][0]), sorted(wanted[0][1]))
    assert len(nodes) > 10
    asked = "{ protectionsDue { count protections { since reviewOn daysLeft reason resident { id } } } }"
    due = (await town("coordinator", asked, today=date(2021, 8, 1)))["data"]["protectionsDue"]
    unknown = {"since": None, "reviewOn": None, "daysLeft": None, "reason": None}
    assert due == {"count": 1, "protections": [{**unknown, "resident": {"id": "hanako"}}]}
