"""The demo as a newcomer runs it: from nothing, killed in the middle of things, and run again."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from graph.local.home import Home
from graph.local.state import running_state
from tests.cities import SMALL_FACTOR
from tests.database_sizes import BRIEF
from tests.faults.waiting import until

READY_SECONDS = 120.0
COUNTED = """{
  residents { totalCount } households { totalCount } needs { totalCount }
  referrals { totalCount } supporters { totalCount } agencies { totalCount }
}"""


@contextmanager
def demo(home: Path, more: Mapping[str, str] = {}) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The demo over a data folder, and the address it says; ended by whoever looks."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NEO4J_") and name not in {"TSUNAGU_HOME", "TSUNAGU_PORT"}
    }
    command = [sys.executable, "-m", "server", "demo", "--factor", str(SMALL_FACTOR)]
    environment = {
        **kept, "TSUNAGU_HOME": str(home), "PYTHONUNBUFFERED": "1",
        "TSUNAGU_HEAP_MIB": str(BRIEF.heap_mib), "TSUNAGU_JAVA_OPTIONS": " ".join(BRIEF.java_options), **more,
    }  # fmt: skip
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            said = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert address, said
            yield process, address[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(READY_SECONDS)


def counted(address: str) -> dict[str, Any]:
    answer = httpx.post(f"{address}/graphql", json={"query": COUNTED}, timeout=60).json()
    assert "errors" not in answer
    return answer["data"]


def register(address: str) -> dict[str, int] | None:
    """How far the register of gaps is; None when it is complete."""
    ready = httpx.get(f"{address}/readyz", timeout=60)
    assert ready.status_code == 200, ready.text
    return ready.json().get("register")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the demo has run once and ended in good order."""
    home = tmp_path_factory.mktemp("once") / "home"
    with demo(home) as (process, address):
        until(lambda: register(address) is None, "the register is complete")
    assert process.returncode == 0
    until(lambda: running_state(Home(home)) is None, "the database has ended")
    return home


@pytest.fixture
def home(once: Path, tmp_path: Path) -> Path:
    """A copy of it, to be killed."""
    return shutil.copytree(once, tmp_path / "home")


def test_what_is_killed_loses_nothing_and_answers_again(home: Path) -> None:
    """The database alone, so that the API says so until it is back; again, and a second command waits
    for it; then server and database at once, and the next start has it all.
    """
    with demo(home) as (process, address):
        before = counted(address)
        kill_database(home)
        says_so_until_it_answers(address)
        assert counted(address) == before
        assert httpx.get(f"{address}/healthz").status_code == 200
        kill_database(home)
        with demo(home) as (_, other):
            assert other != address
            assert counted(other) == before
        process.kill()
        kill_database(home)
    until(lambda: running_state(Home(home)) is None, "the database has ended")
    started = time.monotonic()
    with demo(home) as (process, address):
        assert counted(address) == before
        assert httpx.get(f"{address}/readyz").status_code == 200
    assert time.monotonic() - started < READY_SECONDS
    assert process.returncode == 0
    until(lambda: running_state(Home(home)) is None, "the database has ended")


def kill_database(home: Path) -> None:
    state = until(lambda: running_state(Home(home)), "the database runs")
    assert state
    psutil.Process(state.java_pid).kill()


def says_so_until_it_answers(address: str) -> None:
    codes: set[str] = set()

    def answers_again() -> bool:
        answer = httpx.post(f"{address}/graphql", json={"query": COUNTED}, timeout=60).json()
        codes.update(each["extensions"]["code"] for each in answer.get("errors", ()))
        return "errors" not in answer

    until(answers_again, "the API answers again")
    assert codes <= {"DATABASE_AWAY", "DATABASE_SLOW", "DEADLINE_PASSED"}


def test_ctrl_c_while_the_register_is_filled_ends_in_good_order_and_the_next_start_goes_on(
    home: Path,
) -> None:
    """Begun anew for another day, so that it is to be filled again."""
    other_day = {"TSUNAGU_TODAY": "2021-09-01"}
    with demo(home, other_day) as (process, address):
        assert counted(address)
    assert process.returncode == 0
    until(lambda: running_state(Home(home)) is None, "the database has ended")
    with demo(home, other_day) as (process, address):
        until(lambda: register(address) is None, "the register is complete")
        gaps = "{ supportGaps(where: {open: {eq: true}}) { totalCount } }"
        answer = httpx.post(f"{address}/graphql", json={"query": gaps}, timeout=60).json()
        assert answer["data"]["supportGaps"]["totalCount"] > 0
        assert "extensions" not in answer
    assert process.returncode == 0
