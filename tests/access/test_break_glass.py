"""Through broken glass an administrator reads what a coordinator reads but for protected places: for
an hour, with a reason, told to others, and all of it on record.
"""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from audit.entry import Verb
from audit.queries import breach_report
from graph.changes.glass import CLOCK, RUN_OUT
from graph.changes.keyed import Asked
from graph.gateway import Gateway, Run
from graph.viewer import DEMO_VIEWER, Purpose, Role, Viewer
from resolvers.changes import keys_of
from server.app import application
from server.glass import record_ends
from server.manners import Manners
from tests.access.breaking import (
    ADMINISTRATOR,
    BREAKS,
    COLLEAGUE,
    COORDINATOR,
    ENDS,
    KNOWN,
    NOON,
    REASON,
    THROUGH,
    Office,
    codes,
)
from tests.access.glass_checks import ABSENT, CHECKS, HANAKO, READS, Check, code_of, is_open
from tests.answering.asking import CITY_DAY
from tests.audit.trails import KEY, folder_in, trail_in
from tests.worlds import PATIENT_SECONDS, PATIENTLY

pytestmark = pytest.mark.anyio

WITHOUT_ROWS = (
    "{ households { totalCount } }",
    '{ search(text: "花子") { totalCount } }',
    "{ districts { nodes { name } } }",
    "{ supporters { nodes { name } } }",
    "{ districtCoverage { __typename } }",
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_the_glass(check: Check, office: Office) -> None:
    await check(office)


# Closed glass


async def test_closed_glass_reads_alike_whatever_there_is(office: Office) -> None:
    await office.town.protect("rival")
    for who in (THROUGH, KNOWN, replace(KNOWN, person="rival")):
        for read in READS:
            told = [await office.ask(who, read % each) for each in ("taro", "hanako", ABSENT)]
            assert told[0] == told[1] == told[2]
            assert code_of(told[0]) == "GLASS_NOT_BROKEN"
        for operation in WITHOUT_ROWS:
            answer = await office.ask(who, operation)
            assert code_of(answer) == "GLASS_NOT_BROKEN"
            assert set(answer["data"].values()) == {None}


async def test_behind_closed_glass_the_database_reads_nothing(office: Office) -> None:
    runs: list[Run] = []
    address = office.gateway._address
    async with Gateway(address, **PATIENTLY, watch=(runs.append,)) as office.gateway:
        await office.ask(KNOWN, "{ households { totalCount } }")
        assert [(each.name, each.rows) for each in runs] == [("grants_of_break_glass", 0)]


async def test_an_attempt_at_closed_glass_is_on_record(office: Office) -> None:
    await office.ask(KNOWN, HANAKO)
    assert office.recorded() == [("REFUSED", "kanri", None, "Resident_by_id")]
    [entry] = office.trail.entries
    assert (entry.purpose, entry.about) == (Purpose.BREAK_GLASS, frozenset())
    office.trail.broken = True
    assert code_of(await office.ask(KNOWN, HANAKO)) == "AUDIT_UNWRITABLE"


async def test_the_administrators_own_token_reads_no_more_than_before(office: Office) -> None:
    """Breaking the glass changes nothing of what is asked without the purpose."""
    await office.opened()
    for viewer in (ADMINISTRATOR, COLLEAGUE):
        answer = await office.ask(viewer, HANAKO)
        assert "Cannot query field 'resident'" in answer["errors"][0]["message"]


# Opening


async def test_it_opens_for_sixty_minutes_and_says_so(office: Office) -> None:
    made = (await office.breaks(replace(ADMINISTRATOR, person="colleague")))["glassBreaking"]
    assert made.pop("id")
    assert made == {
        "account": "kanri",
        "person": "colleague",
        "reason": REASON,
        "openedAt": "2021-07-31T12:00:00+00:00",
        "endsAt": "2021-07-31T13:00:00+00:00",
        "stoppedAt": None,
        "stoppedBy": None,
        "state": "BROKEN",
    }


async def test_the_hour_is_by_the_real_clock_over_midnight(office: Office) -> None:
    """The day of the ties stands still in the demo; an hour of emergency does not."""
    office.now = NOON + timedelta(hours=11, minutes=30)
    await office.opened()
    office.later(minutes=59)
    assert await is_open(office)
    office.later(minutes=1)
    assert not await is_open(office)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", "REQUIRED"),
        (" \n\u3000", "REQUIRED"),
        ("安否の確認のため。", "INVALID"),
        ("安否の確認のためです", None),
        ("ああああああああああああああ", "INVALID"),
        ("。、。、。、。、。、。、。、", "INVALID"),
        ("1234567890123", "INVALID"),
        ("\u3164" * 10, "INVALID"),
        ("a\u115f\u1160\u3164\uffa0" * 3, "INVALID"),
        ("安否の確認\nのためです。", "INVALID"),
        ("安否の確認\u202eのためです。", "INVALID"),
        ("夜間の 安否の確認の\u3000ため", None),
        ("何度も電話をしたが" + "応" * 491, None),
        ("何度も電話をしたが" + "応" * 492, "INVALID"),
    ],
)
async def test_a_reason_is_a_sentence(office: Office, reason: str, code: str | None) -> None:
    made = await office.breaks(reason=reason)
    assert codes(made) == ([(code, "reason")] if code else [])
    assert (made["glassBreaking"] is None) is (code is not None)
    assert await is_open(office) is (code is None)


async def test_without_a_reason_it_is_not_even_asked(office: Office) -> None:
    text = 'mutation { breakGlass(input: {idempotencyKey: "k"}) { userErrors { code } } }'
    assert (await office.ask(ADMINISTRATOR, text))["data"] is None
    answer = await office.tries(ADMINISTRATOR, BREAKS, "k", reason=None)
    assert answer["data"] is None
    assert office.recorded() == []


async def test_a_key_opens_once(office: Office) -> None:
    first = await office.breaks(key="k")
    assert await office.breaks(key="k") == first
    other = await office.breaks(key="k", reason="別の理由で、もう一度見たいためです。")
    assert codes(other) == [("KEY_REUSED", "idempotencyKey")]
    assert len(office.recorded()) == 1
    await office.ends(first["glassBreaking"]["id"])
    again = await office.breaks(key="k")
    assert again["glassBreaking"]["state"] == "STOPPED", "an old key does not open anew"
    assert not await is_open(office)
    [[count]] = await office.town.write("MATCH (g:GlassBreaking) RETURN count(g)")
    assert count == 1
    for key in ("", "k" * 101):
        assert codes(await office.breaks(key=key or "", reason=REASON) if key else
                     (await office.tries(ADMINISTRATOR, BREAKS, None, reason=REASON,
                                         idempotencyKey=""))["data"]["made"]) == [
            ("INVALID", "idempotencyKey")
        ]  # fmt: skip


async def test_one_stands_at_a_time_and_accounts_do_not_meet(office: Office) -> None:
    await office.opened()
    assert codes(await office.breaks()) == [("NOT_ALLOWED", "idempotencyKey")]
    assert (await office.breaks(COLLEAGUE))["userErrors"] == []
    office.later(minutes=60)
    assert (await office.breaks())["userErrors"] == []
    [[count]] = await office.town.write("MATCH (g:GlassBreaking) RETURN count(g)")
    assert count == 3


async def test_twenty_at_once_open_one(office: Office) -> None:
    made = await asyncio.gather(*(office.breaks() for _ in range(20)))
    assert sorted(str(codes(each)) for each in made) == sorted(
        ["[]"] + [str([("NOT_ALLOWED", "idempotencyKey")])] * 19
    )
    [[count]] = await office.town.write("MATCH (g:GlassBreaking) RETURN count(g)")
    assert count == 1
    assert len({each.basis for each in office.trail.entries}) == 1


async def test_only_an_administrator_breaks_the_glass(office: Office) -> None:
    made = await office.breaks(DEMO_VIEWER)
    assert codes(made) == [("NOT_ALLOWED", "reason")]
    assert codes(await office.breaks(replace(ADMINISTRATOR, account=None))) == [
        ("NOT_ALLOWED", "reason")
    ]
    for role in set(Role) - {Role.ADMINISTRATOR, Role.DEMO}:
        answer = await office.tries(Viewer(role, "coordinator", "a"), BREAKS, "k", reason=REASON)
        assert answer["data"] is None, role
    assert office.recorded() == []


async def test_without_a_trail_no_glass_is_broken(office: Office) -> None:
    office.trail = None
    answer = await office.tries(ADMINISTRATOR, BREAKS, "k", reason=REASON)
    assert code_of(answer) == "AUDIT_UNWRITABLE"


# Ends


async def test_whoever_is_told_of_it_may_end_it(office: Office) -> None:
    for who in (ADMINISTRATOR, COLLEAGUE, COORDINATOR):
        opening = await office.opened()
        ended = (await office.ends(opening, who))["glassBreaking"]
        assert (ended["state"], ended["stoppedBy"]) == ("STOPPED", who.account)
        assert ended["stoppedAt"] == "2021-07-31T12:00:00+00:00"
        assert not await is_open(office)
        entry = office.trail.entries[-2]
        assert (entry.verb, entry.account, entry.basis, entry.name) == (
            Verb.BREAK_GLASS_STOP, who.account, opening, "end_break_glass",
        )  # fmt: skip
        assert (entry.role, entry.person) == (who.role, who.person)


async def test_an_end_is_made_once(office: Office) -> None:
    opening = await office.opened()
    first = await office.ends(opening, key="k")
    assert await office.ends(opening, key="k") == first
    assert codes(await office.ends(opening)) == [("NOT_ALLOWED", "id")]
    assert codes(await office.ends("no opening")) == [("NOT_FOUND", "id")]
    office.later(minutes=60)
    opening = await office.opened()
    office.later(minutes=60)
    assert codes(await office.ends(opening)) == [("NOT_ALLOWED", "id")]
    stops = [each for each in office.recorded() if each[0] == "BREAK_GLASS_STOP"]
    assert len(stops) == 1, "what ran out is recorded by the clock"


async def test_somebody_no_longer_in_office_ends_nothing(office: Office) -> None:
    opening = await office.opened()
    await office.town.write(
        "MATCH (s:Supporter {id: 'coordinator'}) SET s.retiredOn = date('2021-07-01')"
    )
    answer = await office.tries(COORDINATOR, ENDS, "k", id=opening)
    assert code_of(answer) == "NOT_IN_OFFICE"
    assert code_of(await office.ask(COORDINATOR, "{ glassBreakings { entries { id } } }")) == (
        "NOT_IN_OFFICE"
    )
    assert await is_open(office)


async def test_an_end_holds_also_when_it_cannot_be_recorded_and_is_recorded_later(
    office: Office,
) -> None:
    opening = await office.opened()
    office.trail.broken = True
    answer = await office.tries(COLLEAGUE, ENDS, "k", id=opening)
    assert code_of(answer) == "AUDIT_UNWRITABLE"
    office.trail.broken = False
    assert not await is_open(office)
    assert await office.records_ends() == 1
    assert office.recorded()[-1] == ("BREAK_GLASS_STOP", "another", opening, "end_break_glass")
    assert await office.records_ends() == 0


async def test_what_runs_out_is_recorded_once_with_its_event(office: Office) -> None:
    opening = await office.opened(replace(ADMINISTRATOR, person="colleague"))
    office.later(minutes=59, seconds=59)
    assert await office.records_ends() == 0
    office.later(seconds=1)
    await asyncio.gather(*(office.records_ends() for _ in range(5)))
    office.later(days=1)
    assert await office.records_ends() == 0
    assert office.recorded() == [
        ("BREAK_GLASS_START", "kanri", opening, "break_glass"),
        ("BREAK_GLASS_STOP", "kanri", opening, "glass_ran_out"),
    ]
    stop = office.trail.entries[-1]
    assert (stop.role, stop.person) == (Role.ADMINISTRATOR, "colleague")
    assert stop.purpose is Purpose.BREAK_GLASS
    told = await office.town.write(
        "MATCH (e:Event) RETURN e.change, e.subject, e.stateBefore, e.stateAfter ORDER BY e.sequence"
    )
    assert told == [
        ["break_glass", opening, "CLOSED", "BROKEN"],
        ["glass_ran_out", opening, "BROKEN", "RAN_OUT"],
    ]


async def test_what_ran_out_is_recorded_before_the_glass_is_broken_again(office: Office) -> None:
    first = await office.opened()
    office.later(minutes=61)
    office.trail.broken = True
    answer = await office.tries(ADMINISTRATOR, BREAKS, "k", reason=REASON)
    assert code_of(answer) == "AUDIT_UNWRITABLE"
    office.trail.broken = False
    second = await office.opened()
    assert [each[:3] for each in office.recorded()] == [
        ("BREAK_GLASS_START", "kanri", first),
        ("BREAK_GLASS_STOP", "kanri", first),
        ("BREAK_GLASS_START", "kanri", second),
    ]


async def test_the_server_records_what_ran_out_while_it_was_away(
    office: Office,
) -> None:
    """And goes on after a fault: nothing is lost by a restart or by a full disk."""
    opening = await office.opened()
    office.later(hours=5)
    office.trail.broken = True
    recording = asyncio.create_task(
        record_ends(office.gateway, office.trail, lambda: office.now, every=0.01)
    )
    await asyncio.sleep(0.2)
    assert not recording.done()
    office.trail.broken = False
    async with asyncio.timeout(30):
        while len(office.recorded()) < 2:  # noqa: ASYNC110 -- a count tells nobody
            await asyncio.sleep(0.01)
    recording.cancel()
    with pytest.raises(asyncio.CancelledError):
        await recording
    assert office.recorded()[1:] == [("BREAK_GLASS_STOP", "kanri", opening, "glass_ran_out")]


async def test_the_application_sees_to_the_ends_from_its_start(
    office: Office, tmp_path: Any
) -> None:
    opening = await office.opened()  # in 2021, and over for long
    folder = folder_in(tmp_path)
    async with Gateway(office.gateway._address, **PATIENTLY) as gateway:
        app = application(
            gateway, demo=True, day=lambda: CITY_DAY, manners=Manners(), trail=trail_in(folder)
        )
        async with app.router.lifespan_context(app), asyncio.timeout(PATIENT_SECONDS):
            found: list[Any] = []
            while not found:
                await asyncio.sleep(0.1)
                now = NOON.replace(year=9000)
                found = [*breach_report(folder, KEY, "kanri", NOON, now).without_person]
    assert [(each.verb, each.basis, each.name) for each in found] == [
        (Verb.BREAK_GLASS_STOP, opening, "glass_ran_out")
    ]


def test_no_account_has_the_keys_of_the_clock() -> None:
    for account in ("the clock", "the clock:x", ""):
        given = Asked(RUN_OUT, keys_of(replace(ADMINISTRATOR, account=account)), "K", "", {}, NOON)
        assert not given.scoped_key.startswith(f"{CLOCK}:")


# The record


async def test_a_report_tells_all_that_was_read_under_one_opening(
    office: Office, tmp_path: Any
) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder) as trail:
        office.trail = trail
        first = await office.opened()
        await office.ask(KNOWN, HANAKO)
        await office.ends(first)
        second = await office.opened()
        await office.ask(KNOWN, '{ resident(id: "taro") { name } }')
        await office.ask(KNOWN, '{ resident(id: "nobody") { id } }')
        text = """query ($account: String!, $opening: ID) {
          breachReport(account: $account, from: "2000-01-01", until: "2100-01-01", opening: $opening) {
            people touched { entries { person purpose } }
            withoutPerson { entries { verb name basis purpose } } } }"""
        told = {
            opening: (
                await office.ask(ADMINISTRATOR, text, {"account": "kanri", "opening": opening})
            )["data"]["breachReport"]
            for opening in (first, second, None)
        }
    assert told[first]["touched"]["entries"] == [{"person": "hanako", "purpose": "BREAK_GLASS"}]
    assert [each["verb"] for each in told[first]["withoutPerson"]["entries"]] == [
        "BREAK_GLASS_START", "BREAK_GLASS_STOP",
    ]  # fmt: skip
    assert told[second]["touched"]["entries"] == [{"person": "taro", "purpose": "BREAK_GLASS"}]
    assert told[second]["withoutPerson"]["entries"] == [
        {"verb": verb, "name": name, "basis": second, "purpose": purpose}
        for verb, name, purpose in (
            ("BREAK_GLASS_START", "break_glass", "CASEWORK"),
            ("READ", "Resident_by_id", "BREAK_GLASS"),
        )
    ]
    assert told[None]["people"] == 2
