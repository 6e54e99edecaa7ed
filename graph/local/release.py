"""The Neo4j releases Tsunagu can run for itself, and what each of them needs.

Each release names its lock file (every jar with its sha256), its Java, and the class that starts
it. Adding a release is one entry here and one run of `python -m graph.local.lock VERSION`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import LocalDatabaseFault


@dataclass(frozen=True, slots=True)
class Release:
    """One Neo4j Community release: `java` is the major version of Java we run it with.

    `settings` are those that other releases do not know, for the server alone.
    """

    version: str
    java: int
    main_class: str
    settings: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def lock_file(self) -> Path:
        """The committed list of its jars."""
        return Path(__file__).with_name(f"neo4j-{self.version}.lock.toml")

    @property
    def order(self) -> tuple[int, ...]:
        """A key that sorts older releases first."""
        return version_order(self.version)


# A stop then takes half a second instead of ten: on loopback there is nobody to wait for.
_QUIET = "internal.dbms.bolt.netty_server_shutdown"

CURRENT = Release(
    "2026.09.0",
    java=25,
    main_class="org.neo4j.server.Neo4jCommunity",
    settings={f"{_QUIET}_quiet_period_duration": "0s", f"{_QUIET}_timeout": "2s"},
)
LONG_TERM = Release(
    "5.26.31",
    java=21,
    main_class="org.neo4j.server.CommunityEntryPoint",
    settings={f"{_QUIET}_quiet_period": "0", f"{_QUIET}_timeout": "2s"},
)
RELEASES = (CURRENT, LONG_TERM)


def release_named(version: str) -> Release:
    """The release of that version, or of the line it begins: `5.26` gives 5.26.31.

    Raises `LocalDatabaseFault` when we keep no lock for it.
    """
    for release in RELEASES:
        if release.version == version or release.version.startswith(f"{version}."):
            return release
    kept = " and ".join(release.version for release in RELEASES)
    raise LocalDatabaseFault(
        f"Neo4j {version} is not among the releases Tsunagu can run for itself.",
        hint=f"Choose {kept}, or run your own database and set NEO4J_URI.",
    )


def version_order(version: str) -> tuple[int, ...]:
    """`5.26.31` as (5, 26, 31); calendar versions sort after the 5 line."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())
