"""Compares the written rules with the naive walk on the whole demo city; `make gaps` runs it.

Reads the local database (or that of NEO4J_URI), which must hold the whole city; writes nothing.
"""

import asyncio
import sys
from collections import Counter

from graph.gaps.all import RULES
from graph.gateway import Gateway
from graph.local.opening import open_database
from seeds.calendar import TODAY
from seeds.city import SEED, sheets
from seeds.load import recorded
from tests.answering.oracle import World
from tests.gap_rules.found import found
from tests.gap_rules.naive import Naive
from tests.gap_rules.register import disagreement

READ_SECONDS = 120.0
BATCH = 2_000


async def main() -> int:
    """Print both counts by rule; 1 when any gap differs, or the register disagrees."""
    with open_database() as address:
        async with Gateway(address, read_seconds=READ_SECONDS) as gateway:
            state = await recorded(gateway)
            if state is None or not state.complete or state.load.factor != 1:
                sys.stderr.write("Load the whole city first: tsunagu load, then tsunagu sweep.\n")
                return 1
            world = World.of(sheets(SEED, 1.0))
            households = sorted(world.nodes["Household"])
            naive = Counter(Naive(world, TODAY).gaps(households))
            written = Counter(await found(gateway, households, TODAY))
            standing = 0
            for at in range(0, len(households), BATCH):
                part = households[at : at + BATCH]
                standing += len(await disagreement(gateway, part, TODAY))
    for rule in RULES:
        counts = [sum(each.rule == rule.code for each in side) for side in (naive, written)]
        sys.stdout.write(f"{rule.code:<18}{counts[0]:>8,}{counts[1]:>8,}\n")
    differing = (naive - written).total() + (written - naive).total()
    sys.stdout.write(f"Differing gaps: {differing:,}; the register differs in {standing:,}.\n")
    return int(bool(differing or standing))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
