"""An empty database of our own filled from files: the same store, whole or not at all."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import LiteralString

import psutil
import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import BadInput
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.load import NodeSheet, Row, Sheet, TieSheet, batch_statement
from graph.local.database import LocalNeo4j
from graph.local.exclusive import holder_of
from graph.local.home import Home
from graph.local.importing import never_ran
from graph.local.progress import Report, Stage
from graph.local.release import Release
from graph.local.state import running_state
from graph.migrations.apply import migrate
from graph.model import End
from graph.sheet_files import LoadRecord, read_arguments, write_files
from seeds.drawing import DrawnCity
from seeds.load import CityLoad, Recorded, load, recorded
from tests.database_sizes import BRIEF
from tests.faults.waiting import until
from tests.seeding.content_hash import content_hash
from tests.worlds import PATIENTLY

pytestmark = pytest.mark.anyio

CITY = CityLoad(2021, 0.01)
IMPORTED_IN_SECONDS = 300.0
RECORD = LoadRecord(1, 0.5, "x", 2_000, 0)


@pytest.fixture
def home() -> Generator[Path]:
    with tempfile.TemporaryDirectory(prefix="tsunagu-import-") as folder:
        yield Path(folder) / "home"


class Told:
    """Keeps what is reported."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []

    def __call__(self, stage: Stage) -> None:
        self.stages.append(stage)

    @property
    def notices(self) -> list[str]:
        return [each.text for each in self.stages if each.is_notice]


class Written:
    """A filling of sheets that are written at once."""

    needed_bytes = 10 * 2**20

    def __init__(self, *sheets: Sheet) -> None:
        self._sheets = sheets

    @contextmanager
    def begun(self, folder: Path) -> Iterator[Callable[[Report], None]]:
        write_files(folder, self._sheets, RECORD, lambda _name, _count: None)
        yield lambda _report: None


@dataclass(frozen=True)
class Stored:
    """What a store holds, and what it says of its load."""

    content: tuple[int, int, int]
    record: Recorded


@pytest.fixture(scope="module")
async def by_statements(small_city: DatabaseAddress) -> Stored:
    """The small city as statements load it."""
    return await stored(small_city)


async def stored(address: DatabaseAddress) -> Stored:
    """What is in a database."""
    async with Gateway(address, **PATIENTLY) as gateway:
        state = await recorded(gateway)
        assert state
        return Stored(await content_hash(gateway), state)


async def test_the_imported_store_is_the_one_that_statements_make(
    home: Path, release: Release, by_statements: Stored
) -> None:
    told = Told()
    own = LocalNeo4j(home, release=release, wishes=BRIEF, filling=DrawnCity(CITY))
    address = own.start(told)
    assert told.notices == []
    with own:
        async with Gateway(address, **PATIENTLY) as gateway:
            await migrate(gateway)
            done = await load(gateway, CITY)
            assert done.written == done.nodes + done.ties
            assert (await load(gateway, CITY)).already_there
            state = await recorded(gateway)
            assert state == replace(by_statements.record, whole=True)
            assert await content_hash(gateway) == by_statements.content


def odd_rows() -> list[Sheet]:
    """Commas, quotes, backslashes and blanks in texts; lists of none and of several; no values."""
    fields = [
        ("F" * 26, "A", '"甲", \\ ', " x\t"),
        ("G" * 26, "B", "乙'", "\\"),
    ]
    columns = ("id", "name", "kana", "birthDate", "handbooks", "lsns6", "protected")
    residents = [
        ("R" * 26, "佐賀 太郎", "サガ タロウ", date(1935, 3, 3), [], -3, False),
        ("S" * 26, "佐賀 花子", "サガ ハナコ", None, ["A", "B, C", '"'], None, None),
    ]
    homes = [("H" * 26, (130.298765, 33.25)), ("I" * 26, None)]
    steps = [("E" * 26, datetime(2021, 7, 1, 9, 30, 1, 250, tzinfo=UTC))]
    spouses = [("R" * 26, "S" * 26, date(1960, 2, 29), None)]
    return [
        NodeSheet(MODEL.kind("Field"), ("id", "code", "name", "nameEnglish"), fields),
        _sheet("Resident", columns, residents),
        _sheet("Household", ("id", "position"), homes),
        _sheet("ReferralEvent", ("id", "at"), steps),
        TieSheet(MODEL.tie("SPOUSE_OF"), End("Resident", "Resident"), ("since", "until"), spouses),
    ]


async def test_every_value_is_stored_as_statements_store_it(home: Path, release: Release) -> None:
    own = LocalNeo4j(home, release=release, wishes=BRIEF, filling=Written(*odd_rows()))
    told = Told()
    async with Gateway(own.start(told), write_seconds=60) as gateway:
        assert told.notices == []
        await load(gateway, CityLoad(RECORD.seed, RECORD.factor, RECORD.content))
        imported = await content_hash(gateway)
        await gateway.write(Statement("test", "MATCH (n) WHERE NOT n:_Load DETACH DELETE n"))
        await gateway.write(Statement("test", "MATCH (l:_Load) SET l.batches = 0"))
        for number, sheet in enumerate(odd_rows()):
            rows = list(sheet.rows)
            created = await gateway.write(batch_statement(sheet, number, rows))
            assert created == [[[len(rows)]]]
        assert imported == await content_hash(gateway)
        assert imported[:2] == (7, 1)
    own.stop()


def test_a_text_over_several_lines_is_no_file(tmp_path: Path) -> None:
    for text in ("one\ntwo", "one\rtwo"):
        sheet = _sheet("Field", ("id", "name"), [("F" * 26, text)])
        with pytest.raises(BadInput, match="A text of Field goes over several lines"):
            write_files(tmp_path, [sheet], RECORD, lambda _name, _count: None)
        assert read_arguments(tmp_path) is None


async def test_rows_that_the_tool_refuses_leave_an_empty_database_and_a_word(
    home: Path, release: Release
) -> None:
    lost = TieSheet(MODEL.tie("SPOUSE_OF"), End("Resident", "Resident"), (), [("R" * 26, "S" * 26)])
    own = LocalNeo4j(home, release=release, wishes=BRIEF, filling=Written(lost))
    told = Told()
    async with Gateway(own.start(told)) as gateway:
        assert await content_hash(gateway) == (0, 0, 0)
        assert await recorded(gateway) is None
    own.stop()
    [notice] = told.notices
    assert notice.startswith("The import failed: ")
    assert notice.endswith("The rows go in one by one instead.")
    assert not Home(home).coming.exists()


def test_a_disk_without_room_for_an_import_is_told_of(home: Path, release: Release) -> None:
    filling = Written()
    own = LocalNeo4j(
        home,
        release=release,
        wishes=BRIEF,
        filling=filling,
        free_bytes=lambda _folder: 515 * 2**20,
    )
    told = Told()
    own.start(told)
    own.stop()
    [notice] = told.notices
    assert notice.startswith(f"The disk of {home} has 515 MiB free; to import the rows takes 522.")


async def test_a_load_that_is_killed_while_it_imports_leaves_nothing_half(
    home: Path, release: Release, by_statements: Stored
) -> None:
    for whom in ("command", "keeper"):
        with loading(home, release) as loader:
            said_by(loader, "Importing the rows")
            [java] = until(lambda: importing(home), "the tool runs")
            killed = loader if whom == "command" else psutil.Process(java.ppid())
            killed.send_signal(signal.SIGKILL)
            loader.wait(IMPORTED_IN_SECONDS)
        until(lambda: not importing(home), "the import ends")
        until(lambda: holder_of(Home(home).lock) is None, "the keeper ends")
        assert never_ran(Home(home))
    with loading(home, release) as loader:
        assert loader.wait(IMPORTED_IN_SECONDS) == 0
    until(lambda: running_state(Home(home)) is None, "the database has ended")
    assert folders_in(home) == ["neo4j"]
    with LocalNeo4j(home, release=release, wishes=BRIEF) as own:
        assert await stored(own.start()) == replace(
            by_statements, record=replace(by_statements.record, whole=True)
        )


@contextmanager
def loading(home: Path, release: Release) -> Iterator[subprocess.Popen[str]]:
    """`tsunagu load` of the small city into a data folder, in a process of its own."""
    environment = {
        **{name: each for name, each in os.environ.items() if not name.startswith("NEO4J_")},
        "TSUNAGU_HOME": str(home),
        "TSUNAGU_HEAP_MIB": str(BRIEF.heap_mib),
        "TSUNAGU_JAVA_OPTIONS": " ".join(BRIEF.java_options),
        "TSUNAGU_NEO4J_VERSION": release.version,
    }
    command = [sys.executable, "-m", "server", "load", "--factor", str(CITY.factor)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def said_by(process: subprocess.Popen[str], words: str) -> None:
    """Return when the process has said so on stderr."""
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"It never said: {words}")


def folders_in(home: Path) -> list[str]:
    return sorted(each.name for each in home.iterdir() if each.is_dir())


def importing(home: Path) -> list[psutil.Process]:
    """Neo4j's import tool, at work in a data folder."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        try:
            line = " ".join(process.cmdline())
            if f"@{home}/rows-" in line and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def _sheet(kind: LiteralString, columns: tuple[LiteralString, ...], rows: list[Row]) -> NodeSheet:
    """A sheet of some of a kind's properties; those it must have are there for no row."""
    own = MODEL.kind(kind)
    lacking = tuple(
        each.name for each in own.properties if each.required and each.name not in columns
    )
    return NodeSheet(own, (*columns, *lacking), [(*row, *(None for _ in lacking)) for row in rows])
