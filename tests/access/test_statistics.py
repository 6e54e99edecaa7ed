"""Statistics as somebody is shown them: who asks, and that no district gives the protected away."""

import pytest

from graph.cypher import Statement
from graph.questions.counted_cells import COUNTED_CELLS, TableOnADay
from graph.questions.support_ties import SUPPORT_TIES, TiesOnADay
from graph.statistics.cut import Cut
from tests.access.people import City, GuardedAsking
from tests.answering.asking import CITY_DAY
from tests.statistics.naive import Tallying
from tests.statistics.ties import as_read, counted, ties_of_homes

pytestmark = pytest.mark.anyio

NAMED = "{ statistics(table: OPEN_NEEDS) { rows { code total { count withheld } } } }"
TOPOLOGY = "{ supportTopology { density components patterns { householdsFrom } } }"
ASKERS = ["analyst", "administrator", "coordinator"]


@pytest.mark.parametrize("operation", [NAMED, TOPOLOGY])
async def test_everybody_who_asks_is_shown_the_same(
    operation: str, asking_as: GuardedAsking, guarded: City
) -> None:
    answers = [await asking_as(guarded.people[name], operation) for name in ASKERS]
    assert "errors" not in answers[0]
    (shown,) = answers[0]["data"].values()
    assert shown.get("rows", True)
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("operation", [NAMED, TOPOLOGY])
@pytest.mark.parametrize("name", ["anonymous", "volunteer", "commissioner", "csw", "agency staff"])
async def test_nobody_else_knows_of_it(
    name: str, operation: str, asking_as: GuardedAsking, guarded: City
) -> None:
    answer = await asking_as(guarded.people[name], operation)
    assert answer["errors"][0]["message"].startswith("Cannot query field")


async def test_the_ties_of_a_protected_household_are_not_told(
    asking_as: GuardedAsking, guarded: City
) -> None:
    cut = Cut.before(CITY_DAY).day
    asked = SUPPORT_TIES.statement(TiesOnADay(cut))
    found = as_read(SUPPORT_TIES.rows(await asking_as.gateway.read(asked)))
    sealed = guarded.seer.sealed()
    open_ = ties_of_homes(guarded.seer.world, cut)
    assert set(open_) & sealed, "some who are protected have ties"
    assert found == counted(ties_of_homes(guarded.seer.world, cut, sealed))


@pytest.mark.parametrize("table", ["OPEN_NEEDS", "RESIDENTS_IN_NEED"])
async def test_a_protected_household_counts_where_no_district_is_known(
    table: str, asking_as: GuardedAsking, guarded: City
) -> None:
    cut = Cut.before(CITY_DAY)
    given = TableOnADay(table, cut.day, cut.year_from, cut.years_from)
    rows = COUNTED_CELLS.rows(await asking_as.gateway.read(COUNTED_CELLS.statement(given)))
    world = guarded.seer.world
    sealed = guarded.seer.sealed() & world.nodes["Household"].keys()
    found = {(each.row_code, each.column_code): (each.counted, each.households) for each in rows}
    assert found == Tallying(world, cut.day, sealed).cells(table)
    assert ("UNKNOWN", None) in found
    open_ = Tallying(world, cut.day).cells(table)
    assert found[None, None] == open_[None, None]
    assert found != open_


@pytest.mark.parametrize(
    "operation",
    [
        "{ districtCoverage { districts { openNeeds } } }",
        "{ districtCoverage { districts { layers { openNeeds } } } }",
        "{ uncoveredDistricts(layer: CAFE) { openNeeds } }",
        "{ placementPlan(layer: VOLUNTEERS, available: 9) { placements { openNeeds } } }",
    ],
)
async def test_an_analyst_is_not_shown_exact_counts_of_needs(
    operation: str, asking_as: GuardedAsking, guarded: City
) -> None:
    refused = await asking_as(guarded.people["analyst"], operation)
    assert refused["errors"][0]["message"].startswith("Cannot query field")
    assert "errors" not in await asking_as(guarded.people["coordinator"], operation)


@pytest.mark.parametrize(
    "operation",
    [
        "{ districtCoverage { districts { code needWeight layers { shortfall priority reason } } } }",
        "{ uncoveredDistricts(layer: CAFE) { sentence districts { code } } }",
        "{ placementPlan(layer: VOLUNTEERS, available: 200) { burdenAfter placements { code add } } }",
    ],
)
async def test_what_an_analyst_is_shown_rests_on_no_need(
    operation: str, asking_as: GuardedAsking, guarded: City
) -> None:
    analyst = guarded.people["analyst"]
    shown = await asking_as(analyst, operation)
    assert "errors" not in shown
    assert shown != await asking_as(guarded.people["coordinator"], operation)
    close = "MATCH (n:Need) WHERE n.closedOn IS NULL SET n.closedOn = n.openedOn, n.was = true"
    await asking_as.gateway.write(Statement("close every need", close))
    try:
        assert await asking_as(analyst, operation) == shown
    finally:
        await asking_as.gateway.write(
            Statement("as before", "MATCH (n:Need) WHERE n.was REMOVE n.closedOn, n.was")
        )
