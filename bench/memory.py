"""What the API's process takes after many mixed requests, and whether it grows.

    python -m bench.memory

Asks the bench's cases in a seeded order, of many residents and with many sizes of page, so that
documents and plans of every kind are met; the tables of documents and plans are full long before
the first look.
"""

import argparse
import random
from contextlib import ExitStack
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from bench.__main__ import READ_SECONDS, asker
from bench.asking import Seen, one_round
from bench.cases import OURS, Case, cases
from bench.databases import Measured, carry_out
from bench.servers import started
from graph.gateway import Gateway
from schema.api import api
from seeds.calendar import TODAY

SEED = 2021
AT_ONCE = 8
MOST_MIB = 150
GROWTH_MIB = 1.5
"""What counts as none: a hundredth of what the process may take."""
SOME_IDS = "query($after: String) { residents(first: 100, after: $after) { nodes { id } pageInfo { endCursor } } }"
SHARE_OF_CASES = 0.5
MOST_REFUSED = 0.01
"""A machine that is busy with other things lets a few pass their deadline."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--more", type=int, default=5_000)
    carry_out(parser, _main)


async def _main(measured: Measured, given: argparse.Namespace) -> None:
    async with Gateway(measured.address, read_seconds=READ_SECONDS, watch=()) as gateway:
        ask = asker(api(), gateway, TODAY)
        every = await cases(ask, TODAY)
        ids = await _ids(ask)
    chance = random.Random(SEED)  # noqa: S311 -- seeded to be repeatable, not secret
    table = Table("requests", "resident memory", title="The API's process")
    taken: list[float] = []
    with ExitStack() as stack:
        server = started(stack, measured.address, every, TODAY, names=[OURS])[OURS]
        table.add_row("0", f"{server.resident_mib():.1f} MiB")
        done, refused = 0, 0
        for count in (given.requests, given.more):
            for _ in range(count // AT_ONCE):
                body = _any_body(chance, every, ids)
                seen = Seen()
                await one_round(server, body, seen, requests=AT_ONCE, connections=AT_ONCE)
                refused += b'"errors"' in seen.answer
            done += count
            taken.append(server.resident_mib())
            table.add_row(f"{done:,}", f"{taken[-1]:.1f} MiB")
    console = Console()
    console.print(table)
    if refused > done * MOST_REFUSED:
        raise AssertionError(f"{refused:,} of {done:,} requests were not answered.")
    grown = taken[1] - taken[0]
    reached = taken[-1] <= MOST_MIB and grown <= GROWTH_MIB
    console.print(
        f"to reach: at most {MOST_MIB} MiB and no growth after; grown by {grown:.1f} MiB: "
        f"{'yes' if reached else 'NO'}"
    )


async def _ids(ask: Any) -> list[str]:
    found: list[str] = []
    after = None
    for _ in range(10):
        page = (await ask(SOME_IDS, {"after": after}))["residents"]
        found += [each["id"] for each in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    return found


def _any_body(chance: random.Random, every: list[Case], ids: list[str]) -> bytes:
    """A case as it is, or about another resident, or a page of another size."""
    case = chance.choice(every)
    sent = case.sent[OURS]
    if chance.random() < SHARE_OF_CASES:
        return orjson.dumps(sent)
    if "resident" in sent["variables"]:
        return orjson.dumps({**sent, "variables": {"resident": chance.choice(ids)}})
    size = f"first: {chance.randint(1, 20)})"
    query = sent["query"].replace("first: 5)", size).replace("first: 20)", size)
    return orjson.dumps({**sent, "query": query})


if __name__ == "__main__":
    main()
