"""What a request brings along: the way to the graph, who asks, and which day it is."""

from dataclasses import dataclass
from datetime import date

from graph.gateway import Gateway
from graph.viewer import Viewer
from resolvers.plans import Plans


@dataclass(frozen=True)
class Context:
    """The collaborators of one request; `plans` is shared by all requests of the process."""

    gateway: Gateway
    plans: Plans
    viewer: Viewer
    today: date
