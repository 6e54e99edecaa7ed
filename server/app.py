"""The application: GraphQL, GraphiQL and health, over one open gateway."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import partial

from anyio import create_task_group
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from audit.trail import Trail
from graph.cursor import Seals
from graph.gateway import Gateway
from graph.outbox.tail import Tail
from graph.policy import POLICY
from graph.viewer import Role
from resolvers.context import now
from resolvers.plans import Plans
from schema.api import api
from schema.federation import federated
from server.auditing import Auditing
from server.cross_origin import across_origins
from server.cursors import CursorSettings
from server.endpoint import Endpoint
from server.execution import Execution
from server.explorer.pages import Explorer, no_page, read_examples
from server.front import Front
from server.glass import record_ends
from server.health import health_routes
from server.hosts import Hosts
from server.identity.known import Known
from server.identity.people import PEOPLE, TOKEN, DemoPeople
from server.identity.settings import Mode
from server.intake import Intake
from server.limits import ServerLimits
from server.live import Live
from server.manners import Manners
from server.metrics import Metrics
from server.register import Register
from server.settings import Settings
from server.sockets import Sockets
from server.trusted_documents import TrustedDocuments
from server.warming import ROLES, Warming

GRAPHQL = "/graphql"
FIRST = 3
"""As many documents are planned before the server says that it is ready, and the first about partners."""
PARTNERS = "referralPartners"
"""The field whose texts take longest to plan."""


def today() -> date:
    """The day it is now, in UTC."""
    return datetime.now(UTC).date()


def application(
    gateway: Gateway,
    *,
    demo: bool,
    day: Callable[[], date] = today,
    manners: Manners | None = None,
    limits: ServerLimits | None = None,
    metrics: Metrics | None = None,
    settings: Settings | None = None,
    known: Known | None = None,
    trail: Trail | None = None,
    seals: Seals | None = None,
    register: Register | None = None,
) -> Starlette:
    """The ASGI application over an open gateway to a migrated database.

    `demo` says on the page that the city is synthetic; `day` tells on which day ties are followed;
    without `manners`, `limits`, `settings`, `known`, who is known, the `trail` of who sees what and
    the `seals` of cursors they are as the environment says; with `metrics`, which watch the gateway, they are told at
    `/metrics`; how far a `register` of gaps is, is told until it is full. Raises `ExplorerFault` when GraphiQL's bundle has not been built, `BadInput` for trusted
    documents that cannot be served, and `AuditUnwritable` when the trail's folder cannot be written.
    """
    manners = manners or Manners.read()
    limits = limits or ServerLimits.read()
    trail = trail or Auditing.read().trail()
    seals = seals or CursorSettings.read().seals()
    settings = settings or Settings.read()
    known = known or Known.as_set(settings.identity)
    people = DemoPeople(known.issuer, gateway, day) if known.issuer else None
    build = federated if manners.federation else api
    examples, schema, plans = read_examples(), build(limits.operations), Plans(POLICY)
    if settings.identity is Mode.DEMO:
        schema.tell_of_other_roles()
    explorer = (
        Explorer(
            GRAPHQL,
            examples,
            demo=demo,
            subscription_path=GRAPHQL,
            people_path=PEOPLE if people else None,
            token_path=TOKEN if people else None,
        )
        if settings.has_explorer
        else None
    )
    trusted = TrustedDocuments.read(
        manners.trusted_documents, manners.trusted_documents_mode, schema
    )
    execution = Execution(
        schema, gateway, plans, day, Tail(gateway), trusted, seals, trail, register
    )
    live = Live(limits.sockets)
    page = explorer.page if explorer else no_page
    endpoint = Endpoint(execution, known.identity, live, page=page)
    asking = across_origins(endpoint, manners.origins)
    sockets = Sockets(
        execution,
        known.identity,
        live,
        limits.sockets,
        origins=manners.origins,
        request_seconds=limits.requests.request_seconds,
    )

    warming = Warming(schema, gateway, plans, day())
    documents = trusted.texts or tuple(example.query for example in examples)
    roles = [role for role in ROLES if role is not Role.DEMO or settings.identity is Mode.DEMO]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with trail, create_task_group() as background:
            if settings.warm_up:
                over = register.over if register else None
                background.start_soon(warming.carry_out, documents, roles, over)
            background.start_soon(record_ends, gateway, trail, now)
            yield
            background.cancel_scope.cancel()

    app = Starlette(
        routes=[
            WebSocketRoute(GRAPHQL, sockets),
            Route(GRAPHQL, asking),
            *(explorer.routes() if explorer else []),
            *(people.routes() if people else []),
            *health_routes(gateway, trail, register),
            *([metrics.route()] if metrics else []),
        ],
        middleware=[
            Middleware(Hosts, names=manners.hosts),
            Middleware(Intake, limits=limits.requests),
            Middleware(Front, path=GRAPHQL, endpoint=asking),
        ],
        lifespan=lifespan,
    )
    app.state.live, app.state.trail = live, trail
    first = [*documents[:FIRST], *[each for each in documents[FIRST:] if PARTNERS in each][:1]]
    app.state.first_planned = partial(warming.first, first, roles[0])
    return app
