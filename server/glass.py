"""Sees to it that the end of every emergency access (緊急閲覧) comes on record.

Nothing is opened or closed here: each statement reads for itself whether the glass is broken. What
ran out while no server was there is recorded when the next one starts.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from anyio import CancelScope

from audit.trail import Trail
from graph.errors import TsunaguError
from graph.gateway import Gateway
from resolvers.glass import ends_recorded

LOG = logging.getLogger("tsunagu.glass")

LOOK_SECONDS = 5.0
"""Between two looks at what is over."""


async def record_ends(
    gateway: Gateway,
    trail: Trail,
    clock: Callable[[], datetime],
    *,
    every: float = LOOK_SECONDS,
) -> None:
    """Record what is over, at once and again and again; what fails is logged and tried again.

    A look that has begun is not broken off: who cancels waits for it, as long as a statement may take.
    """
    while True:
        with CancelScope(shield=True):
            try:
                await ends_recorded(gateway, trail, clock())
            except TsunaguError as fault:
                LOG.warning("the end of an emergency access is not on record yet: %s", fault.code)
        await asyncio.sleep(every)
