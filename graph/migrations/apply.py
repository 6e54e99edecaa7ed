"""Brings a database to the schema this program knows, and says what is missing.

Neo4j changes the schema and data in separate transactions, so a migration cannot be one. Instead
each statement may be run again, and a migration is recorded once all it creates stands and is
online: whoever is broken off leaves a database that the next `migrate` carries on with. The records
are nodes labelled `_Migration`, apart from the model.

A database that was filled before its first start (`graph/local/importing.py`) holds rows as the
migrations leave them: those migrations make its constraints and indexes and leave its rows alone.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from time import monotonic
from typing import LiteralString

from graph.cypher import Statement
from graph.errors import MigrationFault, StatementFault
from graph.gateway import Gateway
from graph.migrations.files import (
    FOLDER,
    SCHEMA,
    Migration,
    known_migrations,
    standing_after,
    written_text,
)

# A uniqueness constraint checks all nodes of its label before its statement returns.
STATEMENT_SECONDS = 600.0
ONLINE_SECONDS = 300.0
ABSENT_SECONDS = 5.0
LEFT_OVER_SECONDS = 2.0
POLL_SECONDS = 0.1
STAND_TRIES = 3
FILLED_PERCENT = 100.0

BOOKKEEPING = FOLDER / "bookkeeping"
VERSION_IS_UNIQUE = Statement(
    "migration_version_is_unique", written_text(BOOKKEEPING / "version_is_unique.cypher")
)
RECORDED_MIGRATIONS = Statement(
    "recorded_migrations", written_text(BOOKKEEPING / "recorded_migrations.cypher")
)
ROWS_AS_OF = Statement("rows_as_of", written_text(BOOKKEEPING / "rows_as_of.cypher"))
RECORD_MIGRATION = written_text(BOOKKEEPING / "record_migration.cypher")
LEFT_OVER_INDEX = written_text(BOOKKEEPING / "left_over_index.cypher")
SCHEMA_ENTRY_STATES = written_text(BOOKKEEPING / "schema_entry_states.cypher")


@dataclass(frozen=True)
class Step:
    """How far a migration is: `done` of its `total` statements stand."""

    migration: Migration
    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.migration}: {self.done} of {self.total}"


Report = Callable[[Step], None]


async def pending(
    gateway: Gateway, known: tuple[Migration, ...] | None = None
) -> tuple[Migration, ...]:
    """The migrations the database does not have yet, in order; changes nothing.

    Raises `MigrationFault` when the database has one that this program does not know, or one whose
    file has changed since.
    """
    by_version = {each.version: each for each in known or known_migrations()}
    for version, name, checksum, program in await gateway.read(RECORDED_MIGRATIONS):
        migration = by_version.pop(version, None)
        if migration is None:
            raise MigrationFault(
                f"The database has the migration {version:04}_{name}, "
                f"which this program ({_program()}) does not know.",
                hint=f"Update the program; {program} applied it.",
            )
        if migration.checksum != checksum:
            raise MigrationFault(
                f"The file of {migration} is not the one the database was migrated with.",
                hint="Restore the file as it was, and put the change into a new migration.",
            )
    return tuple(by_version.values())


async def migrate(
    gateway: Gateway,
    report: Report | None = None,
    *,
    known: tuple[Migration, ...] | None = None,
    online_seconds: float = ONLINE_SECONDS,
) -> tuple[Migration, ...]:
    """Carry out what is pending, wait until every index is online, and return what was done.

    `report` is called at the start of each migration and after each of its statements. A gateway
    for a database that is not small is opened with `write_seconds=STATEMENT_SECONDS`. Processes
    that migrate at once end with the same schema: each carries out all it found pending, since
    stopping half-way could leave something standing that a later migration takes away.

    Raises `MigrationFault` as `pending` does; when the database rejects a statement; and when an
    index has failed, is missing, or is not online after `online_seconds`.
    """
    known = known or known_migrations()
    missing = await pending(gateway, known)
    if missing:
        await _stand(gateway, VERSION_IS_UNIQUE)
    rows_as_of: int = (await gateway.read(ROWS_AS_OF))[0][0] if missing else 0
    for migration in missing:
        statements: list[LiteralString] = [
            each
            for each in migration.statements
            if migration.version > rows_as_of or SCHEMA.match(each)
        ]
        await _carry_out(gateway, migration, statements, report or _say_nothing)
        try:
            await _online(gateway, standing_after([migration]), online_seconds)
        except MigrationFault:
            # A process that is ahead may have taken down again what this migration puts up.
            if migration in await pending(gateway, known):
                raise
        await gateway.write(_record(migration))
    await _online(gateway, standing_after(known), online_seconds)
    if missing:
        await pending(gateway, known)  # another process may have recorded another text
    return missing


async def _carry_out(
    gateway: Gateway, migration: Migration, statements: Sequence[LiteralString], report: Report
) -> None:
    total = len(statements)
    report(Step(migration, 0, total))
    for done, text in enumerate(statements, start=1):
        try:
            await _stand(gateway, Statement(f"migration_{migration}_{done}", text))
        except StatementFault as fault:
            raise MigrationFault(
                f"{migration} stopped: the database rejected its statement {done} of {total}, "
                f"{' '.join(text.split())}",
                hint="A uniqueness constraint is rejected while two nodes share a value. "
                "What was done stays; mend the cause and migrate again.",
            ) from fault
        report(Step(migration, done, total))


async def _stand(gateway: Gateway, statement: Statement) -> None:
    for _ in range(STAND_TRIES - 1):
        try:
            await gateway.write(statement)
        except StatementFault:
            # Of two processes that create one entry at once, one is told that it exists already in
            # spite of IF NOT EXISTS. Asked again, it is not. A true fault comes back the same.
            await _clear_left_over(gateway, statement)
        else:
            return
    await gateway.write(statement)


async def _clear_left_over(gateway: Gateway, statement: Statement) -> None:
    """Drop the index that a broken-off CREATE CONSTRAINT leaves behind, which keeps it from being
    created again. While a constraint is being created its index looks the same, but not for long.
    """
    name = statement.text.partition("CREATE CONSTRAINT ")[2].partition(" ")[0]
    ask = Statement("left_over_index", LEFT_OVER_INDEX, {"name": name})
    filled_since = monotonic()
    while found := await gateway.read(ask):
        if found[0][0] < FILLED_PERCENT:
            filled_since = monotonic()
        elif monotonic() - filled_since > LEFT_OVER_SECONDS:
            await gateway.write(Statement("drop_left_over_index", f"DROP INDEX {name} IF EXISTS"))
            return
        await asyncio.sleep(POLL_SECONDS)


async def _online(gateway: Gateway, wanted: Collection[str], seconds: float) -> None:
    ask = Statement("schema_entry_states", SCHEMA_ENTRY_STATES, {"names": sorted(wanted)})
    start = monotonic()
    while True:
        states: dict[str, str] = dict(await gateway.read(ask))
        waiting = sorted(name for name in wanted if states.get(name) != "ONLINE")
        if not waiting:
            return
        for name in waiting:
            if states.get(name) == "FAILED":
                raise MigrationFault(
                    f"The index {name} has failed.",
                    hint=f"See the database's log, DROP INDEX {name}, and create it again.",
                )
        # Another process may be about to create what is absent, so that is not yet a fault.
        bound = seconds if states.keys() & waiting else min(seconds, ABSENT_SECONDS)
        if monotonic() - start > bound:
            raise MigrationFault(
                f"Not online after {bound:g} s: {', '.join(waiting)}.",
                hint="If SHOW INDEXES lists them, wait; if not, run their CREATE statements "
                "in graph/migrations again.",
            )
        await asyncio.sleep(POLL_SECONDS)


def _record(migration: Migration) -> Statement:
    return Statement(
        "record_migration",
        RECORD_MIGRATION,
        {
            "version": migration.version,
            "name": migration.name,
            "checksum": migration.checksum,
            "program": _program(),
        },
    )


def _program() -> str:
    return f"tsunagu {installed_version('tsunagu')}"


def _say_nothing(_: Step) -> None:
    """Nobody wants to know."""
