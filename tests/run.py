"""`python -m tests.run`: every test, in parts that two processes work off, and one closing line.

A part is a run of pytest over some folders. Each process has one Neo4j, which its parts use one
after the other: a Java that is warm plans in a third of the time. Tests are in random order within a
part and world (`tests/worlds.py`), by one seed for all, which is printed first. What a part tells of
failures comes in one piece when it ends. Further arguments are handed to each pytest.

The starts of Neo4j are prepared meanwhile, if they are not yet: see `docs/local-database.md`.
"""

import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic

from graph.address import DatabaseAddress
from tests.database_sizes import own_database

HERE = Path(__file__).parent
AT_ONCE = 2
"""How many parts run at once: a database that plans takes one processor, its tests little."""

ADDRESS = "TSUNAGU_TEST_NEO4J_URI"
"""Names the database that the tests use; one that is given serves all parts, one at a time."""

PARTS = {
    "plain": ("house", "limits"),
    "grammar": ("grammar",),
    "access": ("access", "audit"),
    "faults": ("faults",),
    "worlds": ("gap_rules", "changing", "partners"),
    "seeding": ("seeding",),
    "demo": ("demo",),
    "serving": ("serving", "clients", "bench", "exports"),
}
"""The folders of each part, in the order in which they begin, the longest first but for those that
need no database; `asking` takes all others. What holds the views of many beside each other is a part
of its own: to look through so many objects stops a process for longer than `limits` lets a head take.
"""
WITHOUT_DATABASE = {"plain", "grammar"}

REST = "asking"
PREPARING = "preparing"

_COUNTED = re.compile(
    r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?)\b"
)
_CLOSING = re.compile(
    r"^(?:=+ )?(?:\d+ [a-z]+(?:, \d+ [a-z]+)*|no tests ran) in [\d.]+s(?: \([\d:]+\))?(?: =+)?$"
)
_TOLD_WHOLE = re.compile(r"^=+ (?:FAILURES|ERRORS|warnings summary|slowest|short test summary)")
_ORDER = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "errors")
_WIDTH = 80


def parts() -> dict[str, tuple[str, ...]]:
    """The folders of each part; every folder with tests is in one."""
    named = {folder for folders in PARTS.values() for folder in folders}
    found = {path.parent.relative_to(HERE).parts[0] for path in HERE.rglob("test_*.py")}
    return {**PARTS, REST: tuple(sorted(found - named))}


@dataclass
class Ended:
    """How a run of pytest ended: its exit code, and the numbers of its closing line."""

    code: int
    counts: Counter[str] = field(default_factory=Counter[str])


class Screen:
    """Lines from several processes, whole, each with the name of its part."""

    def __init__(self) -> None:
        self._guard = Lock()

    def tell(self, part: str, *lines: str) -> None:
        with self._guard:
            for line in lines:
                sys.stdout.write(f"{part:<9} {line}".rstrip() + "\n")
            sys.stdout.flush()


class Run:
    """The parts, worked off; `stop` ends what is under way."""

    def __init__(self, arguments: Sequence[str], screen: Screen) -> None:
        self._arguments = arguments
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._screen = screen
        self._processes: list[subprocess.Popen[str]] = []
        self._stopped = False

    def all(self, parts: Mapping[str, Sequence[str]]) -> list[Ended]:
        """Work off the parts, by as many as work at once; how each ended."""
        waiting = SimpleQueue[tuple[str, Sequence[str]]]()
        for part in parts.items():
            waiting.put(part)
        workers = 1 if ADDRESS in os.environ else AT_ONCE
        with ThreadPoolExecutor(workers + 1) as pool:
            preparing = pool.submit(self.prepare)
            working = [pool.submit(self._work, waiting) for _ in range(workers)]
            try:
                ended = [each for one in working for each in one.result()]
                preparing.result()
            except BaseException:
                self.stop()
                raise
        return ended

    def _work(self, waiting: SimpleQueue[tuple[str, Sequence[str]]]) -> list[Ended]:
        """One part after the other, until none is left; the database is begun anew should it end."""
        ended: list[Ended] = []
        with own_database() as own:
            while True:
                try:
                    name, folders = waiting.get_nowait()
                except Empty:
                    return ended
                needed = name not in WITHOUT_DATABASE and ADDRESS not in os.environ
                ended.append(self.part(name, folders, _named(own.start()) if needed else {}))

    def prepare(self) -> None:
        """Have Neo4j's starts prepared; where they cannot be, the tests only take longer."""
        process = self._started({}, "-m", "server", "database", "prepare")
        assert process.stdout is not None
        with process.stdout as told:
            for line in told:
                self._screen.tell(PREPARING, line.rstrip("\n"))
        process.wait()

    def part(self, name: str, folders: Sequence[str], database: Mapping[str, str]) -> Ended:
        """Run the tests of some folders on a database."""
        paths = [str((HERE / folder).relative_to(Path.cwd())) for folder in folders]
        begun = monotonic()
        process = self._started(database, "-m", "pytest", "--color=no", *paths, *self._arguments)
        assert process.stdout is not None
        held: list[str] = []
        counts = Counter[str]()
        with process.stdout as told:
            for raw in told:
                line = raw.rstrip("\n")
                counts = counted(line) or counts
                if held or _TOLD_WHOLE.match(line):
                    held.append(line)
                else:
                    self._screen.tell(name, line)
        code, cpu_seconds = _waited(process)
        took = f"{monotonic() - begun:.0f} s, {cpu_seconds:.0f} s of processors"
        self._screen.tell(name, *held, f"ended with {code} after {took}")
        return Ended(code, counts)

    def stop(self) -> None:
        self._stopped = True
        for process in self._processes:
            process.terminate()

    def _started(self, database: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
        if self._stopped:
            raise KeyboardInterrupt
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**self._environment, **database},
        )
        self._processes.append(process)
        return process


def _named(address: DatabaseAddress) -> dict[str, str]:
    """What tells pytest of a database."""
    return {
        ADDRESS: address.uri,
        "TSUNAGU_TEST_NEO4J_USER": address.user,
        "TSUNAGU_TEST_NEO4J_PASSWORD": address.password,
    }


def _waited(process: subprocess.Popen[str]) -> tuple[int, float]:
    """Its exit code, and the processor time of it and all it waited for: its databases too."""
    if sys.platform == "win32":
        return process.wait(), 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime


def counted(line: str) -> Counter[str] | None:
    """The numbers of pytest's closing line; None when the line is another."""
    if not _CLOSING.match(line):
        return None
    counts = Counter[str]()
    for number, what in _COUNTED.findall(line):
        counts[what if what in _ORDER else f"{what}s"] += int(number)
    return counts


def closing(ended: Sequence[Ended], seconds: float) -> str:
    """One line in pytest's own form over all parts."""
    counts = sum((each.counts for each in ended), Counter[str]())
    counts["errors"] += sum(each.code not in {0, 1} for each in ended)
    told = [
        f"{counts[what]} {what}" for what in _ORDER if counts[what] or what in {"passed", "failed"}
    ]
    told.sort(key=lambda one: not one.endswith("passed"))
    return f" {', '.join(told)} in {seconds:.2f}s ".center(_WIDTH, "=")


def main(arguments: Sequence[str]) -> int:
    """Run all; 0 when every part ran tests and all passed, else 1."""
    seed = random.randrange(2**32)  # noqa: S311 -- an order, not a secret
    given = [*arguments] if any("randomly" in one for one in arguments) else [
        *arguments, f"--randomly-seed={seed}"
    ]  # fmt: skip
    begun = monotonic()
    screen = Screen()
    screen.tell("all", f"in the order of {given[-1]}")
    ended = Run(given, screen).all(parts())
    sys.stdout.write(closing(ended, monotonic() - begun) + "\n")
    return int(any(each.code for each in ended))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
