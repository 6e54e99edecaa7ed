"""Answers from the trail: who looked at somebody, and whom an account has seen.

To ask is itself recorded, before the trail is read. It is read in a thread, and no further than
somebody may be kept waiting; what takes longer is asked on the server, by `tsunagu audit`.

Whoever is protected from the administrator who asks is not there on the record either, but for what
that administrator's own account did.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import Generic, TypeVar

from audit.entry import NAME_LENGTH, Verb
from audit.queries import Breach, Look, Touched, breach_report, who_looked_at
from audit.trail import Trail
from graph.errors import AuditFault, BadInput
from graph.plan import page_size
from graph.questions.closed_on_record import CLOSED_ON_RECORD, AskingRecord
from graph.viewer import Role
from graph.want import Fixed
from resolvers.context import Context
from resolvers.failures import failing_clearly

MOST_UNREAD = 32 * 2**20
"""Bytes of the trail that a question takes into the index: some seconds of reading."""
MOST_LINES = 20_000
"""Lines of the trail in one report."""
WHO, BREACH = "who_looked_at", "breach_report"
ON_THE_SERVER = AuditFault(
    "No trail of who saw what is kept here.", hint="It is where the server is: tsunagu audit who"
)
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of a list, with the cursors of its ends; `more` comes after them."""

    entries: Sequence[T]
    start: str | None
    end: str | None
    resumed: bool
    more: bool


@dataclass(frozen=True)
class Report:
    """What an account has seen from a day to another, the last one included, for pages of it."""

    context: Context
    breach: Breach
    first_day: date
    last_day: date
    opening: str | None = None

    def touched(self, first: int | None, after: str | None) -> Page[Touched]:
        """Whom the account saw or changed: a page, by person, verb and purpose."""
        return self._page(self.breach.touched, _touched_key, "touched", first, after)

    def without_person(self, first: int | None, after: str | None) -> Page[Look]:
        """The lines about nobody: a page, the oldest first."""
        return self._page(self.breach.without_person, _line_key, "without_person", first, after)

    def _page(
        self,
        whole: Sequence[T],
        key: Callable[[T], list[str]],
        name: str,
        first: int | None,
        after: str | None,
    ) -> Page[T]:
        of = [BREACH, name, self.breach.account, str(self.first_day), str(self.last_day)]
        of += [] if self.opening is None else [self.opening]
        seal, order = self.context.seal, "\n".join(of)
        with failing_clearly():
            size = _size(first)
            length = len(key(whole[0])) if whole else 0
            start = None if after is None else seal.values(after, order, length)
        later = (each for each in whole if start is None or key(each) > start)
        found = [*islice(later, size + 1)]
        shown = found[:size]
        ends = [seal.text(order, key(each)) for each in (*shown[:1], *shown[-1:])] or [None]
        return Page(shown, ends[0], ends[-1], start is not None, len(found) > size)


async def lookers(  # noqa: PLR0917 -- whom, when and which page
    context: Context,
    person: str,
    first_day: date | None,
    last_day: date | None,
    first: int | None,
    after: str | None,
) -> tuple[Page[Look], int]:
    """A page of who saw or changed somebody, newest first, and how many lines are damaged.

    Days are in UTC, the last one included. Raises what a client may read.
    """
    order = "\n".join([WHO, person, str(first_day), str(last_day)])
    with failing_clearly():
        size = _size(first)
        place = None if after is None else str(context.seal.values(after, order, 1)[0])
        span = _span(first_day, last_day)
        trail = await _recorded(context, WHO, {person})
        own = (context.viewer.account or "") if person in await _closed(context) else None
        ask = partial(
            who_looked_at,
            first=size,
            after=place,
            span=span,
            account=own,
            unread_bytes=MOST_UNREAD,
        )
        page = await asyncio.to_thread(ask, trail.folder, trail.key, person)
    ends = [each.place for each in page.looks]
    start, end = (ends or [None])[0], page.end or (ends or [None])[-1]
    sealed = [None if each is None else context.seal.text(order, [each]) for each in (start, end)]
    found = Page(page.looks, sealed[0], sealed[1], after is not None, page.end is not None)
    return found, page.damaged


async def report(
    context: Context, account: str, first_day: date, last_day: date, opening: str | None = None
) -> Report:
    """What an account has seen, or with an `opening` under that alone.

    Raises what a client may read.
    """
    with failing_clearly():
        since, until = _span(first_day, last_day)
        trail = await _recorded(context, f"{BREACH} {account}"[:NAME_LENGTH], set())
        closed = set[str]() if account == context.viewer.account else await _closed(context)
        ask = partial(
            breach_report,
            basis=opening,
            closed=closed,
            unread_bytes=MOST_UNREAD,
            most_lines=MOST_LINES,
        )
        breach = await asyncio.to_thread(ask, trail.folder, trail.key, account, since, until)
    return Report(context, breach, first_day, last_day, opening)


async def _recorded(context: Context, name: str, about: set[str]) -> Trail:
    """The trail, when it is on record that it was asked; raises `AuditFault`."""
    if context.trail is None:
        raise ON_THE_SERVER
    await context.record_always(Verb.READ, name, about)
    return context.trail


async def _closed(context: Context) -> set[str]:
    """The ids that are closed to the administrator who asks; none in the demo, which sees all."""
    viewer = context.viewer
    if viewer.role is Role.DEMO:
        return set()
    statement = CLOSED_ON_RECORD.statement(AskingRecord(viewer.person, context.today))
    async with replace(context) as look:
        [found] = CLOSED_ON_RECORD.rows(await look.read(statement))
    return {*found.ids}


def _size(first: int | None) -> int:
    return page_size(Fixed(first))({})


def _span(first_day: date | None, last_day: date | None) -> tuple[datetime, datetime]:
    """From the midnight a day begins with to the one another ends with."""
    if last_day is not None and last_day >= date.max:
        raise BadInput("`until` is the last day there is.", hint="Leave it out.")
    since = date.min if first_day is None else first_day
    until = date.max if last_day is None else last_day + timedelta(days=1)
    return datetime.combine(since, time(), UTC), datetime.combine(until, time(), UTC)


def _touched_key(each: Touched) -> list[str]:
    return [each.person, each.verb, each.purpose]


def _line_key(each: Look) -> list[str]:
    return [each.place]
