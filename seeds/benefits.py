"""Benefits: who receives which scheme. Not everybody entitled does, so that gaps in take-up exist.

Rates of take-up are synthetic. The guardian receives what is paid for a child, as in the source.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.kinds.all import MODEL
from graph.load import Row, Sheet, TieSheet
from graph.model import End
from seeds.calendar import CENSUS, TODAY
from seeds.chance import Chance
from seeds.families import Household, Person
from seeds.town import Town

_CENSUS = CENSUS.toordinal()
_JUNIOR_HIGH_END = date(2006, 4, 1).toordinal()
"""Born after this day: not yet through junior high school in FY2021."""
_SEVERE = {"PHYSICAL_1", "PHYSICAL_2", "INTELLECTUAL_A", "MENTAL_1"}
_POOR = ("EXEMPT", "PUBLIC_ASSISTANCE")
_COLUMNS = ("since", "until", "state")


def tie_sheets(town: Town) -> Iterator[Sheet]:
    """Receipts of residents, then of households."""
    receives = MODEL.tie("RECEIVES")
    yield TieSheet(receives, End("Resident", "Service"), _COLUMNS, _residents(town))
    yield TieSheet(receives, End("Household", "Service"), _COLUMNS, _households(town))


def _residents(town: Town) -> Iterator[Row]:
    ledger = _Ledger(town, "benefits of residents")
    for district in town.districts:
        for each in district.households:
            if each.told:
                continue
            for one in each.members:
                _as_older(one, ledger)
                _as_disabled(one, ledger)
            _as_family(each, ledger)
            yield from ledger.taken()


def _households(town: Town) -> Iterator[Row]:
    ledger = _Ledger(town, "benefits of households")
    for district in town.districts:
        for each in district.households:
            if not each.told:
                _as_household(each, ledger)
                yield from ledger.taken()


class _Ledger:
    """Takes down receipts, each with a first day and a state."""

    def __init__(self, town: Town, subject: str) -> None:
        self._town = town
        self.chance: Chance = town.chance(subject)
        self._ids: dict[str, str] = {}
        self._rows: list[Row] = []

    def taken(self) -> list[Row]:
        rows, self._rows = self._rows, []
        return rows

    def give(self, receiver: str, code: str, take_up: float, since: int | None = None) -> None:
        """Let `receiver` have the service with the probability `take_up`."""
        if self.chance.next() >= take_up:
            return
        service = self._ids.get(code)
        if service is None:
            service = self._ids[code] = self._town.shared("Service", code).id
        draw = self.chance.next()
        start = TODAY.toordinal() - 40 - int(draw * 2000)
        if since is not None:
            start = min(since, TODAY.toordinal())
        row: tuple[Any, ...]
        if since is None and draw < 0.012:
            start = TODAY.toordinal() - 2 - int(draw * 2500)
            row = (receiver, service, date.fromordinal(start), None, "APPLIED")
        elif since is None and draw > 0.992:
            ended = date.fromordinal(start + 30)
            row = (receiver, service, date.fromordinal(start), ended, "REFUSED")
        else:
            row = (receiver, service, date.fromordinal(start), None, "RECEIVED")
        self._rows.append(row)


def _as_older(one: Person, ledger: _Ledger) -> None:
    years = one.age
    if years >= 75 and one.born + 27394 <= _CENSUS:
        ledger.give(one.id, "LATE_ELDERLY_MEDICAL", 1.0, one.born + 27394)
    elif 65 <= years < 75 and one.handbooks and _SEVERE.intersection(one.handbooks):
        ledger.give(one.id, "LATE_ELDERLY_MEDICAL", 0.4)
    if one.care_level is not None:
        ledger.give(one.id, "LONG_TERM_CARE_INSURANCE", 0.93)
        if years >= 65 and one.household.tax_class in _POOR:
            ledger.give(one.id, "HOME_ADAPTATION", 0.08)
    if years >= 65 and one.care_level in (None, "SUPPORT_1", "SUPPORT_2"):
        ledger.give(one.id, "SALON", 0.03)


def _as_disabled(one: Person, ledger: _Ledger) -> None:
    held = one.handbooks
    if not held:
        return
    years = one.age
    severe = bool(_SEVERE.intersection(held))
    physical = any(each.startswith("PHYSICAL") for each in held)
    if any(each.startswith("INTELLECTUAL") for each in held):
        ledger.give(one.id, "HANDBOOK_INTELLECTUAL", 1.0)
    if years < 65:
        ledger.give(one.id, "DISABILITY_SERVICE", 0.16 if physical else 0.46)
    ledger.give(one.id, "DAY_TEMPORARY_SUPPORT", 0.06)
    if physical or "INTELLECTUAL_A" in held:
        ledger.give(one.id, "TOLL_DISCOUNT", 0.3)
    if severe:
        ledger.give(one.id, "DAILY_LIVING_AIDS", 0.2)
        if one.household.tax_class in _POOR:
            ledger.give(one.id, "TAXI_TICKETS", 0.5)
        if years >= 20:
            ledger.give(one.id, "SPECIAL_DISABILITY_ALLOWANCE", 0.12)
    if 18 <= years < 50:
        ledger.give(one.id, "DRIVING_LICENCE", 0.02)


def _as_family(each: Household, ledger: _Ledger) -> None:
    young = [one for one in each.members if one.age < 19]
    if not young or each.head.age < 19:
        return
    first = young[0]
    guardian = next((one for one in first.parents if one.household is each), each.head)
    pupils = [one for one in young if one.born > _JUNIOR_HIGH_END]
    if pupils:
        ledger.give(guardian.id, "CHILD_ALLOWANCE", 0.96, max(one.born for one in pupils[:1]))
    alone = each.composition in ("MOTHER_WITH_CHILDREN", "FATHER_WITH_CHILDREN")
    if alone:
        entitled = each.tax_class != "TAXED" or guardian.employment != "REGULAR"
        ledger.give(guardian.id, "CHILD_REARING_ALLOWANCE", 0.86 if entitled else 0.1)
        ledger.give(guardian.id, "FAMILY_HELPER", 0.03)
    for one in young:
        _as_child(one, ledger)
        if one.handbooks:
            ledger.give(guardian.id, "SPECIAL_CHILD_ALLOWANCE", 0.7)
        if alone and one.age >= 7:
            ledger.give(one.id, "LEARNING_SUPPORT", 0.03)
    if any(one.age < 12 for one in young):
        ledger.give(guardian.id, "SUPPORT_MAMA", 0.012)


def _as_child(one: Person, ledger: _Ledger) -> None:
    if one.born > _JUNIOR_HIGH_END:
        ledger.give(one.id, "CHILD_MEDICAL", 0.97, one.born)
    if one.employment != "PRESCHOOL":
        if one.age < 10:
            ledger.give(one.id, "CHILDCARE_AFTER_SCHOOL", 0.3)
    elif one.age >= 1:
        ledger.give(one.id, "NURSERY", 0.5, one.born + 400)
    elif one.born < _CENSUS - 70:
        ledger.give(one.id, "VACCINATION", 0.9, one.born + 65)
    if one.handbooks and _SEVERE.intersection(one.handbooks):
        ledger.give(one.id, "DISABLED_CHILD_ALLOWANCE", 0.6)


def _as_household(each: Household, ledger: _Ledger) -> None:
    if each.tax_class == "PUBLIC_ASSISTANCE":
        ledger.give(each.id, "PUBLIC_ASSISTANCE", 1.0)
    disabled = any(one.handbooks for one in each.members)
    if disabled and each.tax_class in _POOR:
        ledger.give(each.id, "NHK_FULL", 0.55)
    elif each.head.handbooks and _SEVERE.intersection(each.head.handbooks):
        ledger.give(each.id, "NHK_HALF", 0.45)
    workless = each.head.employment == "UNEMPLOYED"
    if workless and each.tax_class != "PUBLIC_ASSISTANCE":
        ledger.give(each.id, "HOUSING_BENEFIT", 0.05)
        ledger.give(each.id, "BUDGET_IMPROVEMENT", 0.05)
