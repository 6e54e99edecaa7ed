"""Protections begun, and supporters known as residents, by the real changes, as tests need them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from graph.changes.keyed import Asked
from graph.changes.protection import Protecting, protect
from graph.changes.supporter_link import SamePerson, link_supporter
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


async def make_known(gateway: Gateway, same_as: Iterable[tuple[str, str]]) -> None:
    """Say of each of these supporters which resident they are."""
    for supporter, resident in sorted(same_as):
        asked = replace(asked_for(f"known {supporter}", resident), change="link_supporter")
        await link_supporter(gateway, SamePerson(supporter, resident), "somebody", asked)
