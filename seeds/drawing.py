"""The city drawn into files, by a process of its own, while Neo4j is fetched.

`python -m seeds.drawing SEED FACTOR FOLDER` writes them and tells on stdout how many rows there are;
`DrawnCity` starts it and waits for it. It ends when nobody listens any more.
"""

import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import graph
from graph.errors import LocalDatabaseFault, TsunaguError
from graph.local.progress import Report, Stage
from graph.migrations.files import known_migrations
from graph.sheet_files import LoadRecord, write_files
from seeds.city import sheets, towns_of
from seeds.load import BATCH, CityLoad
from seeds.progress import expected_rows

BYTES_OF_A_ROW = 800
"""What a row takes on the disk: 90 in its file, and the rest in the store and its indexes."""


class DrawnCity:
    """A city to fill an empty database with; see `graph.local.importing.Filling`.

    Raises `BadInput` for a factor that cannot be drawn.
    """

    def __init__(self, wanted: CityLoad) -> None:
        towns_of(wanted.factor)
        self._wanted = wanted

    @property
    def needed_bytes(self) -> int:
        return expected_rows(self._wanted.factor) * BYTES_OF_A_ROW

    @contextmanager
    def begun(self, folder: Path) -> Generator[Callable[[Report], None]]:
        """Start the process; it is gone when the context is left."""
        command = [sys.executable, "-P", "-m", "seeds.drawing"]
        with subprocess.Popen(  # noqa: S603 - our own module
            [*command, str(self._wanted.seed), repr(self._wanted.factor), str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=Path(graph.__file__).parents[1],
            start_new_session=True,  # Ctrl-C is for us; it ends when we do
        ) as process:
            try:
                yield lambda report: _wait(process, report)
            finally:
                process.kill()


def _wait(process: subprocess.Popen[str], report: Report) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    for line in process.stdout:
        report(Stage("Drawing the city", how_far=f"{int(line):,} rows"))
    said = process.stderr.read().strip().splitlines()
    if process.wait():
        raise LocalDatabaseFault(
            f"The city could not be drawn into files: {said[-1] if said else 'no word was left'}"
        )


def main(seed: str, factor: str, folder: str) -> None:
    """Write the files of a city."""
    rows = 0

    def tell(_: str, count: int) -> None:
        nonlocal rows
        rows += count
        sys.stdout.write(f"{rows}\n")
        sys.stdout.flush()

    wanted = CityLoad(int(seed), float(factor))
    present = known_migrations()[-1].version
    record = LoadRecord(wanted.seed, wanted.factor, wanted.content, BATCH, present)
    write_files(Path(folder), sheets(wanted.seed, wanted.factor), record, tell)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (TsunaguError, OSError) as fault:
        sys.exit(str(fault))
