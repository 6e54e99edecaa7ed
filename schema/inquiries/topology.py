"""What may be asked of the support there is in the city, without showing anybody's household."""

from datetime import date
from typing import Annotated

import strawberry

from graph.topology.judged import SUPPORT_TOPOLOGY, SupportTopology, TopologyAsked
from resolvers.context import Context
from resolvers.inquiries import inquire_by
from resolvers.shaped import Finished
from schema.answers import inquiry_field

Info = strawberry.Info[Context, None]
BEFORE = strawberry.argument(
    description="The ties are as of the end of the last month that was complete before this day; "
    "before today when left out (基準日)."
)


async def _support_topology(info: Info, as_of: Annotated[date | None, BEFORE] = None) -> Finished:
    today = info.context.today
    return await inquire_by(info, SUPPORT_TOPOLOGY, lambda: TopologyAsked.on(as_of, today))


SUPPORT_TOPOLOGY_FIELD = inquiry_field(
    SupportTopology,
    _support_topology,
    "Which agencies households have to do with, under pseudonyms that no other answer has: each "
    "household told of has the same ties as at least nine others, so that none can be picked out.",
    "支援の網",
)
