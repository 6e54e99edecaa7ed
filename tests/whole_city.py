"""Asks the three questions of the whole demo city and compares each answer with a naive walk.

    python -m tests.whole_city            `make whole-city` runs it

Reads the local database (or that of NEO4J_URI), which must hold the whole city and its register of
gaps; writes nothing. The rows are drawn once more for the naive side: two gigabytes, some minutes.
"""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date

from rich.console import Console
from rich.table import Table

from graph.gaps.all import RULES
from graph.gateway import Gateway, Run
from graph.local.opening import open_database
from graph.questions.support_ties import SUPPORT_TIES, TiesOnADay
from graph.statistics.cut import Cut
from schema.api import api
from seeds.city import SEED, sheets
from seeds.load import recorded
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import World
from tests.answering.referrals import ASK, NaiveReferrals, comparable, expected, with_needs
from tests.cities import ROOMY
from tests.coverage.compared import WHOLE, disagreements
from tests.coverage.naive import Counting
from tests.fragility.compared import agrees, pages
from tests.fragility.naive import Holding
from tests.gap_rules.found import found
from tests.gap_rules.naive import Naive
from tests.gap_rules.register import disagreement
from tests.statistics.test_statistics import sealed_homes
from tests.statistics.test_topology import WHOLE as TOPOLOGY
from tests.statistics.ties import as_read, counted, ties_of_homes

READ_SECONDS = 120.0
ASKED_FOR_PARTNERS = 150
BATCH = 2_000
COVERAGE_DAYS = (date(2012, 4, 1), date(2016, 2, 29), date(2018, 6, 30), CITY_DAY)
SOURCE = {
    "VOLUNTEERS": {"count": 2_206, "covered": 22, "uncovered": 10, "householdsEach": 46.4},
    "COMMISSIONERS": {"count": 525, "least": 539, "shortfall": 14, "householdsEach": 195.0},
    "COUNCIL": {"count": 27, "uncoveredNames": ["春日", "春日北", "松梅", "南川副", "西川副"]},
    "CAFE": {"count": 28},
    "CSW": {"count": 9, "householdsEach": 11_376.7},
}
"""What the source tells of a layer over the city, or what follows from its 102,390 households."""
REGISTER = "Load the whole city first: tsunagu load, then tsunagu sweep."


class City:
    """The city twice: as the API answers, and as rows to walk over."""

    def __init__(self, gateway: Gateway, world: World, runs: list[Run]) -> None:
        self.gateway, self.world = gateway, world
        self.households = sorted(world.nodes["Household"])
        self.asking = Asking(api(ROOMY), gateway, runs)

    async def partners(self) -> tuple[int, int]:
        """How many households were compared, and how many differ."""
        chance = random.Random(SEED)  # noqa: S311 -- the same households each time
        households = chance.sample(with_needs(self.world), ASKED_FOR_PARTNERS)
        roles = {"COORDINATOR", "CSW", "CASEWORKER"}
        supporters = self.world.nodes["Supporter"].values()
        askers = [None, *(each["id"] for each in supporters if each["mainRole"] in roles)]
        naive = NaiveReferrals(self.world, CITY_DAY)
        differing = 0
        for household in households:
            asker = chance.choice(askers)
            answer = await self.asking(ASK, {"for": {"householdId": household}, "asker": asker})
            told = expected(naive.partners(household, asker))
            if "errors" in answer or comparable(answer["data"]["referralPartners"]) != told:
                differing += 1
                sys.stdout.write(f"{household}, asked by {asker}, has other partners\n")
        return len(households), differing

    async def coverage(self) -> tuple[int, int]:
        """How many days were compared, each with all its districts and layers."""
        differing = 0
        for day in COVERAGE_DAYS:
            answer = await self.asking(WHOLE, {"day": day.isoformat()})
            districts = answer["data"]["districtCoverage"]["districts"]
            lines = disagreements(districts, Counting(self.world, day), day)
            sys.stdout.writelines(f"{day}: {line}\n" for line in lines)
            differing += bool(lines)
        return len(COVERAGE_DAYS), differing

    async def figures(self) -> tuple[int, int]:
        """How many of the source's figures were looked for in the API's own totals."""
        answer = await self.asking(WHOLE)
        totals = {
            each["layer"]: each
            for each in answer["data"]["districtCoverage"]["totals"]
            if each["layer"] in SOURCE
        }
        differing = 0
        for layer, figures in SOURCE.items():
            for name, figure in figures.items():
                if totals[layer][name] != figure:
                    differing += 1
                    sys.stdout.write(f"{layer}.{name} is {totals[layer][name]}, not {figure}\n")
        return sum(map(len, SOURCE.values())), differing

    async def fragility(self) -> tuple[int, int]:
        """How many households were compared, each with its members."""
        holding = Holding(self.world, CITY_DAY)
        compared = differing = 0
        async for page in pages(self.asking):
            compared += len(page)
            for each in page:
                if not agrees(each, holding):
                    differing += 1
                    sys.stdout.write(f"{each['id']} breaks otherwise\n")
        return compared, differing

    async def ties(self) -> tuple[int, int]:
        """How many households with ties to agencies, and how many are told with too few or untruly."""
        cut = Cut.before(CITY_DAY).day
        walked = counted(ties_of_homes(self.world, cut, sealed_homes(self.world)))
        rows = await self.gateway.read(SUPPORT_TIES.statement(TiesOnADay(cut)))
        read = as_read(SUPPORT_TIES.rows(rows))
        differing = (walked - read).total() + (read - walked).total()
        answer = await self.asking(TOPOLOGY)
        told = answer["data"]["supportTopology"]
        kinds = {each["pseudonym"]: each["kind"] for each in told["agencies"]}
        for pattern in told["patterns"]:
            needed = Counter(kinds[each] for each in pattern["agencies"])
            fitting = sum(
                count
                for ties, count in walked.items()
                if not needed - Counter(kind for kind, _ in ties)
            )
            few = pattern["householdsFrom"] < told["smallestGroup"]
            if few or fitting < pattern["householdsFrom"]:
                differing += pattern["householdsFrom"]
                sys.stdout.write(f"{needed} is told of too many, or of too few\n")
        sys.stdout.write(f"{len(told['patterns'])} patterns of {len(kinds)} agencies are told\n")
        return walked.total(), differing

    async def gaps(self) -> tuple[int, int]:
        """How many gaps the walk finds, and how many only one side finds."""
        walked = Counter(Naive(self.world, CITY_DAY).gaps(self.households))
        written = Counter(await found(self.gateway, self.households, CITY_DAY))
        for rule in RULES:
            counts = [sum(each.rule == rule.code for each in side) for side in (walked, written)]
            sys.stdout.write(f"{rule.code:<18}{counts[0]:>8,}{counts[1]:>8,}\n")
        return walked.total(), (walked - written).total() + (written - walked).total()

    async def register(self) -> tuple[int, int]:
        """How many households' registers were compared with the live rules."""
        standing = 0
        for at in range(0, len(self.households), BATCH):
            part = self.households[at : at + BATCH]
            standing += len(await disagreement(self.gateway, part, CITY_DAY))
        return len(self.households), standing


async def main() -> int:
    """Print what was compared and what differs; 1 when anything does."""
    runs: list[Run] = []
    with open_database() as address:
        async with Gateway(address, read_seconds=READ_SECONDS, watch=(runs.append,)) as gateway:
            state = await recorded(gateway)
            if state is None or not state.complete or state.load.factor != 1:
                sys.stderr.write(f"{REGISTER}\n")
                return 1
            city = City(gateway, World.of(sheets(SEED, 1.0)), runs)
            parts: dict[str, Callable[[], Awaitable[tuple[int, int]]]] = {
                "households, their referral partners": city.partners,
                "days, the coverage of every district": city.coverage,
                "figures of the source, as coverage tells them": city.figures,
                "households, their fragility and their members'": city.fragility,
                "households, their ties to agencies": city.ties,
                "gaps, by the live rules": city.gaps,
                "households, their register of gaps": city.register,
            }
            table = Table("compared", "what", "differing", title="The whole city, walked naively")
            differing = 0
            for what, compare in parts.items():
                sys.stdout.write(f"Comparing {what} …\n")
                sys.stdout.flush()
                compared, other = await compare()
                differing += other
                table.add_row(f"{compared:,}", what, f"{other:,}")
    Console().print(table)
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
