"""A command that runs beside the loading, such as the building of GraphiQL, without a word.

What it says is shown when it fails; nothing is served then.
"""

import asyncio
import contextlib
import subprocess
import tempfile
from types import TracebackType
from typing import Self

import psutil

from graph.errors import BadInput
from graph.local.progress import Report, Stage

SAID_LINES = 20
_LOOK_AGAIN_SECONDS = 0.2


class Meanwhile:
    """Runs a command of the shell while the context lasts; None runs nothing."""

    def __init__(self, command: str | None) -> None:
        self._command = command
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when the context is left
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if self._command is not None:
            self._process = subprocess.Popen(  # noqa: S602 -- whoever starts us names it
                self._command,
                shell=True,
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None and self._process.poll() is None:
            _end(self._process)
        self._said.close()

    def look(self) -> None:
        """Raise `BadInput` with what it said when it has failed by now."""
        code = self._process.poll() if self._process else 0
        if code:
            self._said.seek(0)
            said = self._said.read().decode("utf-8", "replace").strip().splitlines()
            raise BadInput(
                "\n".join([f"“{self._command}” ended with exit code {code}:", *said[-SAID_LINES:]]),
                hint="Mend that and start again; what is loaded stays.",
            )

    async def wait(self, report: Report) -> None:
        """Return when it has ended well; raises as `look` does."""
        while self._process and self._process.poll() is None:
            report(Stage(f"Waiting for “{self._command}”"))
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        self.look()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and all it started."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for each in [*psutil.Process(process.pid).children(recursive=True), process]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.terminate()
    process.wait()
