"""The bench of the three questions runs: each line is answered, in few statements."""

import pytest

from bench.databases import Measured
from bench.questions import BY_HAND, BY_ID, Measuring, prove_coverage, table
from graph.address import DatabaseAddress
from graph.gateway import Gateway

MOST_FACTS = 8
"""Teams take the facts of eight questions."""


@pytest.mark.anyio
async def test_every_question_is_answered_in_few_statements(small_city: DatabaseAddress) -> None:
    measured = Measured(small_city, None)
    async with Gateway(measured.address) as gateway:
        measuring = Measuring(gateway, measured.process)
        await prove_coverage(measuring)
        await measuring.prepare()
        for line in measuring.lines:
            await measuring.round(line, 1)
        assert all(1 <= len(line.statements) <= MOST_FACTS for line in measuring.lines)
        assert all(line.hits > 0 for line in measuring.lines if not line.name.startswith("gaps of"))
        names = {line.name for line in measuring.lines}
        assert {BY_ID, BY_HAND} <= {line.against for line in measuring.lines} <= names
        assert table(measuring.lines).row_count == len(measuring.lines)
