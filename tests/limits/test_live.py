"""How many connections one client, all strangers and all together may have open."""

import asyncio

import pytest

from graph.viewer import ANONYMOUS, Role, Viewer
from server.limits import SocketLimits
from server.live import Client, Full, Live, Place

pytestmark = pytest.mark.anyio

LIMITS = SocketLimits(live_connections=12, client_connections=3, stranger_connections=5)
CSW = Viewer(Role.CSW, "csw", "account of csw")
DEMO = Viewer(Role.DEMO, None, None)


def at(address: str) -> Client:
    return Client.at({"client": (address, 50_000)})


class Door:
    """Opens connections that stay open until the end, each in a task of its own as a server has them."""

    def __init__(self) -> None:
        self.live = Live(LIMITS)
        self._ended = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def opens(self, client: Client) -> Place | None:
        """The place that is given; None when there is none."""
        given: asyncio.Future[Place | None] = asyncio.get_running_loop().create_future()

        async def connection() -> None:
            try:
                with self.live.entered(client) as place:
                    given.set_result(place)
                    await self._ended.wait()
            except Full:
                given.set_result(None)

        self._tasks.append(asyncio.create_task(connection()))
        return await given

    async def ends(self) -> None:
        self._ended.set()
        await asyncio.gather(*self._tasks)


async def opened(door: Door, *clients: Client) -> int:
    return sum([await door.opens(each) is not None for each in clients])


async def test_one_address_has_its_share_and_strangers_have_theirs() -> None:
    door = Door()
    assert await opened(door, *[at("192.0.2.1")] * 200) == LIMITS.client_connections
    assert await opened(door, *[at(f"192.0.2.{last}") for last in range(2, 200)]) == 2
    assert await opened(door, *[at("192.0.2.1").known_as(CSW)] * 200) == 3
    await door.ends()
    assert len(door.live) == 0
    assert await opened(Door(), at("192.0.2.1")) == 1


async def test_room_comes_back_for_the_same_client() -> None:
    door = Door()
    assert await opened(door, *[at("192.0.2.1")] * 4) == 3
    await door.ends()
    again = Door()
    again.live = door.live
    assert await opened(again, *[at("192.0.2.1")] * 4) == 3
    await again.ends()


async def test_who_is_known_counts_to_their_account_and_no_longer_to_strangers() -> None:
    door = Door()
    places = [await door.opens(at("192.0.2.1")) for _ in range(3)]
    assert await door.opens(at("192.0.2.1")) is None
    for place in places:
        assert place is not None
        place.becomes(CSW)
    assert await opened(door, *[at("192.0.2.1")] * 3) == 3
    fourth = await door.opens(at("192.0.2.9"))
    assert fourth is not None
    with pytest.raises(Full):
        fourth.becomes(CSW)
    fourth.becomes(ANONYMOUS)
    await door.ends()
    assert (len(door.live), door.live._of_strangers, dict(door.live._of_each)) == (0, 0, {})


async def test_the_demos_own_viewer_has_whatever_there_is() -> None:
    door = Door()
    assert await opened(door, *[at("127.0.0.1").known_as(DEMO)] * 20) == LIMITS.live_connections
    await door.ends()
