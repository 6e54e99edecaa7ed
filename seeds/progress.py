"""A load's progress: the whole and the current sheet, rate and time left; lines off a terminal."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from graph.plain_lines import PlainLines

ROWS_OF_THE_DIRECTORY = 6_900
ROWS_OF_A_WHOLE_CITY = 1_227_000


def expected_rows(factor: float) -> int:
    """About how many rows, nodes and ties together, a city of that factor has."""
    return int(ROWS_OF_THE_DIRECTORY * max(1, factor) + ROWS_OF_A_WHOLE_CITY * factor)


class _Rate(TextColumn):
    """Rows a second, over the last seconds."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} rows/s" if speed else "")


def shown(console: Console, factor: float) -> "Shown | Told":
    """What tells people of a load on this console."""
    return Shown(console, factor) if console.is_terminal else Told(console, factor)


class Told:
    """A line now and then: how many rows of about how many. A context manager."""

    def __init__(self, console: Console, factor: float) -> None:
        self._lines = PlainLines(console)
        self._expected = expected_rows(factor)
        self._sheet = ""
        self._rows = 0
        self._removed = 0

    def __enter__(self) -> Self:
        self._lines.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lines.__exit__(kind, error, trace)

    def sheet(self, name: str) -> None:
        """A sheet begins."""
        self._sheet = name
        self._tell()

    def rows(self, count: int, *, skipped: bool) -> None:
        """So many rows are in the database, of this run or an earlier one."""
        _ = skipped
        self._rows += count
        self._tell()

    def removed(self, count: int, total: int) -> None:
        """So many of the ties and nodes to remove are gone."""
        self._removed += count
        self._lines.now("Emptying the database", f"{self._removed:,} of {total:,}")

    def _tell(self) -> None:
        rows = f"{self._rows:,} of about {self._expected:,} rows"
        self._lines.now("Loading the city", f"{rows}, {self._sheet}" if self._sheet else rows)


class Shown:
    """Two bars: all rows, with the time left, and the sheet at hand. A context manager."""

    def __init__(self, console: Console, factor: float) -> None:
        self._bars = Progress(
            TextColumn("{task.description:<36}"),
            BarColumn(bar_width=30),
            TextColumn("{task.completed:,}"),
            _Rate(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._factor = factor
        self._whole: TaskID | None = None
        self._sheet: TaskID | None = None
        self._removed: TaskID | None = None

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def sheet(self, name: str) -> None:
        """A sheet begins."""
        if self._whole is None:
            total = expected_rows(self._factor)
            self._whole = self._bars.add_task("whole city", total=total)
        if self._sheet is not None:
            self._bars.remove_task(self._sheet)
        self._sheet = self._bars.add_task(name, total=None)

    def rows(self, count: int, *, skipped: bool) -> None:
        """So many rows are in the database; those of an earlier run count for the whole only."""
        if self._whole is not None:
            self._bars.advance(self._whole, count)
        if self._sheet is not None and not skipped:
            self._bars.advance(self._sheet, count)

    def removed(self, count: int, total: int) -> None:
        """So many of the ties and nodes to remove are gone."""
        if self._removed is None:
            self._removed = self._bars.add_task("emptying the database", total=total)
        self._bars.advance(self._removed, count)
