"""The support topology: ties as a walk finds them, and nobody to be picked out of what is told."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import pytest

from graph.gateway import Gateway
from graph.inquiry import Rows
from graph.kinds.support import AGENCY_KIND
from graph.questions.counted_frame import COUNTED_FRAME, CountedFrame
from graph.questions.support_ties import SUPPORT_TIES, SameTies, TiesOnADay
from graph.statistics.cut import Cut
from graph.topology.drawn import households_of
from graph.topology.judged import BANDS, SUPPORT_TOPOLOGY, SupportTopology, TopologyAsked, topology
from tests.answering.asking import CITY_DAY, Asking, by_its_facts
from tests.answering.oracle import Oracle
from tests.statistics.paths import between, falls_apart_without, parts
from tests.statistics.test_statistics import sealed_homes
from tests.statistics.ties import as_read, counted, ties_of_homes

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
DAY = date(2021, 6, 30)
WHOLE = """query Topology($day: Date) { supportTopology(asOf: $day) {
  definition definitionEnglish source unseen asOf smallestGroup withheld density components
  agencies { pseudonym kind isOne householdsFrom householdsTo agenciesMet betweenness isCutVertex }
  patterns { agencies householdsFrom householdsTo } } }"""


def city(seed: int, homes: int = 600) -> list[SameTies]:
    """Households with ties as cities have them: few agencies with many, many with few."""
    chance = Random(seed)  # noqa: S311 -- the same city each time
    kinds = [each.name for each in AGENCY_KIND.values]
    agencies = [(f"{number:032x}", chance.choice(kinds)) for number in range(60)]
    weights = [1 / (number + 1) for number in range(60)]
    drawn = Counter[tuple[tuple[str, str], ...]]()
    for _ in range(homes):
        some = set(chance.choices(agencies, weights, k=chance.randint(1, 5)))
        drawn[tuple(sorted(some))] += 1
    return [
        SameTies([id_ for id_, _ in each], [kind for _, kind in each], count)
        for each, count in drawn.items()
    ]


def told_of(
    rows: list[SameTies], key: bytes = KEY, population: int | None = 230_000
) -> SupportTopology:
    frame = [CountedFrame([], [], population)]
    return topology(
        TopologyAsked(DAY, key), Rows({COUNTED_FRAME.name: frame, SUPPORT_TIES.name: rows})
    )


@pytest.mark.anyio
@pytest.mark.parametrize("day", [CITY_DAY, date(2020, 4, 1), date(2019, 1, 15)])
async def test_the_ties_are_those_a_walk_finds(day: date, oracle: Oracle, gateway: Gateway) -> None:
    cut = Cut.before(day).day
    rows = SUPPORT_TIES.rows(await gateway.read(SUPPORT_TIES.statement(TiesOnADay(cut))))
    found = as_read(rows)
    assert found == counted(ties_of_homes(oracle.world, cut, sealed_homes(oracle.world)))
    assert day < CITY_DAY or sum(found.values()) > 10


@pytest.mark.anyio
async def test_it_is_told_in_one_statement_and_by_the_month(asking: Asking) -> None:
    answer = await asking(WHOLE)
    assert "errors" not in answer
    assert by_its_facts(asking.runs, SUPPORT_TOPOLOGY)
    told = answer["data"]["supportTopology"]
    assert told["asOf"] == "2021-06-30"
    assert told["smallestGroup"] == 20, "the small city is small"
    sames = [await asking(WHOLE, {"day": day}) for day in ("2021-07-01", "2021-07-30")]
    shapes = [_shape(each["data"]["supportTopology"]) for each in (answer, *sames)]
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.anyio
async def test_a_day_to_come_is_refused(asking: Asking) -> None:
    answer = await asking(WHOLE, {"day": "2999-01-01"})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("population", "smallest"), [(230_000, 10), (9_000, 20)])
def test_threat_17_no_household_is_known_by_its_ties(
    seed: int, population: int, smallest: int
) -> None:
    told = told_of(city(seed), population=population)
    assert told.patterns
    homes = dict(households_of(told, KEY))
    near: dict[str, set[str]] = defaultdict(set)
    for home, agencies in homes.items():
        for agency in agencies:
            near[home].add(agency)
            near[agency].add(home)
    degrees = Counter(len(near[home]) for home in homes)
    # Whatever is known of a household's ties, even how many households each of its agencies has.
    alike = Counter(frozenset(near[home]) for home in homes)
    seen_from_there = Counter(
        tuple(sorted(len(near[agency]) for agency in near[home])) for home in homes
    )
    assert told.smallest_group == smallest
    for each in (degrees, alike, seen_from_there):
        assert min(each.values()) >= smallest


@pytest.mark.parametrize("population", [None, 1_999])
def test_threat_17_of_a_small_municipality_nothing_is_told(population: int | None) -> None:
    told = told_of(city(1), population=population)
    assert (told.withheld, told.smallest_group) == ("SMALL_MUNICIPALITY", None)
    assert not told.patterns
    assert not told.agencies


def test_threat_17_numbers_are_bands() -> None:
    told = told_of(city(2, homes=4_000))
    for each in (*told.patterns, *told.agencies):
        at = BANDS.index(each.households_from)
        assert each.households_to == (BANDS[at + 1] if at + 1 < len(BANDS) else None)


def test_threat_18_pseudonyms_of_two_answers_do_not_meet() -> None:
    one, other = (told_of(city(3), key) for key in (KEY, OTHER_KEY))
    names = [
        {agency.pseudonym for agency in each.agencies}
        | {name for name, _ in households_of(each, key)}
        for each, key in ((one, KEY), (other, OTHER_KEY))
    ]
    assert names[0]
    assert not names[0] & names[1]
    assert told_of(city(3), KEY) == one, "they come of the key and what is told, of nothing else"


def test_threat_18_each_answer_has_a_key_of_its_own() -> None:
    keys = {TopologyAsked.on(None, CITY_DAY).key for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) == 32 for key in keys)
    assert not any(key.hex() in repr(TopologyAsked(DAY, key)) for key in keys)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_said_of_the_network_is_so_by_its_definition(seed: int) -> None:
    told = told_of(city(seed))
    ties: dict[str, set[str]] = {each.pseudonym: set() for each in told.agencies}
    for pattern in told.patterns:
        for one in pattern.agencies:
            ties[one] |= set(pattern.agencies) - {one}
    middle = between(ties)
    for each in told.agencies:
        assert each.agencies_met == len(ties[each.pseudonym])
        assert each.betweenness == pytest.approx(middle[each.pseudonym], abs=1e-4)
        assert each.is_cut_vertex is falls_apart_without(ties, each.pseudonym)
    assert told.components == parts(ties)
    tied = sum(map(len, ties.values())) / 2
    pairs = len(ties) * (len(ties) - 1) / 2
    assert told.density == pytest.approx(tied / pairs, abs=1e-4)


def _shape(told: Mapping[str, Any]) -> Any:
    """The answer without its pseudonyms."""
    kinds = {each["pseudonym"]: (each["kind"], each["isOne"]) for each in told["agencies"]}
    agencies = Counter(
        tuple(value for name, value in each.items() if name != "pseudonym")
        for each in told["agencies"]
    )
    patterns: dict[Any, int] = defaultdict(int)
    for each in told["patterns"]:
        patterns[
            tuple(sorted(kinds[name] for name in each["agencies"])), each["householdsFrom"]
        ] += 1
    rest = {name: value for name, value in told.items() if name not in {"agencies", "patterns"}}
    return rest, agencies, dict(patterns)
