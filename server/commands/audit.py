"""`tsunagu audit …`: who saw or changed whose data, and whether the trail is as it was written."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from audit.chain import now
from audit.folder import Folder
from audit.heads import head_files, heads_in
from audit.index import Index
from audit.prune import prune as prune_trail
from audit.queries import PAGE, Look, breach_report, who_looked_at
from audit.verify import verify as verify_trail
from graph.errors import AuditBroken, BadInput
from server.auditing import Auditing
from server.commands.days import typed_day

KEPT = re.compile(r"([1-9]\d{0,3})([ymd])")
MONTHS_OF_A_YEAR = 12

app = typer.Typer(
    name="audit",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="The trail of who saw or changed whose data, in TSUNAGU_AUDIT_FOLDER.",
)

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)

Tell = Callable[[int], None]


@app.command()
def verify(
    *,
    heads: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file of heads: from the other place, or a log that was told them. May be "
            "repeated; the heads beside the trail unless named."
        ),
    ] = None,
) -> None:
    """Hold every line of the trail against the chain, the seals and the heads told outside.

    Exit code 0: the trail is as it was written. 1: it is not; the first broken place of each chain
    is told by file and line, with what was expected.

    Example: `tsunagu audit verify --heads /mnt/elsewhere/4f9a01c7.heads.jsonl`

    Reads only. A server may be writing meanwhile.
    """
    settings, folder = _settings()
    key = settings.seal_key()
    of_settings = settings.heads_folder()
    files = heads or (head_files(of_settings) if of_settings else [])
    if not files:
        _notes.print("No heads were told here: an end that was cut off cannot be seen without.")
    told = heads_in(files, key)
    total = sum(each.path.stat().st_size for each in folder.segments())
    with _shown("verifying", total) as progress:
        found = verify_trail(folder, key, told, progress)
    for notice in found.notices:
        _notes.print(notice, markup=False)
    if found.broken:
        for broken in found.broken:
            _out.print(str(broken), markup=False)
        count = len(found.broken)
        raise AuditBroken(
            f"{count} of {found.chains} chains {'is' if count == 1 else 'are'} broken.",
            hint="Keep the folder as it is, and compare it with its last copy.",
        )
    _out.print(
        f"Sound: {found.lines:,} lines in {found.segments:,} segments of {found.chains:,} chains; "
        f"{found.heads:,} heads told outside are among them."
    )


@app.command()
def who(
    person: Annotated[str, typer.Argument(help="The id of a resident or a household.")],
    *,
    first: Annotated[int, typer.Option(min=1, help="So many lines.")] = PAGE,
    after: Annotated[
        str | None, typer.Option(help="Go on after this: the end of the page before.")
    ] = None,
) -> None:
    """Show who saw or changed the data of a person, the newest first. Times are in UTC.

    Example: `tsunagu audit who WN63G44ZIA63MDVY5PKSUXS74M`

    Brings the index of the trail up to date first.
    """
    settings, folder = _settings()
    key = settings.seal_key()
    with _indexing(folder, key) as progress:
        page = who_looked_at(folder, key, person, first=first, after=after, progress=progress)
    if page.looks:
        _out.print(_looks(page.looks))
    else:
        _notes.print("Nobody is recorded." if after is None else "No more.")
    if page.end:
        _notes.print(f"More: --after {page.end}", markup=False)
    _warn(page.damaged)


@app.command()
def breach(
    account: Annotated[str, typer.Argument(help="The account, as the sign-in names it.")],
    *,
    begin: Annotated[
        date,
        typer.Option("--from", parser=typed_day, metavar="DAY", help="The first day, in UTC."),
    ],
    end: Annotated[
        date, typer.Option("--to", parser=typed_day, metavar="DAY", help="The last day, in UTC.")
    ],
    opening: Annotated[
        str | None,
        typer.Option(help="Only what was done under the emergency access with this id."),
    ] = None,
) -> None:
    """Show all that an account saw or changed: whom, how often, from and to when, for what.

    Example: `tsunagu audit breach m.tanaka@city.example --from 2027-01-01 --to 2027-01-31`

    Brings the index of the trail up to date first.
    """
    settings, folder = _settings()
    key = settings.seal_key()
    since, until = _midnight(begin), _midnight(end + timedelta(days=1))
    with _indexing(folder, key) as progress:
        report = breach_report(folder, key, account, since, until, basis=opening, progress=progress)
    table = Table("person", "verb", "purpose", "first", "last", box=None)
    table.add_column("times", justify="right")
    for each in report.touched:
        first_at, last_at = _time(each.first_at), _time(each.last_at)
        table.add_row(each.person, each.verb, each.purpose, first_at, last_at, f"{each.times:,}")
    if report.touched:
        _out.print(table)
    if report.without_person:
        _out.print(_looks(report.without_person))
    _out.print(f"{report.people:,} people and households in {report.requests:,} requests.")
    _warn(report.damaged)


@app.command()
def prune(
    *,
    keep: Annotated[
        str, typer.Option(help="How long lines are kept: years, months or days as 5y, 18m, 400d.")
    ] = "5y",
) -> None:
    """Remove the segments that are wholly older than that, and keep a sealed note of each.

    Example: `tsunagu audit prune --keep 5y`

    A chain is verified before; of a broken one nothing is removed. What a server writes just now
    stays.
    """
    settings, folder = _settings()
    key = settings.seal_key()
    at = now()
    before = _kept_since(keep, at)
    total = sum(each.path.stat().st_size for each in folder.segments())
    with _shown("verifying and removing", total) as progress:
        done = prune_trail(folder, key, before=before, at=at, progress=progress)
    for name in done.files:
        _out.print(name, markup=False)
    _out.print(
        f"Removed {len(done.files):,} segments of {done.lines:,} lines, all from before "
        f"{before.date()}."
    )


def _settings() -> tuple[Auditing, Folder]:
    """The settings and the trail's folder; `BadInput` when there is no trail."""
    settings = Auditing.read()
    folder = settings.place()
    if not folder.chains():
        raise BadInput(
            f"There is no trail in {folder.path}.", hint="Name its folder: TSUNAGU_AUDIT_FOLDER."
        )
    return settings, folder


def _kept_since(keep: str, at: datetime) -> datetime:
    match = KEPT.fullmatch(keep)
    if not match:
        raise BadInput(f"{keep} is no time to keep lines.", hint="Write 5y, 18m or 400d.")
    count, unit = int(match[1]), match[2]
    if unit == "d":
        return at - timedelta(days=count)
    months = at.year * MONTHS_OF_A_YEAR + at.month - 1
    months -= count * (MONTHS_OF_A_YEAR if unit == "y" else 1)
    year, month = divmod(months, MONTHS_OF_A_YEAR)
    if year < 1:
        raise BadInput(f"{keep} is longer than the calendar.")
    return _midnight(date(year, month + 1, 1)) + timedelta(days=min(at.day, 28) - 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _looks(looks: tuple[Look, ...]) -> Table:
    columns = (
        "time",
        "account",
        "role",
        "supporter",
        "verb",
        "what",
        "purpose",
        "basis",
        "request",
    )
    table = Table(*columns, box=None)
    for each in looks:
        table.add_row(
            _time(each.at),
            each.account or "–",
            each.role,
            each.person or "–",
            each.verb,
            each.name,
            each.purpose,
            each.basis or "–",
            each.request,
        )
    return table


def _warn(damaged: int) -> None:
    if damaged:
        _notes.print(
            f"{damaged:,} lines of the trail were changed and are left out. "
            "Find them with: tsunagu audit verify"
        )


@contextmanager
def _indexing(folder: Folder, key: bytes) -> Generator[Tell]:
    with Index(folder, key) as index:
        total = index.unread_bytes()
    with _shown("reading the trail", total) as progress:
        yield progress


@contextmanager
def _shown(what: str, total: int) -> Generator[Tell]:
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=_notes,
        transient=True,
        disable=not _notes.is_terminal,
    )
    with bars:
        task = bars.add_task(what, total=total)
        yield lambda count: bars.advance(task, count)
