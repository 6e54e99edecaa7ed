"""Carries out a change once, however often it is asked for with the same idempotency key.

One transaction: the key is claimed and the node held (`begin_change`), the change looks at how
things stand and writes (`work`), and its event is written last (`end_change`). A change that is
refused raises `Refusal`, and nothing of it stays. Every change goes through here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b, sha256
from typing import Any

import orjson

from graph.changes.begin_change import BEGIN_CHANGE, BeginChange
from graph.changes.end_change import END_CHANGE, EndChange
from graph.errors import DatabaseAway
from graph.gateway import Gateway, Transaction

TRIES = 3
PAUSE_SECONDS = 0.2


class Reason(StrEnum):
    """Why a change was refused."""

    NOT_FOUND = "NOT_FOUND"
    STALE = "STALE"
    NOT_ALLOWED = "NOT_ALLOWED"
    REQUIRED = "REQUIRED"
    NOT_EXPECTED = "NOT_EXPECTED"
    INVALID = "INVALID"
    KEY_REUSED = "KEY_REUSED"


@dataclass(frozen=True)
class Objection:
    """One reason against a change: the field of the input it lies with, in English and Japanese."""

    reason: Reason
    field: str
    message: str
    message_ja: str


class Refusal(Exception):
    """The change cannot be as it was asked; it names everything that stands against it."""

    def __init__(self, *objections: Objection) -> None:
        super().__init__(*(each.reason for each in objections))
        self.objections = objections


@dataclass(frozen=True)
class Asked:
    """A change as it was asked: its name, who asked, with which key, for what of which node.

    `by` is whose keys these are: nobody meets the key of somebody else.
    """

    change: str
    by: str
    key: str
    subject: str
    what: dict[str, Any]
    at: datetime

    @property
    def digest(self) -> str:
        """The same for the same change of the same node, and for no other."""
        return sha256(
            orjson.dumps([self.change, self.subject, self.what], option=orjson.OPT_SORT_KEYS)
        ).hexdigest()

    @property
    def scoped_key(self) -> str:
        """The key among those of everybody."""
        return f"{self.by}:{self.key}"

    @property
    def reference(self) -> str:
        """The id of what this change makes: the same, however often it is asked for."""
        return blake2b(self.scoped_key.encode(), digest_size=13).hexdigest().upper()


Moved = tuple[str, str]
"""The states before and after."""


async def once(
    gateway: Gateway, asked: Asked, work: Callable[[Transaction], Awaitable[Moved]]
) -> int:
    """The sequence of the event the change has written, now or when the key was first used.

    Raises `Refusal`. A connection lost at the commit leaves open whether the change was made; it is
    asked for again, and the key tells.
    """

    async def carried_out(transaction: Transaction) -> int:
        return await _carried_out(transaction, asked, work)

    for tries in range(1, TRIES + 1):
        try:
            return await gateway.transact(asked.change, carried_out)
        except DatabaseAway:
            if tries == TRIES:
                raise
            await asyncio.sleep(PAUSE_SECONDS * tries)
    raise AssertionError("the last try returns or raises")


async def _carried_out(
    transaction: Transaction, asked: Asked, work: Callable[[Transaction], Awaitable[Moved]]
) -> int:
    key, at = asked.scoped_key, asked.at.isoformat()
    begin = BeginChange(key, asked.digest, at, asked.subject)
    [begun] = BEGIN_CHANGE.rows(await transaction.ask(BEGIN_CHANGE.statement(begin)))
    if begun.digest != asked.digest:
        raise Refusal(
            Objection(
                Reason.KEY_REUSED,
                "idempotencyKey",
                "The key was used for another change.",
                "このキーは別の変更に使われています。",
            )
        )
    if begun.sequence is not None:
        return begun.sequence
    before, after = await work(transaction)
    end = EndChange(key, asked.change, asked.subject, at, before, after)
    [ended] = END_CHANGE.rows(await transaction.ask(END_CHANGE.statement(end)))
    return ended.sequence
