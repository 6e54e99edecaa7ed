"""Families: who lives together in how many households, and how old they are.

The numbers of households, residents and residents aged 65 or over come out exactly; the shares of
family types follow the census classes and are synthetic.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from seeds.calendar import CENSUS
from seeds.chance import Chance, Urn, apportion

HOUSEHOLDS = 102_390
RESIDENTS = 230_734
AGED_65_PLUS = 66_082

_CENSUS = CENSUS.toordinal()
_AGED_65 = date(CENSUS.year - 65, CENSUS.month, CENSUS.day).toordinal()
"""Whoever was born on this day or before is 65 or over on the census day."""

FEMALE, MALE = "FEMALE", "MALE"


class Person:
    """One resident while the city is being drawn; days are ordinals."""

    __slots__ = (
        "born", "care_level", "died", "employment", "given", "handbooks", "household", "id",
        "left", "lsns6", "parents", "phone", "protected", "relation", "sex", "spouse", "surname",
    )  # fmt: skip

    def __init__(self, sex: str, born: int, relation: str) -> None:
        self.id = ""
        self.sex = sex
        self.born = born
        self.relation = relation
        self.household: Household
        self.parents: tuple[Person, ...] = ()
        self.spouse: Person | None = None
        self.surname: tuple[str, str] | None = None
        self.given: tuple[str, str] | None = None
        self.employment: str | None = None
        self.care_level: str | None = None
        self.handbooks: list[str] | None = None
        self.lsns6: int | None = None
        self.protected = False
        self.phone: str | None = None
        self.died: int | None = None
        self.left: tuple[str, int] | None = None
        """The household lived in before, and the day of leaving it."""

    @property
    def age(self) -> int:
        """Full years on the census day, to within a day or two: for drawing, not for rules."""
        return int((_CENSUS - self.born) / 365.25)


class Household:
    """One household while the city is being drawn."""

    __slots__ = (
        "address", "composition", "dead", "district", "id", "members", "number", "phone",
        "position", "postal_code", "since", "tax_class", "told",
    )  # fmt: skip

    def __init__(self, composition: str, members: list[Person]) -> None:
        self.id = ""
        self.number = ""
        self.composition = composition
        self.members = members
        self.dead: Person | None = None
        self.district = 0
        self.tax_class: str | None = None
        self.address: str | None = None
        self.postal_code: str | None = None
        self.phone: str | None = None
        self.position: tuple[float, float] | None = None
        self.since: int | None = None
        self.told = False
        """True for a worked example, whose facts are all written by hand."""
        for each in members:
            each.household = self

    @property
    def head(self) -> Person:
        return self.members[0]


@dataclass(frozen=True)
class Cell:
    """Households of one composition and size, with so many members aged 65 or over."""

    composition: str
    size: int
    elders: int
    weight: int


CELLS = tuple(
    Cell(composition, size, elders, weight)
    for composition, of_composition in {
        "SINGLE": ((1, 0, 23800), (1, 1, 14000)),
        "COUPLE": ((2, 0, 7000), (2, 1, 1900), (2, 2, 11900)),
        "COUPLE_WITH_CHILDREN": (
            *((3, 0, 8600), (4, 0, 8000), (5, 0, 2900), (6, 0, 450)),
            *((3, 1, 900), (4, 1, 200), (3, 2, 4300), (4, 2, 900)),
        ),
        "MOTHER_WITH_CHILDREN": (
            *((2, 0, 2700), (3, 0, 2000), (4, 0, 500)),
            *((2, 1, 3000), (3, 1, 500), (2, 2, 350)),
        ),
        "FATHER_WITH_CHILDREN": ((2, 0, 450), (3, 0, 250), (2, 1, 480)),
        "THREE_GENERATIONS": (
            *((4, 1, 800), (5, 1, 900), (6, 1, 500)),
            *((5, 2, 1000), (6, 2, 1300), (7, 2, 350)),
        ),
        "OTHER": ((2, 0, 800), (2, 1, 300), (3, 1, 1400), (2, 2, 350), (3, 3, 200)),
    }.items()
    for size, elders, weight in of_composition
)


def cell_counts(households: int, residents: int, elders: int) -> list[int]:
    """How many households of each cell give exactly these three sums."""
    counts = apportion(households, [cell.weight for cell in CELLS])
    place = {(cell.composition, cell.size, cell.elders): at for at, cell in enumerate(CELLS)}
    young, old = place["SINGLE", 1, 0], place["SINGLE", 1, 1]
    three, four = place["COUPLE_WITH_CHILDREN", 3, 0], place["COUPLE_WITH_CHILDREN", 4, 0]
    lacking = elders - sum(count * cell.elders for count, cell in zip(counts, CELLS, strict=True))
    counts[old] += lacking
    counts[young] -= lacking
    lacking = residents - sum(count * cell.size for count, cell in zip(counts, CELLS, strict=True))
    counts[four] += lacking
    counts[three] -= lacking
    assert min(counts) >= 0, "The city is too small for its families."
    return counts


def spread(
    counts: Sequence[int], weights: Sequence[float], older: Sequence[float]
) -> list[list[int]]:
    """For each cell, its households by district; older districts get more of the older cells."""
    tables: list[list[int]] = []
    for cell, count in zip(CELLS, counts, strict=True):
        share = [
            weight * (tilt if cell.elders else 1 / tilt)
            for weight, tilt in zip(weights, older, strict=True)
        ]
        tables.append(apportion(count, share))
    return tables


_ELDERLY = Urn(
    (age, 3.4 if age < 75 else 2.15 if age < 80 else 1.75 if age < 85 else 1.2 if age < 90 else 0.4)
    for age in range(65, 98)
)
_OLDER = Urn((age, 1.0 if age < 80 else 1.5 if age < 90 else 0.5) for age in range(72, 98))
_OLD_COUPLE = Urn(
    (age, 1.5 if age < 70 else 3.6 if age < 76 else 2.5 if age < 83 else 1.2)
    for age in range(65, 92)
)
_OLD_PARENT = Urn(
    (age, 1.0 if age < 70 else 2.2 if age < 76 else 1.9 if age < 86 else 1.1)
    for age in range(66, 93)
)
_SINGLE = Urn((age, 2.8 if age < 26 else 1.1 if age < 38 else 1.7) for age in range(18, 65))
_COUPLE = Urn((age, 0.7 if age < 36 else 0.9 if age < 52 else 2.3) for age in range(24, 64))
_FIRST_CHILD = Urn((age, 1.25 if age < 16 else 1.0 if age < 22 else 0.45) for age in range(36))


def born(chance: Chance, age: int, *, elder: bool | None = None) -> int:
    """A birthday that gives about this age on the census day; `elder` holds it on one side."""
    day = _CENSUS - int(age * 365.25) - chance.below(365)
    if elder is True:
        return min(day, _AGED_65)
    return max(day, _AGED_65 + 1) if elder is False else day


def household(cell: Cell, chance: Chance) -> Household:
    """One household of the cell: its members with their ages and how they are related."""
    return Household(cell.composition, _MAKERS[cell.composition](cell, chance))


def _adult(chance: Chance, sex: str, age: int, relation: str) -> Person:
    return Person(sex, born(chance, age, elder=age >= 65), relation)


def _sex(chance: Chance) -> str:
    return MALE if chance.happens(0.5) else FEMALE


def _marry(one: Person, other: Person) -> None:
    one.spouse = other


def _single(cell: Cell, chance: Chance) -> list[Person]:
    if cell.elders:
        age = (_OLDER if chance.happens(0.6) else _ELDERLY).draw(chance)
        return [_adult(chance, FEMALE if chance.happens(0.68) else MALE, age, "HEAD")]
    return [_adult(chance, MALE if chance.happens(0.56) else FEMALE, _SINGLE.draw(chance), "HEAD")]


def _pair(chance: Chance, elders: int, ages: Urn[int]) -> list[Person]:
    """A couple, the man the elder one or of nearly the same age."""
    if elders == 1:
        man, woman = 65 + chance.below(5), 64 - chance.below(5)
    else:
        man = ages.draw(chance)
        woman = man - chance.between(-2, 6)
        if elders == 2:
            woman = woman if woman >= 65 else 65 + chance.below(4)
        else:
            woman = min(max(woman, 20), 64)
    couple = [_adult(chance, MALE, man, "HEAD"), _adult(chance, FEMALE, woman, "SPOUSE")]
    _marry(couple[0], couple[1])
    return couple


def _couple(cell: Cell, chance: Chance) -> list[Person]:
    return _pair(chance, cell.elders, _OLD_COUPLE if cell.elders else _COUPLE)


def _children(
    chance: Chance, parents: Sequence[Person], ages: Sequence[int], relation: str = "CHILD"
) -> Iterator[Person]:
    for age in ages:
        child = Person(_sex(chance), born(chance, age, elder=age >= 65), relation)
        child.parents = tuple(parents)
        yield child


def _sibling_ages(chance: Chance, eldest: int, count: int) -> list[int]:
    """Ages from the eldest down, one to four years apart."""
    eldest = max(eldest, 2 * (count - 1))
    ages = [eldest]
    while len(ages) < count:
        left = count - len(ages) - 1
        ages.append(max(ages[-1] - chance.between(1, 4), left))
    return ages


def _young_family(chance: Chance, count: int) -> tuple[int, list[int]]:
    """The mother's age, below 65, and her children's ages."""
    ages = _sibling_ages(chance, _FIRST_CHILD.draw(chance), count)
    mother = min(ages[0] + chance.between(22, 36), 62)
    return mother, ages


def _old_family(chance: Chance, count: int, parent: int) -> list[int]:
    """Ages below 65 of grown children of a parent of that age."""
    eldest = min(parent - chance.between(22, 34), 64)
    return _sibling_ages(chance, eldest, count)


def _couple_with_children(cell: Cell, chance: Chance) -> list[Person]:
    count = cell.size - 2
    if cell.elders == 0:
        mother, ages = _young_family(chance, count)
        father = min(max(mother + chance.between(-2, 6), 20), 64)
        parents = [_adult(chance, MALE, father, "HEAD"), _adult(chance, FEMALE, mother, "SPOUSE")]
        _marry(*parents)
    else:
        parents = _pair(chance, cell.elders, _OLD_PARENT)
        youngest = min(each.age for each in parents)
        ages = _old_family(chance, count, min(youngest, 91))
    return [*parents, *_children(chance, parents, ages)]


def _parent_alone(cell: Cell, chance: Chance, sex: str) -> list[Person]:
    count = cell.size - 1
    if cell.elders == 2:
        age = chance.between(88, 97)
        ages = [chance.between(65, 70)]
    elif cell.elders == 1:
        age = _OLD_PARENT.draw(chance)
        ages = _old_family(chance, count, age)
    else:
        age, ages = _young_family(chance, count)
    parent = _adult(chance, sex, age, "HEAD")
    return [parent, *_children(chance, (parent,), ages)]


def _mother(cell: Cell, chance: Chance) -> list[Person]:
    return _parent_alone(cell, chance, FEMALE)


def _father(cell: Cell, chance: Chance) -> list[Person]:
    return _parent_alone(cell, chance, MALE)


def _three_generations(cell: Cell, chance: Chance) -> list[Person]:
    youngest_count = cell.size - cell.elders - 2
    mother, ages = _young_family(chance, youngest_count)
    mother = min(mother, 58)
    father = min(max(mother + chance.between(-2, 5), 20), 60)
    old = max(66, max(father, mother) + chance.between(20, 30))
    elder_head = chance.happens(0.6)
    elders = [_adult(chance, MALE if cell.elders == 2 else FEMALE, min(old + 2, 96), "HEAD")]
    if cell.elders == 2:
        elders.append(_adult(chance, FEMALE, min(old, 94), "SPOUSE"))
        _marry(*elders)
    middle = [
        _adult(chance, MALE, father, "CHILD"),
        _adult(chance, FEMALE, mother, "CHILDS_SPOUSE"),
    ]
    _marry(*middle)
    middle[0].parents = tuple(elders)
    young = [*_children(chance, middle, ages, "GRANDCHILD" if elder_head else "CHILD")]
    if elder_head:
        return [*elders, *middle, *young]
    for each in elders:
        each.relation = "PARENT"
    middle[0].relation, middle[1].relation = "HEAD", "SPOUSE"
    return [*middle, *young, *elders]


def _other(cell: Cell, chance: Chance) -> list[Person]:
    if cell.size == 3:
        couple = _pair(chance, 2, _OLD_COUPLE) if cell.elders == 3 else _pair(chance, 0, _COUPLE)
        if cell.elders == 3:
            couple = [
                _adult(chance, MALE, chance.between(66, 72), "HEAD"),
                _adult(chance, FEMALE, chance.between(65, 70), "SPOUSE"),
            ]
            _marry(*couple)
        parent = _adult(chance, FEMALE, min(max(couple[0].age + 24, 68), 98), "PARENT")
        couple[0].parents = (parent,)
        return [*couple, parent]
    if cell.elders == 1:
        return [
            _adult(chance, _sex(chance), chance.between(68, 85), "HEAD"),
            _adult(chance, _sex(chance), chance.between(25, 60), "OTHER"),
        ]
    age = chance.between(66, 86) if cell.elders else chance.between(22, 62)
    other = age - chance.below(4)
    other = max(other, 65) if cell.elders else other
    return [
        _adult(chance, _sex(chance), age, "HEAD"),
        _adult(chance, _sex(chance), other, "SIBLING"),
    ]


_MAKERS = {
    "SINGLE": _single,
    "COUPLE": _couple,
    "COUPLE_WITH_CHILDREN": _couple_with_children,
    "MOTHER_WITH_CHILDREN": _mother,
    "FATHER_WITH_CHILDREN": _father,
    "THREE_GENERATIONS": _three_generations,
    "OTHER": _other,
}
