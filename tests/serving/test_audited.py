"""The application opens the trail of who sees what, and is ready only while that can be written."""

from pathlib import Path

import httpx
import pytest

from audit.folder import Folder
from graph.address import DatabaseAddress
from graph.gateway import Gateway
from server.app import application
from server.manners import Manners
from tests.answering.asking import CITY_DAY
from tests.audit.trails import trail_in, verified
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio


async def test_ready_only_while_who_sees_what_can_be_recorded(
    small_city: DatabaseAddress, tmp_path: Path
) -> None:
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS) as gateway:
        await _opened_and_closed(gateway, tmp_path)


async def _opened_and_closed(gateway: Gateway, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "audit")
    trail = trail_in(folder, segment_bytes=1)
    app = application(gateway, demo=True, day=lambda: CITY_DAY, manners=Manners(), trail=trail)
    assert app.state.trail is trail
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        closed = await client.get("/readyz")
        assert (closed.status_code, closed.json()["code"]) == (503, "AUDIT_UNWRITABLE")
        async with app.router.lifespan_context(app):
            assert (await client.get("/readyz")).status_code == 200
            assert (await client.get("/healthz")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503
    assert verified(folder).broken == []
