"""How large the databases of the tests are, and how their Java collects garbage.

Nearly all that they do is plan texts that are new to them. Collecting in parallel, with the world
stopped, takes a fifth less processor time there than Java's own choice; a heap that is nearly full
makes it slow, and never ends it. The proofs, which plan thousands of texts, have a larger heap as
well: TSUNAGU_TEST_HEAP_MIB, 512 unless it says otherwise.
"""

import os

from graph.local.database import Wishes

SMALL = Wishes(
    heap_mib=int(os.environ.get("TSUNAGU_TEST_HEAP_MIB", "512")),
    page_cache_mib=64,
    java_options=("-XX:+UseParallelGC", "-XX:-UseGCOverheadLimit"),
)
