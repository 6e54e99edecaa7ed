"""Coverage counted by walking the rows of a city, with no line shared with the questions."""

from collections import Counter
from datetime import date
from typing import Any

from tests.answering.oracle import World


def in_force(facts: dict[str, Any], day: date) -> bool:
    since, until = facts.get("since"), facts.get("until")
    return (since is None or since <= day) and (until is None or until > day)


def a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


class Counting:
    """The city's coverage on a day."""

    def __init__(self, world: World, day: date) -> None:
        self.world, self.day = world, day

    def districts(self) -> list[str]:
        """Ids, by code."""
        found = self.world.nodes["District"]
        return sorted(found, key=lambda id_: found[id_]["code"])

    def of_layer(self, district: str, layer: str, day: date) -> int:
        match layer:
            case "VOLUNTEERS":
                return self._active(district, "VOLUNTEER", day)
            case "COMMISSIONERS":
                return self._active(district, "COMMISSIONER", day)
            case "COUNCIL":
                return sum(each["foundedOn"] <= day for each in self._lying(district, "Council"))
            case "CAFE":
                return sum(
                    each["type"] == "COMMUNITY_CAFE"
                    and each["openedOn"] <= day
                    and (each["closedOn"] is None or each["closedOn"] > day)
                    for each in self._lying(district, "Place")
                )
            case _:
                return len(
                    {
                        supporter.id
                        for area, _ in self.world.out["IN_AREA", district]
                        for supporter, facts in self.world.back["ASSIGNED_TO", area.id]
                        if in_force(facts, day)
                        and self.world.nodes["Supporter"][supporter.id]["mainRole"] == "CSW"
                    }
                )

    def needs(self) -> Counter[tuple[str, str]]:
        """Open needs by district and field, as codes."""
        found: Counter[tuple[str, str]] = Counter()
        for id_, need in self.world.nodes["Need"].items():
            if need["openedOn"] > self.day or (need["closedOn"] and need["closedOn"] <= self.day):
                continue
            districts = {
                self._code("District", district.id)
                for whose, _ in self.world.out.get(("CONCERNS", id_), [])
                for household in self._households(whose.kind, whose.id)
                for district, _ in self.world.out.get(("IN_DISTRICT", household), [])
            }
            fields = {
                self._code("Field", field.id)
                for category, _ in self.world.out.get(("IN_CATEGORY", id_), [])
                for field, _ in self.world.out.get(("IN_FIELD", category.id), [])
            }
            found.update((district, field) for district in districts for field in fields)
        return found

    def agencies(self) -> Counter[tuple[str, str]]:
        """Agencies by the district they serve and the field they handle needs of, as codes."""
        found: Counter[tuple[str, str]] = Counter()
        for id_ in self.world.nodes["Agency"]:
            fields = {
                self._code("Field", field.id)
                for category, facts in self.world.out.get(("HANDLES", id_), [])
                if in_force(facts, self.day)
                for field, _ in self.world.out.get(("IN_FIELD", category.id), [])
            }
            served = {
                district
                for place, facts in self.world.out.get(("SERVES", id_), [])
                if in_force(facts, self.day)
                for district in self._districts_of(place.kind, place.id)
            }
            found.update(
                (self._code("District", each), field) for each in served for field in fields
            )
        return found

    def _active(self, district: str, role: str, day: date) -> int:
        return sum(
            in_force(facts, day) and self.world.nodes["Supporter"][who.id]["mainRole"] == role
            for who, facts in self.world.back.get(("ACTIVE_IN", district), [])
        )

    def _lying(self, district: str, kind: str) -> list[dict[str, Any]]:
        return [
            self.world.nodes[kind][each.id]
            for each, _ in self.world.back.get(("IN_DISTRICT", district), [])
            if each.kind == kind
        ]

    def _households(self, kind: str, id_: str) -> list[str]:
        if kind == "Household":
            return [id_]
        return [
            household.id
            for household, facts in self.world.out.get(("MEMBER_OF", id_), [])
            if in_force(facts, self.day)
        ]

    def _districts_of(self, kind: str, id_: str) -> list[str]:
        if kind == "District":
            return [id_]
        tie = "IN_AREA" if kind == "Area" else "IN_MUNICIPALITY"
        return [
            each.id for each, _ in self.world.back.get((tie, id_), []) if each.kind == "District"
        ]

    def _code(self, kind: str, id_: str) -> str:
        return self.world.nodes[kind][id_]["code"]
