"""Settings of the trail of who saw or changed whose data: each is read from `TSUNAGU_AUDIT_` and its name."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from audit.folder import Folder
from audit.heads import beside, outside_of
from audit.key import key_of, own_key, read_key
from audit.trail import Trail
from graph.local.folders import home_folder
from server.environment import unusable

PREFIX = "TSUNAGU_AUDIT_"
MIB = 2**20


class Auditing(BaseSettings):
    """Where the trail lies, what seals it, and where its heads are told."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    folder: Path = Field(
        default_factory=lambda: home_folder() / "audit",
        description="The trail's folder; `audit` beside the local database unless named.",
    )
    key: SecretStr | None = Field(
        None, description="The key of the seals, 64 hexadecimal digits or more."
    )
    key_file: Path | None = Field(
        None, description="A file with that key; without either, one is made beside the folder."
    )
    outside: str | None = Field(
        None,
        description="Where each chain's end is told: a folder elsewhere, or `syslog://host:port`; "
        "beside the folder unless named.",
    )
    segment_mib: int = Field(64, ge=1, description="MiB of a segment at most; a new one each day.")

    @classmethod
    def read(cls) -> Self:
        """The settings of this process; `BadInput` names the first that cannot be."""
        try:
            return cls()  # pyright: ignore[reportCallIssue] -- every field has a default
        except ValidationError as error:
            raise unusable(error, PREFIX, secret=True) from None

    def place(self) -> Folder:
        """The trail's folder."""
        return Folder(self.folder.expanduser().absolute())

    def heads_folder(self) -> Path | None:
        """Where heads are told as files; None when they go to a log."""
        if self.outside is None:
            return beside(self.place())
        return None if self.outside.startswith("syslog:") else Path(self.outside).expanduser()

    def seal_key(self) -> bytes:
        """The key; made at the first start when none is named. Raises `BadInput`."""
        if self.key is not None:
            return key_of(self.key.get_secret_value(), f"{PREFIX}KEY")
        if self.key_file is not None:
            return read_key(self.key_file.expanduser())
        folder = self.place()
        return own_key(folder.path.with_name(f"{folder.path.name}.key"), folder)

    def trail(self) -> Trail:
        """The trail, not open yet; its folder can be written. Raises `AuditUnwritable`, `BadInput`."""
        folder = self.place()
        folder.make()
        key = self.seal_key()
        outside = outside_of(self.outside or str(beside(folder)), key)
        return Trail(folder, key, outside, segment_bytes=self.segment_mib * MIB)
