"""What is told of ties, whatever the ties: true, for enough households each, and no less than need be."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from graph.topology.alike import Party, Ties, alike

KINDS = "BCD"
PARTIES = [Party(kind, f"{kind}{number}") for kind in KINDS for number in range(3)]
cities = st.dictionaries(
    st.frozensets(st.sampled_from(PARTIES), min_size=1, max_size=5),
    st.integers(1, 14),
    max_size=14,
)
sizes = st.sampled_from([2, 10, 20])


def _told(households: dict[Ties, int], smallest: int) -> Counter[Ties]:
    told = Counter[Ties]()
    for whole, each in alike(households, smallest).items():
        told[each] += households[whole]
    return told


def _follows(told: Ties, whole: Ties) -> bool:
    """Whether what is told follows from the ties there are, no agency standing for two."""
    named = {each for each in told if each.agency}
    left = {each.kind for each in whole - named}
    return named <= whole and {each.kind for each in told - named} <= left


@given(cities, sizes)
def test_threat_17_whoever_is_told_of_is_one_of_enough(
    households: dict[Ties, int], smallest: int
) -> None:
    told = _told(households, smallest)
    assert told.total() == sum(households.values())
    del told[frozenset()]
    assert all(count >= smallest for count in told.values())


@given(cities, sizes)
def test_all_that_is_told_is_true(households: dict[Ties, int], smallest: int) -> None:
    told = alike(households, smallest)
    assert set(told) == set(households)
    assert all(_follows(each, whole) for whole, each in told.items())


@given(cities, sizes)
def test_those_who_are_enough_by_themselves_are_told_whole(
    households: dict[Ties, int], smallest: int
) -> None:
    for whole, each in alike(households, smallest).items():
        if households[whole] >= smallest:
            assert each == whole


@given(cities, sizes)
def test_what_is_told_does_not_rest_on_the_order_of_the_rows(
    households: dict[Ties, int], smallest: int
) -> None:
    turned = dict(reversed(households.items()))
    assert alike(turned, smallest) == alike(households, smallest)


def test_the_rarest_is_told_a_step_less_at_a_time() -> None:
    one, other, only = Party("B", "1"), Party("B", "2"), Party("C", "3")
    households = {
        frozenset({one, only}): 6,
        frozenset({other, only}): 4,
        frozenset({only}): 9,
        frozenset({Party("D", "4")}): 3,
    }
    told = alike(households, 10)
    assert told[frozenset({one, only})] == told[frozenset({other, only})]
    assert told[frozenset({one, only})] == frozenset({Party("B"), only})
    assert told[frozenset({only})] == frozenset(), "nine are too few, and nobody joins them"
    assert told[frozenset({Party("D", "4")})] == frozenset()
