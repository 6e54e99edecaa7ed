"""Administrators ask the trail over the API, are told what the command tells, and are recorded."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from audit.entry import Verb
from audit.queries import breach_report, who_looked_at
from audit.trail import Trail
from graph.cypher import Statement
from graph.errors import AuditUnwritable
from graph.gateway import Gateway
from graph.policy import POLICY
from graph.viewer import Purpose, Role, Viewer
from resolvers import looking
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api, api
from tests.audit.trails import KEY, NOON, Ticking, folder_in, seen, trail_in, written
from tests.sealed import SEALS

pytestmark = pytest.mark.anyio

WHO = """query ($id: ID!, $from: Date, $until: Date, $first: Int, $after: String) {
  whoLookedAt(id: $id, from: $from, until: $until, first: $first, after: $after) {
    entries { at account person role purpose basis verb name request }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    damaged
  }
}"""
BREACH = """query ($account: String!, $from: Date!, $until: Date!, $first: Int, $after: String) {
  breachReport(account: $account, from: $from, until: $until) {
    requests people damaged
    touched(first: $first, after: $after) {
      entries { person verb purpose times firstAt lastAt } pageInfo { hasNextPage endCursor }
    }
    withoutPerson { entries { verb name } pageInfo { hasNextPage } }
  }
}"""
ADMINISTRATOR = Viewer(Role.ADMINISTRATOR, account="kanri")
DAY = {"from": "2027-01-31", "until": "2027-01-31"}
ASKED_OF = [
    [seen("P1", "P2", request=f"r{n}"), seen("P1", account="sato", request=f"s{n}")]
    for n in range(30)
]


class Sheltering:
    """A gateway to a city in which nobody is protected."""

    def reading(self) -> "Sheltering":
        return self

    async def carry_out(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        return await work(self)

    async def ask(self, statement: Statement) -> list[list[Any]]:
        assert statement.name == "closed_on_record"
        return [[[]]]

    async def end(self) -> None:
        """Nothing was begun."""


class Office:
    """Call it with who asks and an operation."""

    def __init__(self, schema: Api, trail: Trail) -> None:
        self.schema, self.trail = schema, trail
        self.nobody = cast("Gateway", Sheltering())

    async def __call__(
        self, operation: str, viewer: Viewer = ADMINISTRATOR, **given: Any
    ) -> dict[str, Any]:
        """The whole response."""
        context = Context(
            self.nobody, Plans(POLICY), viewer, date(2027, 2, 1), SEALS, trail=self.trail
        )
        result = await self.schema.for_role(viewer.role).execute(operation, given, context)
        errors = [each.formatted for each in result.errors or ()]
        return {"data": result.data, **({"errors": errors} if errors else {})}


@pytest.fixture(scope="module")
def schema() -> Api:
    return api()


@pytest.fixture
async def office(schema: Api, tmp_path: Path) -> AsyncGenerator[Office]:
    """A trail of one day of January, which is gone on with the day after."""
    folder = folder_in(tmp_path)
    refusal = replace(seen(verb=Verb.REFUSED), about=frozenset[str]())
    written(folder, [*ASKED_OF, [refusal]])
    async with trail_in(folder, clock=Ticking(NOON + timedelta(days=1))) as trail:
        yield Office(schema, trail)


def _as_told(look: Any) -> dict[str, Any]:
    return {
        "at": look.at.isoformat(),
        "account": look.account,
        "person": look.person,
        "role": look.role.name,
        "purpose": look.purpose.name,
        "basis": look.basis,
        "verb": look.verb.name,
        "name": look.name,
        "request": look.request,
    }


async def _pages(office: Office, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page: dict[str, Any] = {"endCursor": None, "hasNextPage": True}
    while page["hasNextPage"]:
        told = (await office(WHO, id="P1", after=page["endCursor"], **given))["data"]["whoLookedAt"]
        assert told["pageInfo"]["hasPreviousPage"] is (page["endCursor"] is not None)
        assert told["damaged"] == 0
        page, found = told["pageInfo"], found + told["entries"]
    return found


@pytest.mark.parametrize("first", [1, 7, 20, 100])
async def test_every_page_together_is_what_the_command_tells(office: Office, first: int) -> None:
    told = await _pages(office, first=first, **DAY)
    looks = who_looked_at(office.trail.folder, KEY, "P1", first=1_000).looks
    of_the_day = [each for each in looks if each.at < NOON + timedelta(hours=12)]
    assert len(of_the_day) == 2 * len(ASKED_OF)
    assert told == [_as_told(each) for each in of_the_day]


async def test_to_ask_is_on_record_before_it_is_answered(office: Office) -> None:
    told = (await office(WHO, id="P1", first=1))["data"]["whoLookedAt"]["entries"]
    assert [(each["account"], each["role"], each["name"]) for each in told] == [
        ("kanri", "ADMINISTRATOR", "who_looked_at")
    ]
    await office(BREACH, account="tanaka", **DAY)
    mine = breach_report(office.trail.folder, KEY, "kanri", NOON, NOON + timedelta(days=9))
    assert [each.name for each in mine.without_person] == ["breach_report tanaka"]


async def test_what_cannot_be_recorded_is_not_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: Any) -> None:
        raise AuditUnwritable("The trail of who saw what cannot be written.")

    monkeypatch.setattr(office.trail, "record", refuse)
    for operation, given in ((WHO, {"id": "P1"}), (BREACH, {"account": "tanaka", **DAY})):
        answer = await office(operation, **given)
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["AUDIT_UNWRITABLE"]
        assert set(answer["data"].values()) == {None}


async def test_a_report_is_what_the_command_tells(office: Office) -> None:
    until = datetime(2027, 2, 1, tzinfo=UTC)
    report = breach_report(office.trail.folder, KEY, "tanaka", until - timedelta(days=1), until)
    told = (await office(BREACH, account="tanaka", **DAY))["data"]["breachReport"]
    assert (told["requests"], told["people"], told["damaged"]) == (
        report.requests,
        report.people,
        report.damaged,
    )
    assert told["touched"]["entries"] == [
        {
            "person": each.person,
            "verb": each.verb.name,
            "purpose": each.purpose.name,
            "times": each.times,
            "firstAt": each.first_at.isoformat(),
            "lastAt": each.last_at.isoformat(),
        }
        for each in report.touched
    ]
    assert [each["person"] for each in told["touched"]["entries"]] == ["P1", "P2"]
    assert [each["verb"] for each in told["withoutPerson"]["entries"]] == ["REFUSED"]


async def test_a_report_is_paged(office: Office) -> None:
    found: list[str] = []
    page: dict[str, Any] = {"endCursor": None, "hasNextPage": True}
    while page["hasNextPage"]:
        given = {"first": 1, "after": page["endCursor"], **DAY}
        told = (await office(BREACH, account="tanaka", **given))["data"]["breachReport"]["touched"]
        found += [each["person"] for each in told["entries"]]
        page = told["pageInfo"]
    assert found == ["P1", "P2"]


async def test_days_are_those_of_utc_with_the_last_one_included(office: Office) -> None:
    for from_, until, many in (
        ("2027-01-31", "2027-01-31", 60),
        ("2027-01-01", "2027-01-30", 0),
        ("2028-01-01", None, 0),
        (None, "2027-01-31", 60),
    ):
        answer = await office(WHO, id="P1", first=100, **{"from": from_, "until": until})
        assert len(answer["data"]["whoLookedAt"]["entries"]) == many, (from_, until)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"from": "2027-02-01", "until": "2027-01-31"}, "begins where it ends"),
        ({"first": 0}, "`first` is 0."),
        ({"first": 101}, "`first` is 101."),
        ({"after": "x"}, "`after` is not a cursor."),
        ({"until": "9999-12-31"}, "`until` is the last day there is."),
        ({"id": "x" * 65}, "An id is longer than 64 characters."),
    ],
)
async def test_bad_input_is_told(office: Office, given: dict[str, Any], sentence: str) -> None:
    answer = await office(WHO, **{"id": "P1", **given})
    assert sentence in answer["errors"][0]["message"]
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_a_cursor_is_good_for_its_person_its_days_and_its_administrator(
    office: Office,
) -> None:
    told = await office(WHO, id="P1", first=1, **DAY)
    cursor = told["data"]["whoLookedAt"]["pageInfo"]["endCursor"]
    other = replace(ADMINISTRATOR, account="other")
    for given, sentence in (
        ({"id": "P2", **DAY}, "`after` is a cursor of another list."),
        ({"id": "P1"}, "`after` is a cursor of another list."),
        ({"id": "P1", "viewer": other, **DAY}, "`after` is not a cursor."),
    ):
        answer = await office(WHO, after=cursor, **given)
        assert answer["errors"][0]["message"] == sentence


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.DEMO}))
async def test_nobody_else_has_it_in_their_schema(office: Office, role: Role) -> None:
    sdl = office.schema.for_role(role).sdl()
    for name in ("whoLookedAt", "breachReport", "AuditLook", "AuditVerb"):
        assert name not in sdl, name
    answer = await office('{ whoLookedAt(id: "P1") { damaged } }', Viewer(role, "P", "A"))
    assert answer["errors"][0]["message"].startswith("Cannot query field 'whoLookedAt'")


async def test_no_more_is_read_than_somebody_waits_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_LINES", 10)
    answer = await office(BREACH, account="tanaka", **DAY)
    assert "more than 10 lines" in answer["errors"][0]["message"]
    monkeypatch.setattr(looking, "MOST_UNREAD", 0)
    for operation, given in ((WHO, {"id": "P1"}), (BREACH, {"account": "tanaka", **DAY})):
        answer = await office(operation, **given)
        assert answer["errors"][0]["extensions"]["code"] == "AUDIT_FAULT"
        assert "tsunagu audit who" in answer["errors"][0]["extensions"]["hint"]


async def test_the_enums_have_every_word_of_the_trail(office: Office) -> None:
    types = office.schema._schema.type_map
    offices = {Viewer(role).office for role in Role}
    for name, words in (("AuditVerb", Verb), ("AuditRole", offices), ("AuditPurpose", Purpose)):
        assert set(types[name].values) == {each.name for each in words}  # type: ignore[union-attr]
