"""ariadne-codegen: a client whose methods and answers are typed, made from our SDL."""

import asyncio
import json
import sys
from datetime import date

from tsunagu_client import GraphQLClientGraphQLMultiError, Tsunagu  # made by ariadne-codegen


async def birth_dates(url: str) -> list[date | None]:
    async with Tsunagu(url) as tsunagu:
        [household] = (await tsunagu.households()).households.nodes
        answer = await tsunagu.members(household=household.id)
        return [each.birth_date for each in answer.household.members.nodes]


async def names(url: str) -> list[str]:
    async with Tsunagu(url) as tsunagu:
        return [each.name for each in (await tsunagu.districts(first=3)).districts.nodes]


async def refusal(url: str) -> list[str]:
    async with Tsunagu(url) as tsunagu:
        try:
            await tsunagu.districts(first=1_000_000)
        except GraphQLClientGraphQLMultiError as error:
            return [each.extensions["code"] for each in error.errors]
    return []


if __name__ == "__main__":
    url = sys.argv[1]
    dates = asyncio.run(birth_dates(url))
    told = {
        "dates": [type(each).__name__ for each in dates],
        "names": asyncio.run(names(url)),
        "wrong": asyncio.run(refusal(url)),
    }
    sys.stdout.write(json.dumps(told))
