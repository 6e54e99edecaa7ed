"""Whatever changes, the register and the rules agree."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.gaps.evaluation import evaluation
from graph.gaps.sweep import sweep
from graph.gateway import Gateway
from tests.answering.oracle import World
from tests.gap_rules.register import CLOSE_NEED, END_TIE, CloseNeed, EndTie, disagreement
from tests.gap_rules.scene import DAY

pytestmark = pytest.mark.anyio

CHANGES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(
                ["CARES_FOR", "SUPPORTS", "WATCHES", "MEMBER_OF", "PARENT_OF", "RECEIVES"]
            ),
            st.integers(0, 40),
        ),
        st.tuples(st.just("need"), st.integers(0, 60)),
        st.tuples(st.just("days"), st.integers(1, 400)),
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=CHANGES)
async def test_after_any_changes_the_register_and_the_rules_agree(
    gateway: Gateway, rows: World, changes: list[tuple[str, int]]
) -> None:
    day = DAY
    for change, number in changes:
        if change == "days":
            day += timedelta(days=number)
            await sweep(gateway, day)
            continue
        if change == "need":
            statement = CLOSE_NEED.statement(CloseNeed(number, day))
        else:
            statement = END_TIE.statement(EndTie(change, number, day))
        [touched] = await gateway.write(statement)
        homes = [home for (home,) in touched if home is not None]
        await gateway.write(evaluation(homes, day))
        assert await disagreement(gateway, homes, day) == set()
    await sweep(gateway, day)
    assert await disagreement(gateway, sorted(rows.nodes["Household"]), day) == set()
