"""A process of its own that records entries, and says each on stdout once it is acknowledged."""

import asyncio
import resource
import sys
from pathlib import Path

from audit.folder import Folder
from audit.trail import Trail
from graph.errors import AuditUnwritable
from tests.audit.trails import seen, trail_in

TASKS = 8


async def _record(folder: Folder, name: str, file_bytes: int) -> None:
    if file_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    async with trail_in(folder, head_seconds=0.02) as trail:
        _say("open")
        await asyncio.gather(*(_go_on(trail, f"{name}{task}") for task in range(TASKS)))


async def _go_on(trail: Trail, name: str) -> None:
    for place in range(20_000):
        request = f"{name}-{place}"
        try:
            await trail.record([seen(f"P{place % 50}", request=request)])
        except AuditUnwritable as error:
            _say(f"refused {error}")
            return
        _say(request)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    folder_path, own_name, most_bytes = sys.argv[1:]
    asyncio.run(_record(Folder(Path(folder_path)), own_name, int(most_bytes)))
