"""What lasts, told where nobody watches a terminal: a line when it begins, and one now and then.

No control characters, so that a log of it can be read.
"""

import threading
import time
from types import TracebackType
from typing import Self

from rich.console import Console

EVERY_SECONDS = 5.0
"""How often it is told how far something is."""


class PlainLines:
    """Tells one thing at a time, from a thread of its own meanwhile. A context manager."""

    def __init__(self, console: Console, every_seconds: float = EVERY_SECONDS) -> None:
        self._console = console
        self._every_seconds = every_seconds
        self._what = ""
        self._how_far = ""
        self._since = 0.0
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="plain lines", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def now(self, what: str, how_far: str = "") -> None:
        """This is what is being done; told at once when it is something else than before."""
        with self._guard:
            self._how_far = how_far
            if what == self._what:
                return
            self._what, self._since = what, time.monotonic()
            self._print(f"{what} …")

    def note(self, sentence: str) -> None:
        """A sentence between the others."""
        with self._guard:
            self._print(sentence)

    def _tell(self) -> None:
        while not self._over.wait(self._every_seconds):
            with self._guard:
                seconds = time.monotonic() - self._since
                if self._what and seconds >= self._every_seconds / 2:
                    how_far = f": {self._how_far}" if self._how_far else ""
                    self._print(f"{self._what}{how_far} ({seconds:.0f} s)")

    def _print(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)
