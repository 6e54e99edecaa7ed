"""What a request brings along: the way to the graph, who asks, and which day it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graph.gateway import Gateway
from graph.outbox.tail import Tail
from graph.viewer import Viewer
from resolvers.plans import Plans


@dataclass(frozen=True)
class Context:
    """The collaborators of one request; `plans` is shared by all requests of the process."""

    gateway: Gateway
    plans: Plans
    viewer: Viewer
    today: date
    following: "Following | None" = None


@dataclass(frozen=True)
class Following:
    """What a request needs that lasts: the outbox's tail, and the day as it changes meanwhile."""

    tail: Tail
    today: Callable[[], date]
