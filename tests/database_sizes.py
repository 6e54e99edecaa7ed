"""How large the databases of the tests are, and how their Java collects garbage.

Nearly all that they do is plan texts that are new to them, and the plans are kept. Collecting in
parallel, with the world stopped, takes a fifth less processor time there than Java's own choice, as
long as there is room: it gives old objects two thirds of the heap and no more, which the plans of a
run of the tests fill. So there are two sizes: a roomy one where the machine has the memory for
several of them, else the least. TSUNAGU_TEST_HEAP_MIB names another.
"""

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from graph.local.database import LocalNeo4j, Wishes
from graph.local.memory import LEAST_HEAP_MIB, this_machine
from graph.local.release import CURRENT, Release, release_named

ROOMY_MIB = 1_536
HEAP_MIB = int(
    os.environ.get("TSUNAGU_TEST_HEAP_MIB")
    or (ROOMY_MIB if this_machine().available_mib >= 6 * ROOMY_MIB else LEAST_HEAP_MIB)
)
SMALL = Wishes(
    heap_mib=HEAP_MIB,
    page_cache_mib=64,
    java_options=("-XX:+UseParallelGC",) if HEAP_MIB >= ROOMY_MIB else (),
)
BRIEF = Wishes(heap_mib=512, page_cache_mib=64, java_options=("-XX:TieredStopAtLevel=1",))
"""For databases that live for seconds: Java then spends no time on optimising."""


def release_of_the_run() -> Release:
    """The Neo4j release the run is about: TSUNAGU_NEO4J_VERSION, else the current one."""
    version = os.environ.get("TSUNAGU_NEO4J_VERSION")
    return release_named(version) if version else CURRENT


@contextmanager
def own_database() -> Generator[LocalNeo4j]:
    """A Neo4j in a folder of its own, not started yet; stopped and thrown away in the end."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-tests-") as folder:
        own = LocalNeo4j(Path(folder) / "home", release=release_of_the_run(), wishes=SMALL)
        try:
            yield own
        finally:
            own.stop()
