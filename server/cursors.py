"""Settings of the cursors' key: each is read from `TSUNAGU_CURSOR_` and its name.

Every server process over one database has the same key, so that a page is gone on with at any of them.
"""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from audit.key import key_of, make_key, read_key
from graph.cursor import Seals
from graph.errors import BadInput
from graph.local.folders import home_folder
from server.environment import unusable

PREFIX = "TSUNAGU_CURSOR_"
OWN_KEY = "cursor.key"


class CursorSettings(BaseSettings):
    """What seals the cursors."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    key: SecretStr | None = Field(
        None, description="The key of the cursors, 64 hexadecimal digits or more."
    )
    key_file: Path | None = Field(
        None, description="A file with that key; without either, one is made in the data folder."
    )

    @classmethod
    def read(cls) -> Self:
        """The settings of this process; `BadInput` names the first that cannot be."""
        try:
            return cls()  # pyright: ignore[reportCallIssue] -- every field has a default
        except ValidationError as error:
            raise unusable(error, PREFIX, secret=True) from None

    def seals(self) -> Seals:
        """The seals by that key; made at the first start when none is named. Raises `BadInput`."""
        if self.key is not None:
            return Seals(key_of(self.key.get_secret_value(), f"{PREFIX}KEY"))
        if self.key_file is not None:
            return Seals(read_key(self.key_file.expanduser(), _WHAT))
        return Seals(_own(home_folder() / OWN_KEY))


_WHAT = "The key of the cursors"


def _own(path: Path) -> bytes:
    if not path.exists():
        try:
            make_key(path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BadInput(
                f"{_WHAT} cannot be kept: {path}, {reason}.",
                hint=f"Name a file that holds one: {PREFIX}KEY_FILE.",
            ) from None
    return read_key(path, _WHAT)
