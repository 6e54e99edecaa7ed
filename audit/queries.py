"""What the trail answers: who looked at a person, and what an account has seen.

Every line shown is read from its segment and its seal is tried; what was changed is counted as
`damaged`, never shown. Only what was recorded is known: who looked over a shoulder is not.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from audit.entry import Entry, Verb
from audit.folder import Folder
from audit.index import EVER, Index, Place, Progress, Span
from audit.line import Line, moment, stamp
from graph.errors import AuditFault, BadInput
from graph.viewer import Purpose, Role

PAGE = 50
PLACE = re.compile(r"(\S{27})\.([0-9a-f]{8})\.(\d{1,18})")


@dataclass(frozen=True)
class Look:
    """One line of the trail without the ids of whom it is about. `at` is in UTC."""

    at: datetime
    account: str | None
    role: Role
    person: str | None
    purpose: Purpose
    basis: str | None
    verb: Verb
    name: str
    request: str
    chain: str
    sequence: int

    @property
    def place(self) -> str:
        """Where it stands, for a page to go on after it; later lines have greater ones."""
        return _text(Place(self.at, self.chain, self.sequence, 0))


@dataclass(frozen=True)
class Looks:
    """A page, newest first; `end` is where the next one begins, None after the last."""

    looks: tuple[Look, ...]
    end: str | None
    damaged: int


@dataclass(frozen=True)
class Touched:
    """What an account did with one person by one verb for one purpose: how often, from and to when."""

    person: str
    verb: Verb
    purpose: Purpose
    times: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Breach:
    """All that an account saw or changed from `since` to before `until`.

    `requests` counts requests of which there is a line; `touched` is sorted by person, verb and
    purpose; `without_person` are lines about nobody: refusals, broken glass, exports of figures.
    """

    account: str
    since: datetime
    until: datetime
    requests: int
    people: int
    touched: tuple[Touched, ...]
    without_person: tuple[Look, ...]
    damaged: int


def who_looked_at(
    folder: Folder,
    key: bytes,
    person: str,
    *,
    first: int = PAGE,
    after: str | None = None,
    span: Span = EVER,
    account: str | None = None,
    unread_bytes: int | None = None,
    progress: Progress = lambda _: None,
) -> Looks:
    """A page of who saw or changed the resident or household with this id, newest first.

    With an `account`, only what that one did. `after` is the `end` of the page before. Raises `BadInput` for another text, and `AuditFault`,
    also when more of the trail than `unread_bytes` would have to be read first.
    """
    if first < 1:
        raise BadInput(f"A page of {first} lines cannot be.", hint="Ask for one or more.")
    _demand_span(span)
    before = _place(after) if after else None
    with Index(folder, key) as index:
        _read_on(index, unread_bytes, progress)
        places = index.about(person, before, first + 1, span, account)
        shown = dict(index.lines(places[:first]))
        looks = [_look(place, line) for place, line in sorted(shown.items(), reverse=True) if line]
        damaged = index.damaged() + sum(line is None for line in shown.values())
    more = len(places) > first
    return Looks(tuple(looks), _text(places[first - 1]) if more else None, damaged)


def breach_report(
    folder: Folder,
    key: bytes,
    account: str,
    since: datetime,
    until: datetime,
    *,
    basis: str | None = None,
    closed: Collection[str] = (),
    unread_bytes: int | None = None,
    most_lines: int | None = None,
    progress: Progress = lambda _: None,
) -> Breach:
    """Whom an account saw or changed from `since` to before `until`, how often and for what.

    With a `basis`, such as the id of an emergency access, only what was done on that. Of whom is
    `closed` to the reader nothing is told, nor of lines about none but them. An account nobody knows
    has seen nobody. Raises `BadInput` for times that are no span and for more than `most_lines` of the trail, and `AuditFault`, also when more of it than `unread_bytes`
    would have to be read first.
    """
    _demand_span((since, until))
    hidden = frozenset(closed)
    with Index(folder, key) as index:
        _read_on(index, unread_bytes, progress)
        if most_lines is not None and index.count_of_account(account, since, until) > most_lines:
            raise BadInput(
                f"The trail has more than {most_lines:,} lines of this account in these days.",
                hint="Ask for fewer days at a time, or on the server with: tsunagu audit breach",
            )
        found = list(index.lines(index.of_account(account, since, until)))
        damaged = index.damaged() + sum(line is None for _, line in found)
    every = ((place, line, Entry.read(line.says)) for place, line in found if line)
    entries = sorted(
        (
            (place, line, replace(entry, about=entry.about - hidden))
            for place, line, entry in every
            if (basis is None or entry.basis == basis) and (not entry.about or entry.about - hidden)
        ),
        key=lambda each: each[0],
    )
    touched = _touched((place.at, entry) for place, _, entry in entries)
    return Breach(
        account,
        since,
        until,
        requests=len({entry.request for _, _, entry in entries}),
        people=len({each.person for each in touched}),
        touched=touched,
        without_person=tuple(
            _look(place, line) for place, line, entry in entries if not entry.about
        ),
        damaged=damaged,
    )


def _demand_span(span: Span) -> None:
    since, until = span
    if since >= until:
        raise BadInput("The report begins where it ends, or later.", hint="Name an earlier day.")


def _read_on(index: Index, unread_bytes: int | None, progress: Progress) -> None:
    """Bring the index up to date, unless that would take longer than somebody waits."""
    if unread_bytes is not None and index.unread_bytes() > unread_bytes:
        raise AuditFault(
            "Too much of the trail has not been read into its index yet.",
            hint="Have it read on the server, with progress, by: tsunagu audit who",
        )
    index.read_on(progress)


def _touched(entries: Iterable[tuple[datetime, Entry]]) -> tuple[Touched, ...]:
    found: dict[tuple[str, Verb, Purpose], tuple[int, datetime, datetime]] = {}
    for at, entry in entries:
        for person in entry.about:
            what = (person, entry.verb, entry.purpose)
            times, begin, _ = found.get(what, (0, at, at))
            found[what] = (times + 1, begin, at)
    return tuple(Touched(*what, *found[what]) for what in sorted(found))


def _look(place: Place, line: Line) -> Look:
    entry = Entry.read(line.says)
    return Look(
        line.at,
        entry.account,
        entry.role,
        entry.person,
        entry.purpose,
        entry.basis,
        entry.verb,
        entry.name,
        entry.request,
        place.chain,
        place.sequence,
    )


def _text(place: Place) -> str:
    return f"{stamp(place.at)}.{place.chain}.{place.sequence:012d}"


def _place(text: str) -> Place:
    match = PLACE.fullmatch(text)
    try:
        if match:
            return Place(moment(match[1]), match[2], int(match[3]), 0)
    except ValueError:
        pass
    raise BadInput(
        "`after` is not the end of a page.", hint="Take `end` of the page before as it is."
    )
