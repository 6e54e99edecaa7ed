"""What Neo4j's own logs say about a failed start, as one of our errors."""

import re
from pathlib import Path

from graph.errors import LocalDatabaseFault

_QUOTED_CHARACTERS = 300
_TAIL_BYTES = 2**18

_KNOWN = (
    (
        r"No space left on device|not enough space on the disk|Disk quota exceeded",
        "The disk of {folder} is full.",
        "Free some space and start again; the data is as the last commit left it.",
    ),
    (
        r"(?i)OutOfMemoryError|could not reserve enough|insufficient memory|cannot allocate memory",
        "Java got too little memory.",
        "Close something, or set TSUNAGU_HEAP_MIB and TSUNAGU_PAGE_CACHE_MIB lower.",
    ),
    (
        r"store_lock|Lock file has been locked by another process|FileLockException",
        "Another Neo4j is using the data in {folder}.",
        "End that process and start again.",
    ),
    (
        r"(?i)UnsupportedStoreVersion|unsupported (store|kernel|version)|newer (version|release)",
        "The data in {folder} was written by another version of Neo4j, which this one cannot read.",
        "Use the version that wrote it, or another data folder with TSUNAGU_HOME.",
    ),
)
_PORT_TAKEN = re.compile(r"Address already in use|address is already in use|Failed to bind")
_DECISIVE = re.compile(r"Caused by: (?!.*LifecycleException)|\bERROR\b|Exception|^Error|rror occur")


class PortTaken(Exception):
    """Someone took the port between our choosing it and Java's listening on it."""


class StartLogs:
    """The logs of one start: what was written to them after this object was made."""

    def __init__(self, neo4j: Path, console: Path) -> None:
        self._folder = neo4j
        files = (console, neo4j / "logs" / "neo4j.log", neo4j / "logs" / "debug.log")
        self._from = {file: _size(file) for file in files}

    def fault(self, what_happened: str) -> LocalDatabaseFault:
        """The error these logs amount to; raises `PortTaken` when that is what they say."""
        lines = self.lines()
        text = "\n".join(lines)
        if _PORT_TAKEN.search(text):
            raise PortTaken
        for pattern, fact, hint in _KNOWN:
            found = re.search(pattern, text)
            if found:
                return LocalDatabaseFault(fact.format(folder=self._folder.parent), hint=hint)
        return LocalDatabaseFault(
            f"{what_happened} {_decisive(lines)}".strip(),
            hint=f"More is in {self._folder / 'logs'}.",
        )

    def lines(self) -> list[str]:
        """All lines since, console first."""
        return [line for file, start in self._from.items() for line in _lines(file, start)]


def _decisive(lines: list[str]) -> str:
    """The last line that names a cause, without its time stamp."""
    telling = [line for line in lines if _DECISIVE.search(line)] or lines
    causes = [line for line in telling if "Caused by" in line] or telling
    quoted = causes[-1].strip() if causes else "It left no line in its logs."
    return f"It said: {quoted[:_QUOTED_CHARACTERS]}" if causes else quoted


def _lines(file: Path, start: int) -> list[str]:
    try:
        size = _size(file)
        with file.open("rb") as opened:
            opened.seek(max(start if start <= size else 0, size - _TAIL_BYTES))
            text = opened.read().decode("utf-8", "replace")
    except OSError:
        return []
    return text.replace("\\n", "\n").splitlines()


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
