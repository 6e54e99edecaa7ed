"""What every test may ask for: the async backend, and one real Neo4j for the run."""

import os
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from graph.address import DatabaseAddress
from graph.local.release import Release
from tests.database_sizes import own_database, release_of_the_run
from tests.sealed import KEY

# A run in the background is started with Ctrl-C ignored, and every command it starts inherits that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The application records who sees what; in the tests that is nobody's data, and goes to no home.
KEPT = tempfile.TemporaryDirectory(prefix="tsunagu-audit-")
os.environ.setdefault("TSUNAGU_AUDIT_FOLDER", str(Path(KEPT.name) / "audit"))

# Cursors are sealed by one key, in the tests and in the applications they start.
os.environ["TSUNAGU_CURSOR_KEY"] = KEY.hex()

# Servers of tests do not ask the examples at their start: on a cold database that is a minute's work.
os.environ["TSUNAGU_WARM_UP"] = "false"

# The same cases every day; the proofs, whose seed is printed, draw others.
settings.register_profile("fixed", derandomize=True, database=None)
if "TSUNAGU_PROOF_SEED" not in os.environ:
    settings.load_profile("fixed")

# A cold database on a slow machine keeps an answer for longer than httpx waits by itself.
httpx._config.DEFAULT_TIMEOUT_CONFIG.read = 60.0

pytest_plugins = ["tests.worlds", "tests.cities", "tests.served"]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def release() -> Release:
    """The Neo4j release the run is about."""
    return release_of_the_run()


@pytest.fixture(scope="session")
def engine() -> Generator[DatabaseAddress]:
    """A real Neo4j, started once; or the one TSUNAGU_TEST_NEO4J_URI, _USER and _PASSWORD name.

    It holds one world at a time: see `tests/worlds.py`.
    """
    uri = os.environ.get("TSUNAGU_TEST_NEO4J_URI")
    if uri:
        user = os.environ.get("TSUNAGU_TEST_NEO4J_USER", "neo4j")
        yield DatabaseAddress(uri, user, os.environ["TSUNAGU_TEST_NEO4J_PASSWORD"])
        return
    with own_database() as own:
        yield own.start()
