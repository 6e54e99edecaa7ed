"""Two worlds that differ only in what somebody does not see are answered with the same bytes.

The hamlet is asked, changed where the one who asks sees nothing of it, asked the same again, and
changed back. That the view stays equal is judged by the naive reference; that something has changed,
by the viewer to whom everything is open. Each threat has questions that would tell if they could; what
is generated over a role's schema goes with them, and what the grammar writes. The same people are put
on record for the same answer.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from graph.folding import number_text
from tests.access.breaking import Remembering
from tests.access.differing import TWIN_MARK, Difference, Differing
from tests.access.grammatical import sent
from tests.access.hamlet import Hamlet
from tests.access.hamlet_rows import canary
from tests.access.oracles import questions
from tests.access.sample import SEED, spread
from tests.access.seeing import NEIGHBOURS, Somebody
from tests.answering.operations import operations

pytestmark = pytest.mark.anyio

GENERATED = int(os.environ.get("TSUNAGU_ACCESS_PAIRS", "3"))
OF_GRAMMAR = 12
"""Cells of the grammar that are asked in a run of the tests."""
NAMES = ["agency staff", "coordinator", "csw", "staff a resident is protected from", "volunteer"]
DEMO = Somebody("demo")
DUMP = """
MATCH (n) WHERE none(label IN labels(n) WHERE label STARTS WITH '_')
OPTIONAL MATCH (n)-[t]->(o)
RETURN labels(n), properties(n), collect([type(t), o.id, properties(t)])
"""


Question = tuple[str, str, str]
"""A threat, a document, and its variables with the operation that is meant, as JSON."""
PLAIN = "[{}, null]"


@dataclass
class Pair:
    """Who asks, what is different where they do not see it, and the bytes before and after."""

    name: str
    difference: Difference
    first: dict[Question, str] = field(default_factory=dict["Question", str])
    second: dict[Question, str] = field(default_factory=dict["Question", str])
    open_first: list[str] = field(default_factory=list[str])
    open_second: list[str] = field(default_factory=list[str])
    is_back: bool = False

    def same(self, threat: str) -> None:
        asked = [each for each in self.first if each[0] == threat]
        assert asked, threat
        for each in asked:
            assert '"errors": []' in self.first[each] or threat == "grammar", (
                each,
                self.first[each],
            )
            assert self.first[each] == self.second[each], each


def _questions(hamlet: Hamlet, name: str, difference: Difference) -> Iterator[Question]:
    """Those of each threat, what is generated over the schema, by ids of what is different too, and
    what the grammar writes.
    """
    who = hamlet.city.people[name]
    seer = hamlet.seer
    home = min(seer.sealed() & set(seer.world.nodes["Household"]))
    text = canary("Household", "address", home)
    agency = max(seer.world.nodes["Agency"], key=lambda each: len(seer.back("REFERRED_TO", each)))
    worker = who.role not in NEIGHBOURS
    number = number_text(canary("Household", "phone", home))
    named = questions(
        worker=worker,
        home=home,
        text=text,
        other=f"other {text}",
        number=number,
        ending=number[-4:],
        agency=agency,
    )
    yield from ((threat, each, PLAIN) for threat, each in named)
    ids = [(kind, id_) for kind, nodes in seer.world.nodes.items() for id_ in [*nodes][:3]]
    ids += [(seer.kind_of[id_], id_) for id_, _ in difference.twins]
    schema = hamlet.schema_of(who)._schema
    known = [each for each in ids if each[0] in schema.type_map]
    for operation in _generated(operations(schema, known), GENERATED):
        yield "generated", operation, PLAIN
    for each in sent(hamlet, who, name, OF_GRAMMAR):
        yield "grammar", each.document, json.dumps([each.variables, each.named])


def _generated(strategy: Any, count: int) -> list[str]:
    drawn = list[str]()

    @seed(SEED)
    @settings(
        max_examples=count, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=[*HealthCheck],
    )  # fmt: skip
    @given(strategy)
    def draw(operation: str) -> None:
        drawn.append(operation)

    draw()
    return drawn


async def _asked(hamlet: Hamlet, who: Somebody, question: Question) -> str:
    """The answer, and the lines that are put on record for it.

    Who read a meeting has read of everybody discussed there, of rows they do not see too: those that
    one of the worlds has alone are left out.
    """
    _, operation, rest = question
    variables, named = json.loads(rest)
    hamlet.trail = Remembering()
    answer = await hamlet(who, operation, variables, named=named)
    lines = sorted(
        (each.verb, each.name, sorted(id_ for id_ in each.about if not id_.startswith(TWIN_MARK)))
        for each in hamlet.trail.entries
    )
    hamlet.trail = None
    return json.dumps({**answer, "lines": lines}, ensure_ascii=False, default=str)


async def _dumped(hamlet: Hamlet) -> list[str]:
    return sorted(
        json.dumps([labels, facts, sorted(json.dumps(tie, sort_keys=True, default=str) for tie in ties)],
                   sort_keys=True, default=str)
        for labels, facts, ties in await hamlet.write(DUMP)
    )  # fmt: skip


@pytest.fixture(scope="module", params=spread(NAMES, 1))
async def pair(hamlet: Hamlet, request: pytest.FixtureRequest) -> Pair:
    """Everything asked of both worlds, and the hamlet as it was."""
    who = hamlet.city.people[request.param]
    chance = Random(f"{SEED} {request.param}")  # noqa: S311 -- the seed decides
    difference = Differing(hamlet, who, chance).drawn()
    pair = Pair(request.param, difference)
    before = await _dumped(hamlet)
    asked = [*_questions(hamlet, request.param, difference)]
    open_ = [each for each in asked if each[0] in {"3", "6", "10"}]
    pair.first = {each: await _asked(hamlet, who, each) for each in asked}
    pair.open_first = [await _asked(hamlet, DEMO, each) for each in open_]
    await difference.apply(hamlet)
    try:
        pair.second = {each: await _asked(hamlet, who, each) for each in asked}
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


async def test_what_the_grammar_writes_does_not_tell_the_worlds_apart(
    pair: Pair, record_property: Any
) -> None:
    pair.same("grammar")
    found = [text for (threat, _, _), text in pair.first.items() if threat == "grammar"]
    answered = sum('"errors": []' in each for each in found)
    assert answered > len(found) // 2
    record_property("told", f"{len(found):,} requests of the grammar, seed {SEED}")
