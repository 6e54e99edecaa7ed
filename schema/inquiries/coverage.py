"""What may be asked about the coverage of districts."""

from datetime import date
from typing import Annotated, Any

import strawberry

from graph.coverage.districts import DISTRICT_COVERAGE, Counting, Coverage, CoverageAsked
from graph.coverage.layers import LAYER, LAYERS
from graph.coverage.placement import PLACEMENT_PLAN, PlacementAsked, PlacementPlan
from graph.coverage.uncovered import UNCOVERED_DISTRICTS, UncoveredDistricts
from graph.plan import day_asked
from graph.policy import POLICY, Rows
from resolvers.context import Context
from resolvers.inquiries import inquire_by
from resolvers.shaped import Finished
from schema.answers import inquiry_field
from schema.families import COUNTED
from schema.words import enum_of

Info = strawberry.Info[Context, None]
ON = strawberry.argument(description="The day; today when left out (基準日).")
WHICH = strawberry.argument(description="Which layers; all of them when left out (層).")
ONE = strawberry.argument(description="Which layer (層).")
AVAILABLE = strawberry.argument(
    description="How many there are to place, 1 to 10,000 (配置できる数)."
)
IDEAL = strawberry.argument(
    description="Aim at the upper bound of the norm instead of the lower one (上限を目標にする)."
)
Day = Annotated[date | None, ON]
Layer = Annotated[enum_of(LAYER), ONE]
NEED = "Need"
Layers = Annotated[list[enum_of(LAYER)] | None, WHICH]


async def _district_coverage(info: Info, layers: Any = None, as_of: Day = None) -> Finished:
    names = tuple(dict.fromkeys(each.value for each in layers)) if layers else LAYERS
    return await inquire_by(
        info,
        DISTRICT_COVERAGE,
        lambda: CoverageAsked(names, _day(info, as_of), _counting(info)),
    )


async def _uncovered_districts(info: Info, layer: Any, as_of: Day = None) -> Finished:
    return await inquire_by(
        info,
        UNCOVERED_DISTRICTS,
        lambda: CoverageAsked((layer.value,), _day(info, as_of), _counting(info)),
    )


async def _placement_plan(
    info: Info,
    layer: Any,
    available: Annotated[int, AVAILABLE],
    *,
    ideal: Annotated[bool, IDEAL] = False,
    as_of: Day = None,
) -> Finished:
    def make() -> PlacementAsked:
        return PlacementAsked(layer.value, available, ideal, _day(info, as_of), _counting(info))

    return await inquire_by(info, PLACEMENT_PLAN, make)


# The enum is made of the choice, which no annotation can name.
_district_coverage.__annotations__["layers"] = Layers
_uncovered_districts.__annotations__["layer"] = Layer
_placement_plan.__annotations__["layer"] = Layer


def _day(info: Info, as_of: date | None) -> date:
    return day_asked(as_of, info.context.today)


def _counting(info: Info) -> Counting:
    """What counts of the open needs: nothing for whom they are counted by `statistics` alone."""
    role = info.context.viewer.role
    if COUNTED[role]:
        return Counting.NONE
    return Counting.ALL if POLICY.rows[role][NEED] is Rows.ALL else Counting.SEEN


DISTRICT_COVERAGE_FIELD = inquiry_field(
    Coverage,
    _district_coverage,
    "What covers each district, layer by layer, and what it lacks.",
    "校区カバー状況",
)
UNCOVERED_DISTRICTS_FIELD = inquiry_field(
    UncoveredDistricts,
    _uncovered_districts,
    "Which districts a layer does not reach at all, the neediest first.",
    "空白校区",
)
PLACEMENT_PLAN_FIELD = inquiry_field(
    PlacementPlan,
    _placement_plan,
    "Where the next so many help most, and why there.",
    "配置計画",
)
