"""The tables in `seeds/files`: names of people, districts, agencies, categories and services."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILES = Path(__file__).parent / "files"

Name = tuple[str, str]
"""As written, and in katakana."""


@dataclass(frozen=True)
class DistrictEntry:
    code: str
    name: str
    kana: str
    weight: int
    older: float
    area: int
    longitude: float
    latitude: float
    council_founded: date | None
    volunteers_since: date | None
    cafe_opened: date | None


@dataclass(frozen=True)
class CategoryEntry:
    code: str
    name: str
    name_english: str
    fields: tuple[str, ...]
    fhir_domain: str | None
    weight: float
    subject: str


@dataclass(frozen=True)
class AgencyEntry:
    kind: str
    names: tuple[str, ...]
    sector: str
    inside: bool
    welfare: bool
    window: bool | None
    reach: str
    needs: tuple[str, ...]
    services: tuple[str, ...]
    fields: tuple[str, ...]
    minimum_age: int | None
    maximum_age: int | None
    handbook: bool
    consent: bool
    capacity: int | None
    synthetic: bool


@cache
def districts() -> tuple[DistrictEntry, ...]:
    return tuple(
        DistrictEntry(
            row["code"],
            row["name"],
            row["kana"],
            int(row["weight"]),
            float(row["older"]),
            int(row["area"]),
            float(row["longitude"]),
            float(row["latitude"]),
            _day(row["council_founded"]),
            _day(row["volunteers_since"]),
            _day(row["cafe_opened"]),
        )
        for row in table("districts")
    )


@cache
def categories() -> tuple[CategoryEntry, ...]:
    return tuple(
        CategoryEntry(
            row["code"],
            row["name"],
            row["name_english"],
            several(row["fields"]),
            row["fhir_domain"] or None,
            float(row["weight"]),
            row["subject"],
        )
        for row in table("need_categories")
    )


@cache
def agencies() -> tuple[AgencyEntry, ...]:
    return tuple(
        AgencyEntry(
            row["kind"],
            several(row["names"]),
            row["sector"],
            row["inside"] == "1",
            row["welfare"] == "1",
            row["window"] == "1" if row["window"] else None,
            row["reach"],
            several(row["needs"]),
            several(row["services"]),
            several(row["fields"]),
            number(row["minimum_age"]),
            number(row["maximum_age"]),
            row["handbook"] == "1",
            row["consent"] == "1",
            number(row["capacity"]),
            row["synthetic"] == "1",
        )
        for row in table("agencies")
    )


@cache
def surnames() -> tuple[tuple[Name, float], ...]:
    return tuple(((row["name"], row["kana"]), float(row["weight"])) for row in table("surnames"))


@cache
def given_names() -> dict[str, dict[int, tuple[Name, ...]]]:
    """Given names by sex and by the first birth year they fit."""
    names: dict[str, dict[int, list[Name]]] = {}
    for row in table("given_names"):
        of_sex = names.setdefault(row["sex"], {})
        of_sex.setdefault(int(row["born_from"]), []).append((row["name"], row["kana"]))
    return {
        sex: {year: tuple(each) for year, each in of_sex.items()} for sex, of_sex in names.items()
    }


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one table by column name; an empty cell is an empty string."""
    with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def several(cell: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, parted by `|`."""
    return tuple(cell.split("|")) if cell else ()


def number(cell: str) -> int | None:
    return int(cell) if cell else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
