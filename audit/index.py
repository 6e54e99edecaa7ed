"""Finds the lines about a person or of an account. The segments are the truth, this is an index.

It holds places of lines and nothing of what they say; it reads on where it ended before each
question, and is made anew when it is gone or damaged. What is shown is read from the segments.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, Self

from audit.folder import Folder, Segment, writing
from audit.line import Line, read_line, seal_fits
from graph.errors import AuditFault

VERSION = 1
CACHE_KIB = 256 * 1024
BATCH_LINES = 20_000
BUSY_SECONDS = 60.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SCHEMA = """
CREATE TABLE segment (name TEXT PRIMARY KEY, chain TEXT, first INTEGER, read INTEGER);
CREATE TABLE about (
    id TEXT, at INTEGER, chain TEXT, sequence INTEGER, place INTEGER,
    PRIMARY KEY (id, at, chain, sequence)
) WITHOUT ROWID;
CREATE TABLE account (
    name TEXT, at INTEGER, chain TEXT, sequence INTEGER, place INTEGER,
    PRIMARY KEY (name, at, chain, sequence)
) WITHOUT ROWID;
CREATE TABLE damaged (segment TEXT, place INTEGER, PRIMARY KEY (segment, place)) WITHOUT ROWID;
"""

Span = tuple[datetime, datetime]
"""From a time to before another."""
EVER: Span = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
Progress = Callable[[int], None]
"""Told of the bytes that were read."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a line is: its time, its chain, its number there; `at_byte` of its segment."""

    at: datetime
    chain: str
    sequence: int
    at_byte: int


class Index:
    """The index of one folder, open; to be used by one thread."""

    def __init__(self, folder: Folder, key: bytes) -> None:
        self._folder, self._key = folder, key
        self._database = self._opened()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def unread_bytes(self) -> int:
        """How much of the segments is not in the index yet."""
        read = dict(self._ask("SELECT name, read FROM segment"))
        segments = self._folder.segments()
        return sum(each.path.stat().st_size - read.get(each.name, 0) for each in segments)

    def read_on(self, progress: Progress = lambda _: None) -> None:
        """Take in what was written since, and leave out what was pruned. Raises `AuditFault`."""
        try:
            self._forget_pruned()
            for segment in self._folder.segments():
                self._read_segment(segment, progress)
        except sqlite3.Error as error:
            raise AuditFault(
                f"The index of the trail cannot be written: {error}.",
                hint=f"Remove {self._folder.index()}; it is made anew.",
            ) from error

    def about(
        self,
        person: str,
        before: Place | None,
        count: int,
        span: Span = EVER,
        account: str | None = None,
    ) -> list[Place]:
        """The newest lines about a person within a span, older than `before`; newest first.

        With an `account`, those of that one.
        """
        older = "AND (at, chain, sequence) < (?, ?, ?) " if before else ""
        given = (_micros(before.at), before.chain, before.sequence) if before else ()
        own = (
            "AND (at, chain, sequence) IN (SELECT at, chain, sequence FROM account WHERE name = ?) "
        )
        mine = () if account is None else (account,)
        since, until = map(_micros, span)
        rows = self._ask(
            "SELECT at, chain, sequence, place FROM about WHERE id = ? AND at >= ? AND at < ? "  # noqa: S608 -- our own words
            f"{older}{own if mine else ''}ORDER BY at DESC, chain DESC, sequence DESC LIMIT ?",
            (person, since, until, *given, *mine, count),
        )
        return [_place(row) for row in rows]

    def count_of_account(self, account: str, since: datetime, until: datetime) -> int:
        """How many lines an account has from `since` to before `until`."""
        [(count,)] = self._ask(
            "SELECT count(*) FROM account WHERE name = ? AND at >= ? AND at < ?",
            (account, _micros(since), _micros(until)),
        )
        return int(count)

    def of_account(self, account: str, since: datetime, until: datetime) -> Iterator[Place]:
        """The lines of an account from `since` to before `until`, by time."""
        rows = self._ask(
            "SELECT at, chain, sequence, place FROM account "
            "WHERE name = ? AND at >= ? AND at < ? ORDER BY at, chain, sequence",
            (account, _micros(since), _micros(until)),
        )
        return map(_place, rows)

    def damaged(self) -> int:
        """How many lines could not be taken in: they are not as they were written."""
        [(count,)] = self._ask("SELECT count(*) FROM damaged")
        return int(count)

    def lines(self, places: Iterable[Place]) -> Iterator[tuple[Place, Line | None]]:
        """What stands at these places, in their order by segment; None where it was changed."""
        firsts = {
            chain: list(of_chain)
            for chain, of_chain in groupby(self._folder.segments(), lambda each: each.chain)
        }
        by_file: dict[Segment | None, list[Place]] = {}
        for place in places:
            of_chain = firsts.get(place.chain, [])
            at = bisect_right(of_chain, place.sequence, key=lambda each: each.first)
            by_file.setdefault(of_chain[at - 1] if at else None, []).append(place)
        for segment, of_file in by_file.items():
            if segment is None:
                yield from ((place, None) for place in of_file)
                continue
            with segment.path.open("rb") as file:
                for place in of_file:
                    file.seek(place.at_byte)
                    line = self._trusted(file.readline())
                    fits = line is not None and line.sequence == place.sequence
                    yield place, line if fits else None

    def _opened(self) -> sqlite3.Connection:
        path = self._folder.index()
        with writing(path):
            try:
                return self._prepared()
            except sqlite3.OperationalError as error:
                raise AuditFault(f"The index of the trail cannot be opened: {error}.") from error
            except sqlite3.DatabaseError:
                for each in path.parent.glob(f"{path.name}*"):
                    each.unlink()
                return self._prepared()

    def _prepared(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._folder.index(), timeout=BUSY_SECONDS)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            database.execute("BEGIN IMMEDIATE")
            [(version,)] = database.execute("PRAGMA user_version").fetchall()
            if version != VERSION:
                for statement in SCHEMA.split(";"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
            database.commit()
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _forget_pruned(self) -> None:
        there = {each.name for each in self._folder.segments()}
        for name, chain, first in self._ask("SELECT name, chain, first FROM segment"):
            if name in there:
                continue
            [(end,)] = self._ask(
                "SELECT min(first) FROM segment WHERE chain = ? AND first > ?", (chain, first)
            )
            end = 2**62 if end is None else end
            with self._database:
                for table in ("about", "account"):
                    self._database.execute(
                        f"DELETE FROM {table} WHERE chain = ? AND sequence >= ? AND sequence < ?",  # noqa: S608 -- one of two names
                        (chain, first, end),
                    )
                self._database.execute("DELETE FROM damaged WHERE segment = ?", (name,))
                self._database.execute("DELETE FROM segment WHERE name = ?", (name,))

    def _read_segment(self, segment: Segment, progress: Progress) -> None:
        """Take in what is new of a segment, as far as its last line end, a batch at a time."""
        while self._read_batch(segment, progress):
            pass

    def _read_batch(self, segment: Segment, progress: Progress) -> bool:
        """Whether there was a whole batch: no two processes take in the same lines."""
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            known = self._ask("SELECT read FROM segment WHERE name = ?", (segment.name,))
            place = begin = int(known[0][0]) if known else 0
            about, accounts = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
            count = 0
            with segment.path.open("rb") as file:
                file.seek(begin)
                for line in file:
                    if not line.endswith(b"\n") or count == BATCH_LINES:
                        break
                    self._take_in(segment, line, place, about, accounts)
                    place += len(line)
                    count += 1
            insert = "INSERT OR REPLACE INTO {} VALUES (?, ?, ?, ?, ?)"
            self._database.executemany(insert.format("about"), about)
            self._database.executemany(insert.format("account"), accounts)
            self._database.execute(
                "INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?)",
                (segment.name, segment.chain, segment.first, place),
            )
        progress(place - begin)
        return count == BATCH_LINES

    def _take_in(
        self,
        segment: Segment,
        written: bytes,
        place: int,
        about: list[tuple[Any, ...]],
        accounts: list[tuple[Any, ...]],
    ) -> None:
        line = self._trusted(written)
        if line is None:
            self._database.execute(
                "INSERT OR REPLACE INTO damaged VALUES (?, ?)", (segment.name, place)
            )
            return
        where = (_micros(line.at), segment.chain, line.sequence, place)
        about.extend((person, *where) for person in line.says.get("about", ()))
        if account := line.says.get("account"):
            accounts.append((account, *where))

    def _trusted(self, written: bytes) -> Line | None:
        return read_line(written) if seal_fits(written, self._key) else None

    def _ask(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with closing(self._database.execute(statement, values)) as cursor:
            return cursor.fetchall()


def _place(row: tuple[int, str, int, int]) -> Place:
    at, chain, sequence, place = row
    return Place(EPOCH + timedelta(microseconds=at), chain, sequence, place)


def _micros(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1)
