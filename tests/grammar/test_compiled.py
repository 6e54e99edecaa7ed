"""Every cell of productions x places x roles is compiled, without a database; what was reached is told."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from graph.cypher import Statement
from graph.errors import DatabaseAway
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import Api
from server.outcome import outcome_of
from tests.access.cells import PEOPLE, codes, cursor_of, grammar_of
from tests.access.people import context_of
from tests.access.test_against_the_view import WHO
from tests.access.test_spoilt_printer import SPOILT
from tests.access.test_texts import Overheard
from tests.grammar.operations import CELLS, NEVER, Cell
from tests.grammar.writing import Place, Run, Written

CLAUSE = re.compile(
    r"\b(WHERE|MATCH|WITH|RETURN|ORDER BY|LIMIT|SKIP|UNWIND|CALL|UNION|AND|OR|XOR|CASE|END)\b|[()\[\]{}|]"
)
BRACKETS = {**dict.fromkeys("([{", 1), **dict.fromkeys(")]}", -1)}
JOINING = {"AND", "OR", "XOR"}


def mixed_clauses(text: str) -> Iterator[str]:
    """Clauses in which AND and OR stand side by side without parentheses: A OR B AND C is no rule."""
    plain = re.sub(r"'[^']*'|//.*", lambda each: " " * len(each[0]), text)
    depth = cases = 0
    open_: dict[int, tuple[int, set[str]]] = {}
    for found in CLAUSE.finditer(plain):
        word = found[0]
        if word in BRACKETS:
            depth += BRACKETS[word]
            open_ = {at: each for at, each in open_.items() if at <= depth}
        elif word in {"CASE", "END"}:
            cases += 1 if word == "CASE" else -1
        elif word not in JOINING:
            open_.pop(depth, None)
            if word == "WHERE":
                open_[depth] = found.start(), set()
        elif depth in open_ and not cases:
            begun, joined = open_[depth]
            joined.add(word)
            if len(joined) > 1:
                yield text[begun : found.end()]


def test_clauses_that_mix_are_found() -> None:
    assert [*mixed_clauses("MATCH (n) WHERE n.a = 1 OR n.b = 2 AND n.c RETURN n")]
    assert [*mixed_clauses("MATCH (n) WHERE EXISTS { (n)--(m) WHERE m.a OR m.b AND m.c } RETURN n")]
    for right in (
        "MATCH (n) WHERE (n.a = 1 OR n.b = 2) AND n.c RETURN n",
        "MATCH (n) WHERE n.a OR (n.b AND n.c) RETURN n.x AND n.y",
        "MATCH (n) WHERE EXISTS { (n)--(m) WHERE m.a OR m.b } AND n.c RETURN [(n)--(m) WHERE m.a | m]",
    ):
        assert not [*mixed_clauses(right)], right


LACKING = {
    name: {"tie by has", "tie by hasAny"} for name in ("administrator", "analyst", "anonymous")
}
"""Productions that the schema of a role has nothing for: no tie that it sees says a list."""


class Compiling(Overheard):
    """A gateway to nowhere: each statement is heard, and none is answered."""

    async def read(self, statement: Statement) -> list[list[Any]]:
        await super().read(statement)
        raise DatabaseAway("The statement was heard.", hint="It is answered nowhere.")


async def asked(  # noqa: PLR0917 -- who, what and how
    api: Api, name: str, gateway: Any, plans: Plans, written: Written, run: Run
) -> dict[str, Any]:
    who = WHO[name]
    context = context_of(who, gateway, plans)
    result = await api.for_role(context.viewer.role).execute(
        written.document, cursor_of(name, written, run), context, operation_name=run.named
    )
    return outcome_of(result).payload


@pytest.mark.anyio
@pytest.mark.parametrize("name", PEOPLE)
async def test_every_cell_is_written_and_compiled(
    name: str, api: Api, record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Productions x places in the schema of a role: none is left out that it can be asked."""
    grammar, gateway, plans = grammar_of(name), Compiling(), Plans(POLICY)
    reached: Counter[Place] = Counter()
    unreached = set[Cell]()
    for turn, cell in enumerate(CELLS):
        if cell in NEVER:
            continue
        written = next(grammar.written(cell, turn), None)
        if written is None:
            unreached.add(cell)
            continue
        for run in written.runs:
            answer = await asked(api, name, gateway, plans, written, run)
            expected = {"BAD_INPUT"} if run.refused else {"DATABASE_AWAY"}
            assert codes(answer) == expected, (cell, written, run, answer)
        reached[cell.place] += 1
    assert {cell.production for cell in unreached} == LACKING.get(name, set())
    for text in gateway.texts:
        assert not [*mixed_clauses(text)], text
    told = ", ".join(f"{reached[place]} {place}" for place in Place)
    told = f"{told}; {len(gateway.texts)} statements; unreached: {len(unreached)}"
    record_property("told", told)
    with capsys.disabled():
        print(f"\n{WHO[name].role}: {told}", end="")  # noqa: T201 -- what was covered is told


@pytest.mark.anyio
@pytest.mark.parametrize("place", Place)
async def test_a_printer_without_parentheses_is_found_at_every_place(
    place: Place, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, gateway = "csw", Compiling()
    SPOILT["no parentheses"](monkeypatch)
    for production in ("where OR: two", "where $w whole"):
        for written in islice(grammar_of(name).written(Cell(production, place)), 5):
            for run in written.runs:
                await asked(api, name, gateway, Plans(POLICY), written, run)
    assert any([*mixed_clauses(text)] for text in gateway.texts)
