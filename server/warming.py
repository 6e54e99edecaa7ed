"""Has the database plan, before anybody asks, what is likely to be asked: nobody waits for that then.

A text is planned when it first runs, so each is run once, with values that find nothing: no id, no word,
a page of none. Nothing is read of anybody, and there is nothing to be recorded. Role by role come the
grants, what the documents ask as those of the role would, and the facts of the inquiries they may ask;
last the one long text that changes share.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from strawberry.schema.exceptions import InvalidOperationTypeError

from graph.cursor import Seals
from graph.cypher import Statement
from graph.errors import DatabaseFault, TsunaguError
from graph.gaps.evaluation import evaluation
from graph.gaps.work import TOUCHED_BY_HAND_OVERS
from graph.gateway import Gateway, Row
from graph.grants.households import IN_REACH, LED, NARROW
from graph.grants.reading import HOMES, IN_EVERY, Ids, grants_statement, in_reach
from graph.inquired import OWN
from graph.policy import BELONGING
from graph.viewer import GRANTED, Role, Viewer
from resolvers.context import KEPT, Context, Grants
from resolvers.plans import Plans
from schema.api import Api
from schema.inquiries.all import INQUIRIES
from server.execution import READS

LOG = logging.getLogger("tsunagu.warming")
NOON = "2021-07-31T12:00:00+00:00"
"""A time, where nothing is found at whatever time."""
NOBODY = "nobody"
"""An id that nobody has, a text that nothing holds."""
FIRST_SECONDS = 10.0
GIVES_WAY_SECONDS = 2.0
"""How long a text waits for requests that are under way."""
ROLES = (Role.DEMO, *sorted(set(Role) - {Role.DEMO}))
Result = TypeVar("Result")


class Planned(TsunaguError):
    """The statement's text is planned; nobody has asked it."""

    code = "PLANNED"


class Unasked:
    """Takes the gateway's place: what is asked is planned there, and answered by `Planned`."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        names = [*IN_EVERY, HOMES, LED, *(f"{IN_REACH}{kind}" for kind in BELONGING)]
        self.lists: dict[str, Ids] = {name: [] for name in names}
        self.kept: dict[str, Any] = {KEPT: Grants(self.lists, None)}
        self.fault: DatabaseFault | None = None
        """Why the database planned no more."""

    async def plan(self, statement: Statement) -> None:
        """Return when the statement's text is planned; raises what the database raises."""
        if not self._gateway.knows(statement):
            await self._gateway.idle(GIVES_WAY_SECONDS)
            try:
                await self._gateway.read(statement)
            except DatabaseFault as fault:
                self.fault = fault
                raise

    async def read(self, statement: Statement) -> list[Row]:
        parameters = {name: _nothing(each) for name, each in statement.parameters.items()}
        await self.plan(Statement(statement.name, statement.text, parameters))
        raise Planned(f"{statement.name} is planned.")

    def reading(self) -> "Unasked":
        return self

    async def carry_out(self, work: Callable[[Any], Awaitable[Result]]) -> Result:
        return await work(self)

    async def ask(self, statement: Statement) -> list[Row]:
        return await self.read(statement)

    async def end(self) -> None:
        """Nothing was begun."""


class Warming:
    """Plans the texts of some documents, as each role asks them."""

    def __init__(self, api: Api, gateway: Gateway, plans: Plans, today: date) -> None:
        self._api = api
        self._gateway = gateway
        self._unasked = Unasked(gateway)
        self._plans = plans
        self._today = today
        self._seals = Seals.passing()

    async def carry_out(
        self,
        documents: Sequence[str],
        roles: Iterable[Role] = ROLES,
        before_others: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Plan all of them, role by role, until the database fails; the rest is left to who asks.

        After the first role, what comes `before_others` is waited for.
        """
        LOG.info("Planning what is likely to be asked; requests come first.")
        try:
            for place, role in enumerate(roles):
                if place == 1 and before_others is not None:
                    await before_others()
                await self.grants(role)
                for document in documents:
                    await self.document(document, role)
                await self.facts(role)
            await self.register()
        except DatabaseFault as fault:
            LOG.warning("What is likely to be asked is not all planned: %s", fault.code)

    async def first(self, documents: Sequence[str], role: Role) -> None:
        """Plan these before anybody is let in, for so long at most; what is left follows."""
        with suppress(DatabaseFault, TimeoutError):
            async with asyncio.timeout(FIRST_SECONDS):
                await self.grants(role)
                for document in documents:
                    await self.document(document, role)

    async def grants(self, role: Role) -> None:
        """Plan what is read of the grants of a role; raises `DatabaseFault`."""
        if role not in GRANTED:
            return
        await self._unasked.plan(
            grants_statement(self._viewer(role), self._today, NOON, homes=True)
        )
        if role in NARROW:
            for kind, text in self._plans.reach.items():
                await self._unasked.plan(in_reach(kind, text, [], self._today))

    async def document(self, document: str, role: Role) -> None:
        """Plan what a document asks in a role, nothing where it is not valid; raises `DatabaseFault`.

        Of an inquiry, all its facts: the first that is not planned ends what asks for it.
        """
        await self.facts(role, [name for name in INQUIRIES if name in document])
        context = Context(
            self._unasked,  # pyright: ignore[reportArgumentType] -- it takes the gateway's place
            self._plans,
            self._viewer(role),
            self._today,
            self._seals,
        )
        with suppress(InvalidOperationTypeError):  # to follow something is not to ask for it
            await self._api.for_role(role).execute(
                document, context_value=context, allowed_operation_types=READS
            )
        if self._unasked.fault is not None:
            raise self._unasked.fault
        await asyncio.sleep(0)

    async def facts(self, role: Role, asked: Iterable[str] = tuple(INQUIRIES)) -> None:
        """Plan the facts of those inquiries that the role may ask; raises `DatabaseFault`."""
        for name in asked:
            if self._api.for_role(role).asks(name):
                inquiry = INQUIRIES[name]
                types = get_type_hints(inquiry.asked)
                given = {OWN + each: self._nobodys(types[each]) for each in inquiry.parameters}
                for fact in self._plans.facts(inquiry, self._viewer(role)):
                    await self._unasked.plan(
                        fact.statement(given, self._today, self._unasked.lists)
                    )

    async def register(self) -> None:
        """Plan what keeps the register of gaps when a hand-over is moved; raises `DatabaseFault`.

        Of no household it finds nothing and writes nothing.
        """
        statement = evaluation([], self._today, TOUCHED_BY_HAND_OVERS)
        if not self._gateway.knows(statement):
            await self._gateway.idle(GIVES_WAY_SECONDS)
            await self._gateway.write(statement)

    def _nobodys(self, type_: Any) -> Any:
        """A value of a type by which nothing is found; of a time, one where nothing else is."""
        kinds = {*get_args(type_), get_origin(type_) or type_}
        if list in kinds:
            return []
        if date in kinds:
            return self._today
        if str in kinds:
            return NOON
        return 0 if int in kinds else None

    @staticmethod
    def _viewer(role: Role) -> Viewer:
        return Viewer(role, NOBODY if role in GRANTED else None, NOBODY)


def _nothing(value: Any) -> Any:
    """A value of the same type that finds nothing."""
    match value:
        case bool() | None:
            return value
        case str():
            return NOBODY
        case int():
            return 0
        case list():
            return []
        case dict():
            given = cast("dict[str, Any]", value)
            return {name: _nothing(each) for name, each in given.items()}
        case _:
            return value
