"""For each role a database that has just been started, whose Java has done nothing yet: everybody is
answered every example, and every change they may make, within the time that the API gives a request.
"""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.local.database import LocalNeo4j
from graph.migrations.apply import migrate
from graph.viewer import Role, Viewer
from schema.api import api
from tests.access.applied import applied
from tests.access.breaking import ACCOUNT, REASON
from tests.access.cells import PEOPLE, codes
from tests.access.changes import changes_of, changing, expected
from tests.access.people import viewer_of
from tests.access.sheltering import begin, make_known
from tests.access.test_against_the_view import CITY
from tests.access.test_examples import about, valid_for
from tests.access.town import Town
from tests.cities import fill
from tests.database_sizes import SMALL, release_of_the_run
from tests.worlds import PATIENTLY

BREAKS = "mutation ($input: BreakGlassInput!) { breakGlass(input: $input) { userErrors { code } } }"


async def _guarded(gateway: Gateway) -> None:
    """The small city with its protections, and an emergency access that is open now."""
    await fill(gateway)
    await begin(gateway, CITY.begun)
    await make_known(gateway, CITY.seer.same_as)
    async with applied(gateway) as ask:
        given = {"idempotencyKey": str(uuid4()), "reason": REASON}
        told = await ask(Viewer(Role.ADMINISTRATOR, account=ACCOUNT), BREAKS, {"input": given})
        assert told["data"]["breakGlass"]["userErrors"] == []


async def _town(gateway: Gateway) -> None:
    await migrate(gateway)
    await Town(gateway, api()).founded()


@asynccontextmanager
async def _gateway(address: DatabaseAddress, **seconds: float) -> AsyncGenerator[Gateway]:
    async with Gateway(address, watch=(), **seconds) as gateway:
        yield gateway


def _left_by(folder: Path, fill_: Callable[[Gateway], Coroutine[Any, Any, None]]) -> Path:
    """The data folder of a stopped database that was filled."""

    async def work(address: DatabaseAddress) -> None:
        async with _gateway(address, **PATIENTLY) as gateway:
            await fill_(gateway)

    with LocalNeo4j(folder, release=release_of_the_run(), wishes=SMALL) as own:
        asyncio.run(work(own.start()))
    return folder


@pytest.fixture(scope="module")
def folder() -> Generator[Path]:
    with tempfile.TemporaryDirectory(prefix="tsunagu-fresh-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def city(folder: Path) -> Path:
    return _left_by(folder / "city", _guarded)


@pytest.fixture(scope="module")
def town(folder: Path) -> Path:
    return _left_by(folder / "town", _town)


@dataclass
class Answers:
    """How long each first answer took, and which were none."""

    seconds: dict[str, float] = field(default_factory=dict[str, float])
    wrong: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])

    def told(self, what: str) -> str:
        if not self.seconds:
            return f"no {what}"
        slowest = max(self.seconds, key=lambda each: self.seconds[each])
        return (
            f"{len(self.seconds)} {what} in {sum(self.seconds.values()):.1f} s, "
            f"the slowest in {self.seconds[slowest]:.1f}: {slowest.rpartition(' / ')[2]}"
        )


def _started_anew(left: Path, work: Callable[[DatabaseAddress], Coroutine[Any, Any, None]]) -> None:
    """Do something to a copy of a database whose Java has just been started."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-fresh-") as folder:
        home = shutil.copytree(left, Path(folder) / "home")
        with LocalNeo4j(home, release=release_of_the_run(), wishes=SMALL) as own:
            asyncio.run(work(own.start()))


@pytest.mark.parametrize("name", PEOPLE)
def test_on_a_database_just_started_everybody_is_answered(
    name: str, city: Path, town: Path, record_property: Callable[[str, object], None]
) -> None:
    who = CITY.people[name]
    role = Role(who.role)
    examples, changes = Answers(), Answers()

    async def asked(address: DatabaseAddress) -> None:
        async with _gateway(address) as gateway, applied(gateway) as ask:
            for each in valid_for(role):
                begun = monotonic()
                answer = await ask(viewer_of(who), each.query, about(name, each))
                examples.seconds[each.title] = monotonic() - begun
                if codes(answer):
                    examples.wrong.append((each.title, answer["errors"]))

    async def made(address: DatabaseAddress) -> None:
        async with _gateway(address) as gateway, changing(gateway, founded=True) as make:
            for change in changes_of(api().for_role(role)._schema):
                answer = await make.made(role, change, cold=True)
                changes.seconds[change] = make.seconds
                if answer != expected(role, change, answer):
                    changes.wrong.append((change, answer))

    _started_anew(city, asked)
    if changes_of(api().for_role(role)._schema):
        _started_anew(town, made)
    record_property("told", f"{examples.told('examples')}; {changes.told('changes')}")
    assert examples.wrong + changes.wrong == []
