"""The key of the seals: 32 bytes, in a file or in the environment, never in the trail's folder."""

from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex

from audit.folder import Folder, write_whole, writing
from graph.errors import BadInput

KEY_BYTES = 32
MAKE = 'python3 -c "import secrets; print(secrets.token_hex(32))"'


def key_of(text: str, source: str) -> bytes:
    """The key that is written so; raises `BadInput`, which names the source and not the text."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise BadInput(
            f"{source} holds no key: it is {2 * KEY_BYTES} hexadecimal digits or more.",
            hint=f"Make one: {MAKE}",
        )
    return key


def read_key(path: Path, what: str = "The key of the trail") -> bytes:
    """The key in a file, named so in a refusal; raises `BadInput`."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not text").lower()
        raise BadInput(
            f"{what} cannot be read: {path}, {reason}.", hint=f"Make one: {MAKE}"
        ) from None
    return key_of(text, str(path))


def own_key(path: Path, folder: Folder) -> bytes:
    """The key in the file; made when neither it nor a trail is there.

    Raises `BadInput` when there is a trail already: another key would not fit its seals.
    """
    if path.exists():
        return read_key(path)
    if folder.chains():
        raise BadInput(
            f"The key of the trail in {folder.path} is gone: {path}.",
            hint="Put it back from a copy, or move the trail elsewhere to begin a new one.",
        )
    with writing(path):
        make_key(path)
    return read_key(path)


def make_key(path: Path) -> None:
    """Make a key in the file, or leave the one another process makes meanwhile. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}-{token_hex(4)}")
    write_whole(made, token_bytes(KEY_BYTES).hex().encode() + b"\n")
    with suppress(FileExistsError):
        path.hardlink_to(made)
    made.unlink()
