"""The one key that seals cursors in the tests, and what it makes of them."""

from typing import Any

from graph.cursor import Seals
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER, Viewer

KEY = bytes(range(32))
SEALS = Seals(KEY)
SEAL = SEALS.of(DEMO_VIEWER, POLICY.version)
"""The seal of who asks without a token in the demo."""


def opened(cursor: str, viewer: Viewer = DEMO_VIEWER) -> list[Any]:
    """What a cursor of this viewer holds: the order of its list, and the row's sort values."""
    held = SEALS.of(viewer, POLICY.version)._held(cursor)
    assert held is not None
    return held
