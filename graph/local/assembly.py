"""What a release of Neo4j needs to run, put together: a Java, and the release's jars."""

from dataclasses import dataclass
from pathlib import Path

from graph.local.folders import cache_folder
from graph.local.jars import JarStore
from graph.local.java import Java, java_of
from graph.local.lock import read_lock
from graph.local.progress import Report, silent
from graph.local.release import Release


@dataclass(frozen=True, slots=True)
class Assembly:
    """What a release needs to run: Java, and its jars."""

    java: Java
    jars: tuple[Path, ...]


def assembled(release: Release, report: Report = silent, *, cache: Path | None = None) -> Assembly:
    """Java and the jars of a release, fetched and verified if they are not here yet."""
    cache = cache or cache_folder()
    java = java_of(release.java, cache, report)
    store = JarStore(cache / f"neo4j-{release.version}")
    return Assembly(java, store.complete(read_lock(release), report))
