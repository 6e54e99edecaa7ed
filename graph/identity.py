"""Ids for what is made while the program runs: 26 characters of chance that carry no meaning."""

from base64 import b32encode
from secrets import token_bytes

ID_BYTES = 16


def fresh_id() -> str:
    """An id that nothing else bears, of the same form as those of the demo city."""
    return b32encode(token_bytes(ID_BYTES))[:26].decode("ascii")
