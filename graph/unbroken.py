"""Lets what was asked of the database come to its end, though whoever asked has gone.

The driver ends a statement that is broken off by closing its connection. That is right for one that
takes long; for the short reads of somebody who stops listening it would cost a connection each time.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def unbroken(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of `work`; when the caller is cancelled, it goes on by itself and is forgotten."""
    task = asyncio.ensure_future(work)
    task.add_done_callback(_forget)
    return await asyncio.shield(task)


async def ended(work: Coroutine[Any, Any, Result], end: Callable[[], None]) -> Result:
    """The result of `work`; `end` is called when it is over."""
    try:
        return await work
    finally:
        end()


def _forget(task: asyncio.Task[Any]) -> None:
    """A failure that nobody waits for any more is no news."""
    if not task.cancelled():
        task.exception()
