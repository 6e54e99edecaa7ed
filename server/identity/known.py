"""How this process knows who asks: by its own demo's tokens, or by those of an OIDC issuer."""

from dataclasses import dataclass
from typing import Self

from graph.errors import BadInput
from graph.gateway import Gateway
from graph.question import NoParameters
from graph.viewer import DEMO_VIEWER
from seeds.load import recorded
from seeds.stand_ins.real_city import REAL_CITY
from server.identity.asker import Identity
from server.identity.claims import Claims
from server.identity.issuer import CLAIMS, DemoIssuer
from server.identity.keys import keys_from
from server.identity.settings import Mode, OidcSettings
from server.identity.tokens import Tokens

HOUR_SECONDS = 3_600


@dataclass(frozen=True)
class Known:
    """Who is known, and in the demo the issuer that gives its tokens."""

    identity: Identity
    issuer: DemoIssuer | None = None

    @classmethod
    def as_set(cls, mode: Mode) -> Self:
        """As the environment says. Raises `BadInput` for settings that cannot be."""
        return cls.demo() if mode is Mode.DEMO else cls.oidc(OidcSettings.read())

    @classmethod
    def demo(cls) -> Self:
        """Without a token everybody sees the whole demo; with one, what its role may."""
        issuer = DemoIssuer()
        return cls(Identity(issuer.tokens(), CLAIMS, without=DEMO_VIEWER), issuer)

    @classmethod
    def oidc(cls, settings: OidcSettings) -> Self:
        """Without a token one is anonymous."""
        tokens = Tokens(
            keys_from(settings.keys),
            issuer=settings.issuer,
            audience=settings.audience,
            algorithms=tuple(each.value for each in settings.algorithms),
            leeway=settings.leeway_seconds,
            longest=settings.longest_hours * HOUR_SECONDS,
        )
        claims = Claims(
            settings.role_claim, settings.person_claim, settings.purpose_claim, settings.roles
        )
        return cls(Identity(tokens, claims))


async def demand_synthetic(gateway: Gateway) -> None:
    """Refuse to show a city that is not made up to whoever comes along; raises `BadInput`."""
    [city] = REAL_CITY.rows(await gateway.read(REAL_CITY.statement(NoParameters())))
    of_our_load = 1 if await recorded(gateway) else 0
    if city.unmarked > of_our_load or city.orphaned:
        raise BadInput(
            "The database holds a city that is not made up, and the demo has no sign-in.",
            hint="Set TSUNAGU_IDENTITY=oidc and the issuer's settings: docs/identity.md.",
        )
