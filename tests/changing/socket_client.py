"""A client of graphql-transport-ws that says exactly what a test wants said."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("graphql-transport-ws")
CHANGED = """
subscription Changed($id: ID, $after: String) {
  referralChanged(id: $id, after: $after) {
    cursor before after at referral { id state version }
  }
}
"""


class Socket:
    """One connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        """The next message, which comes as text."""
        text = await self.connection.recv()
        assert isinstance(text, str)
        return json.loads(text)

    async def init(self) -> None:
        await self.say(type="connection_init")
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, id_: str, query: str = CHANGED, **variables: Any) -> None:
        payload = {"query": query, "variables": variables}
        await self.say(type="subscribe", id=id_, payload=payload)

    async def told(self, id_: str) -> dict[str, Any]:
        """What the next `next` says of a hand-over's move."""
        message = await self.hear()
        assert (message["id"], message["type"]) == (id_, "next"), message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]["referralChanged"]

    async def closing(self) -> tuple[int, str]:
        """The code and the reason it is closed with; what is said before is passed over."""
        try:
            while True:
                await self.connection.recv()
        except ConnectionClosed:
            code, reason = self.connection.close_code, self.connection.close_reason
            return code or 0, reason or ""


@asynccontextmanager
async def socket_to(
    served: str, *, protocols: list[Subprotocol] | None = None, **more: Any
) -> AsyncGenerator[Socket]:
    """An open socket to a server at that base URL."""
    address = served.replace("http", "ws", 1) + "/graphql"
    asked = [PROTOCOL] if protocols is None else protocols
    async with connect(
        address, subprotocols=asked or None, compression=None, proxy=None, **more
    ) as connection:
        yield Socket(connection)
