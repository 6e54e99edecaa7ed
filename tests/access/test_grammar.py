"""All that may be written, at every place and in every role, is answered as the view.

A run of the tests has each production answered for one person of every role, at one place or
another; `make proof-access` has every cell answered, over several kinds. `tests/grammar` compiles all
of them.
"""

from itertools import islice
from typing import Any

import pytest

from graph.viewer import GRANTED
from tests.access.breaking import Remembering
from tests.access.cells import ANSWERED, KINDS, chosen, codes, cursor_of, grammar_of, noted
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import ORACLES, WHO
from tests.answering.oracle import rounded


@pytest.mark.anyio
@pytest.mark.parametrize("name", ANSWERED)
async def test_every_production_is_answered_as_the_view(
    name: str, asking_as: GuardedAsking, remembering: Remembering
) -> None:
    """And whoever is shown or told of in the answer is on record, and nobody else."""
    grammar, wrong, unnoted = grammar_of(name), list[Any](), list[Any]()
    signed_in = WHO[name].role in {role.value for role in GRANTED}
    for cell, turn in chosen(name):
        for written in islice(grammar.written(cell, turn), KINDS):
            for run in written.runs:
                variables = cursor_of(name, written, run)
                remembering.entries.clear()
                answer = await asking_as(WHO[name], written.document, variables, run.named)
                if run.refused:
                    right = codes(answer) == {"BAD_INPUT"}
                else:
                    expected = ORACLES[name].answer(written.document, variables, run.named)
                    right = rounded(answer) == rounded({"data": expected.data})
                    right = right and expected.errors is None
                    must, may = noted(name) if signed_in else (set(), set())
                    about = {each for entry in remembering.entries for each in entry.about}
                    if not must <= about <= may:
                        unnoted.append(
                            (cell, written.document, variables, must - about, about - may)
                        )
                if not right:
                    wrong.append((cell, written.document, variables, run.named, answer))
    assert wrong == []
    assert unnoted == []
