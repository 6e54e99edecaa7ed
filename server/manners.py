"""Settings of the API's manners over HTTP: who may call it from where, and which documents it trusts."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from server.environment import unusable
from server.trusted_documents import Trust

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")

Listed = Annotated[tuple[str, ...], NoDecode]


class Manners(BaseSettings):
    """Each is read from `TSUNAGU_` and its name; lists are separated by commas."""

    model_config = SettingsConfigDict(env_prefix="TSUNAGU_", extra="ignore", frozen=True)

    hosts: Listed = Field(
        LOOPBACK_NAMES,
        description="Names the server answers to, without port; `*.example.jp` is any below it.",
    )
    origins: Listed = Field(
        (),
        description="Origins whose pages may call the API, such as `https://desk.example.jp`.",
    )
    proxies: Listed = Field(
        (),
        description="Addresses or networks of the proxies whose `X-Forwarded-For` says who asks.",
    )
    trusted_documents: Path | None = Field(
        None, description="Folder or manifest of trusted documents."
    )
    trusted_documents_mode: Trust = Field(
        Trust.ALSO, description="`also` beside others, `only` these, or `off`."
    )

    federation: bool = Field(
        default=False, description="Serve as a subgraph of Apollo Federation 2: true or on."
    )

    @classmethod
    def read(cls) -> Self:
        """The manners of this process; `BadInput` names the first setting that cannot be."""
        try:
            return cls()  # pyright: ignore[reportCallIssue] -- every field has a default
        except ValidationError as error:
            raise unusable(error, "TSUNAGU_") from None

    @field_validator("hosts", "origins", "proxies", mode="before")
    @classmethod
    def _apart(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(each.strip() for each in value.split(",") if each.strip())

    @field_validator("hosts")
    @classmethod
    def _named_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            if not each.removeprefix("*.") or "*" in each.removeprefix("*.") or "/" in each:
                raise ValueError(f"{each} is not a host name")
        return value

    @field_validator("proxies")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            try:
                ip_network(each)
            except ValueError:
                raise ValueError(f"{each} is no address or network such as 10.0.0.2") from None
        return value

    @field_validator("origins")
    @classmethod
    def _whole_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            parts = urlsplit(each)
            if parts.scheme not in {"http", "https"} or each != f"{parts.scheme}://{parts.netloc}":
                raise ValueError(f"{each} is not an origin such as https://desk.example.jp")
        return value
