"""Python clients in their current versions, each in an environment of its own."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from schema.api import SDL
from tests.clients.environments import NoEnvironment, python_of
from tests.clients.node import HERE, PATIENT_SECONDS

SOURCES = HERE / "python"


def ran(client: str, *arguments: str, folder: Path) -> str:
    """What a client's Python prints, with `folder` as its working directory and on its path."""
    try:
        python = python_of(client)
    except NoEnvironment as missing:
        pytest.fail(str(missing), pytrace=False)
    done = subprocess.run(
        [str(python), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_gql_checks_against_the_schema_and_pages(served: str, tmp_path: Path) -> None:
    told: dict[str, Any] = json.loads(
        ran("gql", str(SOURCES / "with_gql.py"), f"{served}/graphql", folder=tmp_path)
    )
    assert len(set(told["names"])) == len(told["names"]) == 32
    assert told["wrong"] == ["GRAPHQL_VALIDATION_FAILED"]


def test_ariadne_codegen_makes_a_client_that_works(served: str, tmp_path: Path) -> None:
    for each in (SDL, SOURCES / "operations.graphql", SOURCES / "ariadne-codegen.toml"):
        shutil.copy(each, tmp_path)
    start = "from ariadne_codegen.main import main; main()"
    ran("ariadne-codegen", "-c", start, "--config", "ariadne-codegen.toml", folder=tmp_path)
    script = str(SOURCES / "with_ariadne_codegen.py")
    told: dict[str, Any] = json.loads(
        ran("ariadne-codegen", script, f"{served}/graphql", folder=tmp_path)
    )
    assert told["dates"]
    assert set(told["dates"]) <= {"date", "NoneType"}
    assert len(told["names"]) == 3
    assert told["wrong"] == ["BAD_INPUT"]
