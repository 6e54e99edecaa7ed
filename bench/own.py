"""What a request takes of the API itself: CPU without a socket, a driver and a database.

    python -m bench.own

The applications are called in this process, ours and the bare one by turns, over a gateway that
answers with what came back once. The least of many batches is told, which a busy machine changes
little.
"""

import argparse
from time import thread_time
from typing import Any

from rich.console import Console
from rich.table import Table
from starlette.types import ASGIApp, Message

from bench.__main__ import READ_SECONDS, asker
from bench.cases import BARE, OURS, cases
from bench.databases import Measured, carry_out
from bench.replay import Replayed
from bench.serving import application_of
from graph.gateway import Gateway
from schema.api import api
from seeds.calendar import TODAY
from server.settling import settle

BATCH = 50
"""Requests between two looks at the clock."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=60)
    carry_out(parser, _main)


async def _main(measured: Measured, options: argparse.Namespace) -> None:
    table = Table("case", "ours", "bare", "more", title="CPU of a request, in microseconds")
    async with Gateway(measured.address, read_seconds=READ_SECONDS, watch=()) as gateway:
        every = await cases(asker(api(), gateway, TODAY), TODAY)
        given = {
            "today": TODAY.isoformat(),
            "asked": [case.sent[OURS] for case in every],
        }
        replayed = Replayed(gateway).as_gateway()
        apps = {name: await application_of(name, replayed, given) for name in (OURS, BARE)}
        settle()
        for case in every:
            least = dict.fromkeys(apps, float("inf"))
            for _ in range(options.batches):
                for name, app in apps.items():
                    least[name] = min(least[name], await _microseconds(app, case.body(name)))
            ours, bare = least[OURS], least[BARE]
            table.add_row(case.name, f"{ours:.0f}", f"{bare:.0f}", f"{ours - bare:.0f}")
    Console().print(table)


async def _microseconds(app: ASGIApp, body: bytes) -> float:
    """Of CPU for one request, over a batch."""
    start = thread_time()
    for _ in range(BATCH):
        await _answered(app, body)
    return (thread_time() - start) / BATCH * 1e6


async def _answered(app: ASGIApp, body: bytes) -> None:
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/graphql",
        "root_path": "",
        "query_string": b"",
        "headers": [
            (b"host", b"127.0.0.1"),
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
        ],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if sent[0]["status"] != 200:  # noqa: PLR2004 -- HTTP's own
        raise AssertionError(sent[-1]["body"])


if __name__ == "__main__":
    main()
