"""Settings of sign-in: which issuer is trusted, and which of a token's claims say who somebody is."""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.errors import BadInput
from graph.viewer import Role
from server.environment import unusable

PREFIX = "TSUNAGU_OIDC_"
_CLAIMED = [role for role in Role if role is not Role.BREAK_GLASS]
CLAIMABLE = {each.value.replace(" ", "-"): each for each in _CLAIMED} | {
    each.value: each for each in _CLAIMED
}
"""Every role by its name, and by its name without a space; an emergency access is no office."""
OF_NO_TOKEN = frozenset({Role.ANONYMOUS, Role.DEMO})
"""The roles that no issuer outside can give."""


class Mode(StrEnum):
    """How the server knows who asks."""

    DEMO = "demo"
    OIDC = "oidc"


class Algorithm(StrEnum):
    """The signatures that are read: each has a private half, which only the issuer holds."""

    RS256 = "RS256"
    RS384 = "RS384"
    RS512 = "RS512"
    PS256 = "PS256"
    PS384 = "PS384"
    PS512 = "PS512"
    ES256 = "ES256"
    ES384 = "ES384"
    ES512 = "ES512"
    EDDSA = "EdDSA"


Listed = Annotated[tuple[Algorithm, ...], NoDecode]
Named = Annotated[dict[str, Role], NoDecode]


class OidcSettings(BaseSettings):
    """Each is read from `TSUNAGU_OIDC_` and its name."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    issuer: str = Field(min_length=1, description="The issuer, letter by letter as in `iss`.")
    audience: str = Field(min_length=1, description="What the issuer calls this API, in `aud`.")
    keys: str = Field(
        min_length=1, description="The issuer's key set (JWKS): an https address, or a file."
    )
    algorithms: Listed = Field(
        (Algorithm.RS256,), min_length=1, description="The signatures that are accepted."
    )
    leeway_seconds: float = Field(
        30, ge=0, le=60, description="How far the issuer's clock and ours may differ."
    )
    longest_hours: float = Field(12, gt=0, le=24, description="The longest life of a token.")
    role_claim: str = Field(
        "role", min_length=1, description="The claim with the role; dots lead into objects."
    )
    person_claim: str = Field(
        "tsunagu_person", min_length=1, description="The claim with the id of the supporter."
    )
    purpose_claim: str = Field(
        "purpose", min_length=1, description="The claim with the purposes it is for, if it has one."
    )
    roles: Named = Field(
        {name: role for name, role in CLAIMABLE.items() if role not in OF_NO_TOKEN},
        description="What the issuer calls our roles: `fukushi-csw=csw,kikaku=analyst`.",
    )

    @classmethod
    def read(cls) -> Self:
        """The settings of this process; `BadInput` names the first that is missing or cannot be."""
        try:
            return cls()  # pyright: ignore[reportCallIssue] -- the environment has them
        except ValidationError as error:
            first = error.errors()[0]
            if first["type"] == "missing":
                raise BadInput(
                    f"{PREFIX}{str(first['loc'][0]).upper()} is not set, and TSUNAGU_IDENTITY is oidc.",
                    hint="docs/identity.md says what it holds.",
                ) from None
            raise unusable(error, PREFIX) from None

    @field_validator("algorithms", mode="before")
    @classmethod
    def _apart(cls, value: Any) -> Any:
        return _listed(value) if isinstance(value, str) else value

    @field_validator("roles", mode="before")
    @classmethod
    def _by_name(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found: dict[str, Role] = {}
        for pair in _listed(value):
            theirs, _, ours = (part.strip() for part in pair.partition("="))
            role = CLAIMABLE.get(ours)
            if not theirs or role is None or role in OF_NO_TOKEN:
                raise ValueError(
                    f"{pair} is not a name and one of our roles, such as kikaku=analyst"
                )
            found[theirs] = role
        return found


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())
