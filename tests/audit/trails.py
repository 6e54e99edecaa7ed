"""Small trails in a folder of a test's own, and what a test does with them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audit.chain import Chain, Clock
from audit.entry import Entry, Verb
from audit.folder import Folder
from audit.heads import HeadFiles, beside, head_files, heads_in
from audit.trail import Trail
from audit.verify import Verified, verify
from graph.viewer import Purpose, Role

KEY = bytes(range(32))
NOON = datetime(2027, 1, 31, 12, tzinfo=UTC)


class Ticking:
    """A clock that goes on by one step each time it is looked at."""

    def __init__(self, start: datetime = NOON, step: timedelta = timedelta(seconds=1)) -> None:
        self.at, self.step = start, step

    def __call__(self) -> datetime:
        self.at += self.step
        return self.at


def seen(
    *people: str, account: str = "tanaka", verb: Verb = Verb.READ, request: str = "r1"
) -> Entry:
    return Entry(
        account=account,
        role=Role.CSW,
        person="CSW1",
        purpose=Purpose.CASEWORK,
        basis=None,
        verb=verb,
        about=frozenset(people),
        name="household",
        request=request,
    )


def bodies(entries: Iterable[Entry]) -> list[bytes]:
    return [body for entry in entries for body in entry.bodies()]


def written(folder: Folder, lines: Sequence[Sequence[Entry]], clock: Clock | None = None) -> Chain:
    """A closed chain with these batches, its last head told outside."""
    chain = Chain(folder, KEY, clock=clock or Ticking(), segment_bytes=2_000)
    chain.open()
    for batch in lines:
        chain.append(bodies(batch))
    HeadFiles(beside(folder), KEY).tell(chain.head)
    chain.close()
    return chain


def trail_in(folder: Folder, **given: object) -> Trail:
    folder.make()
    return Trail(folder, KEY, HeadFiles(beside(folder), KEY), **given)  # pyright: ignore[reportArgumentType]


def verified(folder: Folder, key: bytes = KEY) -> Verified:
    return verify(folder, key, heads_in(head_files(beside(folder)), key))


def broken(folder: Folder) -> str:
    """The one broken place of a trail that has one chain."""
    [found] = verified(folder).broken
    return str(found)


def folder_in(path: Path) -> Folder:
    folder = Folder(path / "audit")
    folder.make()
    return folder
