"""A process of its own that migrates a database and says each step."""

import asyncio
import os
import subprocess
import sys

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.migrations.apply import Step, migrate

VARIABLE = "TSUNAGU_TEST_MIGRATING"


def migrating(address: DatabaseAddress) -> subprocess.Popen[str]:
    """Start it; its standard output has a line per step."""
    words = (address.uri, address.user, address.password, address.database)
    return subprocess.Popen(  # our own interpreter, our own module
        [sys.executable, "-m", __name__],
        env={**os.environ, VARIABLE: " ".join(words)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


async def _main() -> None:
    async with Gateway(DatabaseAddress(*os.environ[VARIABLE].split(" "))) as gateway:
        await migrate(gateway, _say)


def _say(step: Step) -> None:
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_main())
