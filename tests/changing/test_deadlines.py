"""Whoever is told that a change came too late sends the same key, and has the change once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway, Transaction
from graph.viewer import DEMO_VIEWER
from server.limits import RequestLimits, ServerLimits
from tests.access.applied import Applied, applied
from tests.changing.conftest import events_of
from tests.changing.moving import MOVE, Mover, asked
from tests.worlds import PATIENTLY

pytestmark = pytest.mark.anyio

HURRIED = ServerLimits(requests=RequestLimits(request_seconds=1.0))


class Late(Gateway):
    """When `late`, the next change waits beyond any deadline: right before its commit, or after it."""

    late = False
    after = False

    async def transact(self, name: str, work: Callable[[Transaction], Awaitable[Any]]) -> Any:
        late, self.late = self.late, False

        async def waiting(transaction: Transaction) -> Any:
            result = await work(transaction)
            if late and not self.after:
                await asyncio.Event().wait()
            return result

        result = await super().transact(name, waiting)
        if late:
            await asyncio.Event().wait()
        return result


async def _moved(ask: Applied, given: dict[str, Any]) -> dict[str, Any]:
    answer = await ask(DEMO_VIEWER, MOVE, {"input": given})
    assert "errors" not in answer, answer
    return answer["data"]["moveReferral"]


@pytest.mark.parametrize("after", [False, True], ids=["before the commit", "after the commit"])
async def test_a_change_that_came_too_late_is_made_once_by_its_key(
    changing_city: DatabaseAddress, mover: Mover, gateway: Gateway, *, after: bool
) -> None:
    known, id_ = await mover.made("REQUESTED"), await mover.made("REQUESTED")
    given = asked(id_, 1, "ACCEPTED")
    async with Late(changing_city, **PATIENTLY, watch=()) as late, applied(late, HURRIED) as ask:
        late.after = after
        await _moved(ask, asked(known, 1, "ACCEPTED"))
        before = await events_of(gateway)
        late.late = True
        [told] = (await ask(DEMO_VIEWER, MOVE, {"input": given}))["errors"]
        assert told["extensions"]["code"] == "DEADLINE_PASSED"
        assert "Whether a change was made is not known" in told["extensions"]["hint"]
        assert "the same idempotency key" in told["extensions"]["hint"]
        assert await mover.stands(id_) == (["ACCEPTED", 2] if after else ["REQUESTED", 1])
        first = await _moved(ask, given)
        assert first["userErrors"] == []
        assert (first["referral"]["state"], first["referral"]["version"]) == ("ACCEPTED", 2)
        assert await _moved(ask, given) == first
    assert len(await events_of(gateway)) == len(before) + 1
