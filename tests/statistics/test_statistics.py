"""The tables over the small city: equal to a naive count, cut by month, and proof against attacks."""

import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from graphql import GraphQLObjectType, build_schema, get_named_type

from graph.gateway import Gateway
from graph.questions.counted_cells import COUNTED_CELLS, TableOnADay
from graph.statistics.cut import Cut, smallest_group
from graph.statistics.judged import STATISTICS
from graph.statistics.tables import COUNTS, counts_of
from graph.statistics.withholding import Counted, Place, Table, withheld
from graph.viewer import Role
from schema.api import Api
from tests.access.seeing import Seer
from tests.answering.asking import CITY_DAY, Asking, by_its_facts
from tests.answering.oracle import Oracle, World
from tests.statistics.attack import Attack
from tests.statistics.naive import Tallying

TABLES = [each.table for each in COUNTS]
OF_THE_SEEDS = [each for each in TABLES if each != "SUPPORT_GAPS"]
WHOLE_TABLE = """query Counts($table: StatisticsTable!, $day: Date) { statistics(table: $table, asOf: $day) {
  table name definition definitionEnglish source unseen asOf population smallestGroup
  rows { code name total { ...cell } cells { ...cell } } totals { ...cell } total { ...cell } } }
fragment cell on StatisticsCell { code name count withheld }"""


def places_of(answer: dict[str, Any]) -> dict[Place, dict[str, Any]]:
    """Every cell and total of an answer, by its place."""
    found: dict[Place, dict[str, Any]] = {}
    for row in answer["rows"]:
        found[row["code"], None] = row["total"]
        found |= {(row["code"], cell["code"]): cell for cell in row["cells"]}
    found |= {(None, cell["code"]): cell for cell in answer["totals"]}
    if answer["total"]:
        found[None, None] = answer["total"]
    return found


def sealed_homes(world: World) -> set[str]:
    """The households of those whom the load marks as protected."""
    marked = {id_ for id_, node in world.nodes["Resident"].items() if node.get("protected")}
    return {home for id_ in marked for home in Seer(world, CITY_DAY).homes(id_)}


def as_asked(table: str, cut: Cut) -> TableOnADay:
    return TableOnADay(table, cut.day, cut.year_from, cut.years_from)


def table_of(answer: dict[str, Any], cells: dict[Place, tuple[int, int]]) -> Table:
    """The table behind an answer, from what was counted naively."""
    return Table(
        [row["code"] for row in answer["rows"]],
        [cell["code"] for cell in answer["rows"][0]["cells"]],
        {place: Counted(*each) for place, each in cells.items()},
        sums=counts_of(answer["table"]).sums,
    )


@pytest.mark.anyio
@pytest.mark.parametrize("day", [CITY_DAY, date(2020, 4, 1), date(2019, 1, 15)])
@pytest.mark.parametrize("table", OF_THE_SEEDS)
async def test_every_cell_is_counted_as_by_walking_the_rows(
    table: str, day: date, asking: Asking, oracle: Oracle, gateway: Gateway
) -> None:
    cut = Cut.before(day)
    rows = COUNTED_CELLS.rows(await gateway.read(COUNTED_CELLS.statement(as_asked(table, cut))))
    expected = Tallying(oracle.world, cut.day, sealed_homes(oracle.world)).cells(table)
    found = {(each.row_code, each.column_code): (each.counted, each.households) for each in rows}
    assert {place: each for place, each in found.items() if each[0]} == expected
    answer = (await asking(WHOLE_TABLE, {"table": table, "day": day.isoformat()}))["data"]
    assert by_its_facts(asking.runs, STATISTICS)
    places = places_of(answer["statistics"])
    assert {place for place in expected if None not in place} <= set(places)
    for place, cell in places.items():
        count, households = expected.get(place, (0, 0))
        assert cell["count"] in (None, count)
        assert (cell["count"] is None) is (cell["withheld"] is not None)
        assert cell["count"] is None or households >= answer["statistics"]["smallestGroup"]


@pytest.mark.anyio
async def test_gaps_are_counted_as_the_register_has_them(api: Api, swept: Gateway) -> None:
    cut = Cut.before(CITY_DAY + timedelta(days=1))
    rows = COUNTED_CELLS.rows(
        await swept.read(COUNTED_CELLS.statement(as_asked("SUPPORT_GAPS", cut)))
    )
    found = {(each.row_code, each.column_code): each.counted for each in rows}
    answer = await Asking(api, swept, [])(
        "{ districts(first: 100) { nodes { code supportGaps(where: {open: {eq: true}}) {"
        " groups(by: [{rule: EACH}], first: 32) { entries { key { rule } count } } } } } }"
    )
    assert "errors" not in answer
    register = {
        (district["code"], group["key"]["rule"]): group["count"]
        for district in answer["data"]["districts"]["nodes"]
        for group in district["supportGaps"]["groups"]["entries"]
    }
    places = {place: count for place, count in found.items() if None not in place}
    unknown = Counter({rule: n for (at, rule), n in places.items() if at == "UNKNOWN"})
    known = {place: count for place, count in places.items() if place[0] != "UNKNOWN"}
    assert known
    assert known.keys() <= register.keys()
    protected: Counter[str | None] = Counter()
    for (at, rule), count in register.items():
        assert known.get((at, rule), 0) <= count
        protected[rule] += count - known.get((at, rule), 0)
    assert +protected == unknown, "the protected count where no district is known"
    assert found[None, None] == sum(register.values())


@pytest.mark.anyio
async def test_a_table_says_what_it_counts_and_as_of_when(asking: Asking) -> None:
    for table in TABLES:
        found = (await asking(WHOLE_TABLE, {"table": table}))["data"]["statistics"]
        assert found["asOf"] == "2021-06-30"
        assert found["smallestGroup"] == smallest_group(found["population"]) == 20
        assert all(found[each] for each in ("definition", "definitionEnglish", "source", "unseen"))
        assert (found["total"] is None) is (not found["totals"])
        if found["total"] is None:
            assert [row["code"] for row in found["rows"]] == [
                "2016",
                "2017",
                "2018",
                "2019",
                "2020",
            ]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2021-08-01", "2021-08-01 is yet to come."),
        ("0001-01-01", "0001-01-01 is before anything that is counted."),
        ("1868-01-24", "1868-01-24 is before anything that is counted."),
    ],
)
async def test_a_day_that_nothing_is_counted_by_is_refused(
    day: str, says: str, asking: Asking
) -> None:
    answer = await asking(
        "query ($day: Date!) { statistics(table: OPEN_NEEDS, asOf: $day) { asOf } }", {"day": day}
    )
    (error,) = answer["errors"]
    assert error["message"].startswith(says)
    assert error["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.anyio
async def test_threat_13_a_thousand_differences_single_out_nobody(
    asking: Asking, oracle: Oracle
) -> None:
    chance = Random(13)  # noqa: S311 -- the attacks are to be the same each time
    days = [date(2021, 7, 31), date(2021, 6, 9), date(2020, 9, 1), date(2019, 4, 30)]
    lines: list[tuple[int, int, list[Counted]]] = []
    shown = 0
    for table in OF_THE_SEEDS:
        for day in days:
            given = {"table": table, "day": day.isoformat()}
            answer = (await asking(WHOLE_TABLE, given))["data"]["statistics"]
            counted = Tallying(
                oracle.world, date.fromisoformat(answer["asOf"]), sealed_homes(oracle.world)
            ).cells(table)
            whole = table_of(answer, counted)
            for smallest in (2, 5, 20):
                closed = withheld(whole, smallest)
                shown += sum(None not in place for place in whole.told if place not in closed)
                for place in (each for each in whole.told if None in each and each not in closed):
                    inside = [
                        each
                        for each in whole.told
                        if None not in each
                        and place[0] in (None, each[0])
                        and place[1] in (None, each[1])
                    ]
                    rest = whole.at(place).count - sum(
                        whole.at(each).count for each in inside if each not in closed
                    )
                    hidden = [whole.at(each) for each in inside if each in closed]
                    lines.append((smallest, rest, hidden))
    assert shown > 0
    assert len(lines) > 20
    for _ in range(1_000):
        smallest, rest, hidden = chance.choice(lines)
        assert rest == sum(each.count for each in hidden)
        assert len(hidden) != 1
        if any(each.households < smallest for each in hidden):
            assert rest >= smallest


@pytest.mark.parametrize("smallest", [2, 5, 10, 20])
@pytest.mark.parametrize("table", OF_THE_SEEDS)
@pytest.mark.anyio
async def test_threat_14_no_withheld_cell_follows_from_what_is_shown(
    table: str, smallest: int, asking: Asking, oracle: Oracle
) -> None:
    answer = (await asking(WHOLE_TABLE, {"table": table}))["data"]["statistics"]
    cells = Tallying(
        oracle.world, date.fromisoformat(answer["asOf"]), sealed_homes(oracle.world)
    ).cells(table)
    whole = table_of(answer, cells)
    closed = withheld(whole, smallest)
    attack = Attack(whole, closed)
    if smallest == answer["smallestGroup"]:
        places = places_of(answer)
        assert closed == {place for place, cell in places.items() if cell["count"] is None}
    for place in whole.told:
        count, households = cells.get(place, (0, 0))
        assert place in closed or households >= smallest
        if place in closed:
            needed = smallest + count - households if households < smallest else 1
            assert attack.reach(place, needed) >= needed


@pytest.mark.anyio
@pytest.mark.parametrize("table", TABLES)
async def test_threat_15_two_days_of_a_month_give_the_same_bytes(
    table: str, asking: Asking
) -> None:
    days = [date(2021, 6, 1), date(2021, 6, 2), date(2021, 6, 17), date(2021, 6, 30)]
    answers = [
        json.dumps(await asking(WHOLE_TABLE, {"table": table, "day": day.isoformat()}))
        for day in days
    ]
    assert len(set(answers)) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("table", ["CONSULTATIONS", "REFERRALS"])
async def test_threat_15_a_later_table_shows_a_year_as_the_earlier_ones_did(
    table: str, asking: Asking
) -> None:
    by_day: list[dict[str, Any]] = []
    for day in (date(2019, 4, 1), date(2020, 3, 31), date(2020, 4, 1), date(2021, 7, 31)):
        answer = await asking(WHOLE_TABLE, {"table": table, "day": day.isoformat()})
        rows = answer["data"]["statistics"]["rows"]
        by_day.append({row["code"]: row for row in rows})
    for earlier, later in pairwise(by_day):
        both = earlier.keys() & later.keys()
        assert both
        assert all(earlier[code] == later[code] for code in both)


def test_threat_16_an_analyst_is_given_no_least_greatest_or_average(api: Api) -> None:
    schema = build_schema(api.for_role(Role.ANALYST).sdl())
    assert schema.query_type is not None
    people = {"Household", "Resident", "Need", "Consultation", "Referral", "SupportGap", "Case"}
    assert not {
        name
        for name in schema.type_map
        for kind in people
        if name in (kind, f"{kind}Connection", f"{kind}Aggregate", f"{kind}Group")
    }
    assert set(schema.query_type.fields["statistics"].args) == {"table", "asOf"}
    within = ["Statistics", "StatisticsRow", "StatisticsCell"]
    for name in within:
        type_ = schema.type_map[name]
        assert isinstance(type_, GraphQLObjectType)
        for field in type_.fields.values():
            assert not field.args
            assert get_named_type(field.type).name != "Float"


def test_the_smallest_group_follows_the_population() -> None:
    sizes = {
        population: smallest_group(population) for population in (1_999, 2_000, 24_999, 25_000)
    }
    assert sizes == {1_999: None, 2_000: 20, 24_999: 20, 25_000: 10}
    assert smallest_group(None) is None


def test_a_cut_is_the_end_of_a_month_and_its_years_are_complete() -> None:
    assert Cut.before(date(2021, 3, 31)).day == date(2021, 2, 28)
    assert Cut.before(date(2021, 3, 31)).year == 2019
    assert Cut.before(date(2021, 4, 1)).day == date(2021, 3, 31)
    assert Cut.before(date(2021, 4, 1)).year == 2020
    assert Cut.before(date(2021, 1, 5)).months[0] == "2019-04"
    assert Cut.before(date(2021, 1, 5)).months[-1] == "2020-03"


def test_what_is_published_for_a_day_to_come_ends_before_today() -> None:
    today = date(2021, 7, 31)
    for day in (date(2021, 7, 1), today, date(2021, 8, 1), date(2022, 3, 1)):
        assert Cut.published(day, today).day == date(2021, 6, 30)
    assert Cut.published(date(2021, 6, 30), today).day == date(2021, 5, 31)
