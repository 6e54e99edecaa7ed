"""gql over a socket: every move after a cursor, each once."""

import asyncio
import json
import sys

from gql import Client, GraphQLRequest
from gql.transport.websockets import WebsocketsTransport

CHANGED = """
subscription Changed($after: String) {
  referralChanged(after: $after) { cursor referral { state } }
}
"""


async def states(url: str, after: str, many: int) -> list[str]:
    found: list[str] = []
    request = GraphQLRequest(CHANGED, variable_values={"after": after})
    async with Client(transport=WebsocketsTransport(url=url)) as session:
        async for told in session.subscribe(request):
            found.append(told["referralChanged"]["referral"]["state"])
            if len(found) == many:
                break
    return found


if __name__ == "__main__":
    url, after, many = sys.argv[1:]
    sys.stdout.write(json.dumps(asyncio.run(states(url, after, int(many)))))
