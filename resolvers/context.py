"""What a request brings along: the way to the graph, who asks, and which day it is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from secrets import token_hex
from typing import Any

from audit.entry import Entry, Verb
from audit.trail import Trail
from graph.cursor import SEAL, Seal, Seals
from graph.errors import NotInOffice
from graph.gateway import Gateway
from graph.grants.reading import VIEWER
from graph.outbox.tail import Tail
from graph.plan import Plan
from graph.viewer import PERSONAL, Viewer
from graph.want import Variables
from resolvers.plans import Plans


@dataclass(frozen=True)
class Context:
    """The collaborators of one request; `plans` and `seals` are shared by all of the process."""

    gateway: Gateway
    plans: Plans
    viewer: Viewer
    today: date
    seals: Seals
    following: "Following | None" = None
    trail: "Trail | None" = None
    request: str = field(default_factory=lambda: token_hex(8))

    @cached_property
    def seal(self) -> Seal:
        """What makes and opens this viewer's cursors."""
        return self.seals.of(self.viewer, self.plans.policy.version)

    async def record(self, verb: Verb, name: str, about: Collection[str]) -> None:
        """Return when it is on record whose data are told or changed; raises `AuditUnwritable`.

        Nothing is recorded of a viewer without a person: they are told of nobody.
        """
        if about and self.viewer.role in PERSONAL:
            await self.record_always(verb, name, about)

    async def record_always(self, verb: Verb, name: str, about: Collection[str]) -> None:
        """The same of whoever asks, and about nobody too."""
        if self.trail is not None:
            entry = Entry.by(self.viewer, verb, about=about, name=name, request=self.request)
            await self.trail.record([entry])

    async def row(self, plan: Plan[Any], variables: Variables) -> Any:
        """The row of a plan's statement for this viewer, None when there is none.

        Raises `NotInOffice` when the viewer is not, or no longer, what their token says.
        """
        given = {**variables, VIEWER: self.viewer.person, SEAL: self.seal}
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
