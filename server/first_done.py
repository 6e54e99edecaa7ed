"""Several things under way at once, of which the first that is done ends the others."""

import asyncio
from collections.abc import Awaitable
from typing import Any


async def until_one_is_done(*work: Awaitable[Any]) -> None:
    """Run all until one is done; the others are then cancelled, and have ended on return."""
    tasks: list[asyncio.Future[Any]] = [asyncio.ensure_future(each) for each in work]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
