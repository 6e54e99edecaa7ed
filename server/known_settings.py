"""Which settings there are, and what is said of those that are none: they are nearly always typing errors."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches

from pydantic_settings import BaseSettings

from resolvers.limits import Limits
from server.auditing import Auditing
from server.cursors import CursorSettings
from server.identity.settings import OidcSettings
from server.limits import PREFIX as OF_LIMITS
from server.limits import RequestLimits, SocketLimits
from server.manners import Manners
from server.settings import Settings

OURS = "TSUNAGU_"
OF_THE_LOCAL_DATABASE = (
    "CACHE",
    "HEAP_MIB",
    "HOME",
    "JAVA_OPTIONS",
    "MAVEN_REPOSITORY",
    "NEO4J_VERSION",
    "PAGE_CACHE_MIB",
)
OF_TESTS = tuple(f"{OURS}{each}_" for each in ("TEST", "ACCESS", "PROOF", "GOLDENS", "BENCH"))
"""What the tests of Tsunagu itself are told."""


def known_settings() -> set[str]:
    """The names of all settings."""
    declared: tuple[type[BaseSettings], ...] = (
        Settings, Manners, Auditing, CursorSettings, OidcSettings,
    )  # fmt: skip
    names = {
        f"{each.model_config.get('env_prefix')}{name.upper()}"
        for each in declared
        for name in each.model_fields
    }
    limits = (
        field.name for each in (Limits, RequestLimits, SocketLimits) for field in fields(each)
    )
    names |= {f"{OF_LIMITS}{name.upper()}" for name in limits}
    return names | {f"{OURS}{each}" for each in OF_THE_LOCAL_DATABASE}


def unknown_settings(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each variable of ours that is no setting."""
    known = known_settings()
    for name in sorted(environment):
        if not name.startswith(OURS) or name in known or f"{name}_".startswith(OF_TESTS):
            continue
        near = get_close_matches(name, known, n=1, cutoff=0.8)
        meant = f"; did you mean {near[0]}?" if near else "."
        yield f"{name} is no setting of Tsunagu and is passed over{meant}"
