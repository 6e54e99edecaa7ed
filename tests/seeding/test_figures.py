"""Every figure of the source, counted from the rows themselves and then by the database."""

import pytest

from seeds.figures.source import FIGURES, Figure, against
from tests.seeding.counting import Tables


@pytest.mark.parametrize("figure", FIGURES, ids=[each.column for each in FIGURES])
def test_the_whole_city_has_the_figure(figure: Figure, whole: Tables) -> None:
    assert whole.figures()[figure.column] == figure.expected


def test_figures_marked_for_any_size_hold_in_a_small_city(small: Tables) -> None:
    wrong = [
        each.figure.column
        for each in against(small.figures())
        if each.figure.any_size and not each.equal
    ]
    assert wrong == []


def test_a_small_city_is_in_proportion(small: Tables) -> None:
    found = small.figures()
    assert found["residents"] == 2307
    assert found["households"] == 1024
    assert found["aged_65_plus"] == 661
