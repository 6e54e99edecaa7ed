"""What a long step says while it lasts, and how a terminal shows it."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done now; `done_bytes` of `total_bytes` when its size is known."""

    text: str
    done_bytes: int = 0
    total_bytes: int | None = None


Report = Callable[[Stage], None]
"""Told of each stage, several times a second while bytes arrive; it must not raise."""


def silent(_stage: Stage) -> None:
    """Report to nobody."""


@contextmanager
def shown_on_terminal(console: Console | None = None) -> Generator[Report]:
    """A report drawn as one moving line on stderr; plain lines when stderr is no terminal."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn()
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        yield _Bar(progress)


class _Lines:
    """One line for each new text."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._text = ""

    def __call__(self, stage: Stage) -> None:
        if stage.text != self._text:
            self._text = stage.text
            self._console.print(f"{stage.text} …", highlight=False)


class _Bar:
    """One row, redrawn; a stage without a size pulses."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._row: TaskID = progress.add_task("", total=None)

    def __call__(self, stage: Stage) -> None:
        self._progress.update(
            self._row,
            description=stage.text,
            completed=stage.done_bytes,
            total=stage.total_bytes,
        )
