"""Gives those whom a load marked as protected their protections, as if begun by `protect`.

The twin of `protect_the_marked.cypher`.
"""

from dataclasses import dataclass
from datetime import date

from graph.changes.protection import SEAL, Sealing
from graph.gateway import Transaction
from graph.question import Question, beside

YEAR_DAYS = 365


@dataclass(frozen=True)
class Marked:
    today: date
    days: int


@dataclass(frozen=True)
class NowProtected:
    resident: str


PROTECT_THE_MARKED = Question(beside(__file__, "protect_the_marked"), Marked, NowProtected)


async def protect_the_marked(transaction: Transaction, today: date) -> None:
    """Protect and seal all who are marked; they began spread over the year before `today`."""
    marked = Marked(today, YEAR_DAYS)
    rows = PROTECT_THE_MARKED.rows(await transaction.ask(PROTECT_THE_MARKED.statement(marked)))
    around = [each.resident for each in rows]
    await transaction.ask(SEAL.statement(Sealing(around, today)))
