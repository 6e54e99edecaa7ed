"""People: the households of each district, and what the registers say of every resident.

Names are common ones that fit sex and year of birth, put together by chance; employment, care
levels and handbooks follow usual rates by age. All of it is synthetic, and no real person is meant.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from seeds.calendar import CENSUS, TODAY, age
from seeds.chance import Chance, Urn
from seeds.families import (
    AGED_65_PLUS,
    CELLS,
    FEMALE,
    HOUSEHOLDS,
    MALE,
    RESIDENTS,
    Household,
    Person,
    cell_counts,
    household,
    spread,
)
from seeds.tables import given_names, surnames
from seeds.town import Town

_CENSUS = CENSUS.toordinal()
_TODAY = TODAY.toordinal()
_SCHOOL_START = date(2015, 4, 1).toordinal()
"""Born after this day: before elementary school in FY2021."""

_CARE_LEVELS = Urn(
    zip(
        ("SUPPORT_1", "SUPPORT_2", "CARE_1", "CARE_2", "CARE_3", "CARE_4", "CARE_5"),
        (14, 14, 20, 17, 13, 12, 10),
        strict=True,
    )
)
_PHYSICAL = Urn((f"PHYSICAL_{grade}", 30 - 4 * grade) for grade in range(1, 7))
_MENTAL = Urn((("MENTAL_1", 10), ("MENTAL_2", 60), ("MENTAL_3", 30)))
_STREETS = (
    "1丁目",
    "2丁目",
    "3丁目",
    "4丁目",
    "東",
    "西",
    "南",
    "北",
    "中央",
    "本町",
    "新町",
    "上",
    "下",
)


def settle(town: Town, own: Sequence[Household]) -> None:
    """Fill the town's districts with households; those in `own` are among the counts."""
    residents = [one for each in own for one in each.members]
    census_elders = sum(age(one.born, _CENSUS) >= 65 for one in residents)
    counts = cell_counts(
        town.scaled(HOUSEHOLDS) - len(own),
        town.scaled(RESIDENTS) - len(residents),
        town.scaled(AGED_65_PLUS) - census_elders,
    )
    table = spread(
        counts,
        [each.entry.weight for each in town.districts],
        [each.entry.older for each in town.districts],
    )
    chance = town.chance("families")
    for at, district in enumerate(town.districts):
        cells = [cell for cell, row in zip(CELLS, table, strict=True) for _ in range(row[at])]
        drawn = [household(cell, chance) for cell in chance.some(cells, len(cells))]
        district.households = [*(each for each in own if each.district == at), *drawn]
    _number(town)
    _bind_kin(town)
    _describe(town)
    _bury(town)


def _number(town: Town) -> None:
    prefix = "" if town.number == 1 else f"{town.number}-"
    number = 0
    people = 0
    for at, district in enumerate(town.districts):
        for each in district.households:
            number += 1
            each.district = at
            each.number = f"{prefix}{number:06d}"
            each.id = each.id or town.id("Household", number)
            for one in each.members:
                people += 1
                one.id = one.id or town.id("Resident", people)


def _bind_kin(town: Town) -> None:
    """Give some old people grown children who live elsewhere in the city."""
    chance = town.chance("kin")
    by_age: dict[int, list[Person]] = {}
    elders: list[Person] = []
    for district in town.districts:
        for each in district.households:
            if each.head.given is not None:
                continue
            if each.composition in ("SINGLE", "COUPLE") and each.head.age >= 65:
                elders.append(each.head)
            elif not each.head.parents and each.head.age < 62:
                by_age.setdefault(each.head.age, []).append(each.head)
    for elder in elders:
        if not chance.happens(0.4):
            continue
        gap = chance.between(23, 36)
        pool = by_age.get(min(one.age for one in elder.household.members) - gap)
        if not pool:
            continue
        child = pool.pop(chance.below(len(pool)))
        child.parents = tuple(
            one for one in elder.household.members if one.relation in ("HEAD", "SPOUSE")
        )
        if child.age < 34 and elder.household.district != child.household.district:
            child.left = (elder.household.id, _CENSUS - chance.between(200, 2200))


def _describe(town: Town) -> None:
    chance = town.chance("residents")
    names = _Names(chance)
    for district in town.districts:
        for each in district.households:
            names.give(each)
            for one in each.members:
                if one.employment is None:
                    _employ(one, chance)
                    _assess(one, chance)
            if each.tax_class is None:
                each.tax_class = _tax_class(each, chance)
            if each.since is None and chance.happens(0.3):
                youngest_start = max(one.born for one in each.members[:1]) + 18 * 366
                start = chance.between(date(1988, 4, 1).toordinal(), _CENSUS - 100)
                each.since = max(start, min(youngest_start, _CENSUS - 100))
    _protect(town)


class _Names:
    """Draws names; a family bears one, children born in one house differ by their given name."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._surnames = Urn(surnames())
        self._given = {
            sex: (sorted(of_sex), [of_sex[year] for year in sorted(of_sex)])
            for sex, of_sex in given_names().items()
        }

    def give(self, each: Household) -> None:
        head = each.head
        if head.surname is None:
            elsewhere = next((one.surname for one in head.parents if one.surname), None)
            head.surname = (
                elsewhere if elsewhere and head.sex == MALE else self._surnames.draw(self._chance)
            )
        used: set[tuple[str, str]] = set()
        for one in each.members:
            if one.surname is None:
                other = one.relation == "OTHER"
                one.surname = self._surnames.draw(self._chance) if other else head.surname
            if one.given is None:
                one.given = self.given_for(one)
                if one.given in used:
                    one.given = self.given_for(one)
            used.add(one.given)

    def given_for(self, one: Person) -> tuple[str, str]:
        """A given name of the time in which somebody was born."""
        years, lists = self._given[one.sex if one.sex in self._given else FEMALE]
        fitting = lists[bisect_right(years, int(one.born / 365.2425) + 1) - 1]
        return self._chance.pick(fitting)


def _employ(one: Person, chance: Chance) -> None:
    years = one.age
    draw = chance.next()
    man = one.sex == MALE
    if one.born > _SCHOOL_START:
        one.employment = "PRESCHOOL"
    elif years < 15 or (years < 18 and draw < 0.97) or (years < 22 and draw < 0.62):
        one.employment = "STUDENT"
    elif years >= 65:
        working = 0.34 if years < 75 else 0.1
        kinds = ("NON_REGULAR", "SELF_EMPLOYED", "REGULAR")
        one.employment = chance.pick(kinds) if draw < working else "RETIRED"
    else:
        regular, part, own = (0.63, 0.78, 0.89) if man else (0.37, 0.72, 0.78)
        home = 0.895 if man else 0.935
        one.employment = (
            "REGULAR" if draw < regular
            else "NON_REGULAR" if draw < part
            else "SELF_EMPLOYED" if draw < own
            else "HOMEMAKER" if draw < home
            else "UNEMPLOYED"
        )  # fmt: skip


def _assess(one: Person, chance: Chance) -> None:
    years = one.age
    certified = (
        0.0 if years < 40 else 0.003 if years < 65 else 0.04 if years < 75 else 0.12 if years < 80
        else 0.26 if years < 85 else 0.47 if years < 90 else 0.72
    )  # fmt: skip
    if chance.happens(certified):
        one.care_level = _CARE_LEVELS.draw(chance)
    draw = chance.next()
    if draw < 0.008:
        one.handbooks = None
        return
    physical = 0.004 if years < 18 else 0.018 if years < 65 else 0.085
    intellectual = 0.013 if years < 65 else 0.004
    mental = 0.001 if years < 18 else 0.014 if years < 65 else 0.004
    held: list[str] = []
    if chance.happens(physical):
        held.append(_PHYSICAL.draw(chance))
    if chance.happens(intellectual):
        held.append("INTELLECTUAL_A" if chance.happens(0.38) else "INTELLECTUAL_B")
    elif chance.happens(mental):
        held.append(_MENTAL.draw(chance))
    one.handbooks = held
    if held and one.employment in ("REGULAR", "NON_REGULAR", "HOMEMAKER"):
        one.employment = chance.pick(("SUPPORTED", "UNEMPLOYED", "NON_REGULAR", one.employment))
    if years >= 65 and chance.happens(0.1):
        alone = len(one.household.members) == 1
        one.lsns6 = min(30, max(0, int((chance.next() + chance.next()) * (14 if alone else 17))))


def _tax_class(each: Household, chance: Chance) -> str:
    earners = sum(
        one.employment in ("REGULAR", "SELF_EMPLOYED", "NON_REGULAR") for one in each.members
    )
    draw = chance.next()
    if earners:
        return "EXEMPT" if draw < 0.07 else "UNDECLARED" if draw < 0.085 else "TAXED"
    if each.head.age < 25:
        return "EXEMPT" if draw < 0.6 else "UNDECLARED"
    assisted = 0.05 if len(each.members) == 1 else 0.025
    return (
        "PUBLIC_ASSISTANCE" if draw < assisted
        else "EXEMPT" if draw < 0.6
        else "UNDECLARED" if draw < 0.63
        else "TAXED"
    )  # fmt: skip


def _protect(town: Town) -> None:
    """Withhold the whereabouts of some mothers with their children, and of a few others."""
    chance = town.chance("protection")
    mothers = [
        each
        for district in town.districts
        for each in district.households
        if each.composition == "MOTHER_WITH_CHILDREN" and each.head.age < 50
    ]
    for each in chance.some(mothers, max(1, town.scaled(48))):
        for one in each.members:
            one.protected = True
    singles = [
        district.households[at].head
        for district in town.districts
        for at in range(0, len(district.households), 97)
        if district.households[at].composition == "SINGLE" and not district.households[at].told
    ]
    for one in chance.some(singles, town.scaled(9)):
        one.sex = "UNKNOWN"


def _bury(town: Town) -> None:
    """Give some old people who live alone a husband or wife who died in the last two years."""
    chance = town.chance("deaths")
    names = _Names(chance)
    widowed = [
        each
        for district in town.districts
        for each in district.households
        if each.composition == "SINGLE" and each.head.age >= 72 and not each.told
    ]
    for number, each in enumerate(chance.some(widowed, max(2, town.scaled(640)))):
        sex = MALE if each.head.sex == FEMALE else FEMALE
        dead = Person(sex, each.head.born - chance.between(-900, 2500), "SPOUSE")
        dead.id = town.id("Resident", f"died {number}")
        dead.household = each
        dead.surname = each.head.surname
        dead.employment = "RETIRED"
        dead.handbooks = []
        dead.died = _TODAY - chance.between(40, 730)
        dead.spouse = each.head
        each.dead = dead
        dead.given = names.given_for(dead)


def made_up_address(each: Household, place: str, chance: Chance) -> tuple[str, str]:
    """A made-up address at `place`, and a postal code."""
    street = chance.pick(_STREETS)
    number = f"{chance.between(1, 42)}-{chance.between(1, 30)}"
    room = f" {chance.between(101, 909)}号" if len(each.members) < 3 and chance.happens(0.3) else ""
    return f"{place}{street}{number}{room}", f"840-{chance.between(0, 899):04d}"
