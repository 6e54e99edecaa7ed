"""What a request brings along: the way to the graph, who asks, and which day it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.errors import NotInOffice
from graph.gateway import Gateway
from graph.grants.reading import VIEWER
from graph.outbox.tail import Tail
from graph.plan import Plan
from graph.viewer import Viewer
from graph.want import Variables
from resolvers.plans import Plans


@dataclass(frozen=True)
class Context:
    """The collaborators of one request; `plans` is shared by all requests of the process."""

    gateway: Gateway
    plans: Plans
    viewer: Viewer
    today: date
    following: "Following | None" = None

    async def row(self, plan: Plan[Any], variables: Variables) -> Any:
        """The row of a plan's statement for this viewer, None when there is none.

        Raises `NotInOffice` when the viewer is not, or no longer, what their token says.
        """
        given = {**variables, VIEWER: self.viewer.person}
        rows = await self.gateway.read(plan.statement(given, self.today))
        if not rows:
            return None
        row, *admitted = rows[0]
        if not all(admitted):
            raise NotInOffice(
                f"Nobody in office as {self.viewer.role} is known by this sign-in.",
                hint="Sign in again, or ask the administrator whether the appointment still holds.",
            )
        return row


@dataclass(frozen=True)
class Following:
    """What a request needs that lasts: the outbox's tail, and the day as it changes meanwhile."""

    tail: Tail
    today: Callable[[], date]
