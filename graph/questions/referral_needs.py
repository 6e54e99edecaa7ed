"""The open needs help is sought for, and who handles each; twin of `referral_needs.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class NeedsAsked:
    """Ids of whom the needs are of; or the categories, by id or code, of a bare profile."""

    household: str | None
    resident: str | None
    case: str | None
    categories: list[str]
    as_of: date


@dataclass(frozen=True)
class ReferralNeed:
    """See the statement's head; days within lists are ISO text."""

    need: Annotated[Node, Found("Need")]
    category: Annotated[Node, Found("NeedCategory")]
    need_id: str | None
    category_id: str
    code: str
    name: str
    severity: int | None
    subject: str | None
    handlers: list[str]
    declined: list[tuple[str, str, str, str]]
    handed: list[tuple[str, str]]


REFERRAL_NEEDS = Question(beside(__file__, "referral_needs"), NeedsAsked, ReferralNeed)
