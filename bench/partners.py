"""Referral partners of the whole city: proved equal to the naive computation, then timed.

Asks the local database of the demo, which must hold the whole city and is only read. The rows are
drawn once more for the naive side, which takes a few minutes and about two gigabytes; `--time` asks
for the times alone. Each is the median of interleaved rounds, beside one household read by its id.
"""

import asyncio
import random
import statistics
import sys
import time
from typing import Any

from graph.gateway import Gateway
from graph.local.opening import chosen, open_database
from schema.api import Api, api
from seeds.city import SEED, sheets
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import World
from tests.answering.referrals import ASK, NaiveReferrals, comparable, expected, with_needs

HOUSEHOLDS = 150
ROUNDS = 40
M_FAMILY = "WN63G44ZIA63MDVY5PKSUXS74M"
COORDINATOR = "F5WFVSY7MWQF4XX2GE3K5FZOYY"
BY_ID = "query ($for: ID!) { household(id: $for) { id address composition } }"
PARTNERS = """query ($for: ID!, $asker: ID, $day: Date) {
  referralPartners(for: {householdId: $for}, asker: $asker, asOf: $day) {
    partners { rank score name factors { factor value reason } } } }"""
SERVICES = """query ($for: ID!, $day: Date) {
  referralPartners(for: {householdId: $for}, asOf: $day) {
    partners { score agency { services { nodes { name } } } } } }"""
TEAMS = """query ($for: ID!, $day: Date) { referralTeams(for: {householdId: $for}, asOf: $day) {
  smallest { members { name } } led { distance } } }"""
MANY_NEEDS = "2019-10-01"
TIMED: dict[str, tuple[str, dict[str, Any]]] = {
    "a household by its id": (BY_ID, {}),
    "partners, one need": (PARTNERS, {}),
    "partners, one need, a coordinator asks": (PARTNERS, {"asker": COORDINATOR}),
    "partners, seven needs": (PARTNERS, {"day": MANY_NEEDS}),
    "partners, seven needs, a coordinator asks": (
        PARTNERS,
        {"asker": COORDINATOR, "day": MANY_NEEDS},
    ),
    "partners, seven needs, and their services": (SERVICES, {"day": MANY_NEEDS}),
    "teams, seven needs": (TEAMS, {"day": MANY_NEEDS}),
}


async def main(*, only_times: bool) -> int:
    """The number of households whose answers differ."""
    schema = api()
    with open_database(chosen()) as address:
        async with Gateway(address, read_seconds=60) as gateway:
            differing = 0 if only_times else await _prove(schema, gateway)
            await _time(schema, gateway)
    return differing


async def _prove(schema: Api, gateway: Gateway) -> int:
    world = World.of(sheets(SEED, 1))
    chance = random.Random(SEED)  # noqa: S311 -- the same households each time
    households = chance.sample(with_needs(world), HOUSEHOLDS)
    roles = {"COORDINATOR", "CSW", "CASEWORKER"}
    supporters = world.nodes["Supporter"].values()
    askers = [None, *(each["id"] for each in supporters if each["mainRole"] in roles)]
    naive = NaiveReferrals(world, CITY_DAY)
    asking = Asking(schema, gateway, [])
    differing = helped = 0
    for household in households:
        asker = chance.choice(askers)
        response = await asking(ASK, {"for": {"householdId": household}, "asker": asker})
        told = expected(naive.partners(household, asker))
        helped += bool(told["count"])
        if "errors" in response or comparable(response["data"]["referralPartners"]) != told:
            differing += 1
            print(f"{household}, asked by {asker}, differs")
    print(f"{HOUSEHOLDS} households, {helped} with partners: {differing} differ")
    return differing


async def _time(schema: Api, gateway: Gateway) -> None:
    asking = Asking(schema, gateway, [])
    taken: dict[str, list[float]] = {name: [] for name in TIMED}
    for round_ in range(ROUNDS + 1):
        for name, (document, variables) in TIMED.items():
            start = time.perf_counter()
            response = await asking(document, {"for": M_FAMILY, **variables})
            assert "errors" not in response, response
            if round_:
                taken[name].append((time.perf_counter() - start) * 1000)
    least = statistics.median(next(iter(taken.values())))
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:45} {median:7.1f} ms  {median / least:5.1f} ×")


if __name__ == "__main__":
    sys.exit(min(1, asyncio.run(main(only_times="--time" in sys.argv))))
