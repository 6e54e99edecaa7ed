"""The one way to the database, and the only importer of its driver.

Reads are auto-commit with READ access and retried here, since they are idempotent; writes are
managed transactions, retried by the driver. Each carries its statement's name in the transaction's
metadata, and is told to `watch` when it is over. Errors come out as ours (`graph/errors.py`).
"""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from typing import Any, LiteralString, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    AsyncTransaction,
    Query,
    ResultSummary,
    unit_of_work,
)
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import (
    BadInput,
    DatabaseAway,
    DatabaseFault,
    DatabaseFull,
    DatabaseRefused,
    DatabaseSlow,
    DatabaseUnsupported,
    StatementFault,
    TsunaguError,
)
from graph.patience import planned
from graph.planning import Turns
from graph.unbroken import ended, unbroken

LOG = logging.getLogger("tsunagu.gateway")

LONGEST_PLANNING_SECONDS = 30.0
"""How long a text may be planned though nobody waits any more: its next request finds the plan."""
STATEMENTS_IN_TURN = 10
"""How many reads of the full time a request's transaction has the time for, on the server."""
BY_ANOTHER_SECONDS = 2.0
"""How long a request waits for a text that is being planned for another, before it asks itself."""
ANSWER_SECONDS = 1.0
"""How long after a statement's time-out the database may take to say so; then its connection is dead."""
REMEMBERED_TEXTS = 1_000
"""As many as the database keeps plans, by default."""
READ_TRIES = 3
RETRY_PAUSE_SECONDS = 0.05
POOL_SIZE = 30
ACQUISITION_SECONDS = 2.0
CONNECT_SECONDS = 3.0
LIVENESS_SECONDS = 30.0
WRITE_RETRY_SECONDS = 5.0
CLOSING_SECONDS = 5.0
SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
RUNS_ON = "Tsunagu runs on Neo4j 5.26 LTS and on 2026.01 or newer."
OLDEST_LTS = (5, 26)
OLDEST_CALENDAR = (2026, 1)
OUT_OF_ROOM = re.compile(r"MemoryPoolOutOfMemory|OutOfDiskSpace|No space left|StackOverFlow")

Row = list[Any]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Run:
    """One statement that was run: its name, how long it took, and how it went."""

    name: str
    seconds: float
    rows: int
    tries: int
    failed: str | None = None


Watch = Callable[[Run], None]


@dataclass(frozen=True)
class Profile:
    """What a statement cost: store and index accesses, and the plan's operators, root first."""

    db_hits: int
    operators: tuple[str, ...]


@dataclass(frozen=True)
class PlanStep:
    """One step of a plan: its name, what it works on in the database's own words, and how far it
    is from the last step, which is 0.
    """

    name: str
    details: str
    depth: int = 0


class ReadTransaction:
    """An open transaction that reads; `kept` is what whoever asks in it wants to know again.

    It is over, and what was kept with it, when its connection fails.
    """

    def __init__(self, gateway: "Gateway", own: AsyncTransaction, left: AsyncExitStack) -> None:
        self._gateway = gateway
        self._own = own
        self._left = left
        self._planning: asyncio.Task[list[Row]] | None = None
        self.kept: dict[str, Any] = {}

    async def ask(self, statement: Statement) -> list[Row]:
        """All rows of a statement, values in the order of the columns.

        Raises `DatabaseSlow` when it takes longer than a read may; the transaction is over then.
        """
        if await self._gateway.known(statement):
            return await self._gateway.ask_in(self._own, statement)
        with planned():
            end = await self._gateway.turn(statement)
            asking = ended(self._gateway.ask_in(self._own, statement), end)
            self._planning = asyncio.create_task(asking)
            return await asyncio.shield(self._planning)

    async def end(self) -> None:
        """Give the connection back, when nothing is planned in it any more; nobody waits for that."""
        if self._planning is None or self._planning.done():
            await self._end()
        else:
            self._gateway.leave(self._end_after(self._planning))

    async def _end_after(self, planning: asyncio.Task[list[Row]]) -> None:
        await asyncio.wait([planning])
        if not planning.cancelled():
            planning.exception()  # nobody waits for it
        await self._end()

    async def _end(self) -> None:
        async with self._left:
            with suppress(Neo4jError, DriverError, OSError):
                await self._own.close()


class Reading:
    """What a request reads, in one transaction: begun when first needed, statements one by one.

    Whoever made it calls `end`. Work in a transaction whose connection fails is done again in a new
    one, as it reads alone.
    """

    def __init__(self, gateway: "Gateway") -> None:
        self._gateway = gateway
        self._turn = asyncio.Lock()
        self._open: ReadTransaction | None = None

    async def carry_out(self, work: Callable[[ReadTransaction], Awaitable[Result]]) -> Result:
        """The result of `work`, when the work that was begun before is done."""
        async with self._turn:
            for tries in range(1, READ_TRIES + 1):
                try:
                    if self._open is None:
                        self._open = await self._gateway.begun()
                    return await work(self._open)
                except ConnectionFailed as failed:
                    await self._drop()
                    if tries == READ_TRIES or not failed.passing:
                        raise failed.ours from failed
                    await asyncio.sleep(RETRY_PAUSE_SECONDS * tries)
                except (DatabaseFault, asyncio.CancelledError):
                    await self._drop()
                    raise
        raise AssertionError("the last try returns or raises")

    async def end(self) -> None:
        """End the transaction, if there is one; the next work begins another.

        Whoever asked does not wait until it is ended on the server.
        """
        async with self._turn:
            transaction, self._open = self._open, None
            if transaction is not None:
                self._gateway.leave(transaction.end())

    async def _drop(self) -> None:
        transaction, self._open = self._open, None
        if transaction is not None:
            await transaction.end()


class ConnectionFailed(Exception):
    """A transaction is over; `passing` when it may go better at once."""

    def __init__(self, ours: TsunaguError, *, passing: bool) -> None:
        super().__init__(ours.message)
        self.ours = ours
        self.passing = passing


class Transaction:
    """An open transaction: what is asked in it sees what was written in it before."""

    def __init__(self, gateway: "Gateway", transaction: AsyncManagedTransaction) -> None:
        self._gateway = gateway
        self._transaction = transaction
        self.rows = 0

    async def ask(self, statement: Statement) -> list[Row]:
        """All rows of a statement, values in the order of the columns.

        Texts of changes are few and ours: one that is new to the database takes nobody's turn.
        """
        with nullcontext() if self._gateway.knows(statement) else planned():
            result = await self._transaction.run(statement.text, dict(statement.parameters))
            rows = await result.values()
        self._gateway.remember(statement)
        self.rows += len(rows)
        return rows


def log_run(run: Run) -> None:
    """Write one structured line: names and numbers, never a value."""
    level = logging.WARNING if run.failed else logging.DEBUG
    LOG.log(
        level,
        "statement=%s ms=%.1f rows=%d tries=%d failed=%s",
        run.name,
        run.seconds * 1000,
        run.rows,
        run.tries,
        run.failed or "-",
    )


class Gateway:
    """An open way to one database; use it as an async context manager.

    Entering checks that somebody answers, lets us in and is of a version we run on, and raises
    `DatabaseAway`, `DatabaseRefused` or `DatabaseUnsupported` otherwise. Leaving lets nothing begin
    and waits `CLOSING_SECONDS` at most for what is under way. `read_seconds` and
    `write_seconds` bound each transaction on the server; a read with a text that has not been run
    before has `LONGEST_PLANNING_SECONDS` more, since the server's clock runs while it plans, and
    goes on when whoever asked has gone.
    """

    def __init__(
        self,
        address: DatabaseAddress,
        *,
        read_seconds: float = 2.0,
        write_seconds: float = 30.0,
        watch: Sequence[Watch] = (log_run,),
    ) -> None:
        self._address = address
        self._read_seconds = read_seconds
        self._write_seconds = write_seconds
        self._watch = tuple(watch)
        self._driver: AsyncDriver | None = None
        self._planned: OrderedDict[str, None] = OrderedDict()
        self._turns = Turns()
        self._being_planned: dict[str, asyncio.Event] = {}
        self._left_behind: set[asyncio.Task[None]] = set()
        self._under_way = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    async def __aenter__(self) -> Self:
        if self._address.uri.partition("://")[0] not in SCHEMES:
            raise _no_address(self._address)
        try:
            driver = AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType] -- the same **config
                self._address.uri,
                auth=(self._address.user, self._address.password),
                max_connection_pool_size=POOL_SIZE,
                connection_acquisition_timeout=ACQUISITION_SECONDS,
                connection_timeout=CONNECT_SECONDS,
                liveness_check_timeout=LIVENESS_SECONDS,
                max_transaction_retry_time=WRITE_RETRY_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
                user_agent="tsunagu",
            )
        except (ConfigurationError, ValueError, OSError) as error:
            raise _no_address(self._address) from error
        try:
            self._version = await self._greet(driver)
        except BaseException:
            await driver.close()
            raise
        self._driver = driver
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        driver, self._driver = self._driver, None
        if driver is None:
            return
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSING_SECONDS):
                    await self._at_rest.wait()
        finally:
            await driver.close()

    @property
    def version(self) -> str:
        """The version the database gives itself, such as `2026.09.0`."""
        return self._version

    async def read(self, statement: Statement) -> list[Row]:
        """All rows, values in the order of the columns; tried again when the connection fails."""
        if await self.known(statement):
            return await self._read(statement)
        with planned():
            end = await self.turn(statement)
            return await unbroken(ended(self._read(statement), end))

    async def _read(self, statement: Statement) -> list[Row]:
        parameters = dict(statement.parameters)
        start = perf_counter()
        for tries in range(1, READ_TRIES + 1):
            try:
                async with asyncio.timeout(self._seconds_for(statement) + ANSWER_SECONDS):
                    async with self._session(self._open) as session:
                        result = await session.run(self._query(statement), parameters)
                        rows = await result.values()
            except TimeoutError as error:
                await self._distrust()
                if tries < READ_TRIES and self.knows(statement):
                    continue
                raise self._failed(statement.name, error, start, tries) from error
            except (Neo4jError, DriverError, OSError) as error:
                self._forget(statement.text, error)
                if tries < READ_TRIES and _worth_another_try(error):
                    await asyncio.sleep(RETRY_PAUSE_SECONDS * tries)
                    continue
                raise self._failed(statement.name, error, start, tries) from error
            self.remember(statement)
            self._tell(Run(statement.name, perf_counter() - start, len(rows), tries))
            return rows
        raise AssertionError("the last try returns or raises")

    def knows(self, statement: Statement) -> bool:
        """Whether the database has run its text of late, and so has a plan of it."""
        return statement.text in self._planned

    async def known(self, statement: Statement) -> bool:
        """Whether it does, also when it has planned the text for another who asks."""
        ahead = self._being_planned.get(statement.text)
        if not self.knows(statement) and ahead is not None:
            with planned(), suppress(TimeoutError):
                async with asyncio.timeout(BY_ANOTHER_SECONDS):
                    await ahead.wait()
        return self.knows(statement)

    async def turn(self, statement: Statement) -> Callable[[], None]:
        """Wait for the turn of whoever asks to have a text planned; what is given back ends it."""
        end = await self._turns.taken()
        over = self._being_planned.setdefault(statement.text, asyncio.Event())

        def ended_for_all() -> None:
            end()
            over.set()
            if self._being_planned.get(statement.text) is over:
                del self._being_planned[statement.text]

        return ended_for_all

    async def idle(self, most_seconds: float) -> None:
        """Return when nothing is under way, or after so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(most_seconds):
                await self._at_rest.wait()

    def leave(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work go on that nobody waits for."""
        task = asyncio.create_task(work)
        self._left_behind.add(task)
        task.add_done_callback(self._left_behind.discard)

    def reading(self) -> "Reading":
        """What reads in one transaction, statement after statement; whoever asks for it ends it."""
        return Reading(self)

    async def begun(self) -> "ReadTransaction":
        """A transaction that reads; raises `ConnectionFailed`."""
        start = perf_counter()
        seconds = STATEMENTS_IN_TURN * self._read_seconds + LONGEST_PLANNING_SECONDS
        async with AsyncExitStack() as stack:
            try:
                session = await stack.enter_async_context(self._session(self._open))
                # As the driver's own `execute_query` does: BEGIN goes with the first statement.
                with session._pipelined_begin:  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] -- there is no public way
                    own = await session.begin_transaction(
                        metadata={"statement": "reading"}, timeout=seconds
                    )
            except (Neo4jError, DriverError, OSError) as error:
                raise self._connection_failed("begin", error, start) from error
            return ReadTransaction(self, own, stack.pop_all())
        raise AssertionError("the stack swallows nothing")

    async def ask_in(self, own: AsyncTransaction, statement: Statement) -> list[Row]:
        """All rows of a statement in a transaction; raises `ConnectionFailed`, `DatabaseSlow`."""
        start = perf_counter()
        try:
            async with asyncio.timeout(self._seconds_for(statement)):
                result = await own.run(statement.text, dict(statement.parameters))
                rows = await result.values()
        except TimeoutError:
            await self._distrust()
            self._tell(Run(statement.name, perf_counter() - start, 0, 1, failed=DatabaseSlow.code))
            raise _too_slow(statement.name) from None
        except (Neo4jError, DriverError, OSError) as error:
            self._forget(statement.text, error)
            raise self._connection_failed(statement.name, error, start) from error
        self.remember(statement)
        self._tell(Run(statement.name, perf_counter() - start, len(rows), 1))
        return rows

    def _connection_failed(self, name: str, error: Exception, start: float) -> ConnectionFailed:
        passing = _worth_another_try(error)
        return ConnectionFailed(self._failed(name, error, start, 1), passing=passing)

    async def profile(self, statement: Statement) -> Profile:
        """Run a read under PROFILE: what it cost the database, and by which operators."""
        text: LiteralString = f"PROFILE {statement.text}"
        steps = list(_steps((await self._planned_by(text, statement)).profile))  # pyright: ignore[reportUnknownMemberType] -- the driver's dict is bare
        hits = sum(int(step.get("dbHits", 0)) for step in steps)
        return Profile(hits, tuple(_name(step) for step in steps))

    async def explain(self, statement: Statement) -> tuple[PlanStep, ...]:
        """How the database would run a read, the last step first; it is planned, and not run."""
        text: LiteralString = f"EXPLAIN {statement.text}"
        summary = await self._planned_by(text, statement)
        return tuple(_plan_steps(summary.plan))  # pyright: ignore[reportUnknownMemberType] -- as above

    async def _planned_by(self, text: LiteralString, statement: Statement) -> ResultSummary:
        """The summary of a read whose text asks for its plan."""
        query = Query(text, metadata={"statement": statement.name}, timeout=self._write_seconds)
        start = perf_counter()
        try:
            async with self._session(self._open) as session:
                result = await session.run(query, dict(statement.parameters))
                return await result.consume()
        except (Neo4jError, DriverError, OSError) as error:
            raise self._failed(statement.name, error, start, 1) from error

    async def write(self, *statements: Statement) -> list[list[Row]]:
        """Run the statements in one managed transaction, in order; the rows of each.

        The driver runs the whole transaction again after a transient fault, so it happens wholly
        or not at all. A connection lost at the commit itself raises `DatabaseAway` and leaves open
        which of the two it was.
        """

        async def all_of_them(transaction: Transaction) -> list[list[Row]]:
            return [await transaction.ask(each) for each in statements]

        names = " + ".join(each.name for each in statements)
        return await self.transact(names, all_of_them)

    async def transact(self, name: str, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        """Carry out `work` in one managed transaction of that name; what it returns.

        Whatever `work` raises undoes all it has written. As with `write`, it may run several times,
        and a connection lost at the commit itself leaves open whether it has happened.
        """
        start = perf_counter()
        tries = rows = 0

        @unit_of_work(metadata={"statement": name}, timeout=self._write_seconds)
        async def worked(managed: AsyncManagedTransaction) -> Result:
            nonlocal tries, rows
            tries += 1
            transaction = Transaction(self, managed)
            result = await work(transaction)
            rows = transaction.rows
            return result

        try:
            async with self._session(self._open, WRITE_ACCESS) as session:
                result = await session.execute_write(worked)
        except (Neo4jError, DriverError, OSError) as error:
            if not isinstance(error, Neo4jError):
                self._planned.clear()
            raise self._failed(name, error, start, tries) from error
        except asyncio.CancelledError:
            await self._distrust()
            raise
        self._tell(Run(name, perf_counter() - start, rows, tries))
        return result

    def _query(self, statement: Statement) -> Query:
        """The statement with its name and its time."""
        seconds = self._seconds_for(statement)
        return Query(statement.text, metadata={"statement": statement.name}, timeout=seconds)

    def _seconds_for(self, statement: Statement) -> float:
        """How long a read may take, planning included when its text is not known."""
        known = self.knows(statement)
        return self._read_seconds + (0.0 if known else LONGEST_PLANNING_SECONDS)

    def remember(self, statement: Statement) -> None:
        """The database has run its text, and so has a plan of it."""
        self._planned[statement.text] = None
        self._planned.move_to_end(statement.text)
        if len(self._planned) > REMEMBERED_TEXTS:
            self._planned.popitem(last=False)

    def _forget(self, text: str, error: Exception) -> None:
        """A database that was away has lost its plans; one that took too long may have lost one."""
        if isinstance(error, Neo4jError):
            self._planned.pop(text, None)
        else:
            self._planned.clear()

    async def _distrust(self) -> None:
        """Use no connection of now again: one has not answered, so others may be dead as well."""
        if self._driver is not None:
            await self._driver._pool.mark_all_stale()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage, reportUnknownMemberType] -- there is no public way

    @property
    def _open(self) -> AsyncDriver:
        if self._driver is None:
            raise DatabaseAway("The way to the database is not open.")
        return self._driver

    @asynccontextmanager
    async def _session(
        self, driver: AsyncDriver, mode: str = READ_ACCESS
    ) -> AsyncGenerator[AsyncSession]:
        self._under_way += 1
        self._at_rest.clear()
        try:
            async with driver.session(  # pyright: ignore[reportUnknownMemberType] -- the driver's **config is untyped
                database=self._address.database, default_access_mode=mode
            ) as session:
                yield session
        finally:
            self._under_way -= 1
            if self._under_way == 0:
                self._at_rest.set()

    async def _greet(self, driver: AsyncDriver) -> str:
        """The server's version, once it is one of ours and lets us into the database."""
        try:
            info = await driver.get_server_info()  # pyright: ignore[reportUnknownMemberType] -- **config
            agent = str(info.agent)
            if not _runs_on(agent):
                raise DatabaseUnsupported(
                    f"The database at {self._address.uri} is {agent}.", hint=RUNS_ON
                )
            async with self._session(driver) as session:
                await (await session.run("RETURN true AS greeted")).consume()
        except ConfigurationError as error:
            raise DatabaseUnsupported(
                f"The server at {self._address.uri} does not speak as a Neo4j of ours does.",
                hint=RUNS_ON,
            ) from error
        except ValueError as error:
            raise _no_address(self._address) from error
        except (Neo4jError, DriverError, OSError) as error:
            raise _ours("greeting", error, self._address) from error
        return agent.removeprefix("Neo4j/")

    def _failed(self, name: str, error: Exception, start: float, tries: int) -> TsunaguError:
        ours = _ours(name, error, self._address)
        self._tell(Run(name, perf_counter() - start, 0, tries, failed=ours.code))
        return ours

    def _tell(self, run: Run) -> None:
        for watch in self._watch:
            watch(run)


def _steps(plan: Any) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _steps(child)


def _plan_steps(plan: Any, depth: int = 0) -> Iterator[PlanStep]:
    yield PlanStep(_name(plan), str(plan.get("args", {}).get("Details", "")), depth)
    for child in plan.get("children", ()):
        yield from _plan_steps(child, depth + 1)


def _name(step: dict[str, Any]) -> str:
    return str(step["operatorType"]).partition("@")[0]


def _no_address(address: DatabaseAddress) -> BadInput:
    return BadInput(
        f"{address.uri!r} is not the address of a Neo4j database.",
        hint="Write NEO4J_URI like neo4j://host:7687 or bolt://127.0.0.1:7687.",
    )


def _worth_another_try(error: Exception) -> bool:
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return False
    if isinstance(error, (ServiceUnavailable, SessionExpired, OSError)):
        return True
    return isinstance(error, Neo4jError) and error.is_retryable()


def _too_slow(name: str) -> DatabaseSlow:
    return DatabaseSlow(
        f"The database ended {name} at its time-out.",
        hint="Ask for less at a time, or again in a moment: what it has prepared is kept.",
    )


def _runs_on(agent: str) -> bool:
    match = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if match is None:
        return False
    version = (int(match[1]), int(match[2]))
    return version[:2] == OLDEST_LTS or version >= OLDEST_CALENDAR


def _ours(name: str, error: Exception, address: DatabaseAddress) -> TsunaguError:
    """The error of ours that states the fact observed."""
    if isinstance(error, TimeoutError):
        return _too_slow(name)
    if isinstance(error, AuthError) or _is_refused(error):
        return DatabaseRefused(
            f"The database at {address.uri} refused the user {address.user!r} and the password.",
            hint="Check NEO4J_USER and NEO4J_PASSWORD.",
        )
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return DatabaseSlow(
            f"No connection came free for {name} in {ACQUISITION_SECONDS:g} s.",
            hint="Try again in a moment.",
        )
    if isinstance(error, Neo4jError):
        return _ours_by_code(name, error, address)
    if isinstance(error, (ServiceUnavailable, SessionExpired, ConfigurationError, OSError)):
        return DatabaseAway(
            f"No database answers at {address.uri}.",
            hint="Is it running, and is NEO4J_URI right?",
        )
    return DatabaseFault(f"The driver could not carry out {name}: {type(error).__name__}.")


def _is_refused(error: Exception) -> bool:
    """Whether it lets nobody in: after several wrong passwords it refuses the right one for a while."""
    code = error.code or "" if isinstance(error, Neo4jError) else ""
    return code.startswith("Neo.ClientError.Security.Authentication")


def _ours_by_code(name: str, error: Neo4jError, address: DatabaseAddress) -> TsunaguError:
    code = error.code or ""
    text = f"{code} {error.message or ''}"
    if OUT_OF_ROOM.search(text):
        return DatabaseFull(
            f"The database has no room to carry out {name}.",
            hint="Free disk space, or give the database more memory.",
        )
    if "TransactionTimedOut" in code or "Terminated" in code:
        return _too_slow(name)
    if "DatabaseNotFound" in code:
        return DatabaseAway(
            f"There is no database {address.database!r} at {address.uri}.",
            hint="Check NEO4J_DATABASE.",
        )
    if code.startswith("Neo.TransientError") or "DatabaseUnavailable" in code:
        return DatabaseAway(f"The database could not take on {name} now.", hint="Try again.")
    if isinstance(error, ClientError) or code.startswith("Neo.DatabaseError.Schema"):
        return StatementFault(f"The database rejected {name} ({code}).")
    return DatabaseFault(f"The database failed at {name} ({code}).")
