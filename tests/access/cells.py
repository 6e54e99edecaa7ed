"""The cells of the grammar for those who ask: what each of them may write, and with which cursors."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

from graph.viewer import Role
from schema.api import api as built
from tests.access.sample import WHOLE, one_of_each
from tests.access.seeing import FILED
from tests.access.test_against_the_view import CITY, ORACLES, VIEWS, WHO
from tests.grammar.operations import CELLS, NEVER, Cell, Grammar
from tests.grammar.writing import Run, Written

KINDS = 3 if WHOLE else 1
PERSONS = {"Household", "Resident"}
RECORDS = {*FILED, "Meeting"}
PEOPLE = one_of_each(sorted(WHO), lambda name: WHO[name].role)
"""Whose cells are compiled; `ANSWERED`, whose are answered: the demo's by the proof alone."""
ANSWERED = [each for each in PEOPLE if WHOLE or each != "demo"]


@cache
def grammar_of(name: str) -> Grammar:
    """All that somebody may write, of what they may see."""
    return Grammar(built().for_role(Role(WHO[name].role))._schema, VIEWS[name])


def cursor_of(name: str, written: Written, run: Run) -> dict[str, Any]:
    """What is sent with a request: of a page that goes on, the cursor of a row in the middle."""
    if not written.probe:
        return {**run.variables}
    found = ORACLES[name].answer(written.probe)
    assert found.data is not None, (written.probe, found.errors)
    edges = next(iter(found.data.values()))["edges"]
    return {**run.variables, "at": edges[len(edges) // 2]["cursor"] if edges else None}


def codes(answer: dict[str, Any]) -> set[str]:
    return {each["extensions"]["code"] for each in answer.get("errors", ())}


def chosen(name: str) -> Iterator[tuple[Cell, int]]:
    """Each production at one place, another one for each role; in the proof at every place."""
    places = defaultdict[str, list[tuple[Cell, int]]](list)
    for turn, cell in enumerate(CELLS):
        if cell not in NEVER:
            places[cell.production].append((cell, turn))
    for place, cells in enumerate(places.values()):
        yield from cells if WHOLE else [cells[(place + PEOPLE.index(name)) % len(cells)]]


OF_ONE = {"Need", "Referral", "ReferralEvent", "SupportGap"}
"""What is about one household: right below another record it is that record's."""


def noted(name: str) -> tuple[set[str], set[str]]:
    """Whom the oracle's last answer showed or told of: who must be on record, and who may be."""
    must, may = set[str](), set[str]()
    for ref, above in ORACLES[name].shown:
        if ref.kind not in RECORDS:
            continue
        about = {ref.id} if ref.kind in PERSONS else CITY.seer.owners(ref.id) or {ref.id}
        below = above is not None and above.kind in RECORDS and ref.kind in OF_ONE
        (may if below else must).update(about)
    return must, must | may
