"""Whether a Neo4j answers at a port: the opening handshake of its Bolt protocol, nothing more."""

import socket
import sys
from contextlib import closing

LOOPBACK = "127.0.0.1"

_MAGIC = bytes.fromhex("6060b017")
_OFFERED = bytes.fromhex("00000005000004050000000000000000")


def answers(port: int, *, wait_seconds: float = 2.0) -> bool:
    """True when something at the loopback port agrees on a Bolt version."""
    try:
        with socket.create_connection((LOOPBACK, port), wait_seconds) as connection:
            connection.sendall(_MAGIC + _OFFERED)
            agreed = connection.recv(4)
    except OSError:
        return False
    return len(agreed) == len(_MAGIC) and any(agreed)


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    """Whether nobody listens on a loopback port at this moment."""
    with closing(socket.socket()) as probe:
        if sys.platform != "win32":  # there it would let us take another's
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
