"""The server's settings, from the environment; which database to use is `graph/local/opening.py`,
who is trusted to say who somebody is, `server/identity/settings.py`.
"""

from datetime import date
from ipaddress import ip_address
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import BadInput
from graph.wareki import read_day
from server.environment import unusable
from server.identity.settings import Mode

DEFAULT_PORT = 8000


def _day(given: object) -> object:
    """A day as it is typed, in either calendar (西暦・和暦)."""
    if not isinstance(given, str):
        return given
    try:
        return read_day(given)
    except BadInput as error:
        raise ValueError(str(error)) from None


class Settings(BaseSettings):
    """Where to listen, and which day it is. Each is read from `TSUNAGU_` and its name."""

    model_config = SettingsConfigDict(env_prefix="TSUNAGU_", extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int | None = Field(
        None, ge=1, le=65535, description="Port; without one, 8000 or another that is free."
    )
    today: Annotated[date | None, BeforeValidator(_day)] = Field(
        None, description="The day on which ties are followed; the real one when left out."
    )
    identity: Mode = Field(
        Mode.DEMO, description="`oidc` demands tokens of an issuer; `demo` is for a made-up city."
    )
    explorer: bool | None = Field(
        None, description="Whether GraphiQL is served; in the demo it is, with oidc it is not."
    )
    warm_up: bool = Field(
        default=True,
        description="Whether the examples are asked once at the start, so that they are planned.",
    )
    published_on_loopback: bool = Field(
        default=False,
        description="Say true where a container's port is published on loopback only.",
    )

    @classmethod
    def read(cls) -> Self:
        """The settings of this process; `BadInput` names the first that cannot be."""
        try:
            settings = cls()  # pyright: ignore[reportCallIssue] -- every field has a default
        except ValidationError as error:
            raise unusable(error, "TSUNAGU_") from None
        settings.demand_loopback(settings.host)
        return settings

    def demand_loopback(self, host: str) -> None:
        """Refuse an address others can reach in the demo, where all see the whole city."""
        if self.identity is Mode.OIDC or self.published_on_loopback or _is_loopback(host):
            return
        raise BadInput(
            f"{host} is not a loopback address, and the demo has no sign-in.",
            hint="Listen on 127.0.0.1, or set TSUNAGU_IDENTITY=oidc; a container sets "
            "TSUNAGU_PUBLISHED_ON_LOOPBACK=true and publishes its port on 127.0.0.1.",
        )

    @property
    def has_explorer(self) -> bool:
        """Whether GraphiQL is served."""
        return self.identity is Mode.DEMO if self.explorer is None else self.explorer


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
