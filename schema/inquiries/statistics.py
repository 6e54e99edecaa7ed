"""What may be asked of the statistics: one table of a closed list, as of a complete month."""

from datetime import date
from typing import Annotated, Any

import strawberry

from graph.statistics.judged import STATISTICS, Statistics, StatisticsAsked
from graph.statistics.tables import TABLE
from resolvers.context import Context
from resolvers.inquiries import inquire_by
from resolvers.shaped import Finished
from schema.answers import inquiry_field
from schema.words import enum_of

Info = strawberry.Info[Context, None]
WHICH = strawberry.argument(description="Which table (統計表).")
BEFORE = strawberry.argument(
    description="The counts are as of the end of the last month that was complete before this day; "
    "before today when left out (基準日)."
)


async def _statistics(
    info: Info, table: Any, as_of: Annotated[date | None, BEFORE] = None
) -> Finished:
    today = info.context.today
    return await inquire_by(info, STATISTICS, lambda: StatisticsAsked.on(table.value, as_of, today))


# The enum is made of the choice, which no annotation can name.
_statistics.__annotations__["table"] = Annotated[enum_of(TABLE), WHICH]

STATISTICS_FIELD = inquiry_field(
    Statistics,
    _statistics,
    "A table of counts over the whole city that gives nobody away: small groups, and what would let "
    "them be computed, are withheld.",
    "統計表",
)
