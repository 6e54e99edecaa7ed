"""What a keeper is told to run, and what it answers: one line of JSON each, over its pipes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from graph.errors import LocalDatabaseFault
from graph.local.java import Java
from graph.local.memory import Memory


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a keeper needs to run one database."""

    home: Path
    version: str
    java: Java
    jars: tuple[Path, ...]
    memory: Memory
    start_seconds: float
    detached: bool
    stop_seconds: float
    rows: Path | None = None
    """Files to fill an empty database with, before its first start."""
    java_options: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict[str, str])

    def line(self) -> str:
        return json.dumps(asdict(self), default=str) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        told = json.loads(line)
        return cls(
            home=Path(told["home"]),
            version=told["version"],
            java=Java(Path(told["java"]["executable"]), told["java"]["major"]),
            jars=tuple(Path(jar) for jar in told["jars"]),
            memory=Memory(**told["memory"]),
            start_seconds=told["start_seconds"],
            detached=told["detached"],
            stop_seconds=told["stop_seconds"],
            rows=Path(told["rows"]) if told["rows"] else None,
            java_options=tuple(told["java_options"]),
            settings=told["settings"],
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A keeper's word: a step it has begun, that the database is ready, or a fault with a hint.

    A notice is a sentence to keep, about something that did not go as it should.
    """

    step: str | None = None
    how_far: str = ""
    notice: str | None = None
    ready: bool = False
    fault: str | None = None
    hint: str | None = None

    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        return cls(**json.loads(line))

    def raise_fault(self) -> None:
        """Raise `LocalDatabaseFault` if that is what the answer is."""
        if self.fault is not None:
            raise LocalDatabaseFault(self.fault, hint=self.hint)
