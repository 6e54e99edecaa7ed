"""How large the databases of the tests are, and how their Java collects garbage.

Nearly all that they do is plan texts that are new to them, and the plans are kept. Collecting in
parallel, with the world stopped, takes a fifth less processor time there than Java's own choice, as
long as there is room: it gives old objects two thirds of the heap and no more, which the plans of a
run of the tests fill. So it is for the proofs alone, whose heap is large: TSUNAGU_TEST_HEAP_MIB, 512
unless it says otherwise.
"""

import os

from graph.local.database import Wishes

HEAP_MIB = int(os.environ.get("TSUNAGU_TEST_HEAP_MIB", "512"))
ROOMY_MIB = 2_048
SMALL = Wishes(
    heap_mib=HEAP_MIB,
    page_cache_mib=64,
    java_options=("-XX:+UseParallelGC",) if HEAP_MIB >= ROOMY_MIB else (),
)
