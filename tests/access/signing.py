"""An issuer for the tests: keys of each sort, tokens with any claims, and a key set of what is public."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

ISSUER, AUDIENCE = "https://id.example.jp/realms/saga", "tsunagu"
PERSON = "A" * 26


def claims_of(**more: Any) -> dict[str, Any]:
    """The claims of a coordinator's token that was given now, with others put over them."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "f:1:yamada",
        "iat": now,
        "exp": now + 600,
        "role": "coordinator",
        "tsunagu_person": PERSON,
    } | more
    return {name: value for name, value in claims.items() if value is not ...}


@dataclass(frozen=True)
class Signer:
    """One private key, under a name; `alg` is what its tokens say they are signed by."""

    alg: str = "RS256"
    kid: str = "one"
    bits: int = 2048
    key: Any = field(init=False)

    def __post_init__(self) -> None:
        match self.alg[:2]:
            case "RS" | "PS":
                key = rsa.generate_private_key(65_537, self.bits)
            case "ES":
                key = ec.generate_private_key(ec.SECP256R1())
            case _:
                key = ed25519.Ed25519PrivateKey.generate()
        object.__setattr__(self, "key", key)

    def token(self, headers: dict[str, Any] | None = None, **claims: Any) -> str:
        """A token; a claim given as `...` is left out."""
        named = {"kid": self.kid} | (headers or {})
        return jwt.encode(claims_of(**claims), self.key, self.alg, headers=named)

    def public(self, **more: Any) -> dict[str, Any]:
        sorts = {"RS": RSAAlgorithm, "PS": RSAAlgorithm, "ES": ECAlgorithm, "Ed": OKPAlgorithm}
        public = sorts[self.alg[:2]].to_jwk(self.key.public_key(), as_dict=True)
        return {**public, "kid": self.kid, "use": "sig", **more}


def key_set(*signers: Signer) -> bytes:
    return json.dumps({"keys": [each.public() for each in signers]}).encode()
