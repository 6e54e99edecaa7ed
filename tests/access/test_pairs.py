"""Two worlds that differ only in what somebody does not see are answered with the same bytes.

The hamlet is asked, changed where the one who asks sees nothing of it, asked the same again, and
changed back. That the view stays equal is judged by the naive reference; that something has changed,
by the viewer to whom everything is open. Each threat has questions that would tell if they could; what
is generated over a role's schema goes with them.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.access.day import DAY, of_the_day
from tests.access.differing import Difference, Differing
from tests.access.hamlet import Hamlet, canary
from tests.access.seeing import Somebody
from tests.answering.operations import operations

pytestmark = pytest.mark.anyio

GENERATED = int(os.environ.get("TSUNAGU_ACCESS_PAIRS", "3"))
NAMES = ["agency staff", "coordinator", "csw", "staff a resident is protected from", "volunteer"]
DEMO = Somebody("demo")
DUMP = """
MATCH (n) WHERE none(label IN labels(n) WHERE label STARTS WITH '_')
OPTIONAL MATCH (n)-[t]->(o)
RETURN labels(n), properties(n), collect([type(t), o.id, properties(t)])
"""


@dataclass
class Pair:
    """Who asks, what is different where they do not see it, and the bytes before and after."""

    name: str
    difference: Difference
    first: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    second: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    open_first: list[str] = field(default_factory=list[str])
    open_second: list[str] = field(default_factory=list[str])
    is_back: bool = False

    def same(self, threat: str) -> None:
        asked = [each for each in self.first if each[0] == threat]
        assert asked, threat
        for each in asked:
            assert self.first[each] == self.second[each], each


def _questions(hamlet: Hamlet, who: Somebody, difference: Difference) -> Iterator[tuple[str, str]]:  # noqa: C901 -- one list
    """Each threat with what would tell, by the ids and texts of what is different."""
    seer, worker = hamlet.seer, who.role not in {"volunteer", "commissioner"}
    home = min(seer.sealed() & set(seer.world.nodes["Household"]))
    text = canary("Household", "address", home)
    other = f"other {text}"
    agency = max(seer.world.nodes["Agency"], key=lambda each: len(seer.back("REFERRED_TO", each)))
    for prefix in (text, text[:5], other, other[:6]):
        for compared in ("startsWith", "eq", "contains"):
            yield (
                "3",
                f'{{ households(where: {{address: {{{compared}: "{prefix}"}}}}) {{ totalCount nodes {{ id }} }} }}',
            )
    yield "3", f'{{ household(id: "{home}") {{ id address }} }}'
    yield (
        "4",
        f'{{ residents(where: {{household: {{address: {{startsWith: "{other[:6]}"}}}}}}) {{ totalCount }} }}',
    )
    yield (
        "4",
        '{ supporters(where: {watches: {some: {address: {contains: "qz"}}}}) { totalCount nodes { id } } }',
    )
    yield (
        "4",
        '{ households(where: {members: {some: {birthDate: {lt: "1970-01-01"}}}}) { totalCount } }',
    )
    yield "4", "{ districts(where: {households: {count: {gte: 1}}}) { totalCount nodes { id } } }"
    for condition in (
        f'{{NOT: {{address: {{eq: "{text}"}}}}}}',
        '{NOT: {address: {contains: "other"}}}',
        "{address: {isNull: true}}",
        "{NOT: {address: {isNull: true}}}",
    ):
        yield "5", f"{{ households(where: {condition}) {{ totalCount nodes {{ id }} }} }}"
    for way in ("ASC", "DESC"):
        yield "6", f"{{ residents(first: 100, orderBy: [{{name: {way}}}]) {{ nodes {{ id }} }} }}"
        yield (
            "6",
            f"{{ households(first: 100, orderBy: [{{address: {way}}}]) {{ edges {{ cursor node {{ id }} }} }} }}",
        )
        yield (
            "6",
            f"{{ districts(first: 100, orderBy: [{{householdsCount: {way}}}]) {{ nodes {{ id }} }} }}",
        )
    for name in (
        "households",
        "residents",
        *(("needs", "cases", "referrals", "meetings") if worker else ()),
    ):
        yield "10", f"{{ {name} {{ totalCount }} }}"
        for first in (1, 2, 7, 20):
            yield (
                "11",
                f"{{ {name}(first: {first}) {{ pageInfo {{ hasNextPage hasPreviousPage endCursor }} nodes {{ id }} }} }}",
            )
        yield (
            "11",
            f"{{ {name}(last: 3) {{ pageInfo {{ hasNextPage hasPreviousPage }} nodes {{ id }} }} }}",
        )
    yield "10", "{ districts(first: 100) { nodes { id households { totalCount } } } }"
    yield (
        "10",
        "{ agencies(first: 100) { nodes { id householdsSupported { totalCount } residentsSupported { totalCount } } } }",
    )
    for kind in ("composition", "district"):
        key = f"{kind} {{ id }}" if kind == "district" else kind
        yield (
            "12",
            f"{{ households(first: 1) {{ groups(by: [{{{kind}: EACH}}], first: 100) {{ totalCount entries {{ count key {{ {key} }} }} }} }} }}",
        )
    yield (
        "12",
        "{ residents(first: 1) { groups(by: [{birthDate: YEAR}], first: 100) { totalCount entries { count key { birthDate } } } } }",
    )
    for word in (text, other, "other", "qz", canary("Resident", "name", seer.shelters[0].safe)):
        yield (
            "search",
            f'{{ search(text: "{word[:60]}", first: 100) {{ totalCount edges {{ closeness node {{ ... on Node {{ id }} }} }} }} }}',
        )
    if worker:
        for each in [home, *sorted(seer.households(who))[:2]]:
            yield (
                "32",
                f'{{ household(id: "{each}") {{ fragility {{ unsupported {{ id }} dropouts {{ holderId removalCount needs {{ id }} }} }} }} }}',
            )
        yield (
            "32",
            f'{{ agency(id: "{agency}") {{ staff {{ nodes {{ id }} }} referralsReceived {{ totalCount nodes {{ need {{ id resident {{ id }} }} }} }} }} }}',
        )
    yield (
        "32",
        "{ residents(first: 100) { nodes { id children { totalCount } spouse { id } supporters { totalCount nodes { id watches { totalCount nodes { id } } } } } } }",
    )
    yield "24", "{ households(first: 50) { nodes { id members(first: 20) { nodes { id } } } } }"
    yield "24", f'{{ node(id: "{home}") {{ id }} residents(first: 3) {{ nodes {{ id }} }} }}'
    ids = [(kind, id_) for kind, nodes in seer.world.nodes.items() for id_ in [*nodes][:3]]
    ids += [(seer.kind_of[id_], id_) for id_, _ in difference.twins]
    schema = hamlet.schema_of(who)._schema
    known = [each for each in ids if each[0] in schema.type_map]
    for operation in _generated(operations(schema, known), GENERATED):
        yield "generated", operation


def _generated(strategy: Any, count: int) -> list[str]:
    drawn = list[str]()

    @seed(DAY)
    @settings(
        max_examples=count, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=[*HealthCheck],
    )  # fmt: skip
    @given(strategy)
    def draw(operation: str) -> None:
        drawn.append(operation)

    draw()
    return drawn


async def _asked(hamlet: Hamlet, who: Somebody, operation: str) -> str:
    return json.dumps(await hamlet(who, operation), ensure_ascii=False, default=str)


async def _dumped(hamlet: Hamlet) -> list[str]:
    return sorted(
        json.dumps([labels, facts, sorted(json.dumps(tie, sort_keys=True, default=str) for tie in ties)],
                   sort_keys=True, default=str)
        for labels, facts, ties in await hamlet.write(DUMP)
    )  # fmt: skip


@pytest.fixture(scope="module", params=of_the_day(NAMES, 2))
async def pair(hamlet: Hamlet, request: pytest.FixtureRequest) -> Pair:
    """Everything asked of both worlds, and the hamlet as it was."""
    who = hamlet.city.people[request.param]
    chance = Random(f"{DAY} {request.param}")  # noqa: S311 -- the day decides
    difference = Differing(hamlet, who, chance).drawn()
    pair = Pair(request.param, difference)
    before = await _dumped(hamlet)
    questions = [*_questions(hamlet, who, difference)]
    open_ = [each for threat, each in questions if threat in {"3", "6", "10"}]
    pair.first = {each: await _asked(hamlet, who, each[1]) for each in questions}
    pair.open_first = [await _asked(hamlet, DEMO, each) for each in open_]
    await difference.apply(hamlet)
    try:
        pair.second = {each: await _asked(hamlet, who, each[1]) for each in questions}
        pair.open_second = [await _asked(hamlet, DEMO, each) for each in open_]
    finally:
        await difference.undo(hamlet)
    pair.is_back = await _dumped(hamlet) == before
    return pair


async def test_the_worlds_differ_and_the_hamlet_is_as_it_was(pair: Pair) -> None:
    assert pair.difference.values
    assert pair.difference.twins or "coordinator" in pair.name
    assert pair.difference.moves
    differing = [one != other for one, other in zip(pair.open_first, pair.open_second, strict=True)]
    assert sum(differing) >= 3, "whoever sees everything is answered otherwise"
    assert pair.is_back


async def test_threat_3_no_filter_tells_a_hidden_value(pair: Pair) -> None:
    pair.same("3")


async def test_threat_4_no_filter_tells_of_what_is_related(pair: Pair) -> None:
    pair.same("4")


async def test_threat_5_no_negation_tells_a_hidden_value(pair: Pair) -> None:
    pair.same("5")


async def test_threat_6_no_order_tells_a_hidden_value(pair: Pair) -> None:
    pair.same("6")


async def test_threat_10_no_count_tells_of_hidden_rows(pair: Pair) -> None:
    pair.same("10")


async def test_threat_11_no_page_tells_of_a_hidden_row_behind_it(pair: Pair) -> None:
    pair.same("11")


async def test_threat_12_no_group_tells_of_hidden_rows(pair: Pair) -> None:
    pair.same("12")


async def test_no_search_tells_of_hidden_rows(pair: Pair) -> None:
    pair.same("search")


async def test_threat_24_no_estimate_tells_how_much_is_hidden(pair: Pair) -> None:
    pair.same("24")
    assert all(
        '"cost": {"estimated"' in each for each in pair.first.values() if '"data": {' in each
    )


async def test_threat_32_nothing_is_reached_through_what_is_hidden(pair: Pair) -> None:
    pair.same("32")


async def test_generated_operations_do_not_tell_the_worlds_apart(pair: Pair) -> None:
    pair.same("generated")
