"""From a token's claims to who asks: which role, as which supporter, for which purpose.

The claims are those of a token that was verified. What else they hold is not read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graph.viewer import PERSONAL, PURPOSES, Purpose, Role, Viewer
from server.identity.refusals import NotForThis, Unauthenticated

LONGEST_NAME = 255
"""Letters of `sub`, as OpenID Connect has it."""

_ID = re.compile(r"[A-Z2-7]{26}")
_PURPOSE_NAMES = {each.value.replace(" ", "-"): each for each in Purpose} | {
    each.value: each for each in Purpose
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a request says beside its token; None where it says nothing."""

    role: str | None = None
    purpose: str | None = None


@dataclass(frozen=True)
class Claims:
    """Which claims are read, and what the issuer calls our roles."""

    role: str
    person: str
    purpose: str
    roles: Mapping[str, Role]

    def viewer(self, claims: Mapping[str, Any], choice: Choice) -> Viewer:
        """Who asks. Raises `Unauthenticated`, and `NotForThis` for a purpose that is not theirs."""
        role = self._role(_at(claims, self.role), choice.role)
        person = _only(_at(claims, self.person))
        if not isinstance(person, str) or not _ID.fullmatch(person):
            if role in PERSONAL:
                raise Unauthenticated(
                    "The token names no supporter, and its role is a supporter's."
                )
            person = None
        elif role not in PERSONAL and role is not Role.ADMINISTRATOR:
            person = None
        account = claims["sub"]
        if not 1 <= len(account) <= LONGEST_NAME or not _is_text(account):
            raise Unauthenticated("The token's 'sub' is empty, too long or no text.")
        purpose = self._purpose(role, _at(claims, self.purpose), choice.purpose)
        if purpose is Purpose.BREAK_GLASS:
            role = Role.BREAK_GLASS
        return Viewer(role, person, account, purpose)

    def _role(self, claimed: Any, chosen: str | None) -> Role:
        names = _names(claimed)
        known = {self.roles[name] for name in names if name in self.roles}
        if not known:
            raise Unauthenticated("The token has no role that is known here.")
        if chosen is not None:
            role = self.roles.get(chosen)
            if role is None or role not in known:
                raise Unauthenticated("The role that was chosen is none of the token's.")
            return role
        if len(known) > 1:
            raise Unauthenticated("The token has several roles, and none was chosen.")
        return known.pop()

    def _purpose(self, role: Role, claimed: Any, chosen: str | None) -> Purpose:
        allowed = PURPOSES[role]
        if claimed is not None:
            allowed &= {_PURPOSE_NAMES[each] for each in _names(claimed) if each in _PURPOSE_NAMES}
        if chosen is not None:
            purpose = _PURPOSE_NAMES.get(chosen)
            if purpose is None or purpose not in allowed:
                raise NotForThis("The purpose is none that this token may ask for.")
            return purpose
        if len(allowed) == 1:
            return next(iter(allowed))
        if Purpose.CASEWORK in allowed:
            return Purpose.CASEWORK
        raise NotForThis("The token has no purpose that its role may ask for.")


def _at(claims: Mapping[str, Any], path: str) -> Any:
    """The claim of that name, or the one its dots lead to; None when there is none."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for step in path.split("."):
        if not isinstance(value, dict):
            return None
        value = cast("dict[str, Any]", value).get(step)
    return value


def _is_text(value: str) -> bool:
    """Whether it can be written in UTF-8: half of a surrogate pair cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _only(claimed: Any) -> Any:
    """A claim's one value, where the issuer writes it as a list."""
    match claimed:
        case [value]:
            return value
        case _:
            return claimed


def _names(claimed: Any) -> list[str]:
    """The names in a claim: one text, or a list of texts."""
    if isinstance(claimed, str):
        return [claimed]
    if not isinstance(claimed, list):
        return []
    return [each for each in cast("Iterable[Any]", claimed) if isinstance(each, str)]
