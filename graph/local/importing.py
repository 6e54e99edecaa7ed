"""Filling a database before its first start, with Neo4j's own import tool.

The tool writes the store itself, several times as fast as statements do, and only where nothing is
yet. Whoever has the rows writes them to files beside the fetching of Neo4j (`Filling`); the keeper
then lets the tool make the database in a folder of its own and puts that in its place, so that an
import which was stopped or failed leaves nothing. What cannot be imported is left to whoever loads:
the database is started empty.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import psutil

from graph.errors import LocalDatabaseFault
from graph.local.engine import end_with, java_environment, write_arguments
from graph.local.home import DATABASE, Home, write_settings
from graph.local.order import Answer, Order
from graph.local.progress import Report
from graph.sheet_files import read_arguments

_LOOK_AGAIN_SECONDS = 0.2
_LEAST_OFF_HEAP_MIB = 256
_SAID_BYTES = 2**16
_ROWS = "rows-"
_IMPORTING = "Importing the rows"
_STAGE = re.compile(r"^\((\d)/(\d)\) (.+?) \d{4}-", re.MULTILINE)
_PERCENT = re.compile(r"(\d+)% ∆")


class Filling(Protocol):
    """What an empty database is filled with before its first start."""

    @property
    def needed_bytes(self) -> int:
        """How much of the disk the files and the database made of them take, about."""
        ...

    def begun(self, folder: Path) -> AbstractContextManager[Callable[[Report], None]]:
        """Begin to write files into the folder, in the background.

        What the context gives waits until all is written, and raises `LocalDatabaseFault` when it
        cannot be. Leaving before ends the writing.
        """
        ...


def never_ran(home: Home) -> bool:
    """True of a data folder in which no database was ever started or restored."""
    return not (home.neo4j / "data" / "databases").exists()


@contextmanager
def folder_for_rows(home: Home) -> Generator[Path]:
    """A folder for files to import, gone afterwards; those of processes that died go now."""
    for left in home.folder.glob(f"{_ROWS}*"):
        owner = left.name.removeprefix(_ROWS)
        if not owner.isdecimal() or not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    folder = home.folder / f"{_ROWS}{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Import:
    """One import, made by the keeper while it holds the data folder."""

    def __init__(self, order: Order, home: Home, rows: Path) -> None:
        self._order = order
        self._home = home
        self._rows = rows
        self._said = home.folder / "import.log"

    def run(self, cancelled: Callable[[], bool], tell: Callable[[Answer], None]) -> None:
        """Put a filled database in the place of the empty one; nothing when cancelled before.

        Raises `LocalDatabaseFault` with the tool's own word when it fails; nothing is left then.
        """
        arguments = read_arguments(self._rows)
        if arguments is None:
            raise LocalDatabaseFault(f"The files in {self._rows} are not whole.")
        coming = self._home.coming
        shutil.rmtree(coming, ignore_errors=True)
        try:
            # The password was set for the empty database; nobody has used it yet.
            shutil.copytree(self._home.neo4j / "data" / "dbms", coming / "data" / "dbms")
            if self._imported(coming, arguments, cancelled, tell):
                self._home.swap()
                self._said.unlink(missing_ok=True)
        except OSError as fault:
            raise LocalDatabaseFault(f"The import failed: {fault.strerror}.") from fault
        finally:
            shutil.rmtree(coming, ignore_errors=True)

    def _imported(
        self,
        coming: Path,
        arguments: list[str],
        cancelled: Callable[[], bool],
        tell: Callable[[Answer], None],
    ) -> bool:
        """Run the tool; False when it was ended before it was done."""
        conf = write_settings(coming, {})
        memory = self._order.memory
        java = self._order.java
        options = [f"-Xmx{memory.heap_mib}m", *java.quiet_options()]
        command = [
            *("org.neo4j.cli.AdminTool", "database", "import", "full", DATABASE),
            "--overwrite-destination=true",  # the word for a database that is not there, too
            "--bad-tolerance=0",
            f"--report-file={coming / 'import.report'}",
            f"--max-off-heap-memory={max(_LEAST_OFF_HEAP_MIB, memory.page_cache_mib)}m",
            *arguments,
        ]
        # In the folder of the rows, since the tool takes the name of a file for a pattern.
        java_arguments = self._rows / "java.arguments"
        write_arguments(java_arguments, options, self._order.jars, command)
        with self._said.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own Java with our own arguments
                [java.executable, f"@{java_arguments}"],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self._rows,
                env=java_environment(NEO4J_HOME=str(coming), NEO4J_CONF=str(conf)),
                preexec_fn=end_with(os.getpid()),  # noqa: PLW1509 - the keeper has one thread
            )
        try:
            done = self._waited_for(process, cancelled, tell)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if done and process.returncode:
            raise LocalDatabaseFault(f"The import failed: {self._reason(process.returncode)}")
        return done

    def _waited_for(
        self,
        process: subprocess.Popen[bytes],
        cancelled: Callable[[], bool],
        tell: Callable[[Answer], None],
    ) -> bool:
        told = None
        while process.poll() is None:
            if cancelled():
                return False
            if (step := self._step()) != told:
                told = step
                tell(step)
            time.sleep(_LOOK_AGAIN_SECONDS)
        return True

    def _step(self) -> Answer:
        """How far the tool says that it is."""
        said = self._what_was_said()
        stages = list(_STAGE.finditer(said))
        if not stages:
            return Answer(step=_IMPORTING)
        stage = stages[-1]
        number, count, name = stage.groups()
        percents = _PERCENT.findall(said, stage.end())
        done = percents[-1] if percents else "0"
        return Answer(step=_IMPORTING, how_far=f"step {number} of {count}, {name}, {done} %")

    def _reason(self, code: int) -> str:
        lines = [line.strip() for line in self._what_was_said().splitlines()]
        for telling in ("No space left", "Caused by", "OutOfMemory", "Duplicate", "refer", "rror"):
            for line in lines:
                if telling in line:
                    return line
        failed = lines.index("Command Failed") + 1 if "Command Failed" in lines else 0
        return next((line for line in lines[failed:] if line), f"exit code {code}.")

    def _what_was_said(self) -> str:
        try:
            with self._said.open("rb") as file:
                file.seek(max(0, self._said.stat().st_size - _SAID_BYTES))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""
