"""Places: the municipality, its areas and districts, councils, cafés, schools and halls.

District names and the founding of councils follow the source; which districts have no volunteers,
the café list, the areas and the households of each district are synthetic.
"""

from datetime import date
from typing import Any

from seeds.calendar import CENSUS, age
from seeds.chance import Chance
from seeds.families import AGED_65_PLUS, HOUSEHOLDS, RESIDENTS
from seeds.notebook import Node
from seeds.tables import DistrictEntry, districts
from seeds.town import District, Town

COMMISSIONER_QUOTA = 539
COMMISSIONERS = 525
CAFE_NAMES = (
    "ひだまり", "よかとこ", "つどい", "ほっと", "なごみ", "えんがわ", "よりみち", "いこい", "てとて", "こもれび",
    "おしゃべり", "ふれあい", "まちかど", "ひといき", "ぽかぽか", "わいわい", "たんぽぽ", "かたらい", "にこにこ",
    "ゆうゆう", "みんなの家", "はなみずき", "おひさま", "ちゃのま", "つながる", "ゆるり", "やまびこ",
)  # fmt: skip
_CAFE_HOURS = (
    "毎週水曜 10:00-15:00",
    "毎週火・金曜 10:00-16:00",
    "第1・3土曜 9:30-13:00",
    "平日 10:00-14:00",
)


def municipality_code(number: int) -> str:
    """Saga City's code for the first; codes of no real prefecture, with a check digit, after."""
    if number == 1:
        return "412015"
    digits = f"99{number:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return f"{digits}{(11 - rest % 11) % 10}"


def city_name(number: int) -> str:
    return "佐賀市" if number == 1 else f"第{number}市"


def lay_out(town: Town) -> None:
    """Name the districts; their figures come when the people are there."""
    mark = "" if town.number == 1 else f"第{town.number}"
    east = 0.4 * (town.number - 1)
    for place, entry in enumerate(districts()):
        moved = DistrictEntry(
            entry.code if town.number == 1 else f"{town.number}{entry.code}",
            f"{mark}{entry.name}",
            entry.kana,
            entry.weight,
            entry.older,
            entry.area,
            entry.longitude + east,
            entry.latitude,
            entry.council_founded,
            entry.volunteers_since,
            entry.cafe_opened,
        )
        town.districts.append(District(place, moved, town.node("District", entry.code)))


def draw(town: Town, quotas: list[int]) -> None:
    """Write down the municipality, its areas and districts, and the places in them."""
    book = town.notebook
    city = book.node(
        "Municipality",
        town.id("Municipality", 1),
        code=municipality_code(town.number),
        name=city_name(town.number),
        kana="さがし" if town.number == 1 else f"だい{town.number}し",
        prefecture="佐賀県" if town.number == 1 else "架空県",
        population=town.scaled(RESIDENTS),
        householdCount=town.scaled(HOUSEHOLDS),
        share65Plus=round(town.scaled(AGED_65_PLUS) / town.scaled(RESIDENTS) * 100, 2),
        figuresAsOf=CENSUS,
        commissionerQuota=sum(quotas),
        windowSystemSince=date(2015, 10, 1),
        counterRebuiltOn=date(2016, 1, 31),
        counterLength=150,
        synthetic=town.number != 1 or town.factor != 1,
    )
    names = ("", "中部", "南部", "北部")
    areas: dict[int, Node] = {}
    for number in (1, 2, 3):
        areas[number] = book.node(
            "Area",
            town.id("Area", number),
            code=f"{town.number}-{number}",
            name=f"{names[number]}圏域",
            kana=("", "ちゅうぶけんいき", "なんぶけんいき", "ほくぶけんいき")[number],
            synthetic=True,
        )
        book.tie("IN_MUNICIPALITY", areas[number], city)
    for district, quota in zip(town.districts, quotas, strict=True):
        _district(town, district, quota)
        book.tie("IN_MUNICIPALITY", district.node, city)
        book.tie("IN_AREA", district.node, areas[district.entry.area])
    _places(town)


def _district(town: Town, district: District, quota: int) -> None:
    entry = district.entry
    people = [one for each in district.households for one in each.members]
    older = sum(age(one.born, CENSUS.toordinal()) >= 65 for one in people)
    town.notebook.node(
        "District",
        district.node.id,
        code=entry.code,
        name=entry.name,
        kana=entry.kana,
        population=len(people),
        householdCount=len(district.households),
        share65Plus=round(older / max(1, len(people)) * 100, 2),
        commissionerQuota=quota,
        position=(entry.longitude, entry.latitude),
        synthetic=True,
    )


def _places(town: Town) -> None:
    chance = town.chance("places")
    cafes = iter(CAFE_NAMES)
    for district in town.districts:
        founded, opened = district.entry.council_founded, district.entry.cafe_opened
        if founded is not None:
            _council(town, district, founded)
        _public_buildings(town, district, chance)
        if opened is not None:
            _cafes(town, district, opened, next(cafes), chance)
        _salons(town, district, chance)
        if district.place % 3 == 1:
            cafeteria = _place(
                town, district, "CHILDREN_CAFETERIA", f"{district.entry.name}こども食堂", "meals",
                hours="第2土曜 11:00-14:00", capacity=chance.between(15, 40),
                opened=date(chance.between(2017, 2020), 6, 13),
            )  # fmt: skip
            _address(town, cafeteria, "PARENTING", "POVERTY", "SCHOOL_REFUSAL")


def _public_buildings(town: Town, district: District, chance: Chance) -> None:
    name = district.entry.name
    schools = ("諸富北", "諸富南") if name == "諸富" else (name,)
    for school in schools:
        _place(town, district, "SCHOOL", f"{school}小学校", school, synthetic=school != name)
        _place(
            town, district, "SHELTER", f"指定緊急避難場所 {school}小学校体育館", school,
            capacity=chance.between(18, 60) * 10,
        )  # fmt: skip
    _place(
        town, district, "HALL", f"{name}公民館", "hall",
        hours="火曜から日曜 8:30-17:15", capacity=chance.between(8, 20) * 10,
    )  # fmt: skip


def _cafes(town: Town, district: District, first: date, name: str, chance: Chance) -> None:
    """One café; two in Fuji, as the source counts."""
    openings = {name: first}
    if district.entry.name.endswith("富士"):
        openings["ふじの里"] = date(2020, 6, 11)
    for number, (each, opened) in enumerate(openings.items()):
        cafe = _place(
            town, district, "COMMUNITY_CAFE", f"コミュニティカフェ {each}", f"{number}",
            hours=chance.pick(_CAFE_HOURS), capacity=chance.between(12, 40), opened=opened,
        )  # fmt: skip
        needs = ("SOCIAL_ISOLATION", "PARENTING", "OTHER")
        _address(town, cafe, *needs[: chance.between(1, 3)])


def _salons(town: Town, district: District, chance: Chance) -> None:
    for number in range(1 + (district.entry.weight > 2500) + chance.below(2)):
        salon = _place(
            town, district, "SALON", f"{district.entry.name}ふれあいサロン{number + 1}", f"{number}",
            hours=f"第{chance.between(1, 4)}木曜 10:00-12:00", capacity=chance.between(10, 30),
            opened=date(chance.between(2005, 2019), chance.between(1, 12), 10),
            closed=date(2020, 3, 31) if chance.happens(0.06) else None,
        )  # fmt: skip
        _address(town, salon, "SOCIAL_ISOLATION", "CARE_BURDEN")
        town.notebook.tie("OFFERS", salon, town.shared("Service", "SALON"))


def _address(town: Town, node: Node, *categories: str) -> None:
    for code in categories:
        town.notebook.tie("ADDRESSES", node, town.shared("NeedCategory", code))


def _place(
    town: Town,
    district: District,
    type_: str,
    name: str,
    key: str,
    *,
    hours: str | None = None,
    capacity: int | None = None,
    opened: date | None = None,
    closed: date | None = None,
    synthetic: bool = True,
) -> Node:
    chance = town.chance(f"place {type_} {district.entry.code} {key}")
    entry = district.entry
    node = town.notebook.node(
        "Place",
        town.id("Place", f"{type_} {entry.code} {key}"),
        name=name,
        kana=f"{entry.kana}{_KANA[type_]}",
        type=type_,
        address=f"{city_name(town.number)}{entry.name}{chance.between(1, 30)}-{chance.between(1, 20)}",
        position=(
            round(entry.longitude + (chance.next() - 0.5) * 0.01, 6),
            round(entry.latitude + (chance.next() - 0.5) * 0.01, 6),
        ),
        openingHours=hours,
        capacity=capacity,
        openedOn=opened,
        closedOn=closed,
        synthetic=synthetic,
    )
    town.notebook.tie("IN_DISTRICT", node, district.node, since=opened, until=closed)
    return node


def _council(town: Town, district: District, founded: date) -> None:
    entry = district.entry
    known: dict[str, Any] = {"synthetic": not entry.name.endswith("大詫間")}
    council = town.notebook.node(
        "Council",
        town.id("Council", entry.code),
        name=f"{entry.name}校区社会福祉協議会",
        kana=f"{entry.kana}こうくしゃかいふくしきょうぎかい",
        foundedOn=founded,
        phone=f"0952-{20 + district.place}-{1100 + district.place * 7}",
        **known,
    )
    town.notebook.tie("IN_DISTRICT", council, district.node, since=founded)
    town.notebook.tie("SERVES", council, district.node, since=founded)
    for code in ("SOCIAL_ISOLATION", "PARENTING", "DISASTER"):
        town.notebook.tie("ADDRESSES", council, town.shared("NeedCategory", code))
    if founded.year < 2021:
        _place(town, district, "COUNCIL_OFFICE", f"{entry.name}校区社協事務所", "council")


_KANA = {
    "COMMUNITY_CAFE": "こみゅにてぃかふぇ",
    "SALON": "ふれあいさろん",
    "COUNCIL_OFFICE": "こうくしゃきょうじむしょ",
    "SCHOOL": "しょうがっこう",
    "HALL": "こうみんかん",
    "CHILDREN_CAFETERIA": "こどもしょくどう",
    "SHELTER": "していきんきゅうひなんばしょ",
}
