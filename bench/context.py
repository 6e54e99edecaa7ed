"""With what the bench asks the schema in its own process: the demo's viewer, our cursors' key."""

from datetime import date
from functools import cache
from typing import Any

from graph.cursor import Seals
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.plans import Plans
from server.cursors import CursorSettings


def demo_context(gateway: Any, plans: Plans, today: date) -> Context:
    """What one request brings along; the gateway may be something that takes its place."""
    return Context(gateway, plans, DEMO_VIEWER, today, _seals())


@cache
def _seals() -> Seals:
    """The server's own, since it goes on from cursors that were made here."""
    return CursorSettings.read().seals()
