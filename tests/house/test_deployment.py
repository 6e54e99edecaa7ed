"""The files people deploy with agree with what the tests run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.local.release import CURRENT

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def test_compose_names_the_neo4j_the_tests_run_on() -> None:
    assert f"image: neo4j:{CURRENT.version}-community" in COMPOSE


def test_compose_publishes_on_loopback_only_and_has_no_password_in_it() -> None:
    published = re.findall(r'^ +- "([^"]*:\d+)"', COMPOSE, re.MULTILINE)
    assert published == ["127.0.0.1:8000:8000"]
    assert "NEO4J_AUTH:" not in COMPOSE
    assert "NEO4J_PASSWORD" not in COMPOSE
    assert "/run/secrets/neo4j_auth" in COMPOSE


def test_every_service_says_whether_it_is_well() -> None:
    assert COMPOSE.count("healthcheck:") == 2


def test_no_lock_names_a_host_and_each_entry_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        entries = re.split(r"\n(?=[a-z])", text)
        assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)
    for path in ROOT.glob("**/package-lock.json"):
        if "node_modules" not in path.parts:
            assert '"resolved"' not in path.read_text(encoding="utf-8")


def test_the_installer_is_the_one_that_the_lock_names() -> None:
    requirements = ROOT / "requirements"
    installer = (requirements / "uv.txt").read_text(encoding="utf-8").strip()
    assert installer
    assert installer in (requirements / "dev.txt").read_text(encoding="utf-8")


def test_pip_installs_where_it_is_told_of_an_index_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # nobody answers there: pip refuses the lock, and uv, which would have had it, was not asked
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    lock = ROOT / "requirements" / "uv.txt"
    done = subprocess.run(
        [sys.executable, ROOT / "requirements" / "install.py", tmp_path / "own", lock],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "http://127.0.0.1:9/" in done.stdout
    assert "uv could not" not in done.stderr
