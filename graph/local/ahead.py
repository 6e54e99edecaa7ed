"""Java's ahead-of-time cache: Neo4j's classes as an earlier run left them, loaded, linked, measured.

A start that uses one takes about half of Java's work, and what runs first is optimised sooner. It
is one file beside the jars, named by all that it depends on, so that another release, Java or jar
has another file and a stale one is never met. Java proves its content at each start and goes on
without it where it is broken: none of this can stop a start. `preparing.py` makes it.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import psutil

from graph.local.java import Java

KEPT = 2
"""How many are kept in a folder of jars: those of two Javas, or of two places of the same jars."""

_FROM = 25
"""The first Java whose caches hold what it measured (JEP 514, JEP 515)."""
_TOLD_BY_OTHERS = "-XX:AOT"
_NAME = "ahead-{}.aot"


@dataclass(frozen=True, slots=True)
class AheadCache:
    """The cache of one Java running the jars of one release, whether it is there or not."""

    file: Path

    @classmethod
    def of(cls, java: Java, jars: Sequence[Path]) -> "AheadCache | None":
        """None where there can be none: an older Java, or Windows, where Java ends unasked."""
        if java.major < _FROM or os.name == "nt":
            return None
        try:
            return cls(jars[0].parent / _NAME.format(_key(java, jars)))
        except OSError:
            return None

    def options(self, wished: Sequence[str]) -> tuple[str, ...]:
        """What makes Java use it; nothing when it is not there, or is part of what is wished."""
        if not self.file.is_file() or any(one.startswith(_TOLD_BY_OTHERS) for one in wished):
            return ()
        return (
            f"-XX:AOTCache={self.file}",
            "-XX:AOTMode=auto",
            "-XX:+VerifySharedSpaces",  # a broken one is left unused instead of run
            "-Xlog:aot*=off,cds*=off",  # Java's remarks on it would stand among Neo4j's
        )

    def take_up(self, made: Path) -> None:
        """Give a finished file the name, and remove those that nobody has made for longest."""
        made.replace(self.file)
        others = [file for file in self.file.parent.glob(_NAME.format("*")) if file != self.file]
        others.sort(key=lambda file: file.stat().st_mtime, reverse=True)
        for file in others[KEPT - 1 :]:
            file.unlink(missing_ok=True)


def uses_one(java_pid: int, arguments: Path) -> bool:
    """Whether a running Java has a cache mapped.

    Where the system shows no maps of other processes (macOS), whether its arguments name one.
    """
    try:
        maps: Sequence[object] = psutil.Process(java_pid).memory_maps()
    except (psutil.Error, AttributeError, OSError):
        try:
            return "-XX:AOTCache=" in arguments.read_text(encoding="utf-8")
        except OSError:
            return False
    return any(fnmatch(Path(str(getattr(one, "path", ""))).name, _NAME.format("*")) for one in maps)


def _key(java: Java, jars: Sequence[Path]) -> str:
    """All that Java compares before it uses one: itself, its module options, and each jar as it is.

    The collector and the heap need not be the same (below 32 GB of it).
    """
    runtime = java.executable.parents[1] / "release"
    told = [runtime.read_text(encoding="utf-8"), *java.quiet_options()]
    for jar in jars:
        found = jar.stat()
        told.append(f"{jar} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
