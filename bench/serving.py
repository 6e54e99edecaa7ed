"""One server under test: `python -m bench.serving ours|bare FILE`.

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
from bench.recorder import statements_of
from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway
from schema.api import api
from server.app import application


async def _bare(gateway: Gateway, cases: list[dict[str, Any]], today: date) -> ASGIApp:
    schema = api()
    statements: list[Statement] = []
    for case in cases:
        statements += await statements_of(schema, case["operation"], case["variables"], today)
    return bare_application(gateway, statements)


async def _serve(which: str, given: dict[str, Any]) -> None:
    today = date.fromisoformat(given["today"])
    async with Gateway(DatabaseAddress(**given["address"]), read_seconds=60, watch=()) as gateway:
        app: ASGIApp = (
            await _bare(gateway, given["cases"], today)
            if which == "bare"
            else application(gateway, demo=True, day=lambda: today)
        )
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
    uvloop.run(_serve(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
