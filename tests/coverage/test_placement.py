"""A placement is optimal: no other way of placing as many leaves less burden."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage.layers import Municipality, norm
from graph.coverage.placement import PLACEMENT_PLAN, Site, place
from tests.answering.asking import Asking, by_its_facts

SITES = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=4
)


@given(sites=SITES, available=st.integers(1, 6))
def test_no_other_placement_leaves_less(sites: list[tuple[int, int, int]], available: int) -> None:
    found = [
        Site(str(code), float(weight), count, target)
        for code, (weight, count, target) in enumerate(sites)
    ]
    placed = place(found, available)
    ours = sum(each.burden(placed[each.code]) for each in found)
    best = min(
        sum(each.burden(n) for each, n in zip(found, tried, strict=True))
        for tried in product(range(available + 1), repeat=len(found))
        if sum(tried) <= available
    )
    assert sum(placed.values()) <= available
    assert ours == pytest.approx(best)


@given(sites=SITES)
def test_nobody_is_placed_beyond_the_norm(sites: list[tuple[int, int, int]]) -> None:
    found = [Site(str(code), float(w), count, t) for code, (w, count, t) in enumerate(sites)]
    placed = place(found, 100)
    for each in found:
        assert each.count + placed[each.code] <= max(each.count, each.target)


@pytest.mark.parametrize(
    ("municipality", "band"),
    [
        (Municipality("佐賀市", 230_734), [170, 360]),
        (Municipality("小城市", 44_000), [120, 280]),
        (Municipality("大町町", 6_000), [70, 200]),
        (Municipality("福岡市", 1_600_000), [220, 440]),
    ],
)
def test_commissioners_are_counted_by_the_size_of_the_municipality(
    municipality: Municipality, band: list[int]
) -> None:
    assert norm("COMMISSIONERS", 3_600, None, municipality).households_each == band


def test_the_quota_of_a_district_goes_before_the_band() -> None:
    wanted = norm("COMMISSIONERS", 3_600, 17, Municipality("佐賀市", 230_734))
    assert (wanted.least, wanted.ideal) == (17, 17)


def test_volunteers_have_both_bounds() -> None:
    wanted = norm("VOLUNTEERS", 3_001, None, Municipality("佐賀市", 230_734))
    assert (wanted.least, wanted.ideal) == (61, 101)


@pytest.mark.anyio
async def test_a_plan_accounts_for_everyone_there_is_to_place(asking: Asking) -> None:
    answer = await asking(
        "{ placementPlan(layer: CAFE, available: 7) { placed left shortfallBefore shortfallAfter "
        "burdenAfter placements { add countBefore countAfter district { name } } } }"
    )
    plan = answer["data"]["placementPlan"]
    assert plan["placed"] == sum(each["add"] for each in plan["placements"]) == 5
    assert (plan["left"], plan["shortfallBefore"], plan["shortfallAfter"]) == (2, 5, 0)
    assert plan["burdenAfter"] == 0
    assert by_its_facts(asking.runs, PLACEMENT_PLAN)
