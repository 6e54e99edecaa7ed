"""Whether the process lives, and whether it can answer."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from audit.trail import Trail
from graph.errors import TsunaguError
from graph.gateway import Gateway
from graph.migrations.apply import pending
from server.register import Register

UNREADY = 503


def health_routes(gateway: Gateway, trail: Trail, register: Register | None = None) -> list[Route]:
    """`/healthz`: the process answers. `/readyz`: the database does, with our schema, and who sees
    what can be recorded; and how far the register of gaps is, while it is being filled.
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
        filling = register.told() if register is not None else {}
        return JSONResponse({"status": "ready", "database": gateway.version, **filling})

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
