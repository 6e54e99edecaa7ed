"""What recording takes: lines a second on this disk, and how long `record` waits at 50 and 500 a second.

python -m bench.auditing --seconds 10 --questions 1000000
"""

import argparse
import asyncio
import platform
import random
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from audit.chain import Chain
from audit.entry import Entry, Verb
from audit.folder import Folder
from audit.heads import HeadFiles, beside
from audit.index import Index
from audit.queries import breach_report, who_looked_at
from audit.trail import Trail
from audit.verify import verify
from graph.viewer import Purpose, Role

KEY = bytes(32)
PEOPLE_OF_AN_ANSWER = 20
PEOPLE, ACCOUNTS = 200_000, 100
AT_ONCE = 1_000


def _entry(number: int, people: int) -> Entry:
    chance = random.Random(number)  # noqa: S311 -- reproducible, not secret
    return Entry(
        account=f"account-{number % ACCOUNTS}",
        role=Role.CSW,
        person="WN63G44ZIA63MDVY5PKSUXS74M",
        purpose=Purpose.CASEWORK,
        basis=None,
        verb=Verb.READ,
        about=frozenset(f"P{chance.randrange(PEOPLE):025}" for _ in range(people)),
        name="residents",
        request=f"{number:016x}",
    )


async def _at_rate(trail: Trail, rate: float, seconds: float) -> tuple[float, float, float]:
    """The median and the 99th percentile of the wait, and CPU of the process, ms per record."""
    entries = [_entry(place, PEOPLE_OF_AN_ANSWER) for place in range(int(rate * seconds))]
    waits: list[float] = []

    async def one(entry: Entry) -> None:
        start = time.perf_counter()
        await trail.record([entry])
        waits.append(time.perf_counter() - start)

    begin, cpu = time.perf_counter(), time.process_time()
    async with asyncio.TaskGroup() as group:
        for place, entry in enumerate(entries):
            await asyncio.sleep(max(0.0, begin + place / rate - time.perf_counter()))
            group.create_task(one(entry))
    cpu = time.process_time() - cpu
    waits.sort()
    middle, late = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    return middle * 1000, late * 1000, cpu * 1000 / len(waits)


async def _recording(folder: Folder, seconds: float, table: Table) -> None:
    async with Trail(folder, KEY, HeadFiles(beside(folder), KEY)) as trail:
        for rate in (50, 500):
            middle, late, cpu = await _at_rate(trail, rate, seconds)
            table.add_row(
                f"record, {rate}/s, {PEOPLE_OF_AN_ANSWER} people",
                f"p50 {middle:.2f} ms, p99 {late:.2f} ms, CPU {cpu:.3f} ms (pacing included)",
            )
        entries = [_entry(place, PEOPLE_OF_AN_ANSWER) for place in range(20_000)]
        start, cpu = time.perf_counter(), time.process_time()
        for place in range(0, len(entries), 100):
            burst = entries[place : place + 100]
            await asyncio.gather(*(trail.record([each]) for each in burst))
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
        table.add_row(
            "record, bursts of 100",
            f"{len(entries) / took:,.0f} entries/s, CPU {cpu * 1000 / len(entries):.3f} ms each",
        )


def _questions(folder: Folder, count: int, table: Table) -> None:
    chain = Chain(folder, KEY)
    chain.open()
    for start in range(0, count, AT_ONCE):
        end = min(start + AT_ONCE, count)
        chain.append([body for place in range(start, end) for body in _entry(place, 3).bodies()])
    chain.close()
    size = sum(each.path.stat().st_size for each in folder.segments())
    table.add_row("a trail for questions", f"{count:,} entries about 3, {size / 2**20:,.0f} MiB")
    start = time.perf_counter()
    assert not verify(folder, KEY, {}).broken
    table.add_row("verify", f"{time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    with Index(folder, KEY) as index:
        index.read_on()
    table.add_row("index, from nothing", f"{time.perf_counter() - start:.1f} s")
    person = min(_entry(1, 3).about)
    start = time.perf_counter()
    page = who_looked_at(folder, KEY, person)
    took = (time.perf_counter() - start) * 1000
    table.add_row("who looked at a person", f"{took:.1f} ms, {len(page.looks)} lines")
    begin, end = page.looks[-1].at.replace(year=2000), page.looks[0].at.replace(year=2100)
    start = time.perf_counter()
    report = breach_report(folder, KEY, "account-1", begin, end)
    took = time.perf_counter() - start
    table.add_row("breach report", f"{took:.2f} s, {report.requests:,} requests")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--questions", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    table = Table("what", "took", title="The trail of who saw what")
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        recorded, asked = Folder(Path(name) / "recorded"), Folder(Path(name) / "asked")
        recorded.make()
        asked.make()
        asyncio.run(_recording(recorded, given.seconds, table))
        _questions(asked, given.questions, table)
    Console().print(table)
    print(f"Python {platform.python_version()}; --seconds {given.seconds:g}")


if __name__ == "__main__":
    main()
