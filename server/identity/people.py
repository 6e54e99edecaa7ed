"""The people one may stand in for in the demo, and the tokens for them: `/demo/people`, `/demo/token`.

Pages of other origins get neither; the rest of the API knows nothing of these addresses.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.errors import BadInput, TsunaguError
from graph.gateway import Gateway
from graph.grants.reading import GRANTS, grants_statement
from graph.viewer import PERSONAL, Purpose, Role, Viewer
from graph.viewing import ROLE
from resolvers.failures import shown_to_client
from seeds.stand_ins.stand_ins import STAND_INS, StandIn, StandInParameters
from server.identity.issuer import LIFE_SECONDS, DemoIssuer
from server.media_types import is_json

PEOPLE, TOKEN = "/demo/people", "/demo/token"
OF_EACH_ROLE = 2

_JAPANESE = {each.name: each.ja for each in ROLE.values}
_ENGLISH = {
    Role.DEMO: "No rules (demo)",
    Role.ANONYMOUS: "Anonymous",
    Role.VOLUNTEER: "Volunteer",
    Role.COMMISSIONER: "Commissioner",
    Role.AGENCY_STAFF: "Agency staff",
    Role.CSW: "CSW",
    Role.COORDINATOR: "Coordinator",
    Role.ANALYST: "Analyst",
    Role.ADMINISTRATOR: "Administrator",
    Role.BREAK_GLASS: "Administrator, through broken glass",
}
LABELS = {role: (_JAPANESE[role.name], english) for role, english in _ENGLISH.items()}
"""What each role is called, in Japanese and English."""


class DemoPeople:
    """The two addresses, over an open gateway."""

    def __init__(self, issuer: DemoIssuer, gateway: Gateway, today: Callable[[], date]) -> None:
        self._issuer = issuer
        self._gateway = gateway
        self._today = today

    def routes(self) -> list[Route]:
        return [
            Route(PEOPLE, self.people, methods=["GET"]),
            Route(TOKEN, self.token, methods=["POST"]),
        ]

    async def people(self, request: Request) -> Response:
        """`{"people": [{"role", "ja", "en", "person", "name", "place"}, …]}`, no rules first."""
        if not _of_our_page(request):
            return _answer(403, _errors("FORBIDDEN", "A page of another origin asks."))
        try:
            found = await self._stand_ins()
        except TsunaguError as error:
            return _answer(503, {"errors": [shown_to_client(error).formatted]})
        return _answer(200, {"people": listed(found)})

    async def token(self, request: Request) -> Response:
        """`{"role", "person"?, "purpose"?, "seconds"?}` gives `{"token", "expiresAt", "person", "name"}`.

        A role may be written with blanks, hyphens or underscores; of a supporter's role it is the
        first of `/demo/people`, where nobody is named.
        """
        if not _of_our_page(request):
            return _answer(403, _errors("FORBIDDEN", "A page of another origin asks."))
        if not is_json(request.headers.get("content-type", "").encode("latin-1")):
            return _answer(415, _errors("UNSUPPORTED_MEDIA_TYPE", "The body is not JSON."))
        try:
            given = await self._given(await request.body())
        except BadInput as error:
            return _answer(400, {"errors": [shown_to_client(error).formatted]})
        except TsunaguError as error:
            return _answer(503, {"errors": [shown_to_client(error).formatted]})
        return _answer(200, given)

    async def _given(self, body: bytes) -> dict[str, Any]:
        try:
            asked = orjson.loads(body)
        except orjson.JSONDecodeError:
            asked = None
        if not isinstance(asked, dict):
            raise BadInput('The body is not a JSON object such as {"role": "analyst"}.')
        wanted = cast("dict[str, Any]", asked)
        person, seconds = wanted.get("person"), wanted.get("seconds", LIFE_SECONDS)
        if person is not None and not isinstance(person, str):
            raise BadInput("'person' is not the id of a supporter.")
        if type(seconds) is not int or not 0 < seconds <= LIFE_SECONDS:
            raise BadInput(f"'seconds' is not a whole number from 1 to {LIFE_SECONDS}.")
        role, purpose = _one_of(Role, wanted.get("role")), wanted.get("purpose")
        purpose = None if purpose is None else _one_of(Purpose, purpose)
        name = None
        if role in PERSONAL:
            person, name = await self._person(role, person)
        given = self._issuer.give(role, person, purpose=purpose, seconds=seconds)
        return {
            "token": given.token,
            "expiresAt": given.until,
            "person": person if role in PERSONAL else None,
            "name": name,
        }

    async def _person(self, role: Role, id_: str | None) -> tuple[str, str | None]:
        """The id and name of the supporter meant: who is in that office, the first when none is named."""
        for each in await self._stand_ins():
            if each.role == role.value and id_ in (None, each.id):
                return each.id, each.name
        if id_ is not None:
            now = datetime.now(UTC).isoformat()
            asked = grants_statement(Viewer(role, id_), self._today(), now, homes=False)
            found = next(iter(GRANTS[role].rows(await self._gateway.read(asked))), None)
            if found is not None and found.admitted:
                return id_, None
        raise BadInput(
            f"Nobody in office as {role.value} has this id."
            if id_
            else f"Nobody is in office as {role.value}.",
            hint=f"GET {PEOPLE} lists whom one may stand in for.",
        )

    async def _stand_ins(self) -> list[StandIn]:
        asked = STAND_INS.statement(StandInParameters(self._today(), OF_EACH_ROLE))
        return STAND_INS.rows(await self._gateway.read(asked))


def listed(found: list[StandIn]) -> list[dict[str, str | None]]:
    """Everybody one may stand in for: those of the city among the roles that have no person."""
    people: list[dict[str, str | None]] = []
    for role, (ja, en) in LABELS.items():
        named = {"role": role.value, "ja": ja, "en": en}
        if role not in PERSONAL:
            people.append({**named, "person": None, "name": None, "place": None})
        people += [
            {**named, "person": each.id, "name": each.name, "place": each.place}
            for each in found
            if each.role == role.value
        ]
    return people


def _one_of(kind: Any, value: object) -> Any:
    plain = re.sub(r"[-_\s]+", " ", value).strip().lower() if isinstance(value, str) else value
    try:
        return kind(plain)
    except ValueError:
        names = ", ".join(each.value for each in kind)
        raise BadInput(f"The {kind.__name__.lower()} is none of: {names}.") from None


def _of_our_page(request: Request) -> bool:
    """Whether a page of ours asks, or a program that is no browser: that one says no origin."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _errors(code: str, message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


def _answer(status: int, payload: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(orjson.dumps(payload), status, headers, media_type="application/json")
