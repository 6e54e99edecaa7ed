"""A small city with protected residents, those who look at it, and what each of them may see; and
the application that signs people in.
"""

from collections.abc import AsyncGenerator, Generator

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway, Run
from schema.api import Api
from seeds.city import SEED, sheets
from server.identity.known import Known
from server.identity.settings import Mode, OidcSettings
from server.manners import Manners
from server.settings import Settings
from tests.access.breaking import Office, Remembering, break_for_tests
from tests.access.hamlet import Hamlet
from tests.access.hamlet_rows import hamlet_of
from tests.access.people import City, GuardedAsking, city_of
from tests.access.sheltering import begin, make_known
from tests.access.signing import AUDIENCE, ISSUER, Signer, key_set
from tests.access.town import Town
from tests.answering.oracle import World
from tests.cities import SMALL_FACTOR, fill
from tests.served import PATIENT, serving
from tests.worlds import PATIENT_SECONDS, PATIENTLY, prepared


@pytest.fixture(scope="session")
def guarded() -> City:
    """Who is protected from whom, and who asks, chosen from the small city's rows."""
    return city_of(World.of(sheets(SEED, SMALL_FACTOR)))


@pytest.fixture(scope="session")
def guarded_city(world: DatabaseAddress, guarded: City) -> DatabaseAddress:
    """A world that is the small city, its protections begun by the real change."""

    async def guard(gateway: Gateway) -> None:
        await fill(gateway)
        await begin(gateway, guarded.begun)
        await make_known(gateway, guarded.seer.same_as)
        await break_for_tests(gateway)

    prepared(world, guard)
    return world


@pytest.fixture(scope="session")
async def asking_as(guarded_city: DatabaseAddress, api: Api) -> AsyncGenerator[GuardedAsking]:
    """Asks the guarded city as somebody, and counts the statements."""
    runs: list[Run] = []
    async with Gateway(guarded_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        yield GuardedAsking(api, gateway, runs)


@pytest.fixture
async def remembering(asking_as: GuardedAsking) -> AsyncGenerator[Remembering]:
    """What is put on record, in place of a trail."""
    trail = Remembering()
    asking_as.trail = trail  # type: ignore[assignment]
    yield trail
    asking_as.trail = None


@pytest.fixture(scope="session")
def signer() -> Signer:
    """The issuer's key."""
    return Signer()


@pytest.fixture(scope="session")
def oidc(
    small_city: DatabaseAddress, signer: Signer, tmp_path_factory: pytest.TempPathFactory
) -> Generator[str]:
    """The base URL of the application that trusts that issuer."""
    keys = tmp_path_factory.mktemp("issuer") / "keys.json"
    keys.write_bytes(key_set(signer))
    with serving(
        small_city,
        Manners(),
        PATIENT,
        settings=Settings(port=None, identity=Mode.OIDC),
        known=Known.oidc(OidcSettings(issuer=ISSUER, audience=AUDIENCE, keys=str(keys))),
    ) as address:
        yield address


@pytest.fixture(scope="session")
def sheltered_database(world: DatabaseAddress) -> DatabaseAddress:
    """A world for the town alone."""
    return world


@pytest.fixture(scope="module")
async def hamlet(
    sheltered_database: DatabaseAddress, api: Api, guarded: City
) -> AsyncGenerator[Hamlet]:
    """The hamlet, loaded for the tests of one module; who changes it changes it back."""
    async with Gateway(sheltered_database, **PATIENTLY) as gateway:
        built = Hamlet(gateway, api, hamlet_of(guarded))
        await built.load()
        yield built
        await built.empty()


@pytest.fixture
async def town(sheltered_database: DatabaseAddress, api: Api) -> AsyncGenerator[Town]:
    """The town as it was in the beginning; nobody is protected yet."""
    async with Gateway(sheltered_database, **PATIENTLY) as gateway:
        built = Town(gateway, api)
        await built.rebuilt()
        yield built


@pytest.fixture
def office(town: Town) -> Office:
    """Glass to be broken in the town, and an audit that keeps what it is told."""
    return Office(town)
