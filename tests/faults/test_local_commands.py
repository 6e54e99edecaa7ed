"""`tsunagu database …` as someone at a terminal meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from graph.errors import LocalDatabaseFault
from graph.local.release import Release
from server.commands.database import app
from tests.faults.waiting import java_of, until

Tsunagu = Callable[..., Result]


@pytest.fixture
def tsunagu(
    empty_home: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs one command on the test's data folder."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("TSUNAGU_HOME", str(empty_home))
    monkeypatch.setenv("TSUNAGU_NEO4J_VERSION", release.version)
    monkeypatch.setenv("TSUNAGU_HEAP_MIB", "512")
    monkeypatch.setenv("TSUNAGU_PAGE_CACHE_MIB", "64")
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, arguments)


def test_start_status_stop(home: Path, release: Release, tsunagu: Tsunagu) -> None:
    assert tsunagu("status").exit_code == 3
    try:
        started = tsunagu("start", "--background")
        assert started.exit_code == 0, started.exception
        assert "Ready: bolt://127.0.0.1:" in started.stdout

        shown = tsunagu("status")
        assert shown.exit_code == 0
        for fact in (str(java_of(home)[0].pid), release.version, str(home), "MiB", "prepared"):
            assert fact in shown.stdout

        assert "Running already" in tsunagu("start").stdout
        refused = tsunagu("check").exception
        assert isinstance(refused, LocalDatabaseFault)
        assert "in use by process" in refused.message
    finally:
        stopped = tsunagu("stop")
    assert stopped.stdout == "Stopped.\n"
    until(lambda: not java_of(home), "Java is gone")
    assert tsunagu("stop").stdout == "Nothing was running.\n"


@pytest.mark.parametrize(
    "command", ["start", "stop", "status", "prepare", "check", "dump", "restore"]
)
def test_each_command_teaches_by_an_example(
    command: str, empty_home: Path, tsunagu: Tsunagu
) -> None:
    shown = tsunagu(command, "--help").stdout
    assert f"tsunagu database {command}" in shown
    assert "Example:" in shown
    assert not empty_home.exists()


def test_with_a_database_of_ones_own_the_command_says_what_it_concerns(
    empty_home: Path, tsunagu: Tsunagu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://db.example")
    monkeypatch.setenv("NEO4J_PASSWORD", "himitsu")
    shown = tsunagu("status")
    assert shown.exit_code == 3
    assert "works with bolt://db.example" in shown.stderr
    assert str(empty_home) in shown.stderr
