r"""One line of a chain: its number, the hash of the line before, the time, what it says, and a seal.

    {"sequence":41,"before":"9f…","at":"2027-01-31T09:15:02.120934Z", … ,"seal":"3c…"}\n

The hash of a line is the SHA-256 of its bytes with the line end, as `sha256sum` has it. The seal is
the HMAC-SHA256 of the bytes before `,"seal":`: whoever lacks the key can chain anew, not seal anew.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, cast

import orjson

ORIGIN = "0" * 64
"""What stands for the line before the first."""
SEAL_OPENS = b',"seal":"'
SEAL_ENDS = b'"}\n'
HEX_LENGTH = 64
SEAL_LENGTH = len(SEAL_OPENS) + HEX_LENGTH + len(SEAL_ENDS)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read: `says` is all of it."""

    sequence: int
    before: str
    at: datetime
    says: dict[str, Any]


def prefix(sequence: int, before: str) -> bytes:
    """How a line begins."""
    return b'{"sequence":%d,"before":"%b",' % (sequence, before.encode())


def linked(sequence: int, before: str, at: datetime, body: bytes, key: bytes) -> bytes:
    """The line that says `body`, a JSON object with at least one member."""
    content = b'%b"at":"%b",%b' % (prefix(sequence, before), stamp(at).encode(), body[1:-1])
    return b"%b%b%b%b" % (content, SEAL_OPENS, _seal(content, key), SEAL_ENDS)


def hash_of(line: bytes) -> str:
    """What the next line holds of this one."""
    return sha256(line).hexdigest()


def seal_fits(line: bytes, key: bytes) -> bool:
    """Whether the line is as it was when somebody who has the key wrote it."""
    content, ending = line[:-SEAL_LENGTH], line[-SEAL_LENGTH:]
    expected = b"%b%b%b" % (SEAL_OPENS, _seal(content, key), SEAL_ENDS)
    return hmac.compare_digest(ending, expected)


def read_line(line: bytes) -> Line:
    """What a line says; raises `ValueError` or `KeyError` for one that is not of ours."""
    says = cast("dict[str, Any]", orjson.loads(line))
    return Line(int(says["sequence"]), str(says["before"]), moment(says["at"]), says)


def stamp(at: datetime) -> str:
    """A time in UTC, to the microsecond; its order is that of the text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """The time that was written so; raises `ValueError`."""
    return datetime.fromisoformat(text)


def _seal(content: bytes, key: bytes) -> bytes:
    return hmac.digest(key, content, "sha256").hex().encode()
