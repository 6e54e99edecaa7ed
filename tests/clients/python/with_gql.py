"""gql: documents checked against the API's own schema before they are sent."""

import asyncio
import json
import sys

from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport

DISTRICTS = """
query Districts($first: Int!, $after: String) {
  districts(first: $first, after: $after) {
    nodes { id name }
    pageInfo { hasNextPage endCursor }
  }
}
"""


async def names(url: str) -> list[str]:
    found: list[str] = []
    page = {"hasNextPage": True, "endCursor": None}
    transport = HTTPXAsyncTransport(url=url)
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        while page["hasNextPage"]:
            variables = {"first": 20, "after": page["endCursor"]}
            request = GraphQLRequest(DISTRICTS, variable_values=variables)
            districts = (await session.execute(request))["districts"]
            found += [each["name"] for each in districts["nodes"]]
            page = districts["pageInfo"]
    return found


async def refusal(url: str) -> list[str]:
    async with Client(transport=HTTPXAsyncTransport(url=url)) as session:
        try:
            await session.execute(GraphQLRequest("{ nothing }"))
        except TransportQueryError as error:
            return [each["extensions"]["code"] for each in error.errors or []]
    return []


if __name__ == "__main__":
    url = sys.argv[1]
    told = {"names": asyncio.run(names(url)), "wrong": asyncio.run(refusal(url))}
    sys.stdout.write(json.dumps(told))
