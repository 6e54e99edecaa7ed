"""What is asked of the database depends on who asks what, and on nothing that was asked before.

Each document of the grammar is sent to two servers, to the one after all that come before it in the
grammar and to the other after all that come behind it, by several roles in turn, which share the plans
that are kept. The statements and all their parameters are compared.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from graph.cypher import Statement
from graph.policy import POLICY
from resolvers import plans
from resolvers.plans import Plans
from schema.api import Api
from server.outcome import outcome_of
from tests.access.cells import codes, cursor_of, grammar_of
from tests.access.people import context_of
from tests.access.sample import WHOLE
from tests.access.test_against_the_view import CITY
from tests.access.test_totality import ROOMY
from tests.grammar.operations import CELLS, NEVER
from tests.grammar.test_compiled import Compiling
from tests.grammar.writing import Run, Written

PEOPLE = ("coordinator", "csw", "analyst")
Sent = tuple[str, Written, Run]
Heard = tuple[tuple[str, str, str], ...]


class Hearing(Compiling):
    """A gateway to nowhere that keeps what a request asks, with its parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = list[tuple[str, str, str]]()

    async def read(self, statement: Statement) -> list[list[Any]]:
        self.heard.append((statement.name, statement.text, repr(statement.parameters)))
        return await super().read(statement)


def written() -> Iterator[Sent]:
    """Every other cell, in the proof each, as each of these people may write it."""
    for turn, cell in enumerate(CELLS):
        if cell in NEVER or (turn % 2 and not WHOLE):
            continue
        for name in PEOPLE:
            for each in grammar_of(name).written(cell, turn):
                yield from ((name, each, run) for run in each.runs)
                break


async def heard_by(
    api: Api, sent: Iterable[tuple[int, Sent]]
) -> dict[int, tuple[Heard, frozenset[str]]]:
    """What one server asks for each, and with which codes it answers; kept plans are shared."""
    kept, found = Plans(POLICY), dict[int, tuple[Heard, frozenset[str]]]()
    for place, (name, document, run) in sent:
        gateway = Hearing()
        context = context_of(CITY.people[name], gateway, kept)  # pyright: ignore[reportArgumentType] -- it stands where a gateway does
        schema = api.for_role(context.viewer.role)
        result = await schema.execute(
            document.document, cursor_of(name, document, run), context, operation_name=run.named
        )
        found[place] = tuple(gateway.heard), frozenset(codes(outcome_of(result).payload))
    return found


def differing(
    sent: list[tuple[int, Sent]],
    forward: dict[int, tuple[Heard, frozenset[str]]],
    backward: dict[int, tuple[Heard, frozenset[str]]],
) -> list[Sent]:
    return [each for place, each in sent if forward[place] != backward[place]]


@pytest.mark.anyio
async def test_what_is_asked_does_not_depend_on_what_was_asked_before() -> None:
    sent = [*enumerate(written())]
    forward = await heard_by(Api(ROOMY), sent)
    backward = await heard_by(Api(ROOMY), reversed(sent))
    assert len(sent) > 800
    assert sum(len(heard) for heard, _ in forward.values()) > 800
    assert differing(sent, forward, backward)[:5] == []


def _nothing(_: Any, __: Any) -> tuple[Any, ...]:
    return ()


def _no_absence(value: Any) -> Any:
    return PLAINLY(None if value is plans.NOT_SENT else value)


PLAINLY = plans._deciding


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("name", "spoilt"),
    [("_shape", _nothing), ("_deciding", _no_absence)],
    ids=["nothing", "absence"],
)
async def test_plans_that_are_found_by_less_are_found_out(
    name: str, spoilt: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they were: by no variable at all, and without telling null from what was not sent."""
    sent = [*enumerate(each for each in written() if each[2].variables or len(each[1].runs) > 1)]
    forward = await heard_by(Api(ROOMY), sent)
    monkeypatch.setattr(plans, name, spoilt)
    assert differing(sent, forward, await heard_by(Api(ROOMY), reversed(sent)))
