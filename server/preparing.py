"""Prepares the starts of our own Neo4j: Java is trained with a small city and what is asked of one.

A server that has been ready for a while does so behind everything else, in a process of its own
(`python -m server.preparing`), which ends when its stdin is closed, however the server ends.
"""

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

from anyio import sleep, to_thread

from graph.address import DatabaseAddress
from graph.errors import TsunaguError
from graph.gaps.sweep import sweep
from graph.gateway import Gateway
from graph.local.ahead import AheadCache
from graph.local.assembly import assembled
from graph.local.opening import chosen
from graph.local.preparing import Preparation
from graph.local.progress import Report, silent
from graph.local.release import Release
from graph.migrations.apply import STATEMENT_SECONDS, migrate
from graph.policy import POLICY
from graph.viewer import Role
from resolvers.plans import Plans
from schema.api import api
from seeds.calendar import TODAY
from seeds.city import SEED
from seeds.load import CityLoad, load
from server.explorer.pages import read_examples
from server.warming import Warming

READY_FOR_SECONDS = 120.0
"""How long a server has been ready before it thinks of later starts."""

_FACTOR = 0.01
NICENESS = 10
"""Beside a busy process it then has a tenth of what that has."""

COMMAND = (sys.executable, "-P", "-m", "server.preparing")
_LOOK_AGAIN_SECONDS = 2.0

LOG = logging.getLogger("tsunagu.preparing")


def prepare(release: Release, report: Report = silent) -> bool:
    """Make the release's ahead-of-time cache; True when it was made now, False when it was there.

    Raises `NotPrepared` where it cannot be made.
    """
    return Preparation(release, lambda address: asyncio.run(_train(address)), report=report).make()


async def prepare_behind(release: Release) -> None:
    """Prepare later starts once the server has been ready for a while; what hinders it is logged."""
    await sleep(READY_FOR_SECONDS)
    try:
        if not await to_thread.run_sync(_can_be_prepared, release):
            return
        said = await _said_by_a_process()
    except (TsunaguError, OSError) as fault:
        said = str(fault)
    LOG.debug("the starts of Neo4j: %s", said)


async def _train(address: DatabaseAddress) -> None:
    """Do what a first start does: the schema, a city, its register of gaps, the examples."""
    async with Gateway(
        address, read_seconds=STATEMENT_SECONDS, write_seconds=STATEMENT_SECONDS, watch=()
    ) as gateway:
        await migrate(gateway)
        await load(gateway, CityLoad(SEED, _FACTOR))
        await sweep(gateway, TODAY)
        documents = [example.query for example in read_examples()]
        warming = Warming(api(), gateway, Plans(POLICY), TODAY)
        await warming.carry_out(documents, (Role.DEMO, Role.COORDINATOR))


def _can_be_prepared(release: Release) -> bool:
    assembly = assembled(release)
    cache = AheadCache.of(assembly.java, assembly.jars)
    return cache is not None and not cache.file.exists()


async def _said_by_a_process() -> str:
    """Its last word; it is told of our end by the end of its stdin."""
    process = subprocess.Popen(  # noqa: ASYNC220, S603 -- our own module; it is not waited for
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        while process.poll() is None:  # noqa: ASYNC110 -- a thread that waits would outlast us
            await sleep(_LOOK_AGAIN_SECONDS)
        return (process.stdout.read().strip().splitlines() or [""])[-1]
    finally:
        process.stdin.close()
        process.stdout.close()
        if process.poll() is None:
            process.returncode = 0  # it ends without us; there is nothing to wait for


def _end_with_stdin() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit("stopped")


def main() -> int:
    """Prepare the chosen release behind everything else; 0 when it is prepared, 1 when not."""
    if sys.platform != "win32":
        os.nice(NICENESS)
    signal.signal(signal.SIGTERM, _stop)
    Thread(target=_end_with_stdin, daemon=True).start()
    try:
        said = "prepared" if prepare(chosen().release) else "prepared already"
    except TsunaguError as fault:
        said = str(fault)
    with contextlib.suppress(OSError):  # whoever started it may be gone
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()
    return 0 if said.startswith("prepared") else 1


if __name__ == "__main__":
    sys.exit(main())
