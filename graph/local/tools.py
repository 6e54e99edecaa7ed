"""Neo4j's own admin tool, run on a stopped database: check, dump, load, the first password."""

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LocalDatabaseFault
from graph.local.engine import java_environment, write_arguments
from graph.local.home import DATABASE, write_settings
from graph.local.java import Java

_STAMP = re.compile(r"^\S+ \S+ (ERROR|WARN) +\[\S+\] ")
_HEAP = ("-Xms64m", "-Xmx512m")


@dataclass(frozen=True, slots=True)
class AdminTool:
    """Works on one Neo4j folder, which nobody else may be using meanwhile."""

    neo4j: Path
    java: Java
    jars: Sequence[Path]

    def check(self) -> list[str]:
        """The inconsistencies found, one a line; empty when the database is sound.

        Raises `LocalDatabaseFault` when the check itself could not be made.
        """
        with tempfile.TemporaryDirectory() as reports:
            done = self._run("database", "check", DATABASE, f"--report-path={reports}")
            if done.returncode == 0:
                return []
            found = [
                line
                for report in Path(reports).glob("*")
                for line in report.read_text(encoding="utf-8", errors="replace").splitlines()
                if line.strip()
            ]
        if not found:
            raise _failed("The check could not be made", done)
        return found

    def dump(self, into: Path) -> Path:
        """Write the database to `neo4j.dump` in that folder; gives the file."""
        done = self._run("database", "dump", DATABASE, f"--to-path={into}")
        if done.returncode:
            raise _failed("The dump failed", done)
        return into / f"{DATABASE}.dump"

    def load(self, folder: Path) -> None:
        """Read the database from `neo4j.dump` in that folder, replacing what is there."""
        done = self._run(
            "database", "load", DATABASE, f"--from-path={folder}", "--overwrite-destination=true"
        )
        if done.returncode:
            raise _failed("The dump could not be read", done)

    def set_initial_password(self, password: str) -> None:
        """Set the password of user `neo4j` in a folder whose database has never run."""
        done = self._run("dbms", "set-initial-password", password)
        if done.returncode:
            raise _failed("The first password could not be set", done)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one command; its arguments go by a private file, as one of them is the password."""
        self.neo4j.mkdir(parents=True, exist_ok=True)
        conf = write_settings(self.neo4j, {})
        with tempfile.TemporaryDirectory() as private:
            arguments = Path(private) / "arguments"
            options = [*_HEAP, *self.java.quiet_options()]
            tool = ["org.neo4j.cli.AdminTool", *command]
            write_arguments(arguments, options, self.jars, tool)
            return subprocess.run(  # noqa: S603 - our own Java with our own arguments
                [self.java.executable, f"@{arguments}"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                cwd=self.neo4j,
                env=java_environment(NEO4J_HOME=str(self.neo4j), NEO4J_CONF=str(conf)),
            )


def _failed(what: str, done: subprocess.CompletedProcess[str]) -> LocalDatabaseFault:
    """What went wrong, with the tool's own most telling line, without its time stamp."""
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines()]
    for telling in ("Failed to", "Caused by", "rror", ""):
        for line in lines:
            if telling in line and any(character.isalpha() for character in line):
                return LocalDatabaseFault(f"{what}: {_STAMP.sub('', line)}")
    return LocalDatabaseFault(f"{what}: exit code {done.returncode}.")
