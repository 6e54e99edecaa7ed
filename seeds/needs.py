"""Needs: troubles by the weights of national statistics, gathered in the households that have them.

Which households have troubles is drawn with a lean to poverty, sickness, care and raising children
alone. The share of needs nobody acknowledges, and how needs end, are synthetic.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from seeds.calendar import TODAY
from seeds.chance import Chance, Urn, dealt
from seeds.families import Household, Person
from seeds.notebook import Node
from seeds.tables import categories
from seeds.town import Town, home, resident

NEEDS = 9_000
HOUSEHOLDS_WITH_NEEDS = 4_300

_SEVERITIES = Urn(((1, 18), (2, 42), (3, 29), (4, 11)))
_CLOSINGS = Urn((("MET", 76), ("ACCEPTED", 16), ("LOST_CONTACT", 8)))
_FROM_AGE = {"PUPIL": 7, "YOUTH": 15, "OLDER": 60, "PARENT": 18}
_YEARS = Urn(((2016, 6), (2017, 10), (2018, 14), (2019, 17), (2020, 28), (2021, 25)))


@dataclass
class Need:
    """One need while the city is being drawn."""

    node: Node
    category: str
    household: Household
    person: Person | None
    severity: int
    opened: date
    closed: date | None
    supported_by: list[Node] = field(default_factory=list[Node])


def draw(town: Town) -> list[Need]:
    """Write down all needs but those of the worked examples; grouped by household."""
    chance = town.chance("needs")
    pool = _households(town)
    candidates = _candidates(pool)
    count = town.scaled(NEEDS)
    wanted = dealt([(each, each.weight) for each in categories()], count, chance)
    needs: list[Need] = []
    taken: set[tuple[str, str]] = set()
    resolved = {each.id for each in pool if chance.happens(0.42)}
    for category in wanted:
        open_to = candidates.get(category.subject) or candidates["ADULT"]
        household, person = chance.pick(open_to)
        for _ in range(4):
            if (household.id, category.code) not in taken:
                break
            household, person = chance.pick(open_to)
        taken.add((household.id, category.code))
        needs.append(
            _need(
                town,
                len(needs),
                category.code,
                category.subject,
                household,
                person,
                chance,
                resolved=household.id in resolved,
            )
        )
    needs.extend(_ended_by_death(town, chance))
    needs.extend(_ended_by_leaving(town, chance))
    needs.sort(key=lambda each: (each.household.number, each.opened, each.node.id))
    return needs


def write(
    town: Town,
    key: str,
    category: str,
    household: Household,
    person: Person | None,
    *,
    severity: int,
    opened: date,
    closed: date | None = None,
    closing: str | None = None,
    acknowledged: bool = True,
    note: str | None = None,
) -> Need:
    """Write down one need of a resident, or of the household when `person` is None."""
    book = town.notebook
    node = book.node(
        "Need",
        town.id("Need", key),
        severity=severity,
        acknowledged=acknowledged,
        openedOn=opened,
        closedOn=closed,
        closing=closing,
        note=note,
    )
    book.tie("IN_CATEGORY", node, town.shared("NeedCategory", category))
    about = resident(person) if person is not None else home(household)
    book.tie("CONCERNS", node, about, since=opened)
    return Need(node, category, household, person, severity, opened, closed)


def _need(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    number: int,
    category: str,
    subject: str,
    household: Household,
    person: Person | None,
    chance: Chance,
    *,
    resolved: bool,
) -> Need:
    opened = _day(chance)
    if person is not None:
        old_enough = person.born + int(_FROM_AGE.get(subject, 18) * 365.25) + 1
        opened = max(opened, date.fromordinal(min(old_enough, TODAY.toordinal() - 1)))
    closed = None
    rate = 0.93 if resolved else 0.16
    if chance.happens(rate if opened.year < 2020 else rate * 0.7 if opened.year == 2020 else 0.06):
        closed = date.fromordinal(opened.toordinal() + chance.between(20, 500))
        closed = closed if closed <= TODAY else None
    return write(
        town,
        f"{number}",
        category,
        household,
        person,
        severity=_SEVERITIES.draw(chance),
        opened=opened,
        closed=closed,
        closing=_CLOSINGS.draw(chance) if closed else None,
        acknowledged=chance.happens(0.62 if category in ("HOARDING", "SOCIAL_ISOLATION") else 0.83),
    )


def _day(chance: Chance) -> date:
    year = _YEARS.draw(chance)
    last = 211 if year == 2021 else 365
    return date.fromordinal(date(year, 1, 1).toordinal() + chance.below(last))


def _households(town: Town) -> list[Household]:
    """The households that have troubles: about one in 24, leaning to those who have it hard."""
    chance = town.chance("troubles")
    every = [each for district in town.districts for each in district.households if not each.told]
    weights = [_weight(each) for each in every]
    share = town.scaled(HOUSEHOLDS_WITH_NEEDS) / sum(weights)
    return [
        each for each, weight in zip(every, weights, strict=True) if chance.happens(weight * share)
    ]


def _weight(each: Household) -> float:
    weight = {"TAXED": 0.6, "EXEMPT": 2.0, "PUBLIC_ASSISTANCE": 6.0}.get(each.tax_class or "", 1.5)
    if each.composition in ("MOTHER_WITH_CHILDREN", "FATHER_WITH_CHILDREN"):
        weight += 1.5
    for one in each.members:
        weight += 2.0 * (one.employment == "UNEMPLOYED")
        weight += 1.5 * bool(one.handbooks)
        weight += 1.0 * (one.care_level is not None)
    return weight


_SUITS: dict[str, Callable[[Person], bool]] = {
    "ADULT": lambda one: one.age >= 18,
    "WORKING_AGE": lambda one: 18 <= one.age < 65 and one.employment != "STUDENT",
    "OLDER": lambda one: one.age >= 72,
    "HANDBOOK": lambda one: bool(one.handbooks),
    "PUPIL": lambda one: 7 <= one.age < 18,
    "YOUTH": lambda one: 15 <= one.age < 26,
    "CARE": lambda one: one.care_level is not None and len(one.household.members) > 1,
    "PARENT": lambda one: any(
        other.age < 13 and one in other.parents for other in one.household.members
    ),
    "SINGLE_PARENT": lambda one: (
        one is one.household.head
        and one.household.composition in ("MOTHER_WITH_CHILDREN", "FATHER_WITH_CHILDREN")
        and any(other.age < 20 for other in one.household.members)
    ),
}


def _candidates(pool: list[Household]) -> dict[str, list[tuple[Household, Person | None]]]:
    found: dict[str, list[tuple[Household, Person | None]]] = {
        "HOUSEHOLD": [(each, None) for each in pool]
    }
    for subject, suits in _SUITS.items():
        found[subject] = [(each, one) for each in pool for one in each.members if suits(one)]
    return found


def _ended_by_death(town: Town, chance: Chance) -> list[Need]:
    widowed = [
        each for district in town.districts for each in district.households if each.dead is not None
    ]
    needs: list[Need] = []
    for each in chance.some(widowed, max(1, town.scaled(150))):
        assert each.dead is not None
        assert each.dead.died is not None
        died = date.fromordinal(each.dead.died)
        opened = date.fromordinal(each.dead.died - chance.between(60, 700))
        category = chance.pick(("ILLNESS", "CARE_BURDEN", "DEMENTIA"))
        needs.append(
            write(
                town, f"died {len(needs)}", category, each, each.dead,
                severity=3, opened=opened, closed=died, closing="DIED",
            )
        )  # fmt: skip
    return needs


def _ended_by_leaving(town: Town, chance: Chance) -> list[Need]:
    left = [one for one in town.residents if one.left is not None]
    needs: list[Need] = []
    for one in chance.some(left, max(1, town.scaled(60))):
        assert one.left is not None
        gone = date.fromordinal(one.left[1])
        opened = date.fromordinal(one.left[1] - chance.between(90, 600))
        needs.append(
            write(
                town, f"left {len(needs)}", "FAMILY_RELATIONS", one.household, one,
                severity=2, opened=opened, closed=gone, closing="MOVED_AWAY",
            )
        )  # fmt: skip
    return needs
