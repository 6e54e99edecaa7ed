"""From the command to the first answers: the demo from nothing, and after both its processes were killed.

    python -m bench.starting --factor 1

Runs `tsunagu demo` over a folder of its own that is thrown away. As soon as the page is served,
each example is asked once, in the order of its tab, as somebody would who opens them one after the
other. Then server and database are killed, the demo is started again, and the same is asked.
Jars and Java's ahead-of-time cache come from the user's cache folder; TSUNAGU_CACHE names an empty
one to measure a machine that has none.
"""

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from graph.local.home import Home
from graph.local.state import running_state
from server.app import PARTNERS
from server.explorer.pages import Example, read_examples

MOST_SECONDS = 1_200.0
ANSWER_SECONDS = 60.0
REQUEST_SECONDS = 30.0
FIRST_MS, OTHERS_MS, PARTNERS_MS, READY_SECONDS = 1000.0, 300.0, 1000.0, 20.0
SOME_SECONDS = 0.05
WIDTH = 120
OTHERWISE = re.compile(r"^(subscription|mutation)\b", re.MULTILINE)


@dataclass
class Start:
    """One start: seconds from the command, milliseconds of each example, MiB of the server."""

    name: str
    ready: float = 0.0
    first: float = 0.0
    register: float = 0.0
    examples: dict[str, float] = field(default_factory=dict[str, float])
    resident: float = 0.0


@contextmanager
def demo(home: Path, factor: float) -> Generator[tuple[subprocess.Popen[str], str]]:
    """The demo over a folder, and the address it prints once it serves; killed in the end."""
    command = [sys.executable, "-m", "server", "demo", "--factor", f"{factor:g}"]
    environment = {**os.environ, "TSUNAGU_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            address = re.search(r"http://[\w.]+:\d+", said)
            if address is None:
                raise SystemExit(f"The demo did not start: {said or 'no word was left'}")
            yield process, address[0]
        finally:
            process.kill()


def watched(name: str, home: Path, factor: float, *, kill: bool) -> Start:
    """A start, its first answers, and how long the register takes; then it is killed or stopped."""
    start, begun = Start(name), time.perf_counter()
    with demo(home, factor) as (process, address):
        start.ready = time.perf_counter() - begun
        with httpx.Client(timeout=REQUEST_SECONDS) as client:
            for example in asked_at_once():
                start.examples[example.title] = _milliseconds(client, address, example)
                start.first = start.first or time.perf_counter() - begun
        while _register_waits(address) and time.perf_counter() - begun < MOST_SECONDS:
            time.sleep(SOME_SECONDS)
        start.register = time.perf_counter() - begun
        start.resident = psutil.Process(process.pid).memory_info().rss / 2**20
        state = running_state(Home(home))
        if kill and state is not None:
            process.kill()
            psutil.Process(state.java_pid).kill()
        else:
            process.send_signal(signal.SIGINT)
        process.wait(MOST_SECONDS)
    while running_state(Home(home)) is not None and time.perf_counter() - begun < MOST_SECONDS:
        time.sleep(SOME_SECONDS)
    return start


def asked_at_once() -> list[Example]:
    """The examples that ask: a subscription goes on, and a change changes."""
    return [each for each in read_examples() if not OTHERWISE.search(each.query)]


def _milliseconds(client: httpx.Client, address: str, example: Example) -> float:
    begun = time.perf_counter()
    answer = client.post(f"{address}/graphql", json={"query": example.query})
    took = 1000 * (time.perf_counter() - begun)
    if answer.status_code != 200:  # noqa: PLR2004 -- a refusal is shown, not measured
        Console(stderr=True).print(f"{example.title}: {answer.status_code} {answer.text[:200]}")
    return took


def _register_waits(address: str) -> bool:
    ready = httpx.get(f"{address}/readyz", timeout=ANSWER_SECONDS)
    return ready.json().get("register") is not None


def table(starts: list[Start]) -> Table:
    """The figures beside what is to be reached."""
    made = Table("", *(each.name for each in starts), "to reach", title="From the command on")

    def line(what: str, figures: list[str], bound: str = "") -> None:
        made.add_row(what, *figures, bound)

    again = f"≤ {READY_SECONDS:.0f} s after a kill"
    line("page served", [f"{each.ready:.1f} s" for each in starts], again)
    line("first answer", [f"{each.first:.1f} s" for each in starts])
    line("register complete", [f"{each.register:.1f} s" for each in starts])
    names = list(starts[0].examples)
    partners = next(each.title for each in asked_at_once() if PARTNERS in each.query)
    others = [name for name in names[1:] if name != partners]
    rows = [
        (names[0], [each.examples[names[0]] for each in starts], FIRST_MS),
        (partners, [each.examples[partners] for each in starts], PARTNERS_MS),
        *((name, [each.examples[name] for each in starts], OTHERS_MS) for name in others),
    ]
    for name, took, bound in rows:
        line(name.partition(" / ")[2] or name, [f"{ms:.0f} ms" for ms in took], f"≤ {bound:.0f} ms")
    of_others = [[each.examples[name] for name in others] for each in starts]
    line("median of the others", [f"{statistics.median(each):.0f} ms" for each in of_others])
    line("the server holds", [f"{each.resident:.0f} MiB" for each in starts])
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--factor", type=float, default=1.0, help="the size of the demo city")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tsunagu-starting-") as folder:
        home = Path(folder) / "home"
        starts = [
            watched("from nothing", home, given.factor, kill=True),
            watched("after a kill", home, given.factor, kill=False),
        ]
    Console(width=WIDTH).print(table(starts))


if __name__ == "__main__":
    main()
