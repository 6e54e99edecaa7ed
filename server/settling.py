"""Leaves what was built at the start out of every later search for garbage.

The schema alone is some hundred thousand objects that never go; to look through them stops all
requests for 70 ms. What a request makes goes without being searched for, as soon as nobody holds
it; only what holds itself in a circle waits for a search. So searches are rare, too.
"""

import gc

YOUNG_OBJECTS = 20_000
"""How many objects more there are, than at the last search, when the youngest are looked through: a
page of a hundred nodes with ties on two levels is ten thousand."""
YOUNG_SEARCHES, MIDDLE_SEARCHES = 20, 20


def settle() -> None:
    """Call it when all that lasts has been built."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, YOUNG_SEARCHES, MIDDLE_SEARCHES)
