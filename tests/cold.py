"""A database that has planned nothing, and the time that the API gives a request over it."""

from collections.abc import Awaitable
from typing import Any, LiteralString

from graph.cypher import Statement
from graph.gateway import Gateway
from graph.patience import Patience
from server.intake import deadline_passed
from server.limits import RequestLimits

_FORGET_PLANS: LiteralString = "CALL db.clearQueryCaches() YIELD value RETURN value"
FORGET_PLANS = Statement("forget_plans", _FORGET_PLANS)


async def forget_plans(gateway: Gateway) -> None:
    """The database knows no text any more, nor does the gateway take it to know one."""
    await gateway.write(FORGET_PLANS)
    gateway._planned.clear()


async def in_time(asking: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    """The answer, or what a client is told whose request has taken too long."""
    patience = Patience(RequestLimits().request_seconds)
    try:
        async with patience:
            return await asking
    except TimeoutError:
        late = deadline_passed(patience)
        error = {"message": late.message, "extensions": {"code": late.code}}
        return {"data": None, "errors": [error]}
