"""Fills a virtual environment from a lock: `python requirements/install.py FOLDER LOCK`.

uv does it in a tenth of pip's time. pip does it where it is told of an index of its own, of which
uv does not know, or where uv cannot be had. Either refuses what has not the lock's hash.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

_UV = Path(__file__).with_name("uv.txt")
_TAKES = ("-m", "pip", "install", "--require-hashes", "--disable-pip-version-check")


def make(folder: Path, lock: Path) -> None:
    """Make the environment where there is none, and fill it.

    Raises subprocess.CalledProcessError when pip cannot either; it has said why on stderr.
    """
    python = python_of(folder)
    if not python.exists():
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    if not _with_uv(python, lock):
        subprocess.run([python, *_TAKES, "--progress-bar", "off", "-r", lock], check=True)


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _with_uv(python: Path, lock: Path) -> bool:
    if _has_an_index_of_its_own(python):
        return False
    uv = [python, *_TAKES, "--quiet", "--only-binary", ":all:", "-r", _UV]
    if subprocess.run(uv, check=False).returncode:
        return False
    command = [python, "-m", "uv", "pip", "install", "--python", python, "--compile-bytecode"]
    if subprocess.run([*command, "--require-hashes", "-r", lock], check=False).returncode:
        print("uv could not; pip tries.", file=sys.stderr, flush=True)
        return False
    return True


def _has_an_index_of_its_own(python: Path) -> bool:
    told = subprocess.run(
        [python, "-m", "pip", "config", "list"], check=False, capture_output=True, text=True
    )
    return any(word in told.stdout for word in ("index-url", "no-index", "proxy"))


if __name__ == "__main__":
    try:
        make(Path(sys.argv[1]), Path(sys.argv[2]))
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
