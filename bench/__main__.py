"""`python -m bench`: the API beside its peers, on one database, in one run, as one table.

Rounds are interleaved; times are medians, CPU is what the server process and the database used per
request. Answers are proved equal first. Ratios are what counts: machines are shared and noisy.
`docs/bench.md` says what each column is.
"""

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any

from bench.asking import Seen, answered, one_round
from bench.cases import BARE, OURS, Ask, Case, cases
from bench.compiling import compiled
from bench.context import demo_context
from bench.databases import Measured, carry_out
from bench.equality import prove_equal
from bench.servers import Server, names_there, started
from bench.table import Line, shown
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.load import held
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import Api, api
from seeds.calendar import TODAY

READ_SECONDS = 60.0
AT_ONCE = 8
TYPICAL = "three-levels"


def asker(schema: Api, gateway: Gateway, today: date) -> Ask:
    """Asks the schema in this process."""
    context = demo_context(gateway, Plans(POLICY), today)

    async def ask(operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        result = await schema.execute(operation, variables, context)
        if result.errors:
            raise result.errors[0]
        return result.data or {}

    return ask


async def compare(
    measured: Measured,
    *,
    rounds: int,
    requests: int,
    connections: int = 1,
    names: Sequence[str] | None = None,
) -> dict[str, list[Line]]:
    """Every case, and on it every server in the order of `names`: all that are there.

    Raises `Different` when two answer differently, before anything of the case is timed.
    """
    schema = api()
    async with Gateway(measured.address, read_seconds=READ_SECONDS) as gateway:
        every = await cases(asker(schema, gateway, TODAY), TODAY)
    names = names or names_there()
    alone = [name for name in names if name != BARE]
    found: dict[str, list[Line]] = {}
    with ExitStack() as stack:
        live = started(stack, measured.address, every, TODAY, names=names)
        replayed = started(stack, measured.address, every, TODAY, names=names, replayed=True)
        for case in every:
            lines = await _lines(schema, case, replayed)
            able = [line for line in lines if not line.unable]
            for number in range(rounds + 1):
                for line in able:
                    body = case.body(line.server)
                    await one_round(
                        live[line.server],
                        body,
                        line.live,
                        requests=requests,
                        connections=connections,
                        database=measured.process,
                    )
                    if line.server in alone:
                        await one_round(
                            replayed[line.server],
                            body,
                            line.alone,
                            requests=requests,
                            connections=AT_ONCE,
                        )
                    if number == 0:  # the first round warms
                        line.live, line.alone = Seen(), Seen()
            found[case.name] = lines
    return found


async def _lines(schema: Api, case: Case, replayed: dict[str, Server]) -> list[Line]:
    """A line for each server, with what its statements cost, once the answers are proved equal."""
    lines: list[Line] = []
    answers: dict[str, bytes] = {}
    for name, server in replayed.items():
        await answered(server, case.body(name))  # what was asked before costs this case nothing
        answers[name], cost = await answered(server, case.body(name))
        cost = cost or {}
        lines.append(Line(name, cost.get("statements", 0), cost.get("dbHits", 0)))
    unable = await prove_equal(schema, case, answers, TODAY)
    for line in lines:
        line.unable = line.server in unable
        line.answer_bytes = len(answers[line.server])
    ours = next(line for line in lines if line.server == OURS)
    if ours.statements != 1:
        raise AssertionError(f"{case.name} makes {ours.statements} statements")
    return lines


async def _main(measured: Measured, given: argparse.Namespace) -> None:
    found = await compare(
        measured,
        rounds=given.rounds,
        requests=given.requests,
        connections=given.connections,
    )
    schema = api()
    async with Gateway(measured.address, read_seconds=READ_SECONDS) as gateway:
        every = await cases(asker(schema, gateway, TODAY), TODAY)
        typical = next(case for case in every if case.name == TYPICAL)
        version = gateway.version
        size = await gateway.read(held(MODEL))
    shown(found, await compiled(schema, typical, TODAY), version, size[0], given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100, help="in each round, at most")
    parser.add_argument("--connections", type=int, default=1)
    carry_out(parser, _main)


if __name__ == "__main__":
    main()
