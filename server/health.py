"""Whether the process lives, and whether it can answer."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from audit.trail import Trail
from graph.errors import TsunaguError
from graph.gateway import Gateway
from graph.migrations.apply import pending

UNREADY = 503


def health_routes(gateway: Gateway, trail: Trail) -> list[Route]:
    """`/healthz`: the process answers. `/readyz`: the database does, with our schema, and who sees
    what can be recorded.
    """

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        try:
            await trail.ready()
            missing = await pending(gateway)
        except TsunaguError as error:
            return JSONResponse({"status": "unready", "code": error.code}, UNREADY)
        if missing:
            return JSONResponse({"status": "unready", "code": "MIGRATIONS_PENDING"}, UNREADY)
        return JSONResponse({"status": "ready", "database": gateway.version})

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
