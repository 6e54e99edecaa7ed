"""Protections begun by the real change, as tests need them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from graph.changes.keyed import Asked
from graph.changes.protection import Protecting, protect
from graph.gateway import Gateway
from tests.access.seeing import Shelter
from tests.answering.asking import CITY_DAY


def asked_for(key: str, safe: str) -> Asked:
    """A change of the tests, made once."""
    at = datetime.combine(CITY_DAY, datetime.min.time(), UTC)
    return Asked("protect_resident", "test", key, safe, {}, at)


async def begin(gateway: Gateway, shelters: Iterable[Shelter]) -> None:
    """Protect each of them from whom they are to be protected."""
    for place, shelter in enumerate(shelters):
        what = Protecting(shelter.safe, sorted(shelter.against), "DV", "somebody")
        await protect(gateway, what, asked_for(f"shelter {place}", shelter.safe))
