"""Two towns that differ in what somebody may not see are told alike whatever is not asked as rows:
what is followed, what is taken out as files, and what the record of who saw what answers.

The towns are those of `test_swapped.py`, each built from the beginning, and the same happens in both:
hand-overs are moved, the glass is broken, people look. Cursors are compared by their length and by
which of them are the same, since what they hold is sealed; everything else letter by letter. A run of
the tests compares some of the towns, `make proof-access` all.
"""

import json
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from audit.trail import Trail
from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.outbox.events_after import EVENTS_AFTER, Event, Since
from graph.outbox.tail import BATCH, Tail
from graph.policy import POLICY
from graph.topology.judged import TopologyAsked
from graph.viewer import Role, Viewer
from resolvers import changes
from resolvers.changes import event_cursor
from resolvers.context import Context, Following
from server.commands.export import _told as told_of_topology
from server.exports.topology import write_topology
from tests.access.breaking import NOON, REASON
from tests.access.sample import WHOLE
from tests.access.test_protected_place import ELSEWHERE
from tests.access.test_swapped import EACH_DAY, FAMILY, KNOWN, SWAPS, Swap
from tests.access.town import Town, viewer_of
from tests.answering.asking import CITY_DAY
from tests.audit.trails import KEY, folder_in, trail_in
from tests.sealed import SEALS

pytestmark = pytest.mark.anyio

CHOSEN = [*SWAPS] if WHOLE else [*EACH_DAY[:2], "a hand-over under a support meeting"]
PEOPLED = """
MATCH (town:Municipality {id: 'town'}), (hall:Agency {id: 'hall'}), (branch:Agency {id: 'branch'})
MATCH (csw:Supporter {id: 'csw'}), (west:District {id: 'west'}), (category:NeedCategory {id: 'category'})
MATCH (taro:Resident {id: 'taro'})
SET town.population = 30000
CREATE (csw)-[:ACTIVE_IN]->(west)
CREATE (asked:Need:Node {id: 'asked', openedOn: date('2021-01-01'), severity: 1})-[:CONCERNS]->(taro)
CREATE (asked)-[:IN_CATEGORY]->(category)
CREATE (handed:Referral:Node {id: 'handed', state: 'REQUESTED', version: 1, requestedOn: date('2021-06-01')})
CREATE (handed)-[:REFERRED_FOR]->(asked), (hall)-[:REFERRED]->(handed)-[:REFERRED_TO]->(branch)
CREATE (handed)-[:PASSED]->(:ReferralEvent:Node {id: 'step', state: 'REQUESTED', at: datetime('2021-06-01T01:00:00Z')})
WITH town, hall, branch, west
UNWIND range(10, 35) AS n
CREATE (home:Household:Node {id: 'home ' + n, composition: 'SINGLE'})-[:IN_DISTRICT]->(west)
CREATE (case:Case:Node {id: 'case ' + n, openedOn: date('2021-01-01')})-[:CONCERNS]->(home)
FOREACH (each IN CASE WHEN n < 23 THEN [branch] ELSE [hall] END | CREATE (each)-[:JOINED]->(case))
"""
"""Enough households for files to be written, and a hand-over that staff and CSW see in both towns."""
MOVES = (("referral", 1, "ACCEPTED"), ("handed", 1, "ACCEPTED"), ("referral", 2, "IN_PROGRESS"),
         ("referral", 3, "ON_HOLD"), ("handed", 2, "IN_PROGRESS"))  # fmt: skip
MOVE = (
    "mutation ($input: MoveReferralInput!) { moveReferral(input: $input) { userErrors { code } } }"
)
BREAK = "mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { glassBreaking { id } } }"
END = "mutation ($input: EndBreakGlassInput!) { endBreakGlass(input: $input) { cursor } }"
SHOWN = """{ id state version closedOn nextAction events { totalCount nodes { state at reason } }
  need { id openedOn resident { id name household { id address district { id } } } }
  receiver { id name } sender { id name } owner { id } }"""
TOLD = "cursor at before after"
FOLLOWED = {
    "all": f"subscription ($after: String) {{ referralChanged(after: $after) {{ {TOLD} referral {SHOWN} }} }}",
    "bare": f"subscription ($after: String) {{ referralChanged(after: $after) {{ {TOLD} }} }}",
    **{
        f"of {id_}": f'subscription ($after: String) {{ referralChanged(id: "{id_}", after: $after) {{ {TOLD} }} }}'
        for id_ in ("referral", "handed", "absent")
    },
    "glass": "subscription ($after: String) { glassChanged(after: $after) { cursor at after glassBreaking { id account person reason openedAt endsAt stoppedAt stoppedBy state } } }",
}
LOOKED = """query ($id: ID!) { whoLookedAt(id: $id, first: 100) { damaged
  entries { at account person role purpose basis verb name request } pageInfo { hasNextPage startCursor endCursor } } }"""
BREACH = """query ($account: String!) { breachReport(account: $account, from: "2021-07-01", until: "2021-08-31") {
  requests people damaged
  touched(first: 100) { entries { person verb purpose times firstAt lastAt } pageInfo { hasNextPage endCursor } }
  withoutPerson { entries { at verb name } } } }"""
LOOKS = (
    *(f"{{ {each}(first: 50) {{ nodes {{ id }} }} }}" for each in ("households", "residents")),
    '{ household(id: "home") { id } }', '{ resident(id: "hanako") { id name } }',
    '{ referral(id: "referral") { state } }', '{ need(id: "need") { severity } }',
)  # fmt: skip
CURSOR = re.compile(r'"(cursor|startCursor|endCursor)": "([^"]+)"')


class Whole(Tail):
    """A tail that ends where the outbox ends: whoever follows it has heard all there is to hear."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._read_by = gateway

    async def follow(self, after: int) -> AsyncGenerator[Event]:
        rows = await self._read_by.read(EVENTS_AFTER.statement(Since(after, BATCH)))
        for each in EVENTS_AFTER.rows(rows):
            yield each


class Noon(datetime):
    """The time of day at which things are changed: at noon, and in `later` seconds."""

    later = 0

    @classmethod
    def now(cls, _: Any = None) -> datetime:
        return NOON + timedelta(seconds=cls.later)


def renamed(text: str) -> str:
    """The text with each cursor as the number it has among them, and its length."""
    numbers: dict[str, int] = {}
    return CURSOR.sub(
        lambda each: f'"{each[1]}": {numbers.setdefault(each[2], len(numbers))} of {len(each[2])}',
        text,
    )


@dataclass
class Told:
    """One of the two towns, and all that is told in it, by who was told and what they asked."""

    town: Town
    trail: Trail
    looks: int = 0

    def context(self, viewer: Viewer) -> Context:
        """A request; each has a number and a second of its own."""
        self.looks += 1
        following = Following(Whole(self.town.gateway), lambda: CITY_DAY)
        return Context(
            self.town.gateway, self.town.plans, viewer, CITY_DAY, SEALS, following, self.trail,
            clock=lambda: NOON, request=f"request {self.looks}",
        )  # fmt: skip

    async def ask(self, viewer: Viewer, text: str, given: dict[str, Any] | None = None) -> Any:
        api = self.town.api.for_role(viewer.role)
        return await api.execute(text, given or {}, self.context(viewer))

    async def happens(self) -> None:
        """What is changed in either town; of whom is not there, nothing."""
        demo, administrator = viewer_of("demo"), viewer_of("administrator")
        for Noon.later, (id_, version, to) in enumerate(MOVES):
            key = f"{id_} {version}"
            given = {"idempotencyKey": key, "id": id_, "version": version, "to": to}
            done = await self.ask(demo, MOVE, {"input": given})
            assert done.errors is None, done.errors
        broken = await self.ask(
            administrator, BREAK, {"input": {"idempotencyKey": "break", "reason": REASON}}
        )
        opening = broken.data["breakGlass"]["glassBreaking"]["id"]
        ended = await self.ask(
            administrator, END, {"input": {"idempotencyKey": "end", "id": opening}}
        )
        assert ended.data["endBreakGlass"]["cursor"]

    async def heard(self, viewer: Viewer) -> dict[str, str]:
        """All that somebody hears from the beginning, by what they follow."""
        found = dict[str, str]()
        api = self.town.api.for_role(viewer.role)
        root = api._schema.subscription_type
        seal = SEALS.of(viewer, POLICY.version)
        for name, text in FOLLOWED.items():
            field = "glassChanged" if name == "glass" else "referralChanged"
            if root is None or field not in root.fields:
                continue
            given = {"after": event_cursor(seal, 0)}
            stream = await api.subscribe(text, given, self.context(viewer))
            assert isinstance(stream, AsyncGenerator), (name, stream)
            async with aclosing(stream) as results:
                told = [(each.data, each.errors) async for each in results]
            assert not any(errors for _, errors in told), (name, told)
            found[name] = renamed(json.dumps([data for data, _ in told], default=str))
        return found

    async def answered(self, viewer: Viewer) -> dict[str, str]:
        """What an administrator is answered by the trail: about everybody, and of every account."""
        found = dict[str, str]()
        asked = [(LOOKED, {"id": id_}) for id_ in [*KNOWN, "other", "absent", "asked"]]
        accounts = ["account of coordinator", "account of staff", viewer.account, "absent"]
        asked += [(BREACH, {"account": str(each)}) for each in accounts]
        for text, given in asked:
            answer = await self.ask(viewer, text, given)
            assert answer.errors is None, answer.errors
            found[str(given)] = renamed(json.dumps(answer.data, default=str))
        return found


async def built(town: Town, swap: Swap, trail: Trail, *, changed: bool) -> Told:
    """One of the two towns, after everything has happened in it."""
    await town.rebuilt()
    await town.write(PEOPLED)
    if swap.before:
        await town.write(swap.before)
    if swap.protected:
        await town.protect(*swap.against)
    if changed:
        await town.write(swap.change)
    told = Told(town, trail)
    await told.happens()
    return told


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time stands still, so that what is told of it is the same in both towns."""
    monkeypatch.setattr(changes, "datetime", Noon)


def trail_of(told: str, path: Path) -> Trail:
    """A trail in a folder of its own, by a clock that stands still."""
    return trail_in(folder_in(path / told), clock=lambda: NOON)


FOLLOWING = ("coordinator", "csw", "staff", "rival", "kin")
HERS = (FAMILY, ELSEWHERE, SWAPS["a hand-over under a support meeting"].change)
"""The changes of what is told with a hand-over, to those who see all."""


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("name", CHOSEN)
async def test_threat_58d_nothing_that_is_followed_tells_two_towns_apart(
    name: str, town: Town, tmp_path: Path
) -> None:
    swap, found, open_ = SWAPS[name], list[dict[str, dict[str, str]]](), list[dict[str, str]]()
    readers = [each for each in swap.readers if each in FOLLOWING]
    for changed in (False, True):
        async with trail_of(f"{changed}", tmp_path) as trail:
            told = await built(town, swap, trail, changed=changed)
            people = [viewer_of(each) for each in (*readers, "administrator")]
            found.append({str(each.person): await told.heard(each) for each in people})
            open_.append(await told.heard(viewer_of("demo")))
    assert found[0] == found[1]
    assert open_[0] != open_[1] or not swap.change.startswith(HERS), "whoever sees all hears it"
    if readers:
        heard = found[0][readers[0]]
        assert heard["of handed"].count('"before"') == 2, "what they see of they hear of"
        assert heard["of absent"] == "[]"
    assert found[0]["None"]["glass"].count('"after"') == 2, "the glass was broken and mended"


DAYS = ("2020-12-31", "2021-07-31")


@pytest.mark.parametrize("name", CHOSEN if WHOLE else CHOSEN[:2])
async def test_threat_58d_no_file_tells_two_towns_apart(
    name: str, town: Town, sheltered_database: DatabaseAddress, tmp_path: Path
) -> None:
    """As `tsunagu export topology` writes them, under one key for both."""
    swap, found = SWAPS[name], list[dict[str, bytes]]()
    for changed in (False, True):
        async with trail_of(f"{changed}", tmp_path) as trail:
            await built(town, swap, trail, changed=changed)
        files = dict[str, bytes]()
        for day in DAYS:
            asked = TopologyAsked(date.fromisoformat(day), KEY)
            told = await told_of_topology(sheltered_database, asked)
            folder = tmp_path / f"{changed} {day}"
            write_topology(told, KEY, folder)
            files |= {f"{day} {each.name}": each.read_bytes() for each in folder.iterdir()}
        found.append(files)
    assert found[0] == found[1]
    assert len(found[0]) == 3 * len(DAYS)
    assert len(found[0]["2021-07-31 ties.csv"].splitlines()) > 20, "something is told"


OFFICERS = {
    "nobody knows whom": Viewer(Role.ADMINISTRATOR, account="kanri"),
    "rival": Viewer(Role.ADMINISTRATOR, "rival", "kanri"),
    "kin": Viewer(Role.ADMINISTRATOR, "kin", "kanri"),
    "colleague": Viewer(Role.ADMINISTRATOR, "colleague", "kanri"),
}
"""Administrators, by the supporter whom their sign-in names."""


def _officers(swap: Swap) -> list[str]:
    """Those to whom the difference is closed: it is not told whose place it is, or who is there."""
    if not swap.protected:
        return []
    shut_out = [each for each in swap.readers if each in OFFICERS]
    return ["nobody knows whom", *(shut_out or ["colleague"])]


@pytest.mark.parametrize("name", [each for each in CHOSEN if SWAPS[each].protected])
async def test_threat_58d_the_record_tells_no_two_towns_apart(
    name: str, town: Town, tmp_path: Path
) -> None:
    """Whoever is protected from an administrator is not on the record for them, and to an
    administrator of whom it is not known who they are nobody is who is protected.
    """
    swap, found = SWAPS[name], list[dict[str, dict[str, str]]]()
    for changed in (False, True):
        async with trail_of(f"{changed}", tmp_path) as trail:
            told = await built(town, swap, trail, changed=changed)
            for text in LOOKS:
                answer = await told.ask(viewer_of("coordinator"), text)
                assert answer.errors is None, answer.errors
            told.looks = 100
            found.append({each: await told.answered(OFFICERS[each]) for each in _officers(swap)})
    assert found[0] == found[1]
    for answers in found[0].values():
        assert "who_looked_at" in answers[str({"id": "hanako"})], "what they did themselves"
        assert "_page" in answers[str({"id": "taro"})]


async def test_who_is_protected_is_on_the_record_for_who_may_know(
    town: Town, tmp_path: Path
) -> None:
    """For an administrator of whom it is known that nobody is protected from them, and in the demo."""
    async with trail_of("trail", tmp_path) as trail:
        told = await built(town, Swap((), "", against=("rival",)), trail, changed=False)
        await told.ask(viewer_of("coordinator"), '{ resident(id: "hanako") { name } }')
        for viewer in (OFFICERS["colleague"], viewer_of("demo")):
            answers = await told.answered(viewer)
            assert "Resident_by_id" in answers[str({"id": "hanako"})]
            assert '"hanako"' in answers[str({"account": "account of coordinator"})]
        hidden = await told.answered(OFFICERS["rival"])
        assert "Resident_by_id" not in hidden[str({"id": "hanako"})]
        assert '"hanako"' not in hidden[str({"account": "account of coordinator"})]
