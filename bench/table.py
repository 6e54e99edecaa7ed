"""The table: a line for each server on each case, and below it what was to be reached."""

import argparse
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import psutil
from rich.console import Console
from rich.table import Table

from bench.asking import Seen
from bench.cases import BARE, DATALOADER, NEO4J_GRAPHQL, OURS
from bench.compiling import Compiled
from bench.databases import factor_given
from graph.gateway import Row
from seeds.calendar import TODAY
from seeds.city import SEED

WIDTH = 175
NO_ANSWER = "none"
COLUMNS = (
    "case",
    "server",
    "answer",
    "stmts",
    "dbHits",
    "p50",
    "ours ÷ it",
    "CPU",
    "ours ÷ it",
    "DB CPU",
    "ours ÷ it",
    "8 at once, alone",
    "ours ÷ it",
)


@dataclass
class Line:
    """One server on one case; `alone` is the server on answers it is handed without a database."""

    server: str
    statements: int = 0
    db_hits: int = 0
    answer_bytes: int = 0
    unable: bool = False
    live: Seen = field(default_factory=Seen)
    alone: Seen = field(default_factory=Seen)


Found = dict[str, list[Line]]
Figure = Callable[[Line], float]


def _p50(line: Line) -> float:
    return line.live.median_ms


def _cpu(line: Line) -> float:
    return line.live.cpu_ms


def _database_cpu(line: Line) -> float:
    return line.live.database_cpu_ms


def _per_second(line: Line) -> float:
    return line.alone.per_second


@dataclass(frozen=True)
class _Goal:
    """A ratio of ours to a peer's, over all cases, and its bound.

    Where the bound is less than what a request takes at least, `or_bare` times the bare handler's
    figure is enough.
    """

    what: str
    peer: str
    figure: Figure
    bound: float
    at_least: bool = False
    or_bare: float | None = None

    def worst(self, found: Found) -> tuple[str, float, bool]:
        """The case that is furthest from what is enough, its ratio, and whether all reach it."""
        ratios = {
            case: (self._ratio(lines, self.peer), self._bare_enough(lines))
            for case, lines in _by_server(found)
            if self.peer in lines
        }
        open_ = {case: ratio for case, (ratio, enough) in ratios.items() if not enough}
        looked_at = open_ or {case: ratio for case, (ratio, _) in ratios.items()}
        pick = min if self.at_least else max
        case = pick(looked_at, key=lambda name: looked_at[name])
        return case, looked_at[case], not open_ or self._met(looked_at[case])

    @property
    def told(self) -> str:
        """What is to be reached."""
        bound = f"{'≥' if self.at_least else '≤'} {self.bound} ×"
        return bound if self.or_bare is None else f"{bound}, or {self.or_bare} × bare"

    def _ratio(self, lines: dict[str, Line], peer: str) -> float:
        return self.figure(lines[OURS]) / self.figure(lines[peer])

    def _bare_enough(self, lines: dict[str, Line]) -> bool:
        return self.or_bare is not None and self._ratio(lines, BARE) <= self.or_bare

    def _met(self, ratio: float) -> bool:
        return ratio >= self.bound if self.at_least else ratio <= self.bound


GOALS = (
    _Goal("p50, whole stack", BARE, _p50, 1.15),
    _Goal("server CPU", NEO4J_GRAPHQL, _cpu, 0.25, or_bare=1.3),
    _Goal("server CPU", DATALOADER, _cpu, 0.2, or_bare=1.3),
    _Goal("requests a second, alone", NEO4J_GRAPHQL, _per_second, 2.0, at_least=True),
    _Goal("requests a second, alone", DATALOADER, _per_second, 2.0, at_least=True),
)


def shown(
    found: Found, compiled: Compiled, version: str, size: Row, given: argparse.Namespace
) -> None:
    """Print both tables, and what they were measured on."""
    console = Console(width=WIDTH)
    table = Table(
        title=f"{given.connections} connection(s), {given.rounds} × {given.requests} requests each"
    )
    for place, column in enumerate(COLUMNS):
        justify = "left" if place < 2 else "right"  # noqa: PLR2004 -- two are words
        table.add_column(column, justify=justify, no_wrap=True)
    for case, lines in found.items():
        ours = lines[0]
        for line in lines:
            table.add_row(case if line is ours else "", *_cells(ours, line))
        table.add_section()
    console.print(table)
    if any(line.unable for lines in found.values() for line in lines):
        console.print(f"{NO_ANSWER}: its statement takes more memory than the database has.")
    console.print(_reached(found, compiled))
    console.print(
        f"Neo4j {version}, Python {platform.python_version()}, {psutil.cpu_count()} cores, "
        f"{size[0]:,} nodes, {size[1]:,} ties, seed {SEED}, day {TODAY}; "
        f"python -m bench --rounds {given.rounds} --requests {given.requests} "
        f"--connections {given.connections}{factor_given(given)}"
    )


def _cells(ours: Line, line: Line) -> Iterator[str]:
    yield line.server
    if line.unable:
        yield NO_ANSWER
        return
    yield f"{line.answer_bytes:,} B"
    yield f"{line.statements}"
    yield f"{line.db_hits:,}"
    for figure in (_p50, _cpu, _database_cpu):
        yield f"{figure(line):.2f} ms"
        yield _ratio(ours, line, figure)
    if line.alone.latencies:
        yield f"{_per_second(line):,.0f} /s"
        yield _ratio(ours, line, _per_second)


def _ratio(ours: Line, line: Line, figure: Figure) -> str:
    return "" if line is ours or not figure(line) else f"{figure(ours) / figure(line):.2f}"


def _reached(found: Found, compiled: Compiled) -> Table:
    table = Table("what", "against", "to reach", "worst case", "there", "reached", title="Measures")
    peers = {line.server for lines in found.values() for line in lines}
    for goal in GOALS:
        if goal.peer in peers:
            case, ratio, met = goal.worst(found)
            reached = "yes" if met else "NO"
            table.add_row(goal.what, goal.peer, goal.told, case, f"{ratio:.2f} ×", reached)
    for what, bound, took in (
        ("compile, first time", 1.0, compiled.first_ms),
        ("compile, cached", 0.05, compiled.cached_ms),
    ):
        reached = "yes" if took <= bound else "NO"
        table.add_row(what, "", f"≤ {bound} ms", "three-levels", f"{took:.3f} ms", reached)
    return table


def _by_server(found: Found) -> Iterator[tuple[str, dict[str, Line]]]:
    for case, lines in found.items():
        yield case, {line.server: line for line in lines if not line.unable}
