"""Consultations: of the one-stop window by year exactly as in the source, and of other desks.

Before the window opened, the department then in charge took ten a month. Routes follow the list of
the source; their shares, and the channels, are synthetic.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from seeds.calendar import TODAY, fiscal_year
from seeds.cases import Case
from seeds.chance import Chance, Urn, apportion, dealt
from seeds.needs import Need
from seeds.town import Agency, Town, home, resident

BEFORE_OPENING = 10
"""A month, in the twelve months before the window opened."""
WINDOW_BY_YEAR = {2017: 318, 2018: 552, 2019: 605, 2020: 976}
NEW_IN_2020 = 610
SINCE_APRIL_2021 = 318
OTHER_DESKS = 600

_ROUTES: tuple[tuple[str, float], ...] = (
    ("SELF", 34), ("COMMISSIONER", 6), ("CSW", 6), ("NEIGHBOUR", 4), ("INSURANCE_AND_PENSION", 5),
    ("LIVELIHOOD_WELFARE", 7), ("DISABILITY_WELFARE", 5), ("CHILDREN_AND_FAMILIES", 5),
    ("CITIZENS_AFFAIRS", 2), ("ELDERLY_WELFARE", 5), ("TAX_PAYMENT", 2.5), ("PUBLIC_SAFETY", 1),
    ("OTHER_DEPARTMENT", 2), ("CARE_PROVIDER", 2), ("HOUSEHOLD_BUDGET_SUPPORT", 1.2),
    ("COMMUNITY_CARE_CENTER", 4), ("DISABILITY_PROVIDER", 1.5), ("SELF_RELIANCE_CENTER", 2),
    ("UNIVERSITY_HOSPITAL", 0.6), ("HOSPITAL", 2.2), ("PHARMACY", 0.5), ("EMPLOYMENT_OFFICE", 0.8),
    ("SCHOOL_SOCIAL_WORK", 1), ("HOUSING_SUPPORT", 0.6), ("FIRM", 0.5),
)  # fmt: skip
_BY_PERSON = Urn((("VISIT_TO_DESK", 52), ("TELEPHONE", 40), ("EMAIL", 4), ("HOME_VISIT", 4)))
_BY_AGENCY = Urn((("REFERRED", 72), ("TELEPHONE", 22), ("EMAIL", 6)))
_BY_COMMISSIONER = Urn((("COMMISSIONER", 74), ("TELEPHONE", 18), ("HOME_VISIT", 8)))
_BY_CSW = Urn((("OUTREACH", 55), ("REFERRED", 30), ("HOME_VISIT", 15)))
_SUMMARIES = (
    "生活費の見通しが立たないとの相談。",
    "家族のことで誰に相談してよいか分からない。",
    "手続きのついでに立ち寄られ、困りごとを話された。",
    "以前の相談の続き。状況に変化あり。",
    "関係機関からの情報をもとに本人と話をした。",
    "どの窓口に行けばよいか分からず来所。",
)


def draw(town: Town, needs: Sequence[Need], cases: Sequence[Case]) -> None:
    """Write down every consultation but those of the worked examples."""
    book = _Book(town, needs, cases)
    former = town.agency("福祉総務課")
    for month in range(12):
        year, number = 2016 + (month + 6) // 12, (month + 6) % 12 + 1
        book.add(former, [(year, number)], [town.scaled(BEFORE_OPENING) or month % 2], None)
    for year, count in {**WINDOW_BY_YEAR, 2021: SINCE_APRIL_2021}.items():
        first = 7 if year == 2017 else 4
        months = [(year, number) for number in range(first, 13)]
        months += [(year + 1, number) for number in (1, 2, 3)]
        if year == TODAY.year:
            months = [(year, number) for number in (4, 5, 6, 7)]
        told = _told(town, year)
        wanted = town.scaled(count) - len(told)
        by_month = apportion(wanted, [10 + (at * 5) % 4 for at in range(len(months))])
        new = town.scaled(NEW_IN_2020 if year == 2020 else int(count * 0.64))
        book.add(town.window, months, by_month, new - sum(told))
    desks = [
        each
        for each in town.of_kind("CITY_DEPARTMENT", "COMMUNITY_CARE_CENTER", "BRANCH_OFFICE")
        if each is not former
    ]
    months = [(2016 + (at + 3) // 12, (at + 3) % 12 + 1) for at in range(64)]
    chance = town.chance("desks")
    for at, count in enumerate(apportion(max(8, town.scaled(OTHER_DESKS)), [1] * len(months))):
        for _ in range(count):
            book.add(chance.pick(desks), [months[at]], [1], None)


def _told(town: Town, year: int) -> list[bool]:
    """Whether each consultation a worked example has at the window in that year is new."""
    by_window = {
        consultation
        for agency, consultation, _ in town.notebook.ties.get(
            ("RECORDED", "Agency", "Consultation"), []
        )
        if agency == town.window.node.id
    }
    return [
        each["isNew"]
        for each in town.notebook.nodes.get("Consultation", [])
        if each["fiscalYear"] == year and each["id"] in by_window
    ]


class _Book:
    """Writes consultations down, each about a need that was named about then."""

    def __init__(self, town: Town, needs: Sequence[Need], cases: Sequence[Case]) -> None:
        self._town = town
        self._chance = town.chance("consultations")
        self._needs = sorted(needs, key=lambda each: (each.opened, each.node.id))
        self._days = [each.opened for each in self._needs]
        self._others: dict[str, list[Need]] = {}
        for need in self._needs:
            self._others.setdefault(need.household.id, []).append(need)
        self._case = {need.node.id: case for case in cases for need in case.needs}
        self._count = 0

    def add(
        self,
        desk: Agency,
        months: Sequence[tuple[int, int]],
        by_month: Sequence[int],
        new: int | None,
    ) -> None:
        """So many consultations in each month, `new` of them first ones (None: about two thirds)."""
        days = [
            self._chance.pick(_weekdays(year, month))
            for (year, month), count in zip(months, by_month, strict=True)
            for _ in range(count)
        ]
        routes = dealt(_ROUTES, len(days), self._chance)
        wanted = round(len(days) * 0.64) if new is None else new
        if new is None and len(days) == 1:
            wanted = int(self._chance.happens(0.64))
        firsts = set(self._chance.some(range(len(days)), wanted))
        for at, (day, route) in enumerate(zip(sorted(days), routes, strict=True)):
            self._write(desk, day, route, is_new=at in firsts)

    def _write(self, desk: Agency, day: date, route: str, *, is_new: bool) -> None:
        chance, book = self._chance, self._town.notebook
        at = bisect_left(self._days, day)
        if is_new:
            at = min(at + chance.below(3), len(self._needs) - 1)
        else:
            at = min(max(0, at - 1 - chance.below(min(400, at) or 1)), len(self._needs) - 1)
        need = self._needs[at]
        self._count += 1
        node = book.node(
            "Consultation",
            self._town.id("Consultation", self._count),
            heldOn=day,
            fiscalYear=fiscal_year(day),
            channel=_channel(route, chance),
            route=route,
            isNew=is_new,
            summary=chance.pick(_SUMMARIES),
        )
        book.tie("RECORDED", desk.node, node)
        book.tie("RECORDED", chance.pick(desk.staff), node)
        about = home(need.household)
        if need.person is not None and need.person.died is None:
            about = resident(need.person)
        book.tie("CONCERNS", node, about)
        topics = {need.category: None}
        for other in self._others[need.household.id][:3]:
            if chance.happens(0.45):
                topics[other.category] = None
        for category in topics:
            book.tie("IN_CATEGORY", node, self._town.shared("NeedCategory", category))
        if is_new and need.opened >= day:
            book.tie("LED_TO", node, need.node)
            case = self._case.get(need.node.id)
            if case is not None and case.opened >= day:
                book.tie("LED_TO", node, case.node)


def _channel(route: str, chance: Chance) -> str:
    urn = {
        "SELF": _BY_PERSON, "NEIGHBOUR": _BY_PERSON, "COMMISSIONER": _BY_COMMISSIONER, "CSW": _BY_CSW,
    }.get(route, _BY_AGENCY)  # fmt: skip
    return urn.draw(chance)


def _weekdays(year: int, month: int) -> list[date]:
    start = date(year, month, 1).toordinal()
    days = (date.fromordinal(start + at) for at in range(31))
    return [day for day in days if day.month == month and day.weekday() < 5]
