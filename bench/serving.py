"""One server under test: `python -m bench.serving ours|bare|dataloader FILE live|replayed`.

Reads the database's address and the cases from FILE, listens on a free loopback port, writes the
port to standard output, and ends when its standard input does.
"""

import json
import socket
import sys
import threading
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
import uvloop
from starlette.types import ASGIApp

from bench.bare import bare_application
from bench.peers.dataloader import dataloader_application
from bench.recorder import statements_of
from bench.replay import Replayed
from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway
from schema.api import api
from server.app import application
from server.settling import settle

READ_SECONDS = 60.0


async def _bare(gateway: Gateway, given: dict[str, Any], today: date) -> ASGIApp:
    schema = api()
    statements: list[Statement] = []
    for asked in given["asked"]:
        statements += await statements_of(schema, asked["query"], asked["variables"], today)
    return bare_application(gateway, statements)


async def application_of(which: str, gateway: Gateway, given: dict[str, Any]) -> ASGIApp:
    """The application of that name; the bare one makes its statements of what is `asked`."""
    today = date.fromisoformat(given["today"])
    if which == "bare":
        return await _bare(gateway, given, today)
    if which == "dataloader":
        return dataloader_application(gateway, today)
    return application(gateway, demo=True, day=lambda: today)


async def _serve(which: str, given: dict[str, Any], way: str) -> None:
    address = DatabaseAddress(**given["address"])
    async with Gateway(
        address, read_seconds=READ_SECONDS, write_seconds=READ_SECONDS, watch=()
    ) as gateway:
        replayed = Replayed(gateway) if way == "replayed" else None
        app = await application_of(which, replayed.as_gateway() if replayed else gateway, given)
        if replayed:
            app = replayed.told(app)
        settle()
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        )

        def end_with_input() -> None:
            sys.stdin.read()
            server.should_exit = True

        threading.Thread(target=end_with_input, daemon=True).start()
        print(listener.getsockname()[1], flush=True)
        await server.serve(sockets=[listener])


if __name__ == "__main__":
    _, _which, _file, _way = sys.argv
    uvloop.run(_serve(_which, json.loads(Path(_file).read_text(encoding="utf-8")), _way))
