"""Where a chain ended, told outside: to a file in another place, or to the system's log.

Who may write the trail's folder may cut off its end. What was told outside shows it: a chain must
still have every line a head names. A head is a JSON object, sealed as the lines are.
"""

import hmac
import logging
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from logging.handlers import SysLogHandler
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import orjson

from audit.chain import Head
from audit.folder import BINARY, OWNER_ONLY, Folder, write_all, writing
from audit.line import moment, stamp
from graph.errors import AuditBroken, BadInput

SYSLOG_PORT = 514
FILE_ENDS = ".heads.jsonl"
IN_A_LOG = re.compile(rb'\{"chain":"[0-9a-f]{8}","sequence":.*?"seal":"[0-9a-f]*"\}')
HEAD_ENDS = b'"}'


class Outside(Protocol):
    """Takes heads; a file or a log."""

    def tell(self, head: Head) -> None:
        """Keep the head. Raises `AuditUnwritable`."""
        ...


@dataclass(frozen=True)
class HeadFiles:
    """A file for each chain, in a folder of its own: best on another machine."""

    folder: Path
    key: bytes

    def tell(self, head: Head) -> None:
        path = self.folder / f"{head.chain}{FILE_ENDS}"
        with writing(path):
            self.folder.mkdir(parents=True, exist_ok=True)
            file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | BINARY, OWNER_ONLY)
            try:
                ends_torn = os.lseek(file, 0, os.SEEK_END) and _last_byte(file) != b"\n"
                write_all(file, b"\n" * bool(ends_torn) + told(head, self.key) + b"\n")
            finally:
                os.close(file)


class HeadLog:
    """The system's log, here or on another machine."""

    def __init__(self, address: str | tuple[str, int], key: bytes) -> None:
        self._address, self._key = address, key
        self._log: SysLogHandler | None = None

    def tell(self, head: Head) -> None:
        with writing(Path("syslog")):
            self._log = self._log or _Raising(self._address, SysLogHandler.LOG_AUTHPRIV)
            text = f"tsunagu-audit: {told(head, self._key).decode()}"
            self._log.emit(logging.makeLogRecord({"msg": text, "levelno": logging.INFO}))


class _Raising(SysLogHandler):
    """The library's handler swallows what goes wrong."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 -- the library's
        raise  # noqa: PLE0704 -- it is called while the exception is handled


def outside_of(text: str, key: bytes) -> Outside:
    """What a setting names: a folder, `syslog://host:port` or `syslog:///dev/log`."""
    if not text.startswith("syslog:"):
        return HeadFiles(Path(text).expanduser(), key)
    parts = urlsplit(text)
    if parts.hostname:
        return HeadLog((parts.hostname, parts.port or SYSLOG_PORT), key)
    if parts.path:
        return HeadLog(parts.path, key)
    raise BadInput(f"{text} names no log.", hint="Write syslog://host:514 or syslog:///dev/log.")


def told(head: Head, key: bytes) -> bytes:
    """A head as it is told."""
    says = {
        "chain": head.chain,
        "sequence": head.sequence,
        "at": stamp(head.at),
        "hash": head.hash,
    }
    return orjson.dumps({**says, "seal": _seal(says, key)})


def heads_in(files: Iterable[Path], key: bytes) -> dict[str, list[Head]]:
    """The heads that files tell of, by chain and in their order; a log's other lines are passed.

    Raises `AuditBroken` for one that is not sealed with the key, `BadInput` for a file not there.
    """
    found: dict[str, dict[int, Head]] = {}
    for path in files:
        for number, told_line in _lines(path):
            head = _head(told_line, key)
            if head is None:
                raise AuditBroken(f"{path.name}, line {number}: the head is not sealed by our key.")
            of_chain = found.setdefault(head.chain, {})
            other = of_chain.setdefault(head.sequence, head)
            if other.hash != head.hash:
                raise AuditBroken(
                    f"{path.name}, line {number}: line {head.sequence} of chain {head.chain} was "
                    f"told before with the hash {other.hash}, here with {head.hash}."
                )
    return {chain: [each[place] for place in sorted(each)] for chain, each in found.items()}


def head_files(folder: Path) -> list[Path]:
    """The files of heads in a folder."""
    return sorted(folder.glob(f"*{FILE_ENDS}"))


def beside(folder: Folder) -> Path:
    """Where heads go unless another place is named: next to the trail's folder."""
    return folder.path.with_name(f"{folder.path.name}-heads")


def _last_byte(file: int) -> bytes:
    os.lseek(file, -1, os.SEEK_END)
    return os.read(file, 1)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each head with its line; one that was not written to its end was never told."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {(error.strerror or str(error)).lower()}."
        ) from None
    of_ours = path.name.endswith(FILE_ENDS)
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        if match := IN_A_LOG.search(line):
            yield number, match[0]
        elif of_ours and line.endswith(HEAD_ENDS):
            yield number, line


def _head(line: bytes, key: bytes) -> Head | None:
    try:
        says = cast("dict[str, Any]", orjson.loads(line))
        seal = str(says.pop("seal"))
        head = Head(says["chain"], int(says["sequence"]), moment(says["at"]), str(says["hash"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return head if hmac.compare_digest(seal, _seal(says, key)) else None


def _seal(says: dict[str, Any], key: bytes) -> str:
    return hmac.digest(key, orjson.dumps(says), "sha256").hex()
