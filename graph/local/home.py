"""The data folder: what lies where in it, its password, its Neo4j settings, its version.

HOME/lock        held by whoever uses the folder, with who and for what
HOME/password    the generated password of user `neo4j`, readable by its owner only
HOME/version     the Neo4j version that wrote the data last
HOME/port        the loopback port it was started on last, and is started on again where it is free
HOME/state.json  the running database: processes, port, since when; absent when it is stopped
HOME/keeper.log  what the keeper process had to say
HOME/neo4j/      Neo4j's own folder: conf, data, logs
HOME/neo4j.old/  the former one, only while a restore swaps them
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LocalDatabaseFault
from graph.local.bolt import LOOPBACK
from graph.local.release import Release, version_order

USER = "neo4j"
DATABASE = "neo4j"
PORTS = 65_536
LEAST_FREE_BYTES = 512 * 2**20
"""Below this much free disk the database is not started: it could not be trusted to stay up."""

_SETTINGS = {
    "server.default_listen_address": LOOPBACK,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "db.logs.query.enabled": "OFF",  # a query's parameters are people's names
    "db.tx_log.preallocate": "false",  # a new folder takes 2 MiB instead of 516
    "db.tx_log.rotation.size": "64m",
    "db.tx_log.rotation.retention_policy": "2 files",
    "db.checkpoint.interval.time": "10s",  # bounds what a start after a crash has to replay
}


@dataclass(frozen=True, slots=True)
class Home:
    """The paths in a data folder, and what is written there besides Neo4j's own files."""

    folder: Path

    @property
    def lock(self) -> Path:
        return self.folder / "lock"

    @property
    def state(self) -> Path:
        return self.folder / "state.json"

    @property
    def keeper_log(self) -> Path:
        return self.folder / "keeper.log"

    @property
    def neo4j(self) -> Path:
        return self.folder / "neo4j"

    @property
    def former(self) -> Path:
        return self.folder / "neo4j.old"

    @property
    def coming(self) -> Path:
        return self.folder / "neo4j.new"

    @property
    def java_arguments(self) -> Path:
        return self.folder / "java.arguments"

    def prepare(self) -> None:
        """Make the folder, ours alone, and finish a swap that was cut short.

        Raises `LocalDatabaseFault` when it cannot be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = self.folder / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink(missing_ok=True)  # another thread of ours may have probed too
        except OSError as fault:
            raise LocalDatabaseFault(
                f"The data folder {self.folder} cannot be written to: {fault.strerror}.",
                hint="Give yourself access to it, or name another one with TSUNAGU_HOME.",
            ) from fault

    def finish_swap(self) -> None:
        """Undo or complete a restore that was interrupted; call it while holding the lock."""
        if self.former.exists() and not self.neo4j.exists():
            self.former.replace(self.neo4j)
        shutil.rmtree(self.former, ignore_errors=True)
        shutil.rmtree(self.coming, ignore_errors=True)

    def swap(self) -> None:
        """Put `coming` in the place of `neo4j`; cut short, `finish_swap` brings the former back."""
        if self.neo4j.exists():
            self.neo4j.replace(self.former)
        self.coming.replace(self.neo4j)
        shutil.rmtree(self.former, ignore_errors=True)

    def holds_data(self) -> bool:
        """True once a database has been written here."""
        return (self.neo4j / "data" / "databases" / DATABASE).exists()

    def keep_password(self) -> None:
        """Make the password, 32 random characters, unless there is one."""
        if not self._password.exists():
            write_private(self._password, secrets.token_hex(16) + "\n")

    def password(self) -> str:
        """The password of user `neo4j`; raises `LocalDatabaseFault` when its file is not there."""
        try:
            return self._password.read_text(encoding="ascii").strip()
        except OSError as fault:
            raise LocalDatabaseFault(
                f"The password file {self._password} cannot be read: {fault.strerror}.",
                hint="Put it back from a copy; without it the database cannot be opened.",
            ) from fault

    @property
    def _password(self) -> Path:
        return self.folder / "password"

    def has_accounts(self) -> bool:
        """True once the first password was set or the database has run."""
        data = self.neo4j / "data"
        return (data / "dbms" / "auth.ini").exists() or (data / "databases" / "system").exists()

    def check_version(self, release: Release) -> None:
        """Raises `LocalDatabaseFault` when a newer Neo4j than `release` wrote the data."""
        written_by = self.written_by()
        if written_by and version_order(written_by) > release.order:
            raise LocalDatabaseFault(
                f"The data in {self.folder} was written by Neo4j {written_by};"
                f" Neo4j {release.version} is older and cannot read it.",
                hint="Use the newer version again, or another data folder with TSUNAGU_HOME.",
            )

    def written_by(self) -> str | None:
        try:
            return (self.folder / "version").read_text(encoding="ascii").strip()
        except OSError:
            return None

    def note_version(self, release: Release) -> None:
        (self.folder / "version").write_text(f"{release.version}\n", encoding="ascii")

    def note_port(self, port: int) -> None:
        (self.folder / "port").write_text(f"{port}\n", encoding="ascii")

    def last_port(self) -> int | None:
        """The port it was started on last; None where it never was, or nobody can tell."""
        with contextlib.suppress(OSError, ValueError):
            port = int((self.folder / "port").read_text(encoding="ascii"))
            return port if 0 < port < PORTS else None
        return None

    def size_bytes(self) -> int:
        """What the folder takes on disk, in bytes."""
        size = 0
        for file in self.folder.rglob("*"):
            with contextlib.suppress(OSError):  # a running database makes and removes files
                size += file.lstat().st_size
        return size


def write_settings(neo4j: Path, settings: Mapping[str, str]) -> Path:
    """Write `conf/neo4j.conf` below a Neo4j folder: ours, then the given ones over them."""
    conf = neo4j / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    lines = [f"{name}={value}" for name, value in {**_SETTINGS, **settings}.items()]
    (conf / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return conf


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(text)
    part.replace(file)
