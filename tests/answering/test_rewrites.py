"""However an operation is written, it is answered alike, in the order asked, and as the schema says."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answering.asking import Asking
from tests.answering.operations import operations
from tests.answering.rewriting import Rewritten, named_as_before, rewritten
from tests.answering.test_against_the_oracle import IDS, SCHEMA
from tests.answering.validity import faults

EXAMPLES = int(os.environ.get("TSUNAGU_REWRITES", "25"))


@st.composite
def both_ways(draw: st.DrawFn) -> Rewritten:
    return rewritten(draw, SCHEMA, draw(operations(SCHEMA, IDS)))


@pytest.mark.anyio
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(both=both_ways())
async def test_an_operation_written_otherwise_is_answered_alike(
    both: Rewritten, asking: Asking
) -> None:
    plain = await asking(both.plain)
    fields = len(plain["data"])
    assert len(asking.runs) == fields
    otherwise = await asking(both.otherwise, both.variables)
    assert "errors" not in otherwise, otherwise
    assert len(asking.runs) == fields
    assert named_as_before(otherwise["data"]) == plain["data"]
    assert faults(SCHEMA, both.plain, plain["data"]) == []
    assert faults(SCHEMA, both.otherwise, otherwise["data"], both.variables) == []
