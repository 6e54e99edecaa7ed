"""Who holds up which need, by walking the rows of a city."""

from datetime import date
from typing import Any

from tests.answering.oracle import Ref, World
from tests.coverage.naive import in_force

LIVE = {"ACCEPTED", "IN_PROGRESS"}


class Holding:
    """The needs of a household or resident on a day, and who holds each up."""

    def __init__(self, world: World, day: date) -> None:
        self.world, self.day = world, day

    def members(self, household: str) -> list[str]:
        return [each.id for each in self._back("MEMBER_OF", household)]

    def needs(self, whose: str) -> dict[str, set[str]]:
        """The holders of each open need that concerns exactly this resident or household."""
        return {
            need.id: self.holders(need.id, whose)
            for need in self._back("CONCERNS", whose)
            if need.kind == "Need" and self._is_open(self.world.nodes["Need"][need.id])
        }

    def holders(self, need: str, whose: str) -> set[str]:
        categories = {each.id for each in self._out("IN_CATEGORY", need)}
        found = {each.id for each in self._back("ASSIGNED_TO", need)}
        for referral in self._back("REFERRED_FOR", need):
            if self.world.nodes["Referral"][referral.id]["state"] in LIVE:
                found |= {each.id for each in self._out("REFERRED_TO", referral.id)}
        for case in self._back("COVERS", need):
            if case.kind == "Case" and self._is_open(self.world.nodes["Case"][case.id]):
                found |= {
                    each.id
                    for each in self._back("JOINED", case.id)
                    if self._meets(each, categories, ("HANDLES",))
                }
        return found | {
            each.id
            for each in self._back("SUPPORTS", whose)
            if self._meets(each, categories, ("HANDLES", "ADDRESSES"))
        }

    def _meets(self, who: Ref, categories: set[str], ties: tuple[str, ...]) -> bool:
        return any(
            category.id in categories
            for tie in ties
            for category, _ in self.world.out.get((tie, who.id), [])
        )

    def _is_open(self, node: dict[str, Any]) -> bool:
        opened, closed = node["openedOn"], node["closedOn"]
        return opened <= self.day and (closed is None or closed > self.day)

    def _out(self, tie: str, id_: str) -> list[Ref]:
        found = self.world.out.get((tie, id_), [])
        return [each for each, facts in found if in_force(facts, self.day)]

    def _back(self, tie: str, id_: str) -> list[Ref]:
        found = self.world.back.get((tie, id_), [])
        return [each for each, facts in found if in_force(facts, self.day)]
