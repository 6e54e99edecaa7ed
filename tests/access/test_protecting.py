"""Closing takes one person and opening two, whatever else happens; and nothing is made twice."""

import asyncio
from collections.abc import Coroutine
from datetime import date, timedelta
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type

from graph.viewer import DEMO_VIEWER, Role, Viewer
from resolvers.changes import keys_of
from schema.api import Api
from tests.access.town import CANARIES, CITY_DAY, INPUTS, ROLES, Town

pytestmark = pytest.mark.anyio

ADDRESS = '{ household(id: "home") { address } }'
OPEN = CANARIES["Household", "address"]
ABSENT = "no resident of ours"


async def _address(town: Town, name: str, today: date = CITY_DAY) -> str | None:
    found = (await town(name, ADDRESS, today=today))["data"]["household"]
    return found and found["address"]


async def _protections(town: Town) -> list[list[Any]]:
    return await town.write(
        "MATCH (p:Protection)-[:PROTECTS]->(r) "
        "RETURN r.id, toString(p.reviewOn), p.endedOn IS NULL, COUNT { (p)-[:AGAINST]->() }"
    )


def _codes(payload: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["field"][-1]) for each in payload["userErrors"]]


async def test_one_person_closes_and_it_holds_at_once(town: Town) -> None:
    assert await _address(town, "colleague") == OPEN
    made = await town.protect()
    assert made["resident"] == {"id": "hanako"}
    assert await _address(town, "colleague") is None
    assert await _address(town, "coordinator") is None


async def test_a_social_worker_protects_and_no_longer_reaches_the_household(town: Town) -> None:
    assert await _address(town, "csw") == OPEN
    given = {"resident": "hanako", "against": [], "reason": "STALKING"}
    first = await town.does("csw", "protectResident", key="once", **given)
    assert (first["state"], first["resident"]) == ("PROTECTED", None)
    assert await _address(town, "csw") is None
    again = await town.does("csw", "protectResident", key="once", **given)
    assert again == first, "whoever closed it can make sure, though they see nobody there"
    anew = await town.does("csw", "protectResident", **given)
    assert _codes(anew) == [("NOT_FOUND", "resident")]


async def test_the_end_takes_two_people(town: Town) -> None:
    await town.protect()
    for account in ("account of coordinator", "another account of coordinator"):
        asked = await town.does("coordinator", "endProtection", account=account, resident="hanako")
        assert asked["state"] == "END_ASKED", "two accounts of one person are one"
        assert await _address(town, "coordinator") is None
    ended = await town.does("colleague", "endProtection", resident="hanako")
    assert ended["state"] == "ENDED"
    assert await _address(town, "coordinator") == OPEN
    assert _codes(await town.does("colleague", "endProtection", resident="hanako")) == [
        ("NOT_ALLOWED", "resident")
    ]


async def test_one_account_with_two_names_is_one(town: Town) -> None:
    await town.protect()
    for name in ("coordinator", "colleague"):
        asked = await town.does(name, "endProtection", account="shared", resident="hanako")
        assert asked["state"] == "END_ASKED"


async def test_the_demo_viewer_is_one_account(town: Town) -> None:
    await town.protect(by="demo")
    for _ in range(2):
        assert (await town.does("demo", "endProtection", resident="hanako"))["state"] == "END_ASKED"


def test_without_accounts_people_are_told_apart() -> None:
    """As in the demo, where one may be anybody; a role without people is one."""
    one, other = (Viewer(Role.COORDINATOR, name) for name in ("coordinator", "colleague"))
    assert one.known_as != other.known_as
    assert keys_of(one) != keys_of(other)
    assert DEMO_VIEWER.known_as == "demo"


async def test_nobody_ends_their_own_protection(town: Town) -> None:
    await town.write(
        "MATCH (s:Supporter {id: 'colleague'}), (r:Resident {id: 'hanako'}) CREATE (s)-[:SAME_AS]->(r)"
    )
    await town.protect()
    await town.does("coordinator", "endProtection", resident="hanako")
    own = await town.does("colleague", "endProtection", resident="hanako")
    assert own["state"] == "END_ASKED"


async def test_protecting_again_takes_back_the_end_and_adds_to_those_it_is_against(
    town: Town,
) -> None:
    await town.protect("taro")
    await town.does("coordinator", "endProtection", resident="hanako")
    later = CITY_DAY + timedelta(300)
    await town.protect("rival", by="colleague", today=later)
    assert await _protections(town) == [["hanako", "2023-05-27", True, 2]]
    asked = await town.does("colleague", "endProtection", resident="hanako")
    assert asked["state"] == "END_ASKED", "nobody's word of before counts"


async def test_a_change_is_made_once_for_a_key_and_a_key_is_its_accounts_own(town: Town) -> None:
    given = {"resident": "hanako", "against": ["taro"], "reason": "DV"}
    first = await town.does("coordinator", "protectResident", key="k", **given)
    assert await town.does("coordinator", "protectResident", key="k", **given) == first
    asked = await town.does("coordinator", "endProtection", key="end", resident="hanako")
    assert await town.does("coordinator", "endProtection", key="end", resident="hanako") == asked
    ended = await town.does("colleague", "endProtection", key="end", resident="hanako")
    assert ended["state"] == "ENDED", "the same key of another account is another key"
    again = await town.does("coordinator", "endProtection", key="end", resident="hanako")
    assert again["state"] == "END_ASKED", "what the key's change has led to, not how it is now"
    other = await town.does("coordinator", "endProtection", key="k", resident="hanako")
    assert _codes(other) == [("KEY_REUSED", "idempotencyKey")]


async def test_no_account_and_key_read_as_those_of_another(town: Town) -> None:
    await town.protect()
    one = await town.does("coordinator", "endProtection", account="a:b", key="c", resident="hanako")
    two = await town.does("colleague", "endProtection", account="a", key="b:c", resident="hanako")
    assert (one["state"], two["state"]) == ("END_ASKED", "ENDED")


async def test_who_it_is_against_must_be_there(town: Town) -> None:
    given = {"resident": "hanako", "reason": "DV"}
    for against in ([ABSENT], ["taro", ABSENT], ["home"]):
        made = await town.does("coordinator", "protectResident", against=against, **given)
        assert _codes(made) == [("NOT_FOUND", "against")]
    out_of_reach = await town.does("csw", "protectResident", against=["taro"], **given)
    assert _codes(out_of_reach) == [("NOT_FOUND", "against")]
    oneself = await town.does("coordinator", "protectResident", against=["hanako"], **given)
    assert _codes(oneself) == [("INVALID", "against")]
    assert await _protections(town) == []


async def _twenty_at_a_time(wanted: list[Coroutine[Any, Any, dict[str, Any]]]) -> list[Any]:
    """All of them, no more at once than a process has connections for."""
    room = asyncio.Semaphore(20)

    async def carried_out(one: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
        async with room:
            return await one

    return await asyncio.gather(*map(carried_out, wanted))


# Leave to see the place


async def test_leave_takes_two_people_and_holds_for_its_days_alone(town: Town) -> None:
    await town.protect()
    first, until = CITY_DAY + timedelta(1), CITY_DAY + timedelta(31)
    given = {"from": first.isoformat(), "until": until.isoformat()}
    asked = await town.does(
        "coordinator", "askLocationPermission", resident="hanako", supporter="csw", **given
    )
    assert asked["state"] == "ASKED"
    assert await _address(town, "csw", first) is None
    own = await town.does(
        "coordinator", "confirmLocationPermission", permission=asked["permission"]
    )
    assert _codes(own) == [("NOT_ALLOWED", "permission")]
    made = await town.does("colleague", "confirmLocationPermission", permission=asked["permission"])
    assert made["state"] == "CONFIRMED"
    days = [first - timedelta(1), first, until - timedelta(1), until]
    assert [await _address(town, "csw", day) for day in days] == [None, OPEN, OPEN, None]
    assert await _address(town, "coordinator", first) is None, "it is the social worker's alone"


async def test_nobody_confirms_what_they_asked_nor_for_themselves(town: Town) -> None:
    await town.protect()
    given = {"from": "2021-07-31", "until": "2021-08-31"}
    asked = await town.does(
        "coordinator", "askLocationPermission", resident="hanako", supporter="colleague", **given
    )
    for name, account in (
        ("coordinator", None),
        ("coordinator", "another account"),
        ("colleague", None),
        ("colleague", "another account"),
    ):
        made = await town.does(
            name, "confirmLocationPermission", account=account, permission=asked["permission"]
        )
        assert _codes(made) == [("NOT_ALLOWED", "permission")], name
    assert await _address(town, "colleague") is None


async def test_one_person_withdraws_leave_at_once(town: Town) -> None:
    await town.protect()
    permission = await town.let_see("rival", CITY_DAY, CITY_DAY + timedelta(90))
    assert await _address(town, "rival") == OPEN
    gone = await town.does("rival", "withdrawLocationPermission", permission=permission)
    assert gone["state"] == "WITHDRAWN"
    assert await _address(town, "rival") is None
    back = await town.does("colleague", "confirmLocationPermission", permission=permission)
    assert _codes(back) == [("NOT_ALLOWED", "permission")]


@pytest.mark.parametrize(
    ("first", "until", "possible"),
    [
        ("2021-07-31", "2021-10-29", True),
        ("2021-07-31", "2021-10-30", False),
        ("2021-07-31", "2021-07-31", False),
        ("2021-07-01", "2021-07-31", False),
        ("2021-07-01", "2021-08-01", True),
    ],
)
async def test_leave_is_for_ninety_days_at_most(
    town: Town, first: str, until: str, *, possible: bool
) -> None:
    await town.protect()
    given = {"resident": "hanako", "supporter": "csw", "from": first, "until": until}
    asked = await town.does("coordinator", "askLocationPermission", **given)
    assert _codes(asked) == ([] if possible else [("INVALID", "until")])


@pytest.mark.parametrize(
    ("first", "until", "possible"),
    [
        ("2021-10-29", "2021-10-30", True),
        ("2021-10-30", "2021-10-31", False),
        ("9999-01-01", "9999-01-31", False),
    ],
)
async def test_leave_begins_within_ninety_days(
    town: Town, first: str, until: str, *, possible: bool
) -> None:
    await town.protect()
    given = {"from": first, "until": until}
    asked = await town.does(
        "coordinator", "askLocationPermission", resident="hanako", supporter="csw", **given
    )
    assert _codes(asked) == ([] if possible else [("INVALID", "from")])


async def test_leave_is_asked_once_for_a_key_and_confirmed_once(town: Town) -> None:
    await town.protect()
    given = {
        "resident": "hanako", "supporter": "csw", "from": "2021-07-31", "until": "2021-08-31",
    }  # fmt: skip
    first = await town.does("coordinator", "askLocationPermission", key="k", **given)
    assert await town.does("coordinator", "askLocationPermission", key="k", **given) == first
    [[count]] = await town.write("MATCH (l:LocationPermission) RETURN count(l)")
    assert count == 1
    permission = first["permission"]
    made = await town.does("colleague", "confirmLocationPermission", key="c", permission=permission)
    again = await town.does(
        "colleague", "confirmLocationPermission", key="c", permission=permission
    )
    assert again == made
    third = await town.does("rival", "confirmLocationPermission", permission=permission)
    assert _codes(third) == [("NOT_ALLOWED", "permission")]


async def test_leave_is_for_the_protected_and_over_with_the_protection(town: Town) -> None:
    given = {
        "resident": "hanako", "supporter": "csw", "from": "2021-07-31", "until": "2021-08-31",
    }  # fmt: skip
    asked = await town.does("coordinator", "askLocationPermission", **given)
    assert _codes(asked) == [("NOT_ALLOWED", "resident")]
    await town.protect()
    permission = await town.let_see("csw", CITY_DAY, CITY_DAY + timedelta(90))
    await town.does("coordinator", "endProtection", resident="hanako")
    await town.does("colleague", "endProtection", resident="hanako")
    await town.protect()
    assert await _address(town, "csw") is None, "leave of before opens nothing of what came after"
    over = await town.does("rival", "confirmLocationPermission", permission=permission)
    assert _codes(over) == [("NOT_ALLOWED", "permission")]


# Threats


async def test_threat_45_the_other_party_is_told_what_is_told_of_nobody(town: Town) -> None:
    await town.protect("rival", "taro", "brother")
    days = {"from": "2021-07-31", "until": "2021-08-31"}
    permission = await town.let_see("csw", CITY_DAY, CITY_DAY + timedelta(90))
    reads = (
        '{ resident(id: "%s") { id name } }',
        '{ node(id: "%s") { id __typename } }',
        '{ nodes(ids: ["%s"]) { id } }',
        '{ residents(where: {id: {eq: "%s"}}) { totalCount nodes { id } } }',
    )
    for name in ("rival", "kin"):
        for subject in ("hanako", "child"):
            for read in reads:
                assert await town(name, read % subject) == await town(name, read % ABSENT)
            for change, given in (
                ("protectResident", {"against": [], "reason": "DV"}),
                ("endProtection", {}),
                ("askLocationPermission", {"supporter": "rival", **days}),
            ):
                real = await town.does(name, change, resident=subject, **given)
                assert real == await town.does(name, change, resident=ABSENT, **given)
                assert _codes(real) == [("NOT_FOUND", "resident")]
        for change in ("confirmLocationPermission", "withdrawLocationPermission"):
            real = await town.does(name, change, permission=permission)
            assert real == await town.does(name, change, permission=ABSENT)
        against = {"resident": "taro", "reason": "DV"}
        real = await town.does(name, "protectResident", against=["hanako"], **against)
        assert real == await town.does(name, "protectResident", against=[ABSENT], **against)
        due = await town(name, "{ protectionsDue(withinDays: 366) { count } }")
        assert due == {"data": {"protectionsDue": {"count": 0}}}


async def test_threat_45_no_leave_is_given_to_the_other_party_or_their_people(town: Town) -> None:
    await town.protect("rival", "taro", "brother")
    for supporter in ("rival", "kin"):
        asked = await town.does(
            "coordinator",
            "askLocationPermission",
            resident="hanako",
            supporter=supporter,
            **{"from": "2021-07-31", "until": "2021-08-31"},
        )
        assert _codes(asked) == [("NOT_ALLOWED", "supporter")]


async def test_threat_45_leave_given_before_does_not_hold_against_the_deny_edge(
    town: Town,
) -> None:
    await town.protect()
    await town.let_see("rival", CITY_DAY, CITY_DAY + timedelta(90))
    assert await _address(town, "rival") == OPEN
    await town.protect("rival")
    assert (await town("rival", ADDRESS))["data"] == {"household": None}


@pytest.mark.parametrize("days", [364, 365, 366, 800])
async def test_threat_46_nothing_opens_by_itself(town: Town, days: int) -> None:
    await town.protect()
    day = CITY_DAY + timedelta(days)
    for name in ("coordinator", "csw", "volunteer", "commissioner"):
        assert await _address(town, name, day) is None, name
    asked = (
        "{ protectionsDue { count protections { resident { id } reviewOn daysLeft endAsked } } }"
    )
    due = (await town("coordinator", asked, today=day))["data"]["protectionsDue"]
    assert due["protections"] == [
        {
            "resident": {"id": "hanako"},
            "reviewOn": "2022-07-31",
            "daysLeft": 365 - days,
            "endAsked": False,
        }
    ]


@pytest.mark.parametrize(("days", "due"), [(334, 0), (335, 1), (365, 1)])
async def test_threat_46_coordinators_are_reminded_thirty_days_before(
    town: Town, days: int, due: int
) -> None:
    await town.protect()
    answer = await town(
        "coordinator", "{ protectionsDue { count } }", today=CITY_DAY + timedelta(days)
    )
    assert answer == {"data": {"protectionsDue": {"count": due}}}


async def test_threat_46_an_end_that_was_asked_for_does_not_come_by_itself(town: Town) -> None:
    await town.protect()
    await town.does("coordinator", "endProtection", resident="hanako")
    assert await _address(town, "coordinator", CITY_DAY + timedelta(800)) is None


@pytest.mark.parametrize("days", [-1, 367])
async def test_days_that_cannot_be_are_refused(town: Town, days: int) -> None:
    answer = await town("coordinator", f"{{ protectionsDue(withinDays: {days}) {{ count }} }}")
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"


async def test_threat_57_a_hundred_clients_do_not_clear_a_protection(town: Town) -> None:
    """Fifty of one account ask for the end while fifty of others protect: it stands, once."""
    wanted = [
        town.does("coordinator", "endProtection", resident="hanako")
        if place % 2
        else town.does(
            ("colleague", "rival")[place % 4 // 2],
            "protectResident",
            resident="hanako",
            against=["taro"],
            reason="DV",
        )
        for place in range(100)
    ]
    await town.protect()
    answers = await _twenty_at_a_time(wanted)
    assert {each["state"] for each in answers} == {"PROTECTED", "END_ASKED"}
    assert await _protections(town) == [["hanako", "2022-07-31", True, 1]]
    assert await _address(town, "coordinator") is None
    [[sealed]] = await town.write(
        "MATCH (p:Protection)-[s:SEALS]->(x) RETURN count(s) - count(DISTINCT x)"
    )
    assert sealed == 0


async def test_threat_57_a_hundred_clients_of_one_account_end_nothing_and_a_second_one_once(
    town: Town,
) -> None:
    await town.protect()
    one = [town.does("coordinator", "endProtection", resident="hanako") for _ in range(50)]
    assert {each["state"] for each in await _twenty_at_a_time(one)} == {"END_ASKED"}
    other = [town.does("colleague", "endProtection", resident="hanako") for _ in range(50)]
    states = [each["state"] for each in await _twenty_at_a_time(other)]
    assert sorted(states, key=str) == ["ENDED"] + [None] * 49


CHANGES_BY_ROLE = {
    "coordinator": {"moveReferral", "takeOnGap", "dismissGap", "endBreakGlass", *INPUTS},
    "csw": {"moveReferral", "takeOnGap", "dismissGap", *INPUTS},
    "staff": {"moveReferral", "takeOnGap", "dismissGap"},
    "volunteer": set[str](),
    "commissioner": set[str](),
    "analyst": set[str](),
    "administrator": {"breakGlass", "endBreakGlass"},
    "anonymous": set[str](),
}


@pytest.mark.parametrize("name", sorted(CHANGES_BY_ROLE))
def test_threat_54_nobody_sets_a_protection_by_another_change(api: Api, name: str) -> None:
    """No input names the mark, and only two roles have the changes of protections at all."""
    mutation = api.for_role(ROLES[name])._schema.mutation_type
    fields = mutation.fields if mutation is not None else {}
    assert set(fields) == CHANGES_BY_ROLE[name]
    for field in fields.values():
        [given] = field.args.values()
        input_ = get_named_type(given.type)
        assert isinstance(input_, GraphQLInputObjectType)
        written = {each.lower() for each in input_.fields}
        assert not written & {"protected", "sealed", "account", "confirmedby", "endedby"}


async def test_threat_54_a_field_that_no_input_has_is_refused(town: Town) -> None:
    await town.protect()
    text = """mutation { takeOnGap(input: {idempotencyKey: "k", id: "gap", supporter: "csw",
      protected: false}) { userErrors { code } } }"""
    answer = await town("coordinator", text)
    assert answer["data"] is None
    assert answer["errors"]
    assert await _address(town, "coordinator") is None


async def test_threat_55_being_tied_to_a_gap_gives_no_sight_of_the_household(town: Town) -> None:
    """A grant is no ordinary tie: what a change can tie leads to no household."""
    await town.write(
        "CREATE (:Supporter:Node {id: 'newcomer', roles: ['CSW'], mainRole: 'CSW', name: '新人'})"
    )
    take_on = """mutation { takeOnGap(input: {idempotencyKey: "k", id: "gap", supporter: "newcomer"})
      { userErrors { code } } }"""
    seen = """{ household(id: "home") { id } resident(id: "hanako") { id }
      households { totalCount } supportGap(id: "gap") { id } }"""
    nothing = {
        "household": None, "resident": None, "households": {"totalCount": 0}, "supportGap": None,
    }  # fmt: skip
    assert (await town("newcomer", seen))["data"] == nothing
    assert (await town("coordinator", take_on))["data"] == {"takeOnGap": {"userErrors": []}}
    assert (await town("newcomer", seen))["data"] == nothing


async def test_threat_55_a_leave_to_see_the_place_gives_no_household(town: Town) -> None:
    """It lifts the mask from what its holder reaches anyway, and reaches nothing itself."""
    await town.write(
        "CREATE (:Supporter:Node {id: 'newcomer', roles: ['CSW'], mainRole: 'CSW', name: '新人'})"
    )
    await town.protect()
    await town.let_see("newcomer", CITY_DAY, CITY_DAY + timedelta(30))
    assert await _address(town, "newcomer") is None


async def test_threat_56_what_was_begun_asked_and_ended_stays_on_record(town: Town) -> None:
    await town.protect("taro")
    permission = await town.let_see("csw", CITY_DAY, CITY_DAY + timedelta(30))
    await town.does("rival", "withdrawLocationPermission", permission=permission)
    await town.does("coordinator", "endProtection", resident="hanako")
    await town.does("colleague", "endProtection", resident="hanako")
    [kept] = await town.write(
        "MATCH (l:LocationPermission)-[:OPENS]->(p:Protection)-[:AGAINST]->(other) "
        "RETURN p.begunBy, p.endAskedBy, p.endedBy, toString(p.endedOn), other.id, "
        "l.askedBy, l.confirmedBy, toString(l.withdrawnOn)"
    )
    one, other = "account of coordinator", "account of colleague"
    assert kept == [one, one, other, "2021-07-31", "taro", one, other, "2021-07-31"]
    told = await town.write(
        "MATCH (e:Event) RETURN e.change, e.stateBefore, e.stateAfter ORDER BY e.sequence"
    )
    assert told == [
        ["protect_resident", "OPEN", "PROTECTED"],
        ["ask_location_permission", "CLOSED", "ASKED"],
        ["confirm_location_permission", "ASKED", "CONFIRMED"],
        ["withdraw_location_permission", "CONFIRMED", "WITHDRAWN"],
        ["end_protection", "PROTECTED", "END_ASKED"],
        ["end_protection", "END_ASKED", "ENDED"],
    ]
