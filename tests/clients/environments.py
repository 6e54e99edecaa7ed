"""Environments of their own for the Python clients: each wants another graphql-core than the API.

`python -m tests.clients.environments` makes those that are missing or stale.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILT = ROOT / "build" / "clients"
INSTALL = ROOT / "requirements" / "install.py"
NAMES = ("gql", "ariadne-codegen")


class NoEnvironment(Exception):
    """The message says what to do."""


def python_of(name: str) -> Path:
    """The Python in which a client is installed. Raises NoEnvironment when it is not, or stale."""
    if not _is_current(name):
        raise NoEnvironment(f"{name} has not been installed for the tests. Run: make clients")
    return _python(name)


def _python(name: str) -> Path:
    return BUILT / name / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_current(name: str) -> bool:
    installed = BUILT / name / "installed.txt"
    return installed.is_file() and installed.read_bytes() == _wanted(name).read_bytes()


def _wanted(name: str) -> Path:
    return HERE / "python" / f"{name}.txt"


def _make(name: str) -> None:
    shutil.rmtree(BUILT / name, ignore_errors=True)
    subprocess.run([sys.executable, INSTALL, BUILT / name, _wanted(name)], check=True)
    (BUILT / name / "installed.txt").write_bytes(_wanted(name).read_bytes())


def main() -> int:
    for name in NAMES:
        if not _is_current(name):
            _make(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
