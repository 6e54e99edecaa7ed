"""The tables of the statistics counted by walking the rows of a city, with no line shared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tests.answering.oracle import World

Place = tuple[str | None, str | None]
Fact = tuple[str, str, str, str]
"""What is counted, its row, its column, its household."""


class Tallying:
    """The facts of each table as of the end of a month; `sealed` households have no district."""

    def __init__(self, world: World, cut: date, sealed: Iterable[str] = ()) -> None:
        self.world, self.cut, self.sealed = world, cut, set(sealed)
        self.year = cut.year if cut.month >= 4 else cut.year - 1
        if cut != date(self.year + 1, 3, 31):
            self.year -= 1

    def cells(self, table: str) -> dict[Place, tuple[int, int]]:
        """How many, and of how many households, in each cell and total."""
        counted: dict[Place, list[str]] = defaultdict(list)
        homes: dict[Place, set[str]] = defaultdict(set)
        for what, row, column, home in getattr(self, f"_{table.lower()}")():
            for place in ((row, column), (row, None), (None, column), (None, None)):
                counted[place].append(what)
                homes[place].add(home)
        assert all(len(set(each)) == len(each) for each in counted.values())
        return {place: (len(each), len(homes[place])) for place, each in counted.items()}

    def _open_needs(self) -> Iterator[Fact]:
        for id_, need in self._nodes("Need"):
            if self._is_open(need):
                whose = self.concerned(id_)
                yield id_, self._district(whose), self._field(id_), self.home(whose)

    def _needs_named(self) -> Iterator[Fact]:
        for id_, need in self._nodes("Need"):
            if date(self.year, 4, 1) <= need["openedOn"] <= date(self.year + 1, 3, 31):
                month = need["openedOn"].strftime("%Y-%m")
                yield id_, month, self._field(id_), self.home(self.concerned(id_))

    def _residents_in_need(self) -> Iterator[Fact]:
        found = {self.concerned(id_) for id_, need in self._nodes("Need") if self._is_open(need)}
        for id_, resident in self._nodes("Resident"):
            died = resident.get("deathDate")
            if id_ in found and not (died and died <= self.cut):
                born = resident["birthDate"]
                had_birthday = (born.month, born.day) <= (self.cut.month, self.cut.day)
                age = self.cut.year - born.year - (not had_birthday)
                yield id_, self._district(id_), f"FROM_{min(90, age // 10 * 10)}", self.home(id_)

    def _consultations(self) -> Iterator[Fact]:
        for id_, each in self._nodes("Consultation"):
            if self.year - 4 <= (year := _fiscal(each["heldOn"])) <= self.year:
                yield id_, str(year), each["channel"], self.home(self.concerned(id_))

    def _referrals(self) -> Iterator[Fact]:
        for id_, each in self._nodes("Referral"):
            asked = each.get("requestedOn")
            if asked is None or each["state"] == "ENTERED_IN_ERROR":
                continue
            if self.year - 4 <= (year := _fiscal(asked)) <= self.year:
                (need,) = self.led("REFERRED_FOR", id_)
                home = self.home(self.concerned(need))
                yield id_, str(year), self._result(each, date(year + 1, 3, 31)), home

    def _result(self, referral: dict[str, Any], end: date) -> str:
        closed, answered = referral.get("closedOn"), referral.get("answeredOn")
        declined = bool(referral.get("declineReason"))
        if closed and closed <= end:
            return referral.get("outcome") or ("DECLINED" if declined else "ENDED")
        if answered and answered <= end:
            return "DECLINED" if declined else "ACCEPTED"
        return "UNANSWERED"

    def _is_open(self, need: dict[str, Any]) -> bool:
        closed = need.get("closedOn")
        return need["openedOn"] <= self.cut and not (closed and closed <= self.cut)

    def _nodes(self, kind: str) -> Iterable[tuple[str, dict[str, Any]]]:
        return self.world.nodes[kind].items()

    def led(self, tie: str, start: str) -> list[str]:
        """The ids a tie leads to."""
        return [ref.id for ref, _ in self.world.out.get((tie, start), [])]

    def concerned(self, id_: str) -> str:
        """Whom or which household something filed is about."""
        (whose,) = self.led("CONCERNS", id_)
        return whose

    def _field(self, need: str) -> str:
        fields = {
            self.world.nodes["Field"][field]["code"]
            for category in self.led("IN_CATEGORY", need)
            for field in self.led("IN_FIELD", category)
        }
        return min(fields, default="UNKNOWN")

    def home(self, whose: str) -> str:
        """The household on the day; whoever lives in none is told themselves."""
        if whose in self.world.nodes["Household"]:
            return whose
        lived = [
            ref.id
            for ref, facts in self.world.out.get(("MEMBER_OF", whose), [])
            if not ((facts.get("since") or date.min) > self.cut)
            and not ((facts.get("until") or date.max) <= self.cut)
        ]
        return min(lived, default=whose)

    def _district(self, whose: str) -> str:
        home = self.home(whose)
        if home in self.sealed:
            return "UNKNOWN"
        codes = [self.world.nodes["District"][id_]["code"] for id_ in self.led("IN_DISTRICT", home)]
        return min(codes, default="UNKNOWN")


def _fiscal(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1
