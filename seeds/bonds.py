"""Bonds: who cares for whom at home, and who supports the people that have troubles.

A tie of support that changes ends, and another begins: the past can be asked for. Rates are
synthetic.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from seeds.calendar import TODAY, plus
from seeds.chance import Chance
from seeds.families import FEMALE, Household, Person
from seeds.needs import Need
from seeds.notebook import Node
from seeds.supporters import Roster
from seeds.town import Town, home, resident

_HEAVY = ("CARE_2", "CARE_3", "CARE_4", "CARE_5")
_LIGHT = ("HOUSEWORK", "ESCORT", "MONEY", "EMOTIONAL", "WATCHING")
_FUNCTIONS = (
    ["EMOTIONAL"],
    ["INSTRUMENTAL"],
    ["INFORMATIONAL"],
    ["EMOTIONAL", "COMPANIONSHIP"],
    ["COMPANIONSHIP"],
    ["INSTRUMENTAL", "INFORMATIONAL"],
)


def draw_care(town: Town) -> None:
    """Carers in the homes of people who need care: partners, children, sometimes the young."""
    chance = town.chance("carers")
    for district in town.districts:
        for each in district.households:
            if each.told:
                continue
            for one in each.members:
                if one.care_level is not None or _needs_care(one):
                    _carers(town, each, one, chance)


def _needs_care(one: Person) -> bool:
    return bool(one.handbooks) and any(
        grade in ("PHYSICAL_1", "PHYSICAL_2", "INTELLECTUAL_A", "MENTAL_1")
        for grade in one.handbooks or ()
    )


def _carers(town: Town, each: Household, one: Person, chance: Chance) -> None:
    adults = [other for other in each.members if other is not one and other.age >= 18]
    young = [other for other in each.members if other is not one and 9 <= other.age < 18]
    able = [other for other in adults if other.care_level not in _HEAVY]
    if young and (not able or chance.happens(0.06)):
        _cares(town, chance.pick(young), one, chance, hours=chance.between(6, 24))
    if not able or not chance.happens(0.85):
        return
    first = next((other for other in able if one.spouse is other or other.spouse is one), None)
    first = first or max(able, key=lambda other: (other.sex == FEMALE, other.age, other.id))
    heavy = one.care_level in _HEAVY
    _cares(
        town, first, one, chance, hours=chance.between(14, 70) if heavy else chance.between(3, 25)
    )
    if len(able) > 1 and chance.happens(0.3):
        second = next(other for other in able if other is not first)
        _cares(town, second, one, chance, hours=chance.between(2, 12))
    for child in each.members:
        if child.age < 6 and first in child.parents:
            town.notebook.tie(
                "CARES_FOR", resident(first), resident(child),
                since=date.fromordinal(child.born), roles=["CHILDCARE"], hoursPerWeek=40,
            )  # fmt: skip


def _cares(town: Town, carer: Person, one: Person, chance: Chance, *, hours: int) -> None:
    roles: list[str] = list(chance.some(_LIGHT, chance.between(1, 3)))
    if one.care_level in _HEAVY or _needs_care(one):
        roles.insert(0, "PERSONAL_CARE")
    since = max(carer.born + 9 * 366, TODAY.toordinal() - chance.between(60, 2600))
    town.notebook.tie(
        "CARES_FOR", resident(carer), resident(one),
        since=date.fromordinal(min(since, TODAY.toordinal())), roles=roles, hoursPerWeek=hours,
    )  # fmt: skip


def draw_support(town: Town, needs: Iterable[Need]) -> None:
    """Support around the households with needs, before and after help came."""
    chance = town.chance("support")
    roster = Roster(town, "neighbours")
    by_household: dict[str, list[Need]] = {}
    for need in needs:
        by_household.setdefault(need.household.id, []).append(need)
    neighbours: dict[int, list[Node]] = {}
    cafes = _cafes(town)
    for own in by_household.values():
        _around(town, own, neighbours, roster, cafes, chance)


def support(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    giver: Node,
    taker: Node,
    since: date | None,
    functions: list[str],
    strength: str = "NORMAL",
    *,
    until: date | None = None,
    direction: str = "GIVES",
    formal: bool = False,
    stressful: bool = False,
) -> None:
    """Write down one tie of support."""
    town.notebook.tie(
        "SUPPORTS", giver, taker, since=since, until=until, functions=functions, strength=strength,
        direction=direction, formal=formal, stressful=stressful,
    )  # fmt: skip


def _cafes(town: Town) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    of_district = {each.node.id: each.place for each in town.districts}
    open_now = {
        place["id"]
        for place in town.notebook.nodes["Place"]
        if place["type"] in ("COMMUNITY_CAFE", "SALON") and place["closedOn"] is None
    }
    for place, district, _ in town.notebook.ties["IN_DISTRICT", "Place", "District"]:
        if place in open_now:
            found.setdefault(of_district[district], []).append(Node("Place", place))
    return found


def _around(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    own: list[Need],
    neighbours: dict[int, list[Node]],
    roster: Roster,
    cafes: dict[int, list[Node]],
    chance: Chance,
) -> None:
    household = own[0].household
    first = min(each.opened for each in own)
    before = date.fromordinal(first.toordinal() - chance.between(300, 2500))
    subjects = [each.person for each in own if each.person is not None and each.person.died is None]
    main = subjects[0] if subjects else household.head
    _family(town, household, main, before, first, chance)
    known = neighbours.setdefault(household.district, [])
    if chance.happens(0.22):
        if not known or chance.happens(0.12):
            key = f"neighbour {town.districts[household.district].entry.code} {len(known)}"
            known.append(roster.add(key, "NEIGHBOUR"))
        _changing(town, chance.pick(known), resident(main), before, first, chance, formal=False)
    commissioners = town.commissioners.get(household.district)
    if commissioners and chance.happens(0.3):
        support(
            town, chance.pick(commissioners), home(household), max(before, date(2019, 12, 1)),
            ["INFORMATIONAL"], chance.pick(("WEAK", "NORMAL")), formal=True,
        )  # fmt: skip
    if chance.happens(0.06):
        volunteers = town.volunteers.get(household.district)
        if volunteers:
            support(
                town, chance.pick(volunteers), resident(main), plus(first, 30),
                ["COMPANIONSHIP"], "WEAK",
            )  # fmt: skip
    if chance.happens(0.1) and household.district in cafes:
        place = chance.pick(cafes[household.district])
        support(
            town, place, resident(main), max(plus(first, 40), date(2020, 11, 30)),
            ["COMPANIONSHIP"], chance.pick(("WEAK", "NORMAL")), direction="MUTUAL",
        )  # fmt: skip


def _family(  # noqa: PLR0917 told in the order of a sentence
    town: Town, household: Household, main: Person, before: date, first: date, chance: Chance
) -> None:
    for other in household.members:
        if other is main or other.age < 15 or not chance.happens(0.55):
            continue
        able = max(main.born, other.born + 15 * 365)
        start = min(max(before, date.fromordinal(able)), TODAY)
        _changing(
            town, resident(other), resident(main), start, max(first, start), chance, formal=False
        )
    for parent in main.parents:
        if parent.household is not household and chance.happens(0.5):
            support(town, resident(parent), resident(main), None, ["EMOTIONAL"], "WEAK")


def _changing(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    giver: Node,
    taker: Node,
    start: date,
    turn: date,
    chance: Chance,
    **more: Any,
) -> None:
    """A tie that may have changed when help came: ended, stronger, weaker or less strained."""
    functions = chance.pick(_FUNCTIONS)
    draw = chance.next()
    stressful = draw < 0.3
    turned = plus(turn, 60 + int(draw * 200))
    if draw > 0.45 or turned <= start:
        support(
            town, giver, taker, start, functions, chance.pick(("STRONG", "NORMAL", "NORMAL", "WEAK")),
            direction="TAKES" if draw > 0.93 else "MUTUAL" if draw > 0.8 else "GIVES", **more,
        )  # fmt: skip
        return
    support(
        town, giver, taker, start, functions, "WEAK" if draw < 0.2 else "NORMAL",
        until=turned, stressful=stressful, **more,
    )  # fmt: skip
    if draw > 0.06:
        support(town, giver, taker, turned, functions, "NORMAL" if draw < 0.2 else "STRONG", **more)
