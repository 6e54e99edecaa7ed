"""What may be asked about the coverage of districts."""

from datetime import date
from typing import Annotated, Any

import strawberry

from graph.coverage.districts import DISTRICT_COVERAGE, Coverage, CoverageAsked
from graph.coverage.layers import LAYER, LAYERS
from resolvers.context import Context
from resolvers.inquiries import inquire
from resolvers.shaped import Finished
from schema.answers import inquiry_field
from schema.words import enum_of

Info = strawberry.Info[Context, None]
ON = strawberry.argument(description="The day; today when left out (基準日).")
WHICH = strawberry.argument(description="Which layers; all of them when left out (層).")


async def _district_coverage(
    info: Info,
    layers: Any = None,
    as_of: Annotated[date | None, ON] = None,
) -> Finished:
    asked = CoverageAsked(_names(layers), as_of or info.context.today)
    return await inquire(info, DISTRICT_COVERAGE, asked)


# The enum is made of the choice, which no annotation can name.
_district_coverage.__annotations__["layers"] = Annotated[list[enum_of(LAYER)] | None, WHICH]


def _names(layers: list[Any] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.value for each in layers)) if layers else LAYERS


DISTRICT_COVERAGE_FIELD = inquiry_field(
    Coverage,
    _district_coverage,
    "What covers each district, layer by layer, and what it lacks.",
    "校区カバー状況",
)
