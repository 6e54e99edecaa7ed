"""The demo city: the same rows for the same seed and factor, on every machine.

Factor 1 is the whole city. Below 1, people and work shrink while the directory and the worked
examples stay whole; a whole number above 1 sets that many municipalities side by side, the first
of them the demo city itself, so that everything local keeps its density.
"""

from collections.abc import Iterator

from graph.errors import BadInput
from graph.load import Sheet
from seeds import (
    benefits,
    bonds,
    cases,
    consultations,
    directory,
    meetings,
    needs,
    people,
    places,
    referrals,
    registers,
    stories,
    supporters,
)
from seeds.notebook import Notebook
from seeds.town import Town

SEED = 2021
CONTENT_VERSION = "2"
"""Goes up when the same seed and factor give other rows than before."""
SMALLEST_FACTOR = 0.005
LARGEST_FACTOR = 40


def sheets(seed: int = SEED, factor: float = 1.0) -> Iterator[Sheet]:
    """Everything the city holds, in the order it is loaded: what a tie joins comes before it.

    Each sheet's rows are drawn as they are taken, once. Raises `BadInput` for a factor that is
    neither between 0.005 and 1 nor a whole number up to 40.
    """
    count = towns_of(factor)
    first = Town(seed, 1, min(factor, 1.0))
    shared = Notebook()
    directory.draw_shared(first, shared)
    yield from shared.node_sheets()
    yield from shared.tie_sheets()
    for number in range(1, count + 1):
        yield from _town_sheets(draw(seed, number, min(factor, 1.0)))


def towns_of(factor: float) -> int:
    """How many municipalities a factor stands for; `BadInput` for one we cannot draw."""
    whole = 1 <= factor <= LARGEST_FACTOR and factor == int(factor)
    if not whole and not SMALLEST_FACTOR <= factor < 1:
        raise BadInput(
            f"A city of factor {factor:g} cannot be drawn.",
            hint=f"Take a factor from {SMALLEST_FACTOR:g} to 1, or a whole number up to "
            f"{LARGEST_FACTOR} for that many cities side by side.",
        )
    return int(factor) if whole else 1


def draw(seed: int, number: int, factor: float) -> Town:
    """One municipality, drawn whole; its rows are made from it."""
    town = Town(seed, number, factor)
    places.lay_out(town)
    told = stories.households(town)
    people.settle(town, told)
    quotas = supporters.commissioner_quotas(town)
    places.draw(town, quotas)
    directory.draw_agencies(town)
    supporters.draw(town, quotas)
    stories.tell(town, told)
    bonds.draw_care(town)
    named = needs.draw(town)
    bonds.draw_support(town, named)
    worked_on = cases.draw(town, named)
    consultations.draw(town, named, worked_on)
    referrals.draw(town, named)
    meetings.draw(town, named, worked_on)
    return town


def _town_sheets(town: Town) -> Iterator[Sheet]:
    yield from town.notebook.node_sheets()
    yield from registers.node_sheets(town, places.city_name(town.number))
    yield from town.notebook.tie_sheets()
    yield from registers.tie_sheets(town)
    yield from benefits.tie_sheets(town)
