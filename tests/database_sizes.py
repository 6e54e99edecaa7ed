"""How large the databases of the tests are, and how their Java collects garbage.

Nearly all that they do is plan texts that are new to them, and the plans are kept. Collecting in
parallel, with the world stopped, takes a fifth less processor time there than Java's own choice, as
long as there is room: it gives old objects two thirds of the heap and no more, which the plans of a
run of the tests fill. So there are two sizes: a roomy one where the machine has the memory for
several of them, else the least. TSUNAGU_TEST_HEAP_MIB names another.
"""

import os

from graph.local.database import Wishes
from graph.local.memory import LEAST_HEAP_MIB, this_machine

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
