"""One entry of the trail: who did what with whose data, for which purpose. Links only, no content.

The ids in `about` are a set: a person who stands in an answer a hundred times was seen once. An
event is an entry and one id of it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import orjson

from graph.errors import BadInput
from graph.viewer import Purpose, Role, Viewer

NAME_LENGTH = 256
"""Characters of an account or a name at most: a token or a document may bring longer ones."""
ID_LENGTH = 64
IDS_OF_A_LINE = 1_000
"""Ids in one line of the trail at most; an entry about more takes several lines."""


class Verb(StrEnum):
    """What was done."""

    READ = "READ"
    CHANGE = "CHANGE"
    REFUSED = "REFUSED"
    BREAK_GLASS_START = "BREAK_GLASS_START"
    BREAK_GLASS_STOP = "BREAK_GLASS_STOP"
    EXPORT = "EXPORT"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What one request did with one verb.

    `account` is how the issuer knows who asked, `person` the id of their `Supporter`; `basis` the
    agreement, or the emergency access, under which something is read; `about` the ids of the residents and households
    whose data are in the answer; `name` the statement or the mutation; `request` the request's id.
    Raises `BadInput` for a text that is too long.
    """

    account: str | None
    role: Role
    person: str | None
    purpose: Purpose
    basis: str | None
    verb: Verb
    about: frozenset[str]
    name: str
    request: str

    def __post_init__(self) -> None:
        for what in ("account", "person", "basis", "name", "request"):
            text: str | None = getattr(self, what)
            if text is not None and len(text) > NAME_LENGTH:
                raise BadInput(
                    f"The {what} of a request is longer than {NAME_LENGTH} characters.",
                    hint="The trail of who saw what keeps no longer one.",
                )
        if any(len(each) > ID_LENGTH for each in self.about):
            raise BadInput(f"An id is longer than {ID_LENGTH} characters.")

    @classmethod
    def by(
        cls,
        viewer: Viewer,
        verb: Verb,
        *,
        about: Collection[str],
        name: str,
        request: str,
        basis: str | None = None,
    ) -> Self:
        """What this viewer did."""
        return cls(
            account=viewer.account,
            role=viewer.office,
            person=viewer.person,
            purpose=viewer.purpose,
            basis=basis,
            verb=verb,
            about=frozenset(about),
            name=name,
            request=request,
        )

    def bodies(self) -> Iterator[bytes]:
        """The entry as it is written: one JSON object for each thousand ids, members in one order.

        Raises `BadInput` for a text that is no Unicode.
        """
        ids = sorted(self.about)
        for start in range(0, len(ids) or 1, IDS_OF_A_LINE):
            yield self._body(ids[start : start + IDS_OF_A_LINE])

    def _body(self, ids: list[str]) -> bytes:
        try:
            return orjson.dumps(
                {
                    "account": self.account,
                    "role": self.role,
                    "person": self.person,
                    "purpose": self.purpose,
                    "basis": self.basis,
                    "verb": self.verb,
                    "about": ids,
                    "name": self.name,
                    "request": self.request,
                }
            )
        except orjson.JSONEncodeError:
            raise BadInput("A name of the request is not Unicode text.") from None

    @classmethod
    def read(cls, written: dict[str, Any]) -> Self:
        """The entry that was written so; raises `KeyError` or `ValueError` for anything else."""
        return cls(
            account=written["account"],
            role=Role(written["role"]),
            person=written["person"],
            purpose=Purpose(written["purpose"]),
            basis=written["basis"],
            verb=Verb(written["verb"]),
            about=frozenset(written["about"]),
            name=written["name"],
            request=written["request"],
        )
