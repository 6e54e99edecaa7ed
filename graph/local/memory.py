"""How much memory Neo4j gets, from how much there is."""

from dataclasses import dataclass
from pathlib import Path

import psutil

from graph.errors import LocalDatabaseFault

LEAST_HEAP_MIB = 512
MOST_HEAP_MIB = 4096
LEAST_PAGE_CACHE_MIB = 64
MOST_PAGE_CACHE_MIB = 2048
BESIDE_HEAP_MIB = 256
"""What Java itself takes: code, threads, network buffers."""
MOST_KEPT_PLANS = 1000
PLANS_PER_HEAP_MIB = 0.5
"""Each text costs some 0.6 MiB, parsed and planned: all that are kept take a third of the heap."""

_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Machine:
    """The memory of this machine, or of the container we are in, in MiB."""

    total_mib: int
    available_mib: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What Neo4j may take, in MiB: its heap, and the page cache that holds the graph."""

    heap_mib: int
    page_cache_mib: int

    @property
    def needed_mib(self) -> int:
        return self.heap_mib + self.page_cache_mib + BESIDE_HEAP_MIB

    @property
    def kept_plans(self) -> int:
        """How many texts Neo4j keeps the plans of: by its own choice, more than the least heap holds."""
        return min(MOST_KEPT_PLANS, int(self.heap_mib * PLANS_PER_HEAP_MIB))


def this_machine() -> Machine:
    """What is there now; a container's limit counts when it is lower."""
    memory = psutil.virtual_memory()
    total, available = memory.total, memory.available
    limit = _number(_CGROUP / "memory.max")
    if limit is not None:
        used = _number(_CGROUP / "memory.current") or 0
        total, available = min(total, limit), min(available, max(0, limit - used))
    return Machine(total // 2**20, available // 2**20)


def memory_for(
    machine: Machine, *, heap_mib: int | None = None, page_cache_mib: int | None = None
) -> Memory:
    """An eighth of the machine for each, within bounds and within what is free now.

    A size named by the caller is taken as it is. Raises `LocalDatabaseFault` when what is free is
    less than the outcome needs.
    """
    share = min(machine.total_mib // 8, machine.available_mib // 3)
    heap = heap_mib or _within(share, LEAST_HEAP_MIB, MOST_HEAP_MIB)
    left = min(share, machine.available_mib - heap - BESIDE_HEAP_MIB)
    memory = Memory(
        heap, page_cache_mib or _within(left, LEAST_PAGE_CACHE_MIB, MOST_PAGE_CACHE_MIB)
    )
    if machine.available_mib < memory.needed_mib:
        raise LocalDatabaseFault(
            f"{machine.available_mib} MiB of memory are free; Neo4j needs {memory.needed_mib} MiB.",
            hint="Close something, or set TSUNAGU_HEAP_MIB and TSUNAGU_PAGE_CACHE_MIB lower.",
        )
    return memory


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))


def _number(file: Path) -> int | None:
    """The number in a control group's file; None when there is no such limit."""
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
