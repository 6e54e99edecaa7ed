"""Just enough of a Bolt server to say that it is an old one."""

import socket
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress

BOLT_5_4 = b"\x00\x00\x04\x05"
BOLT_4_4 = b"\x00\x00\x04\x04"
SUCCESS = 0x70


def _text(value: str) -> bytes:
    encoded = value.encode()
    return (
        bytes([0x80 + len(encoded)]) + encoded
        if len(encoded) < 16
        else b"\xd0" + bytes([len(encoded)]) + encoded
    )


def _success(agent: str) -> bytes:
    facts = {"server": agent, "connection_id": "bolt-1"}
    body = bytes([0xB1, SUCCESS, 0xA0 + len(facts)])
    for key, value in facts.items():
        body += _text(key) + _text(value)
    return struct.pack(">H", len(body)) + body + b"\x00\x00"


def _converse(connection: socket.socket, agent: str, bolt: bytes) -> None:
    with connection, suppress(ConnectionError):
        connection.recv(20, socket.MSG_WAITALL)
        connection.sendall(bolt)
        while True:
            head = connection.recv(2, socket.MSG_WAITALL)
            if len(head) < 2:
                return
            (length,) = struct.unpack(">H", head)
            if length == 0:  # the end of a message
                connection.sendall(_success(agent))
                continue
            connection.recv(length, socket.MSG_WAITALL)


@contextmanager
def server_that_says(agent: str, bolt: bytes) -> Generator[str]:
    """The address of a server that calls itself `agent` and answers success to everything."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(
                    target=_converse, args=(connection, agent, bolt), daemon=True
                ).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
