"""Files that are there whole or not at all."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(file: Path) -> Generator[Path]:
    """A path to write to; it takes the file's place in the end, or is gone when something is raised."""
    part = file.with_name(f"{file.name}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
