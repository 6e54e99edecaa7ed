"""Districts that a layer does not reach at all, the neediest first."""

from datetime import date

from graph.coverage.districts import (
    LAYER_NAMES,
    CoverageAsked,
    DistrictCoverage,
    LayerCoverage,
    district_coverage,
)
from graph.coverage.layers import LAYER
from graph.inquiry import Inquiry, Rows
from graph.questions.district_layers import DISTRICT_LAYERS
from graph.questions.district_needs import DISTRICT_NEEDS
from graph.records import record, told


@record("Districts that a layer does not reach, the neediest first.", "空白校区")
class UncoveredDistricts:
    as_of: date = told("The day.", "基準日")
    layer: str = told("The layer.", "層", choice=LAYER)
    of: int = told("How many districts there are in all.", "全校区数")
    count: int = told("How many of them have none.", "空白校区数")
    households: int = told("Registered households in them.", "空白校区の世帯数")
    open_needs: int = told("Open needs in them.", "空白校区の課題数")
    districts: list[DistrictCoverage] = told(
        "The districts, by priority; for agencies, those that lack any of the fields.",
        "校区",
        at_most=100,
    )
    sentence: str = told("The same in a Japanese sentence, also when there are none.", "要約")


def uncovered_districts(asked: CoverageAsked, rows: Rows) -> UncoveredDistricts:
    """The districts without any of the one layer asked for; by priority, then code."""
    (layer,) = asked.layers
    coverage = district_coverage(asked, rows)
    found = [each for each in coverage.districts if _missing(each)]
    found.sort(key=lambda each: (-max(layer.priority for layer in _missing(each)), each.code))
    names = "、".join(each.name for each in found)
    told_as = LAYER_NAMES[layer]
    return UncoveredDistricts(
        as_of=asked.as_of,
        layer=layer,
        of=len(coverage.districts),
        count=len(found),
        households=sum(each.households for each in found),
        open_needs=sum(each.open_needs for each in found),
        districts=found,
        sentence=f"{told_as}のない校区は{len(coverage.districts)}校区中{len(found)}校区です({names})。"
        if found
        else f"{told_as}は全{len(coverage.districts)}校区にあります。",
    )


def _missing(district: DistrictCoverage) -> list[LayerCoverage]:
    return [each for each in district.layers if not each.present]


UNCOVERED_DISTRICTS = Inquiry(
    "uncovered_districts",
    CoverageAsked,
    (DISTRICT_LAYERS, DISTRICT_NEEDS),
    UncoveredDistricts,
    uncovered_districts,
)
