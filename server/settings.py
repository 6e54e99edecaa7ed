"""The server's settings, from the environment; which database to use is `graph/local/opening.py`."""

from datetime import date
from ipaddress import ip_address
from typing import Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import BadInput

DEFAULT_PORT = 8000


class Settings(BaseSettings):
    """Where to listen, and which day it is. Each is read from `TSUNAGU_` and its name."""

    model_config = SettingsConfigDict(env_prefix="TSUNAGU_", extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int | None = Field(
        None, ge=1, le=65535, description="Port; without one, 8000 or another that is free."
    )
    today: date | None = Field(
        None, description="The day on which ties are followed; the real one when left out."
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
            first = error.errors()[0]
            name = f"TSUNAGU_{str(first['loc'][0]).upper()}"
            raise BadInput(f"{name} is {first['input']!r}: {first['msg'].lower()}.") from None
        settings.demand_loopback(settings.host)
        return settings

    def demand_loopback(self, host: str) -> None:
        """Refuse an address others can reach: whoever reaches the API sees the whole city."""
        if self.published_on_loopback or _is_loopback(host):
            return
        raise BadInput(
            f"{host} is not a loopback address, and the API has no sign-in yet.",
            hint="Listen on 127.0.0.1; a container sets TSUNAGU_PUBLISHED_ON_LOOPBACK=true "
            "and publishes its port on 127.0.0.1.",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
