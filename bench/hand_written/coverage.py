"""District coverage counted by hand; twin of `coverage.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.question import Question, beside

LAYERS = ("VOLUNTEERS", "COMMISSIONERS", "COUNCIL", "CAFE", "CSW")
"""The layers whose counts a district has, in their order."""
REACH = "AGENCY_REACH"


@dataclass(frozen=True)
class OnTwoDays:
    as_of: date
    before: date


@dataclass(frozen=True)
class Counted:
    """Lists of [code, counts now and before by turns], and of [code, field, count]."""

    districts: list[Any]
    needs: list[Any]
    agencies: list[Any]

    def by_layer(self) -> dict[tuple[str, str, str | None], tuple[int, int]]:
        """The count and its trend by district, layer and field; of a field, its open needs instead."""
        found: dict[tuple[str, str, str | None], tuple[int, int]] = {}
        for code, counts in self.districts:
            for layer, now, before in zip(LAYERS, counts[::2], counts[1::2], strict=True):
                found[code, layer, None] = now, now - before
        for code, field, open_needs in self.needs:
            found[code, REACH, field] = 0, open_needs
        for code, field, agencies in self.agencies:
            found[code, REACH, field] = agencies, found.get((code, REACH, field), (0, 0))[1]
        return found


COVERAGE_BY_HAND = Question(beside(__file__, "coverage"), OnTwoDays, Counted)
