"""Two towns that differ in what somebody may not see are answered with the same bytes, whatever is asked,
and the same people are put on record for it.

A run of the tests asks by id, every inquiry and a search; `make proof-access` everything.

What is swapped is the protected place (where she lives, who is near her), the shared fact (what is
filed under a support meeting), the other party (her family there or not), and a need that is none of
the agency's. Asked are all lists now and long ago, what they are grouped and sorted by, nodes by
their ids, a search, and every inquiry on days before, on and after each change.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.access.breaking import Remembering
from tests.access.everything import grouped, kinds, stepped
from tests.access.inquiring import inquired
from tests.access.reading import by_ids, lists
from tests.access.sample import WHOLE
from tests.access.test_protected_place import ELSEWHERE
from tests.access.town import FILE, ROLES, Town

pytestmark = pytest.mark.anyio

DAYS = (
    ("2019-06-01", "2020-12-31", "2021-01-01", "2021-05-31", "2021-06-01", "2021-07-31")
    if WHOLE
    else ("2020-12-31", "2021-01-01", "2021-07-31")
)
HOMES, PEOPLE = ("home", "other"), ("hanako", "child", "taro")
KNOWN = [*FILE.values(), "child", "taro", "east", "west", "branch", "volunteer", "category"]
SEARCHED = ("ハナコ", "花", "花子さん", "西", "別")


@dataclass(frozen=True)
class Swap:
    """What is made of the town before, what is changed, and who must not see it."""

    readers: tuple[str, ...]
    change: str
    before: str = ""
    protected: bool = True
    against: tuple[str, ...] = ()


FAMILY = """MATCH (n) WHERE n.id IN ['home', 'hanako', 'child', 'need', 'consultation', 'case', 'plan',
  'proposal', 'referral', 'event', 'gap', 'meeting'] DETACH DELETE n"""
SHARED = "MATCH (n {id: '%s'}) SET n.legalBasis = 'SUPPORT_MEETING'"
EVERYONE = ("coordinator", "csw", "volunteer", "staff", "commissioner", "analyst")
PLACED_BY = """MATCH (a {id: '%s'})-[t:%s]-(b {id: '%s'}) MATCH (c {id: '%s'})
FOREACH (_ IN CASE WHEN startNode(t) = a THEN [1] ELSE [] END | CREATE (c)-[x:%s]->(b) SET x = properties(t))
FOREACH (_ IN CASE WHEN startNode(t) = a THEN [] ELSE [1] END | CREATE (b)-[x:%s]->(c) SET x = properties(t))
DELETE t"""
TWINS = """
CREATE (s:Supporter:Node {id: 'volunteer2', name: '協力二', roles: ['VOLUNTEER'], mainRole: 'VOLUNTEER', synthetic: true})
CREATE (b:Agency:Node {id: 'branch2', name: '西支所', kind: 'BRANCH_OFFICE', sector: 'WELFARE', insideCityHall: false, welfare: true, synthetic: true})
WITH s, b MATCH (w:District {id: 'west'}) CREATE (s)-[:ACTIVE_IN]->(w), (b)-[:SERVES]->(w), (b)-[:IN_DISTRICT]->(w)
"""


def _swapped(a: str, tie: str, b: str, c: str) -> str:
    return PLACED_BY % (a, tie, b, c, tie, tie)


FAR = ("coordinator", "csw", "analyst")
NEAR = {
    "who supports her": ("volunteer", "SUPPORTS", "hanako", "volunteer2"),
    "the branch that supports her": ("branch", "SUPPORTS", "home", "branch2"),
    "the branch asked": ("branch", "REFERRED_TO", "referral", "branch2"),
    "the branch of the case": ("branch", "JOINED", "case", "branch2"),
    "the branch at the meeting": ("branch", "ATTENDED", "meeting", "branch2"),
    "the district discussed": ("east", "DISCUSSED", "meeting", "west"),
}
"""Who or what is near her, by which tie, to what of hers, and what is there in the other town."""
SWAPS: dict[str, Swap] = {
    "her district": Swap(EVERYONE, ELSEWHERE),
    "her watcher": Swap(
        ("coordinator", "csw", "staff", "analyst"),
        _swapped("volunteer", "WATCHES", "home", "volunteer2"),
        TWINS,
    ),
    **{name: Swap(FAR, _swapped(*way), TWINS) for name, way in NEAR.items()},
    "her family, for the other party": Swap(("rival",), FAMILY, against=("rival",)),
    "her family, for his kin": Swap(("kin",), FAMILY, against=("taro",)),
    "her need, for an agency that is not asked": Swap(
        ("staff", "analyst"),
        """MATCH (x:Household {id: 'other'})<-[:MEMBER_OF]-(t:Resident {id: 'taro'}) MATCH (c:NeedCategory {id: 'category'})
        CREATE (n:Need:Node {id: 'more', openedOn: date('2021-06-01'), severity: 4})-[:CONCERNS]->(t)
        CREATE (n)-[:IN_CATEGORY]->(c)""",
        protected=False,
    ),
    "a case under a support meeting": Swap(
        ("coordinator", "csw", "staff", "volunteer"),
        "MATCH (n {id: 'case'}) DETACH DELETE n",
        SHARED % "case" + " WITH 1 AS x MATCH (p {id: 'plan'})-[c:CONCERNS]->() DETACH DELETE p"
        " WITH DISTINCT 1 AS x MATCH (m {id: 'meeting'}) DETACH DELETE m",
        protected=False,
    ),
    "a hand-over under a support meeting": Swap(
        ("coordinator", "csw", "volunteer"),
        "MATCH (n) WHERE n.id IN ['referral', 'event'] DETACH DELETE n",
        SHARED % "referral" + " WITH 1 AS x MATCH (n {id: 'gap'}) DETACH DELETE n",
        protected=False,
    ),
    "a meeting under that basis": Swap(
        ("coordinator", "csw", "staff"),
        "MATCH (n {id: 'meeting'}) DETACH DELETE n",
        SHARED % "meeting",
        protected=False,
    ),
}

EACH_DAY = ("her district", "her family, for the other party", "a case under a support meeting")
"""Those that a run of the tests makes, of the first reader; `make proof-access` makes all, of each."""


def _documents(town: Town, name: str) -> Iterator[str]:
    schema = town.api.for_role(ROLES[name])._schema
    if WHOLE:
        yield from lists(schema)
        for kind in kinds(schema):
            yield from grouped(schema, kind)
            yield from stepped(schema, kind, KNOWN)
    yield by_ids(schema, KNOWN)
    yield from inquired(schema, DAYS, HOMES, PEOPLE)
    for text in SEARCHED:
        yield f'{{ search(text: "{text}") {{ totalCount edges {{ closeness cursor node {{ __typename }} }} }} }}'


async def _read(town: Town, name: str) -> dict[str, str]:
    """The answers, each with the lines that were put on record for it."""
    found = dict[str, str]()
    town.trail = Remembering()
    for document in _documents(town, name):
        town.trail.entries.clear()
        answer = await town(name, document)
        assert "errors" not in answer or "(for: {" in document, (name, document, answer["errors"])
        lines = [(each.verb, each.name, sorted(each.about)) for each in town.trail.entries]
        found[document] = json.dumps([answer, sorted(lines)], ensure_ascii=False)
    town.trail = None
    return found


@pytest.mark.parametrize("swap", SWAPS if WHOLE else EACH_DAY)
async def test_threat_58d_no_answer_tells_two_towns_apart(swap: str, town: Town) -> None:
    each = SWAPS[swap]
    if each.before:
        await town.write(each.before)
    if each.protected:
        await town.protect(*each.against)
    readers = each.readers if WHOLE else each.readers[:1]
    first = {name: await _read(town, name) for name in readers}
    open_first = await _read(town, "demo")
    await town.write(each.change)
    second = {name: await _read(town, name) for name in readers}
    differing = [
        (name, document, first[name][document], second[name][document])
        for name in readers
        for document in first[name]
        if first[name][document] != second[name][document]
    ]
    assert differing == []
    assert await _read(town, "demo") != open_first, "whoever sees everything is answered otherwise"
