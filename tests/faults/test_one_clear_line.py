"""Whatever keeps the server from starting is one line on stderr, and a non-zero exit."""

import os
import socket
import subprocess
import sys

import pytest

from graph.address import DatabaseAddress
from graph.gateway import _runs_on
from tests.faults.old_server import BOLT_4_4, BOLT_5_4, server_that_says

NOBODY = "bolt://127.0.0.1:1"
ENDED_SECONDS = 60


def _serve(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NEO4J_", "TSUNAGU_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "server", "serve", *arguments],
        env={**kept, "NEO4J_URI": NOBODY, "NEO4J_PASSWORD": "x", **settings},
        capture_output=True,
        text=True,
        timeout=ENDED_SECONDS,
        check=False,
    )


def _line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("tsunagu: ")
    return line.removeprefix("tsunagu: ")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, f"No database answers at {NOBODY}. Is it running, and is NEO4J_URI right?"),
        ({"NEO4J_URI": "nonsense"}, "'nonsense' is not the address of a Neo4j database."),
        ({"NEO4J_URI": "http://127.0.0.1:1"}, "is not the address of a Neo4j database."),
        ({"NEO4J_URI": "bolt://127.0.0.1:notaport"}, "is not the address of a Neo4j database."),
        ({"NEO4J_PASSWORD": ""}, "NEO4J_URI is set and no password is."),
        ({"NEO4J_AUTH_FILE": "nowhere"}, "NEO4J_AUTH_FILE cannot be read: nowhere, no such file"),
        ({"TSUNAGU_PORT": "many"}, "TSUNAGU_PORT is 'many'"),
        ({"TSUNAGU_PORT": "70000"}, "TSUNAGU_PORT is '70000'"),
        ({"TSUNAGU_TODAY": "S65.1.1"}, "TSUNAGU_TODAY is 'S65.1.1': "),
        ({"TSUNAGU_TODAY": "R3.7.31", "TSUNAGU_PORT": "many"}, "TSUNAGU_PORT is 'many'"),
        ({"TSUNAGU_HOST": "0.0.0.0"}, "0.0.0.0 is not a loopback address"),  # noqa: S104 -- it is refused
        ({"TSUNAGU_HOST": "tsunagu.example"}, "tsunagu.example is not a loopback address"),
    ],
)
def test_a_setting_that_cannot_be(settings: dict[str, str], sentence: str) -> None:
    assert sentence in _line(_serve(**settings))


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = _line(_serve("--port", str(port)))
    assert line == (
        f"127.0.0.1:{port} cannot be listened on: address already in use. "
        "Stop what uses it, or name another port with --port."
    )


def test_a_wrong_password(small_city: DatabaseAddress) -> None:
    line = _line(_serve(NEO4J_URI=small_city.uri, NEO4J_PASSWORD="wrong"))
    assert "refused the user 'neo4j' and the password." in line
    assert "wrong" not in line


def test_a_database_that_is_not_there(small_city: DatabaseAddress) -> None:
    line = _line(
        _serve(NEO4J_URI=small_city.uri, NEO4J_PASSWORD=small_city.password, NEO4J_DATABASE="other")
    )
    assert line.startswith("There is no database 'other' at ")


@pytest.mark.parametrize(
    ("agent", "bolt", "fact"),
    [
        ("Neo4j/5.13.0", BOLT_5_4, "is Neo4j/5.13.0."),
        ("Neo4j/2025.06.0", BOLT_5_4, "is Neo4j/2025.06.0."),
        ("Neo4j/4.4.40", BOLT_4_4, "does not speak as a Neo4j of ours does."),
        ("Memgraph/3.1", BOLT_5_4, "is Memgraph/3.1."),
    ],
)
def test_a_server_we_do_not_run_on(agent: str, bolt: bytes, fact: str) -> None:
    with server_that_says(agent, bolt) as uri:
        line = _line(_serve(NEO4J_URI=uri))
    assert line.startswith(
        f"The database at {uri} " if fact.startswith("is ") else f"The server at {uri} "
    )
    assert fact in line
    assert line.endswith("Tsunagu runs on Neo4j 5.26 LTS and on 2026.01 or newer.")


@pytest.mark.parametrize(
    ("agent", "runs"),
    [
        ("Neo4j/5.26.0", True),
        ("Neo4j/5.26.31", True),
        ("Neo4j/5.27-aura", False),
        ("Neo4j/2025.06.0", False),
        ("Neo4j/2026.01.3", True),
        ("Neo4j/2026.09.0", True),
        ("Neo4j/2027.02.0", True),
        ("Neo4j/4.4.40", False),
        ("Something/2026.09", False),
    ],
)
def test_the_versions_we_run_on(agent: str, *, runs: bool) -> None:
    assert _runs_on(agent) is runs
