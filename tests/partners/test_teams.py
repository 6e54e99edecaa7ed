"""Small generated teams against exhaustive search."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.partners.cover import MOST_EXACT, smallest_cover
from graph.partners.leaders import STRANGERS, distances, length, lengths, nearest, together, way

NAMES = "abcdefg"
takes_and_costs = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(st.sets(st.sampled_from("123456")), st.integers(0, 1000)),
    max_size=7,
)
cases = st.lists(st.sets(st.sampled_from(NAMES), min_size=1, max_size=4).map(sorted), max_size=8)
joint = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 6), max_size=4)


def _met(takes: dict[str, set[str]], team: tuple[str, ...]) -> set[str]:
    return set().union(*(takes[each] for each in team))


@given(takes_and_costs)
def test_the_smallest_team_is_that_of_an_exhaustive_search(
    told: dict[str, tuple[set[str], int]],
) -> None:
    takes = {name: needs for name, (needs, _) in told.items()}
    costs = {name: cost for name, (_, cost) in told.items()}
    able = _met(takes, tuple(takes))
    cover = smallest_cover({name: sorted(needs) for name, needs in takes.items()}, costs)
    assert cover.exact
    assert _met(takes, cover.agencies) == able
    best = min(
        (len(team), sum(costs[each] for each in team))
        for size in range(len(takes) + 1)
        for team in combinations(takes, size)
        if _met(takes, team) == able
    )
    assert (len(cover.agencies), sum(costs[each] for each in cover.agencies)) == best


@given(takes_and_costs)
def test_above_twelve_needs_the_team_takes_all_and_has_nobody_to_spare(
    told: dict[str, tuple[set[str], int]],
) -> None:
    takes = {name: {*needs, f"own {name}"} for name, (needs, _) in told.items()}
    takes["all"] = {f"more {place}" for place in range(MOST_EXACT)} | {"1"}
    takes["half"] = {f"more {place}" for place in range(6)}
    costs = {name: told[name][1] if name in told else 0 for name in takes}
    cover = smallest_cover({name: sorted(needs) for name, needs in takes.items()}, costs)
    assert cover.exact is (len(_met(takes, tuple(takes))) <= MOST_EXACT)
    assert _met(takes, cover.agencies) == _met(takes, tuple(takes))
    for each in cover.agencies:
        others = tuple(other for other in cover.agencies if other != each)
        assert _met(takes, others) != _met(takes, cover.agencies)


def _by_all_paths(leader: dict[str, int], shared: dict[str, dict[str, int]]) -> dict[str, float]:
    """The least sum along any path, trying every path without a repeated agency."""
    best: dict[str, float] = {}
    waiting = [((name,), length(count)) for name, count in leader.items()]
    while waiting:
        path, far = waiting.pop()
        best[path[-1]] = min(far, best.get(path[-1], STRANGERS))
        for other, count in shared.get(path[-1], {}).items():
            if other not in path:
                waiting.append(((*path, other), far + length(count)))
    return best


@given(joint, cases)
def test_a_leaders_distances_are_those_of_trying_every_path(
    leader: dict[str, int], told: list[list[str]]
) -> None:
    shared = together(told)
    found = distances(leader, lengths(shared), NAMES)
    best = _by_all_paths(leader, shared)
    for name in NAMES:
        far = found.get(name, (STRANGERS, None))[0]
        assert far == pytest.approx(min(best.get(name, STRANGERS), STRANGERS))
        steps = way(name, found)
        assert steps[-1] == name
        if name in found:
            edges = [
                leader[steps[0]],
                *(shared[a][b] for a, b in pairwise(steps)),
            ]
            assert sum(map(length, edges)) == pytest.approx(far)


@given(
    joint,
    cases,
    st.dictionaries(st.sampled_from("123"), st.lists(st.sampled_from(NAMES), unique=True)),
)
def test_the_nearest_agencies_have_the_least_sum_of_distances(
    leader: dict[str, int], told: list[list[str]], needs: dict[str, list[str]]
) -> None:
    found = distances(leader, lengths(together(told)), NAMES)
    chosen = nearest(needs, found)
    assert set(chosen) == {need for need, able in needs.items() if able}
    far = {name: found.get(name, (STRANGERS, None))[0] for name in NAMES}
    for need, (agency, distance) in chosen.items():
        assert agency in needs[need]
        assert distance == far[agency] == min(far[each] for each in needs[need])


@given(joint, cases, st.sets(st.sampled_from(NAMES)))
def test_who_is_wanted_is_as_far_as_when_everybody_is(
    leader: dict[str, int], told: list[list[str]], wanted: set[str]
) -> None:
    edges = lengths(together(told))
    every, some = distances(leader, edges, NAMES), distances(leader, edges, wanted)
    assert {name: some.get(name) for name in wanted} == {name: every.get(name) for name in wanted}
    assert some.items() <= every.items()


def test_strangers_are_asked_directly() -> None:
    found = distances({}, {}, NAMES)
    assert found == {}
    assert nearest({"debt": ["a", "b"]}, found) == {"debt": ("a", STRANGERS)}
    assert way("a", found) == ["a"]
