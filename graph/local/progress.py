"""What a long step says while it lasts, and how a terminal shows it."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

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

from graph.plain_lines import PlainLines


@dataclass(frozen=True, slots=True)
class Stage:
    """What is being done now; `done_bytes` of `total_bytes` when its size is known.

    `how_far` says it in words where it is no number of bytes. A notice is a sentence to keep.
    """

    text: str
    done_bytes: int = 0
    total_bytes: int | None = None
    how_far: str = ""
    is_notice: bool = False


Report = Callable[[Stage], None]
"""Told of each stage, several times a second while bytes arrive; it must not raise."""


def notice(sentence: str) -> Stage:
    """A sentence to keep, about something that did not go as it should."""
    return Stage(sentence, is_notice=True)


def silent(_stage: Stage) -> None:
    """Report to nobody."""


@contextmanager
def shown_on_terminal(console: Console | None = None) -> Generator[Report]:
    """A report drawn as one moving line on stderr; plain lines when stderr is no terminal."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        with PlainLines(console) as lines:
            yield partial(_told_plainly, lines)
        return
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), DownloadColumn()
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        yield _Bar(progress)


def _told_plainly(lines: PlainLines, stage: Stage) -> None:
    if stage.is_notice:
        lines.note(stage.text)
    else:
        lines.now(stage.text, stage.how_far or _size(stage))


def _size(stage: Stage) -> str:
    if stage.total_bytes is None:
        return ""
    return f"{stage.done_bytes / 2**20:,.0f} of {stage.total_bytes / 2**20:,.0f} MiB"


class _Bar:
    """One row, redrawn; a stage without a size pulses."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._row: TaskID = progress.add_task("", total=None)

    def __call__(self, stage: Stage) -> None:
        if stage.is_notice:
            self._progress.console.print(stage.text, highlight=False, markup=False)
            return
        self._progress.update(
            self._row,
            description=f"{stage.text} {stage.how_far}".strip(),
            completed=stage.done_bytes,
            total=stage.total_bytes,
        )
