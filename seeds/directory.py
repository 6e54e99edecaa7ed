"""The directory: fields, need categories, services with their rules, and agencies.

Kinds of agencies are the source's; names of firms, providers and hospitals are made up, and so are
capacities, homes and the districts each serves.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.folding import folded
from seeds.calendar import TODAY, WINDOW_OPENED, plus
from seeds.chance import Chance
from seeds.notebook import Node, Notebook
from seeds.places import city_name
from seeds.tables import AgencyEntry, agencies, categories, number, several, table
from seeds.town import Agency, Town

_BRANCHES = {
    "諸富支所": ("諸富",),
    "大和支所": ("春日", "春日北", "川上", "松梅"),
    "富士支所": ("富士",),
    "三瀬支所": ("三瀬",),
    "川副支所": ("南川副", "西川副", "中川副", "大詫間"),
    "東与賀支所": ("東与賀",),
    "久保田支所": ("久保田",),
}
_CARE_CENTRES = (
    (0, 3), (1,), (2, 16), (4, 17), (5, 6, 31), (8, 7), (9,), (10, 15), (11,), (12, 18), (13, 14),
    (19,), (20, 21, 22, 23), (24, 25), (26, 27, 28, 29, 30),
)  # fmt: skip
_CAPACITIES = ("AVAILABLE", "AVAILABLE", "WAITLIST", "ASSESSMENT_FIRST", "NONE", "UNKNOWN")


def draw_shared(town: Town, book: Notebook) -> None:
    """Fields, categories and services, which every municipality shares."""
    for row in table("fields"):
        node = town.shared("Field", row["code"])
        book.node(
            "Field", node.id, code=row["code"], name=row["name"], nameEnglish=row["name_english"]
        )
    for each in categories():
        category = town.shared("NeedCategory", each.code)
        book.node(
            "NeedCategory",
            category.id,
            code=each.code,
            name=each.name,
            nameEnglish=each.name_english,
            fhirDomain=each.fhir_domain,
        )
        for field in each.fields:
            book.tie("IN_FIELD", category, town.shared("Field", field))
    for service, row in service_versions(town):
        book.node("Service", service.id, **_service(row))
        book.tie("IN_FIELD", service, town.shared("Field", row["field"]))
        for need in several(row["needs"]):
            book.tie("ADDRESSES", service, town.shared("NeedCategory", need))


def service_versions(town: Town) -> Iterator[tuple[Node, dict[str, str]]]:
    """Every version of every rule; the one in force today bears the code as its key."""
    for row in table("services"):
        starts = date.fromisoformat(row["valid_from"])
        key = row["code"] if starts <= TODAY else f"{row['code']} {starts.year}"
        yield town.shared("Service", key), row


def _service(row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"],
        "kana": row["kana"],
        "shortName": row["short"],
        "description": row["description"],
        "desk": row["desk"],
        "documents": list(several(row["documents"])),
        "form": row["form"],
        "systemised": row["systemised"] == "true",
        "rule": row["rule"],
        "minimumAge": number(row["minimum_age"]),
        "maximumAge": number(row["maximum_age"]),
        "handbooksAccepted": list(several(row["handbooks"])),
        "careLevelsAccepted": list(several(row["care_levels"])),
        "taxClassesAccepted": list(several(row["tax_classes"])),
        "incomeLimit": number(row["income_limit"]),
        "amount": number(row["amount"]),
        "amountsByCase": row["amounts_by_case"] or None,
        "careUnitLimits": list(several(row["care_unit_limits"])),
        "validFrom": date.fromisoformat(row["valid_from"]),
        "validTo": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "source": row["source"],
        "sourceUrl": row["source_url"] or None,
        "synthetic": row["synthetic"] == "true",
    }


def draw_agencies(town: Town) -> None:
    """Write down every agency with its reach, its offers and its capacity."""
    chance = town.chance("agencies")
    count = 0
    for entry in agencies():
        names = entry.names
        if entry.reach == "EACH":
            names = tuple(f"{each.entry.name}校区自治会連合会" for each in town.districts)
        for at, name in enumerate(names):
            town.agencies.append(_agency(town, entry, name, at, count, chance))
            count += 1


def _agency(  # noqa: PLR0917 told in the order of a sentence
    town: Town, entry: AgencyEntry, name: str, at: int, count: int, chance: Chance
) -> Agency:
    reach, home_at = _reach(town, entry, name, at, chance)
    district = town.districts[home_at]
    mark = "" if town.number == 1 else f"第{town.number}"
    full_name = name if entry.reach == "EACH" else f"{mark}{name}"
    book = town.notebook
    central = entry.inside and entry.kind != "BRANCH_OFFICE"
    node = book.node(
        "Agency",
        town.id("Agency", count),
        name=full_name,
        kana=_read(full_name, district.entry.kana),
        kind=entry.kind,
        sector=entry.sector,
        insideCityHall=entry.inside,
        welfare=entry.welfare,
        windowSystem=entry.window,
        address=f"{city_name(town.number)}栄町1-1"
        if central
        else f"{city_name(town.number)}{district.entry.name}{chance.between(1, 40)}-{chance.between(1, 20)}",
        position=(
            round(district.entry.longitude + (chance.next() - 0.5) * 0.008, 6),
            round(district.entry.latitude + (chance.next() - 0.5) * 0.008, 6),
        ),
        url=f"https://agency-{count:03d}.example.jp/" if entry.synthetic else None,
        phone=f"0952-{30 + count % 60}-{2000 + count * 13 % 7000:04d}",
        openingHours="24時間" if entry.kind == "POLICE" else "平日 8:30-17:15",
        minimumAge=entry.minimum_age,
        maximumAge=entry.maximum_age,
        handbookRequired=entry.handbook,
        consentRequired=entry.consent,
        synthetic=entry.synthetic,
        **_capacity(entry, chance),
    )
    agency = Agency(
        node,
        entry.kind,
        name,
        entry.needs,
        frozenset(reach),
        entry.minimum_age or 0,
        entry.maximum_age or 200,
        home_at,
        entry.inside,
    )
    _tie(town, entry, agency, at)
    return agency


def _tie(town: Town, entry: AgencyEntry, agency: Agency, at: int) -> None:
    book = town.notebook
    opened = WINDOW_OPENED if entry.kind == "ONE_STOP_WINDOW" else None
    book.tie("IN_DISTRICT", agency.node, town.districts[agency.home].node)
    if entry.reach == "CITY":
        book.tie("SERVES", agency.node, town.node("Municipality", 1), since=opened)
    elif entry.reach == "AREA":
        book.tie("SERVES", agency.node, town.node("Area", at + 1))
    else:
        for place in sorted(agency.districts):
            book.tie("SERVES", agency.node, town.districts[place].node)
    for code in entry.needs:
        book.tie("HANDLES", agency.node, town.shared("NeedCategory", code), since=opened)
    for code in entry.services:
        book.tie("OFFERS", agency.node, town.shared("Service", code))
    for code in entry.fields:
        book.tie("IN_FIELD", agency.node, town.shared("Field", code))


def _reach(
    town: Town, entry: AgencyEntry, name: str, at: int, chance: Chance
) -> tuple[set[int], int]:
    """The districts served, and the one it lies in."""
    everywhere = set(range(len(town.districts)))
    plain = [each.entry.name.removeprefix(f"第{town.number}") for each in town.districts]
    if entry.kind == "BRANCH_OFFICE":
        own = {plain.index(each) for each in _BRANCHES[name]}
        return own, min(own)
    if entry.reach == "SPLIT":
        return set(_CARE_CENTRES[at]), _CARE_CENTRES[at][0]
    if entry.reach == "EACH":
        return {at}, at
    if entry.reach == "AREA":
        own = {each.place for each in town.districts if each.entry.area == at + 1}
        return own, min(own)
    if entry.reach == "CITY":
        return everywhere, 0 if entry.inside else chance.below(12)
    home = (at * 7 + len(entry.names)) % len(town.districts)
    here = town.districts[home].entry
    nearest = sorted(
        everywhere,
        key=lambda place: (
            abs(town.districts[place].entry.longitude - here.longitude)
            + abs(town.districts[place].entry.latitude - here.latitude),
            place,
        ),
    )
    return set(nearest[: int(entry.reach)]), home


def _read(name: str, district_kana: str) -> str | None:
    """The name in kana, put together from `readings.csv`; None when a part cannot be read."""
    kana = name
    if name.endswith("校区自治会連合会"):
        return f"{district_kana}こうくじちかいれんごうかい"
    for row in sorted(table("readings"), key=lambda each: -len(each["text"])):
        kana = kana.replace(row["text"], row["kana"])
    return None if any("\u4e00" <= letter <= "\u9fff" for letter in kana) else folded(kana)


def _capacity(entry: AgencyEntry, chance: Chance) -> dict[str, Any]:
    """Capacity as last confirmed: some long ago, some never."""
    state = chance.pick(_CAPACITIES)
    confirmed = plus(TODAY, -chance.between(1, 75 if chance.happens(0.75) else 420))
    if entry.inside or entry.kind in ("POLICE", "COMMISSIONERS_COUNCIL", "NEIGHBOURHOOD"):
        state = "AVAILABLE" if chance.happens(0.8) else "UNKNOWN"
    if state == "UNKNOWN":
        return {"capacityState": state}
    places: dict[str, Any] = {}
    if entry.capacity:
        maximum = entry.capacity + chance.between(-5, 10)
        free = {"AVAILABLE": chance.between(1, 6), "ASSESSMENT_FIRST": chance.between(0, 3)}
        places = {"capacityMaximum": maximum, "capacityAvailable": free.get(state, 0)}
    return {"capacityState": state, "capacityAsOf": confirmed, **places}
