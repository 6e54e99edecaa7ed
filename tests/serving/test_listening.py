"""Where the server listens."""

import socket
from contextlib import ExitStack, suppress

from server.listening import address_of, bound
from server.settings import DEFAULT_PORT, Settings


def test_another_free_port_is_taken_when_the_usual_one_is_busy() -> None:
    with ExitStack() as stack:
        with suppress(OSError):  # somebody else may hold it already
            stack.enter_context(socket.create_server(("127.0.0.1", DEFAULT_PORT)))
        listener = stack.enter_context(bound(Settings(port=None)))
        port = listener.getsockname()[1]
        assert port != DEFAULT_PORT
        assert address_of(listener) == f"http://127.0.0.1:{port}"
