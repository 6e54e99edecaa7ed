"""What a request brings along: the way to the graph, who asks, and which day it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from secrets import token_hex
from typing import Any, Self

from audit.entry import Entry, Verb
from audit.trail import Trail
from graph.cursor import SEAL, Seal, Seals
from graph.cypher import Statement
from graph.errors import AuditUnwritable, GlassNotBroken, NotInOffice
from graph.gateway import Gateway, Reading, ReadTransaction
from graph.grants.reading import (
    GRANTS,
    HOMES,
    IN_EVERY,
    Ids,
    asks_for_homes,
    further,
    grants_statement,
    needed,
)
from graph.outbox.tail import Tail
from graph.plan import Plan
from graph.viewer import GRANTED as GRANTED_ROLES
from graph.viewer import Role, Viewer
from graph.want import Variables
from resolvers.plans import Plans

KEPT = "grants"
"""What a transaction keeps the viewer's grants by."""


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
class Grants:
    """What was read of a viewer's grants: lists of ids by name, more of them as they are needed."""

    lists: dict[str, Ids]
    opening: str | None


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
    def reading(self) -> Reading:
        """The one transaction that all of a signed-in person's request is read in."""
        return self.gateway.reading()

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
        if opening is not None or (about and self.viewer.role in GRANTED_ROLES):
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

    async def row(self, plan: Plan[Any], variables: Variables, *, together: bool = False) -> Looked:
        """The row of a plan's statement for this viewer.

        Statements of one answer are asked `together`: in one transaction, whoever asks.

        Raises `NotInOffice` when the viewer is not, or no longer, what their token says, and
        `GlassNotBroken` when an administrator asks through glass that is not, or no longer, broken.
        """
        given = {**variables, SEAL: self.seal}
        granted = self.viewer.role in GRANTED_ROLES
        if not granted and not together:
            return _looked(await self.gateway.read(plan.statement(given, self.today)))

        async def asked(transaction: ReadTransaction) -> Looked:
            if not granted:
                return _looked(await transaction.ask(plan.statement(given, self.today)))
            grants = await self._grants(transaction, plan.granted)
            lists = await self._lists(transaction, grants, plan.granted)
            rows = await transaction.ask(plan.statement(given, self.today, lists))
            return _looked(rows, grants.opening)

        try:
            return await self.reading.carry_out(asked)
        except GlassNotBroken:
            await self.record_always(Verb.REFUSED, plan.name, ())
            raise

    async def read(self, statement: Statement) -> list[list[Any]]:
        """The rows of a statement that no rule bounds, beside the answer: a request holds one
        connection at a time, so that requests never wait for each other's second.
        """

        async def asked(transaction: ReadTransaction) -> list[list[Any]]:
            return await transaction.ask(statement)

        return await self.reading.carry_out(asked)

    async def _grants(self, transaction: ReadTransaction, names: Collection[str]) -> Grants:
        """The viewer's grants, read once in a transaction; again where one of these lists takes the
        households of cases and hand-overs, and none before it did.
        """
        known: Grants | None = transaction.kept.get(KEPT)
        homes = asks_for_homes(names, self.viewer.role)
        if known is None or (homes and HOMES not in known.lists):
            now_ = self.clock().isoformat()
            asking = grants_statement(self.viewer, self.today, now_, homes=homes)
            known = self._admitted(await transaction.ask(asking), homes=homes)
            transaction.kept[KEPT] = known
        return known

    def _admitted(self, rows: list[list[Any]], *, homes: bool) -> Grants:
        """The grants there are; raises when the viewer has none."""
        found = next(iter(GRANTS[self.viewer.role].rows(rows)), None)
        if found is None:
            raise GlassNotBroken(
                "No emergency access of yours is open.",
                hint="Open one as administrator, with a reason: breakGlass. It lasts an hour.",
            )
        if not found.admitted:
            raise NotInOffice(
                f"Nobody in office as {self.viewer.role} is known by this sign-in.",
                hint="Sign in again, or ask the administrator whether the appointment still holds.",
            )
        names = (*IN_EVERY, HOMES) if homes else IN_EVERY
        lists: dict[str, Ids] = {name: getattr(found, name) for name in names}
        return Grants(lists, getattr(found, "opening", None))

    async def _lists(
        self, transaction: ReadTransaction, grants: Grants, names: Collection[str]
    ) -> Mapping[str, Ids]:
        """The lists that a statement takes, those read first that are not known yet."""
        for name in needed(names):
            if name not in grants.lists:
                more = further(name, self.plans.reach, grants.lists, self.today)
                if isinstance(more, Statement):
                    [[more]] = await transaction.ask(more)
                grants.lists[name] = more
        return grants.lists

    async def end(self) -> None:
        """End what the request reads in; what is asked after it begins anew, with grants read anew."""
        if "reading" in self.__dict__:  # nothing is begun to be ended
            await self.reading.end()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.end()


def _looked(rows: list[list[Any]], opening: str | None = None) -> Looked:
    return Looked(rows[0][0] if rows else None, opening)


@dataclass(frozen=True)
class Following:
    """What a request needs that lasts: the outbox's tail, and the day as it changes meanwhile."""

    tail: Tail
    today: Callable[[], date]
