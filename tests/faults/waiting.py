"""Waiting for a fact instead of for a time."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
from anyio import to_thread

WITHIN_SECONDS = 120.0

Fact = TypeVar("Fact")


def until(fact: Callable[[], Fact], what: str) -> Fact:
    """The fact, once it holds; fails with `what` when it does not within two minutes."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while not (found := fact()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)
    return found


async def soon(fact: Callable[[], Fact], what: str) -> Fact:
    """The same, while an event loop goes on."""
    return await to_thread.run_sync(until, fact, what)


def java_of(home: Path) -> list[psutil.Process]:
    """Every Java process that runs from this data folder, whoever is its parent."""
    arguments = f"@{home / 'java.arguments'}"
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        try:
            if arguments in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found
