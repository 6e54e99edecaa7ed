"""The registers: households and residents as rows, and the ties between them, one at a time."""

from collections.abc import Iterator
from datetime import date
from typing import LiteralString

from graph.kinds.all import MODEL
from graph.load import NodeSheet, Row, Sheet, TieSheet
from graph.model import End
from seeds.calendar import CENSUS
from seeds.families import Household, Person
from seeds.people import made_up_address
from seeds.town import Town

_ADULT_DAYS = 18 * 365

_HOUSEHOLD: tuple[LiteralString, ...] = (
    "id",
    "number",
    "address",
    "postalCode",
    "position",
    "phone",
    "taxClass",
    "composition",
)
_RESIDENT: tuple[LiteralString, ...] = (
    "id",
    "name",
    "kana",
    "sex",
    "birthDate",
    "deathDate",
    "relation",
    "phone",
    "employment",
    "careLevel",
    "handbooks",
    "lsns6",
    "protected",
)


def node_sheets(town: Town, city: str) -> Iterator[Sheet]:
    """All households, then all residents, the dead among them."""
    yield NodeSheet(MODEL.kind("Household"), _HOUSEHOLD, _households(town, city))
    yield NodeSheet(MODEL.kind("Resident"), _RESIDENT, _residents(town))


def tie_sheets(town: Town) -> Iterator[Sheet]:
    """Where households lie, who lives in them, who is whose parent or spouse, who watches."""
    yield _sheet("IN_DISTRICT", "Household", "District", (), _in_district(town))
    yield _sheet("MEMBER_OF", "Resident", "Household", ("since", "until"), _member_of(town))
    yield _sheet("PARENT_OF", "Resident", "Resident", (), _parent_of(town))
    yield _sheet("SPOUSE_OF", "Resident", "Resident", ("since", "until"), _spouse_of(town))
    yield _sheet("WATCHES", "Supporter", "Household", ("since",), _watches(town))


def _sheet(
    type_: LiteralString,
    start: LiteralString,
    end: LiteralString,
    columns: tuple[LiteralString, ...],
    rows: Iterator[Row],
) -> TieSheet:
    return TieSheet(MODEL.tie(type_), End(start, end), columns, rows)


def _homes(town: Town) -> Iterator[Household]:
    for district in town.districts:
        yield from district.households


def _everyone(town: Town) -> Iterator[Person]:
    for each in _homes(town):
        yield from each.members
        if each.dead is not None:
            yield each.dead


def _households(town: Town, city: str) -> Iterator[Row]:
    chance = town.chance("addresses")
    for district in town.districts:
        entry = district.entry
        spread = 0.012 if entry.weight > 1000 else 0.03
        for each in district.households:
            address, postal_code = made_up_address(each, f"{city}{entry.name}", chance)
            east, north = chance.next() - 0.5, chance.next() - 0.5
            phone = f"0952-{chance.between(20, 99)}-{chance.between(0, 9999):04d}"
            listed = chance.happens(0.7)
            yield (
                each.id,
                each.number,
                each.address or address,
                each.postal_code or postal_code,
                (
                    round(entry.longitude + east * spread, 6),
                    round(entry.latitude + north * spread, 6),
                ),
                each.phone or (phone if listed else None),
                each.tax_class,
                each.composition,
            )


def _residents(town: Town) -> Iterator[Row]:
    chance = town.chance("telephones")
    for one in _everyone(town):
        assert one.surname is not None
        assert one.given is not None
        phone = one.phone
        if phone is None and one.age >= 16 and chance.happens(0.35):
            phone = f"090-{chance.between(1000, 9999)}-{chance.between(0, 9999):04d}"
        yield (
            one.id,
            f"{one.surname[0]} {one.given[0]}",
            f"{one.surname[1]} {one.given[1]}",
            one.sex,
            date.fromordinal(one.born),
            date.fromordinal(one.died) if one.died else None,
            one.relation,
            phone,
            one.employment,
            one.care_level,
            one.handbooks,
            one.lsns6,
            one.protected,
        )


def _in_district(town: Town) -> Iterator[Row]:
    for district in town.districts:
        for each in district.households:
            yield (each.id, district.node.id)


def _member_of(town: Town) -> Iterator[Row]:
    for each in _homes(town):
        since = each.since
        for one in each.members:
            start = since
            if CENSUS.toordinal() - one.born < _ADULT_DAYS:
                start = since or one.born
            if one.left is not None:
                yield (one.id, one.left[0], None, date.fromordinal(one.left[1]))
                start = one.left[1]
            start = max(start, one.born) if start else None
            yield (one.id, each.id, date.fromordinal(start) if start else None, None)
        if each.dead is not None and each.dead.died is not None:
            moved = date.fromordinal(min(since, each.dead.died - 1)) if since else None
            yield (each.dead.id, each.id, moved, date.fromordinal(each.dead.died))


def _parent_of(town: Town) -> Iterator[Row]:
    for one in _everyone(town):
        for parent in one.parents:
            yield (parent.id, one.id)


def _spouse_of(town: Town) -> Iterator[Row]:
    for one in _everyone(town):
        if one.spouse is not None:
            until = date.fromordinal(one.died) if one.died else None
            yield (one.id, one.spouse.id, None, until)


def _watches(town: Town) -> Iterator[Row]:
    for supporter, household, since in town.watches:
        yield (supporter, household, date.fromordinal(since))
