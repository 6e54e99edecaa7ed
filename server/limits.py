"""The limits' settings: each is read from `TSUNAGU_LIMIT_` and its name, such as `TSUNAGU_LIMIT_DEPTH`."""

from dataclasses import dataclass, field, fields
from typing import Any, Self, TypeVar

from pydantic import Field, ValidationError, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict

from resolvers.limits import Limits
from server.environment import unusable

PREFIX = "TSUNAGU_LIMIT_"


def _limit(default: float, doc: str) -> Any:
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True)
class RequestLimits:
    """How large a request may be, and how long it may take to come and to be answered."""

    body_bytes: int = _limit(100_000, "Bytes of a body.")
    head_bytes: int = _limit(16_384, "Bytes of a request's headers, names and values.")
    head_seconds: float = _limit(10.0, "Seconds from the connection to a request's whole head.")
    body_seconds: float = _limit(3.0, "Seconds from the head to the whole body.")
    request_seconds: float = _limit(5.0, "Seconds from the head to the first of the answer.")


@dataclass(frozen=True)
class SocketLimits:
    """How many connections may stay open, and what one of them may do."""

    live_connections: int = _limit(200, "Sockets and streams of events, all together.")
    client_connections: int = _limit(
        20, "Of these, of one account; of one address, of those who show no token."
    )
    stranger_connections: int = _limit(50, "Of these, of all who show no token.")
    socket_operations: int = _limit(20, "Operations under way on one socket.")
    frame_bytes: int = _limit(65_536, "Bytes of a socket's message.")
    init_seconds: float = _limit(3.0, "Seconds from a socket's opening to `connection_init`.")
    idle_seconds: float = _limit(30.0, "Seconds a socket may be without an operation.")
    send_seconds: float = _limit(10.0, "Seconds a client may leave what is sent to it unread.")


@dataclass(frozen=True)
class ServerLimits:
    """All limits of a server: of operations, of the requests that bring them, and of sockets."""

    operations: Limits = field(default_factory=Limits)
    requests: RequestLimits = field(default_factory=RequestLimits)
    sockets: SocketLimits = field(default_factory=SocketLimits)

    @classmethod
    def read(cls) -> Self:
        """The limits of this process; `BadInput` names the first setting that cannot be."""
        try:
            return cls(_read(Limits), _read(RequestLimits), _read(SocketLimits))
        except ValidationError as error:
            raise unusable(error, PREFIX) from None


Declared = TypeVar("Declared", Limits, RequestLimits, SocketLimits)


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")


def _read(declared: type[Declared]) -> Declared:
    """The limits, each as the environment says or as it is declared; all are above zero."""
    asked: dict[str, Any] = {
        each.name: (each.type, Field(each.default, gt=0, description=each.metadata["doc"]))
        for each in fields(declared)
    }
    settings = create_model(declared.__name__, __base__=_Settings, **asked)()
    return declared(**settings.model_dump())
