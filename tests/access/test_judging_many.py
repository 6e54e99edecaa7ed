"""Where many rows are judged, what is in reach is read once: fast for whoever reaches few or a district.

No clock is read: what is bounded are the dbHits, beside those of somebody who sees everything.
"""

from typing import Any, cast

import pytest

from graph.gateway import Gateway
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import CITY, ORACLES
from tests.access.test_timing import Tapped
from tests.access.town import Town
from tests.answering.oracle import rounded

pytestmark = pytest.mark.anyio

SEES_ALL = "coordinator"
MOST_TIMES = {"agency staff": 1.5, "csw": 4.0}
"""How many times the dbHits of who sees everything; districts hold too much to be read at once."""
MOST_BY_ID = 250
"""Of one household found by its id, whatever else somebody reaches."""
OF_MANY = (
    "{ agencies(first: 20, orderBy: [{referralsReceivedCount: ASC}]) { nodes { id } } }",
    "{ supporters(first: 20, orderBy: [{casesCount: DESC}, {consultationsCount: ASC}]) { nodes { id } } }",
    "{ agencies(where: {referralsReceived: {count: {gte: 2}}}) { totalCount nodes { id } } }",
    '{ agencies(where: {cases: {some: {openedOn: {gte: "2019-01-01"}}}}) { totalCount } }',
    "{ needCategories(first: 30) { nodes { id needs { totalCount aggregate { severity { max } } } } } }",
    "{ needCategories(first: 30) { nodes { id needs { groups(by: [{severity: EACH}]) { totalCount } } } } }",
)  # fmt: skip


async def _hits(asking: GuardedAsking, name: str, operation: str, **given: Any) -> tuple[int, str]:
    """The dbHits and the text of the one statement an operation becomes."""
    tapped = Tapped(asking.gateway)
    tapping = GuardedAsking(asking.api, cast("Gateway", tapped), asking.runs)
    await tapping(CITY.people[name], operation, given)
    (statement,) = tapped.statements
    return (await asking.gateway.profile(statement)).db_hits, statement.text


@pytest.mark.parametrize("operation", OF_MANY)
@pytest.mark.parametrize("name", sorted(MOST_TIMES))
async def test_what_is_asked_of_many_rows_agrees_with_the_view_in_bounded_hits(
    name: str, operation: str, asking_as: GuardedAsking
) -> None:
    answer = await asking_as(CITY.people[name], operation)
    expected = ORACLES[name].answer(operation)
    assert expected.errors is None
    assert rounded(answer) == rounded({"data": expected.data})
    every, _ = await _hits(asking_as, SEES_ALL, operation)
    hits, _ = await _hits(asking_as, name, operation)
    assert hits <= MOST_TIMES[name] * every, (hits, every)


@pytest.mark.parametrize("name", sorted(MOST_TIMES))
async def test_one_household_by_its_id_does_not_read_all_that_is_in_reach(
    name: str, asking_as: GuardedAsking
) -> None:
    for home in sorted(CITY.seer.households(CITY.people[name]))[:3]:
        operation = "query($id: ID!) { household(id: $id) { id members { nodes { id } } } }"
        hits, text = await _hits(asking_as, name, operation, id=home)
        assert "$grants.every" not in text
        assert hits <= MOST_BY_ID, (home, hits)


async def test_a_hand_over_of_one_member_brings_the_whole_household_in_reach(town: Town) -> None:
    """By their ids as in their lists."""
    await town.write("MATCH (c:Case {id: 'case'}) SET c.closedOn = date('2021-07-01')")
    await town.write(
        "MATCH (h:Resident {id: 'child'}) "
        "CREATE (:Need:Node {id: 'own need', openedOn: date('2021-01-01'), severity: 1})-[:CONCERNS]->(h)"
    )
    answer = await town(
        "staff",
        '{ resident(id: "child") { id } need(id: "own need") { id } case(id: "case") { id } '
        "residents { nodes { id } } needs { nodes { id } } }",
    )
    assert answer == {
        "data": {
            "resident": {"id": "child"},
            "need": {"id": "own need"},
            "case": {"id": "case"},
            "residents": {"nodes": [{"id": "child"}, {"id": "hanako"}]},
            "needs": {"nodes": [{"id": "need"}, {"id": "own need"}]},
        }
    }
    await town.write("MATCH (r:Referral {id: 'referral'}) SET r.closedOn = date('2021-07-01')")
    gone = await town("staff", '{ resident(id: "child") { id } residents { nodes { id } } }')
    assert gone == {"data": {"resident": None, "residents": {"nodes": []}}}
