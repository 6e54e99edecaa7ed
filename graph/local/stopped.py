"""What can be done with our database while it is stopped: check it, dump it, restore it.

Each holds the data folder's lock meanwhile, so that no start can come between.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import BadInput, LocalDatabaseFault
from graph.local.assembly import Assembly, assembled
from graph.local.database import LocalNeo4j, Wishes
from graph.local.exclusive import Held, exclusive
from graph.local.home import DATABASE, Home
from graph.local.keeper import in_use
from graph.local.progress import Report, Stage, silent
from graph.local.release import Release
from graph.local.state import written_state
from graph.local.tools import AdminTool


class StoppedDatabase:
    """The database in a data folder, for as long as nobody runs it.

    Every method raises `LocalDatabaseFault` when someone does, or when Neo4j's own tool fails.
    """

    def __init__(
        self,
        home: Path,
        *,
        release: Release,
        wishes: Wishes | None = None,
        report: Report = silent,
        assemble: Callable[[Release, Report], Assembly] = assembled,
    ) -> None:
        self._home = Home(home.absolute())
        self._release = release
        self._wishes = wishes or Wishes()
        self._report = report
        self._assemble = assemble

    def check(self) -> list[str]:
        """The inconsistencies found, one a line; empty when the database is sound."""
        self._require_data()
        with self._settled("a check"):
            self._report(Stage("Checking every record and index"))
            return self._tool(self._home.neo4j).check()

    def dump(self, file: Path, *, replace: bool = False) -> None:
        """Write the database to a file, whole or not at all.

        Raises `BadInput` when the file is there already and may not be replaced, or cannot be
        written.
        """
        if file.exists() and not replace:
            raise BadInput(f"{file} is there already.", hint="Add --replace to overwrite it.")
        self._require_data()
        with self._settled("a dump"), _folder_beside(file) as beside:
            self._report(Stage(f"Writing {file.name}"))
            written = self._tool(self._home.neo4j).dump(beside)
            written.chmod(0o600)  # it holds what the database holds
            written.replace(file)

    def restore(self, file: Path, *, replace: bool = False) -> None:
        """Put the database of a dump in place of ours; the former one stays until the new is sound.

        Raises `BadInput` when there is no such file, or when a database is there that may not be
        replaced.
        """
        if not file.is_file():
            raise BadInput(f"There is no file {file}.")
        self._home.prepare()
        with self._held("a restore"):
            self._home.finish_swap()
            if self._home.holds_data() and not replace:
                raise BadInput(
                    f"{self._home.folder} holds a database already.",
                    hint="Add --replace to put the dump in its place; dump it first to keep it.",
                )
            try:
                self._load_beside(file)
                self._home.swap()
            finally:
                shutil.rmtree(self._home.coming, ignore_errors=True)
            self._home.note_version(self._release)

    def _load_beside(self, file: Path) -> None:
        """Make the new database in a folder of its own, and check it there."""
        if not self._home.has_accounts():
            self._home.keep_password()
        tool = self._tool(self._home.coming)
        tool.set_initial_password(self._home.password())
        with tempfile.TemporaryDirectory(dir=self._home.folder, prefix="restore-") as folder:
            _link_or_copy(file, Path(folder) / f"{DATABASE}.dump")
            self._report(Stage(f"Reading {file.name}"))
            tool.load(Path(folder))
        self._report(Stage("Checking every record and index"))
        found = tool.check()
        if found:
            raise LocalDatabaseFault(
                f"The database in {file} is not sound: {found[0]}",
                hint="What was there before is still in place. Use another dump.",
            )

    def _require_data(self) -> None:
        if not self._home.holds_data():
            raise BadInput(f"There is no database in {self._home.folder}.")
        self._home.check_version(self._release)

    @contextmanager
    def _settled(self, purpose: str) -> Generator[None]:
        """Hold the folder, its log replayed: Neo4j's tool refuses a database that ended uncleanly.

        A state file that nobody's lock goes with tells of such an end.
        """
        with self._held(purpose):
            if written_state(self._home) is None:
                yield
                return
        self._report(Stage("Recovering from an unclean end"))
        with LocalNeo4j(
            self._home.folder,
            release=self._release,
            wishes=self._wishes,
            assemble=self._assemble,
        ):
            pass
        with self._held(purpose):
            yield

    def _tool(self, neo4j: Path) -> AdminTool:
        assembly = self._assemble(self._release, self._report)
        return AdminTool(neo4j, assembly.java, assembly.jars)

    @contextmanager
    def _held(self, purpose: str) -> Generator[None]:
        try:
            with exclusive(self._home.lock, f"busy with {purpose}"):
                yield
        except Held as held:
            raise in_use(self._home, held) from held


@contextmanager
def _folder_beside(file: Path) -> Generator[Path]:
    """A folder that goes away again, on the same disk as the file, so that a rename is enough."""
    try:
        folder = tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".dump-")
    except OSError as fault:
        raise BadInput(f"{file} cannot be written: {fault.strerror}.") from fault
    with folder as name:
        yield Path(name)


def _link_or_copy(file: Path, place: Path) -> None:
    try:
        os.link(file.resolve(), place)
    except OSError:
        shutil.copyfile(file, place)
