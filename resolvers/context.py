"""What a request brings along: the way to the graph, who asks, and which day it is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from secrets import token_hex
from typing import Any

from audit.entry import Entry, Verb
from audit.trail import Trail
from graph.cursor import SEAL, Seal, Seals
from graph.errors import AuditUnwritable, GlassNotBroken, NotInOffice
from graph.gateway import Gateway
from graph.grants.reading import ACCOUNT, NOW, VIEWER
from graph.outbox.tail import Tail
from graph.plan import Plan
from graph.viewer import GRANTED, Role, Viewer
from graph.want import Variables
from resolvers.plans import Plans


def now() -> datetime:
    """The time it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Looked:
    """The row of a statement, None when there is none, and the opening it was read under.

    Only who reads through broken glass has an opening.
    """

    row: Any
    opening: str | None = None


@dataclass(frozen=True)
class Context:
    """The collaborators of one request; `plans` and `seals` are shared by all of the process.

    `today` is the day on which ties are followed, which may be another than the real one; `clock`
    tells the real time, by which an emergency access ends.
    """

    gateway: Gateway
    plans: Plans
    viewer: Viewer
    today: date
    seals: Seals
    following: "Following | None" = None
    trail: "Trail | None" = None
    clock: Callable[[], datetime] = now
    request: str = field(default_factory=lambda: token_hex(8))

    @cached_property
    def seal(self) -> Seal:
        """What makes and opens this viewer's cursors."""
        return self.seals.of(self.viewer, self.plans.policy.version)

    async def record(
        self, verb: Verb, name: str, about: Collection[str], opening: str | None = None
    ) -> None:
        """Return when it is on record whose data are told or changed; raises `AuditUnwritable`.

        Nothing is recorded of a viewer without grants: they are told of nobody. What is read under
        an `opening` is recorded with it, also where it tells of nobody.
        """
        if opening is not None or (about and self.viewer.role in GRANTED):
            await self.record_always(verb, name, about, opening)

    async def record_always(
        self, verb: Verb, name: str, about: Collection[str], opening: str | None = None
    ) -> None:
        """The same of whoever asks, and about nobody too."""
        if self.trail is not None:
            entry = Entry.by(
                self.viewer, verb, about=about, name=name, request=self.request, basis=opening
            )
            await self.trail.record([entry])
        elif opening is not None or self.viewer.role is Role.BREAK_GLASS:
            raise AuditUnwritable(
                "No trail of who saw what is kept here, and no emergency access is without it."
            )

    async def row(self, plan: Plan[Any], variables: Variables) -> Looked:
        """The row of a plan's statement for this viewer.

        Raises `NotInOffice` when the viewer is not, or no longer, what their token says, and
        `GlassNotBroken` when an administrator asks through glass that is not, or no longer, broken.
        """
        given = {
            **variables,
            VIEWER: self.viewer.person,
            ACCOUNT: self.viewer.account,
            NOW: self.clock().isoformat(),
            SEAL: self.seal,
        }
        rows = await self.gateway.read(plan.statement(given, self.today))
        if self.viewer.role is Role.BREAK_GLASS:
            return await self._through_glass(plan.name, rows)
        if not rows:
            return Looked(None)
        row, *admitted = rows[0]
        if not all(admitted):
            raise NotInOffice(
                f"Nobody in office as {self.viewer.role} is known by this sign-in.",
                hint="Sign in again, or ask the administrator whether the appointment still holds.",
            )
        return Looked(row)

    async def _through_glass(self, name: str, rows: list[list[Any]]) -> Looked:
        """What was read under an opening; that there was none is on record, and is all that is told."""
        if not rows:
            await self.record_always(Verb.REFUSED, name, ())
            raise GlassNotBroken(
                "No emergency access of yours is open.",
                hint="Open one as administrator, with a reason: breakGlass. It lasts an hour.",
            )
        row, _, opening = rows[0]
        return Looked(row, opening)


@dataclass(frozen=True)
class Following:
    """What a request needs that lasts: the outbox's tail, and the day as it changes meanwhile."""

    tail: Tail
    today: Callable[[], date]
