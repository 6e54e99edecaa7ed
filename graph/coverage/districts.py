"""District coverage: what each district has of each layer, what it lacks, and where that hurts.

Priority is what is missing, as a share of the norm, times how needy the district is: the mean of
its open needs per household and of its share of residents aged 65 or over, each against the
municipality's own (1 is average). It cannot see needs nobody has named.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from graph.coverage.layers import LAYER, CoverageNorm, Municipality, norm
from graph.errors import BadInput
from graph.inquiry import Inquiry, Rows
from graph.questions.district_layers import DISTRICT_LAYERS, DistrictLayers
from graph.questions.district_needs import DISTRICT_NEEDS, DistrictNeeds
from graph.records import Node, record, shows, told

AGENCIES = "AGENCY_REACH"
LAYER_NAMES = {each.name: each.ja for each in LAYER.values}
COLUMN = "district_layers.district"


class Counting(Enum):
    """Which open needs are counted for a viewer, and whether they say how needy a district is.

    A district's need weight would tell of needs that the viewer may not see, so it is made of age
    alone for whom not all of them are open.
    """

    ALL = auto()
    SEEN = auto()
    NONE = auto()


@dataclass(frozen=True)
class CoverageAsked:
    """Which layers, on which day, and what counts of the open needs."""

    layers: tuple[str, ...]
    as_of: date
    counting: Counting = Counting.ALL


@record("What a district has of one layer, and what it lacks.", "校区の層別充足")
class LayerCoverage:
    layer: str = told("The layer.", "層", choice=LAYER)
    field_code: str | None = told("Code of the field, for agencies.", "分野コード")
    field_name: str | None = told("Name of the field, for agencies.", "分野名")
    count: int = told("How many there are on the day.", "現在数")
    present: bool = told("Whether there is any.", "有無")
    norm: CoverageNorm = told("How many there ought to be.", "基準")
    shortfall: int = told("How many are missing to the norm's lower bound.", "不足数")
    ratio: float = told("Count as a share of the norm's lower bound; 1 is enough.", "充足率")
    households_each: float | None = told(
        "Households for each of them; null where there is none, and for agencies.",
        "1人当たり世帯数",
    )
    trend: int | None = told(
        "How many more than a year before; null for agencies, whose past is not kept.", "前年比"
    )
    open_needs: int = told(
        "Open needs in the district; for agencies, those of the field.", "課題数"
    )
    priority: float = told("Shortfall times need, for comparing districts; 0 is covered.", "優先度")
    reason: str = told("The same in a Japanese sentence.", "理由")


@record("A district, how needy it is, and what covers it.", "校区のカバー状況")
class DistrictCoverage:
    district: Node = shows("District", COLUMN, "The district.", "校区")
    code: str = told("Code of the district.", "校区コード")
    name: str = told("Name of the district.", "校区名")
    households: int = told("Registered households.", "世帯数")
    open_needs: int = told(
        "Needs open on the day, in all fields, of those that whoever asks may see.", "課題数"
    )
    need_weight: float = told(
        "How needy it is against the whole municipality; 1 is average. By age alone for whom not all "
        "needs are open.",
        "課題の重み",
    )
    layers: list[LayerCoverage] = told("One entry for each layer asked for.", "層", at_most=32)


@record("What the municipality has of one layer.", "市全体の層別充足")
class LayerTotal:
    layer: str = told("The layer.", "層", choice=LAYER)
    field_code: str | None = told("Code of the field, for agencies.", "分野コード")
    count: int = told("How many there are, over all districts.", "現在数")
    covered: int = told("Districts that have any.", "カバー校区数")
    uncovered: int = told("Districts that have none.", "空白校区数")
    uncovered_names: list[str] = told("Their names, by code.", "空白校区名", at_most=1000)
    short: int = told("Districts below the norm's lower bound.", "不足校区数")
    shortfall: int = told("How many are missing in all.", "不足数")
    least: int = told(
        "How many the norm asks for at least, over all districts; of CSWs over all areas.", "下限"
    )
    households_each: float | None = told(
        "Households for each of them; null where there is none, and for agencies.",
        "1人当たり世帯数",
    )
    reason: str = told("The same in a Japanese sentence.", "理由")


@record("What covers each district on a day, layer by layer.", "校区カバー状況")
class Coverage:
    as_of: date = told("The day.", "基準日")
    municipality: str | None = told("Name of the municipality.", "市町村名")
    households: int = told("Registered households in all districts.", "世帯数")
    districts: list[DistrictCoverage] = told("Every district, by code.", "校区", at_most=100)
    totals: list[LayerTotal] = told("Each layer over all districts.", "合計", at_most=32)
    unseen: str = told("What these figures cannot see, in Japanese.", "見えないもの")


UNSEEN = (
    "名前の付いていない課題、校区に結び付けられていない支援者、"
    "実際に活動しているかどうか、近隣の自然な見守りは数えられません。"
)


def district_coverage(asked: CoverageAsked, rows: Rows) -> Coverage:
    """The coverage of all districts; `BadInput` for a day before anything was recorded."""
    found = rows.of(DISTRICT_LAYERS)
    needs = needs_told(rows, asked.counting)
    demand_recorded(asked.as_of, found)
    municipality = municipality_of(found)
    weights = need_weights(found, opened_needs(needs), asked.counting)
    districts = [
        _district(
            each,
            [here for here in needs if here.district == each.code],
            asked,
            municipality,
            weights[each.code],
        )
        for each in found
    ]
    return Coverage(
        as_of=asked.as_of,
        municipality=municipality.name or None,
        households=sum(each.households for each in districts),
        districts=districts,
        totals=_totals(districts, {each.code: each.area for each in found}),
        unseen=UNSEEN,
    )


def municipality_of(found: Sequence[DistrictLayers]) -> Municipality:
    """The municipality of the districts, as large as they are together."""
    name = found[0].municipality if found else None
    return Municipality(name or "", sum(each.population or 0 for each in found))


def demand_recorded(as_of: date, found: Sequence[DistrictLayers]) -> None:
    """Refuse a day before anything was recorded, which would look like a city without help."""
    if not found:
        raise BadInput("There are no districts.", hint="Load a municipality first: tsunagu load.")
    first = next((each.first_day for each in found if each.first_day), None)
    if first and as_of < first:
        raise BadInput(
            f"Nothing is recorded as early as {as_of.isoformat()}.",
            hint=f"Records begin on {first.isoformat()}.",
        )


def needs_told(rows: Rows, counting: Counting) -> list[DistrictNeeds]:
    """The open needs of each district and field; none of them for whom they are not counted."""
    needs = rows.of(DISTRICT_NEEDS)
    if counting is Counting.NONE:
        return [replace(each, open_needs=0) for each in needs]
    return needs


def need_told(opened: int, weight: float, counting: Counting) -> str:
    """How needy a district is, as part of a Japanese sentence."""
    match counting:
        case Counting.ALL:
            return f"課題{opened}件、課題の重み{weight:.2f}"
        case Counting.SEEN:
            return f"閲覧できる課題{opened}件、高齢化の重み{weight:.2f}"
        case Counting.NONE:
            return f"高齢化の重み{weight:.2f}"


def opened_needs(needs: Sequence[DistrictNeeds]) -> Counter[str]:
    """How many needs are open in each district, in all fields, by its code."""
    opened: Counter[str] = Counter()
    for each in needs:
        opened[each.district] += each.open_needs
    return opened


def need_weights(
    found: Sequence[DistrictLayers], opened: Counter[str], counting: Counting
) -> dict[str, float]:
    """How needy each district is against all of them together, by code; 1 is average."""
    if counting is not Counting.ALL:
        opened = Counter()
    households = sum(each.households or 0 for each in found)
    people = sum(each.population or 0 for each in found)
    older = sum((each.population or 0) * (each.share_65_plus or 0) for each in found)
    rate = sum(opened.values()) / households if households else 0.0
    share = older / people if people else 0.0
    weights: dict[str, float] = {}
    for each in found:
        own = opened[each.code] / each.households if each.households else 0.0
        parts = [own / rate] if rate else []
        parts += [each.share_65_plus / share] if share and each.share_65_plus is not None else []
        weights[each.code] = sum(parts) / len(parts) if parts else 1.0
    return weights


def _district(
    found: DistrictLayers,
    fields: Sequence[DistrictNeeds],
    asked: CoverageAsked,
    municipality: Municipality,
    weight: float,
) -> DistrictCoverage:
    opened = sum(each.open_needs for each in fields)
    layers: list[LayerCoverage] = []
    for layer in asked.layers:
        wanted = norm(layer, found.households or 0, found.commissioner_seats, municipality)
        if layer == AGENCIES:
            for each in fields:
                seen = _Seen(layer, each.agencies, None, each.open_needs, each, asked.counting)
                layers.append(_layer(seen, wanted, found, weight))
            continue
        count, before = counts(found, layer)
        seen = _Seen(layer, count, count - before, opened, None, asked.counting)
        layers.append(_layer(seen, wanted, found, weight))
    return DistrictCoverage(
        district=found.district,
        code=found.code,
        name=found.name,
        households=found.households or 0,
        open_needs=opened,
        need_weight=round(weight, 3),
        layers=layers,
    )


def counts(found: DistrictLayers, layer: str) -> tuple[int, int]:
    """How many a district has of a layer, on the day and a year before."""
    match layer:
        case "VOLUNTEERS":
            return found.volunteers, found.volunteers_before
        case "COMMISSIONERS":
            return found.commissioners, found.commissioners_before
        case "COUNCIL":
            return found.councils, found.councils_before
        case "CAFE":
            return found.cafes, found.cafes_before
        case _:
            return found.csws, found.csws_before


@dataclass(frozen=True)
class _Seen:
    """What was found of a layer in a district; `field` for agencies."""

    layer: str
    count: int
    trend: int | None
    open_needs: int
    field: DistrictNeeds | None
    counting: Counting


def _layer(
    seen: _Seen, wanted: CoverageNorm, district: DistrictLayers, weight: float
) -> LayerCoverage:
    field, count = seen.field, seen.count
    shortfall = max(0, wanted.least - count)
    missing = shortfall / wanted.least if wanted.least else 0.0
    told_as = field.field_name if field else LAYER_NAMES[seen.layer]
    state = f"{shortfall}不足" if shortfall else "充足"
    return LayerCoverage(
        layer=seen.layer,
        field_code=field.field if field else None,
        field_name=field.field_name if field else None,
        count=count,
        present=count > 0,
        norm=wanted,
        shortfall=shortfall,
        ratio=round(count / wanted.least, 3) if wanted.least else 1.0,
        households_each=_households_each(seen.layer, district.households or 0, count),
        trend=seen.trend,
        open_needs=seen.open_needs,
        priority=round(missing * weight, 3),
        reason=f"{district.name}校区の{told_as}は{count}(基準{wanted.least})で{state}、"
        f"{need_told(seen.open_needs, weight, seen.counting)}。",
    )


def _households_each(layer: str, households: int, count: int) -> float | None:
    """Households for each, to one decimal; agencies are not there for a number of households."""
    return None if layer == AGENCIES or not count else round(households / count, 1)


def _totals(
    districts: Sequence[DistrictCoverage], areas: Mapping[str, str | None]
) -> list[LayerTotal]:
    by_layer: dict[tuple[str, str | None], list[tuple[DistrictCoverage, LayerCoverage]]] = {}
    for each in districts:
        for layer in each.layers:
            by_layer.setdefault((layer.layer, layer.field_code), []).append((each, layer))
    totals: list[LayerTotal] = []
    for (layer, field), entries in by_layer.items():
        without = [each.name for each, found in entries if not found.present]
        # A CSW looks after every district of an area, so an area's are counted once.
        once = {areas[each.code] if layer == "CSW" else each.code: found for each, found in entries}
        count = sum(found.count for found in once.values())
        least = sum(found.norm.least for found in once.values())
        shortfall = sum(found.shortfall for _, found in entries)
        households = sum(each.households for each, _ in entries)
        each_of_them = _households_each(layer, households, count)
        totals.append(
            LayerTotal(
                layer=layer,
                field_code=field,
                count=count,
                covered=len(entries) - len(without),
                uncovered=len(without),
                uncovered_names=without,
                short=sum(found.shortfall > 0 for _, found in entries),
                shortfall=shortfall,
                least=least,
                households_each=each_of_them,
                reason=f"{entries[0][1].field_name or LAYER_NAMES[layer]}は{count}(基準{least})、"
                + (f"不足は計{shortfall}、" if shortfall else "不足はなく、")
                + (f"1につき{each_of_them:g}世帯、" if each_of_them else "")
                + f"{len(entries)}校区中{len(without)}校区が空白です。",
            )
        )
    return totals


DISTRICT_COVERAGE = Inquiry(
    "district_coverage",
    CoverageAsked,
    (DISTRICT_LAYERS, DISTRICT_NEEDS),
    Coverage,
    district_coverage,
)
