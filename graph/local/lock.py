"""The list of a release's jars: where each lies in a Maven repository, its size and its sha256.

The lists are committed and name no host. `python -m graph.local.lock VERSION` resolves a release
anew and writes its list; everything else only reads.
"""

import hashlib
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graph.errors import LocalDatabaseFault
from graph.local.release import Release, release_named

NEEDLESS = ("junit", "hamcrest", "mockito-core", "byte-buddy", "byte-buddy-agent", "objenesis")
"""Test libraries that the published dependency lists carry along; Neo4j runs without them."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar: its path below a Maven repository's root, its size, its checksum."""

    path: PurePosixPath
    size_bytes: int
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, slots=True)
class JarLock:
    """All jars of one release, sorted by path."""

    version: str
    jars: tuple[Jar, ...]

    @property
    def size_bytes(self) -> int:
        return sum(jar.size_bytes for jar in self.jars)


def read_lock(release: Release) -> JarLock:
    """The committed lock of a release."""
    written = tomllib.loads(release.lock_file.read_text(encoding="utf-8"))
    if written["version"] != release.version:
        raise LocalDatabaseFault(f"{release.lock_file.name} is not the lock of {release.version}.")
    jars = (
        Jar(PurePosixPath(path), entry["size"], entry["sha256"])
        for path, entry in written["jars"].items()
    )
    return JarLock(release.version, tuple(jars))


def write_lock(release: Release) -> JarLock:
    """Resolve the release's jars, measure them and write its lock file; takes a minute or two."""
    from jgo import resolve  # noqa: PLC0415 - slow to import, and needed by this command alone

    coordinates = "+".join(
        f"{project}:{release.version}"
        for project in ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server")
    )
    jars = {
        jar.path: jar
        for artifact in resolve(coordinates)
        if artifact.artifactId not in NEEDLESS and artifact.packaging == "jar"
        for jar in [
            _measured(artifact.component.path_prefix / artifact.filename, artifact.resolve())
        ]
    }
    lock = JarLock(release.version, tuple(jars[path] for path in sorted(jars)))
    release.lock_file.write_text(_printed(lock), encoding="utf-8")
    return lock


def _measured(path: Path, file: Path) -> Jar:
    content = file.read_bytes()
    return Jar(PurePosixPath(path.as_posix()), len(content), hashlib.sha256(content).hexdigest())


def _printed(lock: JarLock) -> str:
    lines = [
        f"# The jars of Neo4j Community {lock.version}; written by python -m graph.local.lock.",
        f'version = "{lock.version}"',
        "",
        "[jars]",
        *(
            f'"{jar.path}" = {{ size = {jar.size_bytes}, sha256 = "{jar.sha256}" }}'
            for jar in lock.jars
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    written_lock = write_lock(release_named(sys.argv[1]))
    sys.stdout.write(f"{len(written_lock.jars)} jars, {written_lock.size_bytes:,} bytes\n")
