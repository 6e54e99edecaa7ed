"""Whom help is sought for: the needs, the people they are about, and what is around them.

Made of the rows of `referral_subject` and `referral_needs`. A bare profile has needs without ids,
people without names, and unknowns where the caller said nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from graph.errors import BadInput
from graph.questions.referral_needs import ReferralNeed
from graph.questions.referral_subject import ReferralSubject

LIGHTEST, GRAVEST = 1, 4
OLDEST = 130


@dataclass(frozen=True)
class Profile:
    """What the caller said of somebody who is not recorded, or not to be named.

    `severities` are by category, by id or code as given; `handbook` and `consent` are None where
    the caller does not know.
    """

    severities: Mapping[str, int]
    ages: tuple[int, ...] = ()
    handbook: bool | None = None
    consent: bool | None = None

    def __post_init__(self) -> None:
        if not self.severities:
            raise BadInput("The profile names no need.", hint="Give it one category or more.")
        for each in self.severities.values():
            if not LIGHTEST <= each <= GRAVEST:
                raise BadInput(
                    f"There is no severity {each}.",
                    hint="1 is light, 2 noticeable, 3 serious, 4 acute.",
                )
        for age in self.ages:
            if not 0 <= age <= OLDEST:
                raise BadInput(f"Nobody is {age} years old.", hint="Give ages in whole years.")


@dataclass(frozen=True)
class Person:
    """Somebody a need is about; None where a fact is not known."""

    id: str | None
    age: int | None
    handbook: bool | None


@dataclass(frozen=True)
class Sought:
    """One need to be met: `people` are whom it is about, all members when it is the household's."""

    key: str
    severity: int
    people: tuple[Person, ...]
    row: ReferralNeed


@dataclass(frozen=True)
class Situation:
    """Everything about the household that decides who may help."""

    as_of: date
    subject: ReferralSubject
    needs: tuple[Sought, ...]
    consent: bool | None
    consent_on: date | None = None
    is_profile: bool = False
    active: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    opposed: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    @cached_property
    def weight(self) -> int:
        """The severities of all needs, added up."""
        return sum(each.severity for each in self.needs)


def situation(
    as_of: date,
    asker: str | None,
    profile: Profile | None,
    subjects: Sequence[ReferralSubject],
    needs: Sequence[ReferralNeed],
) -> Situation:
    """What was found; `BadInput` when nothing has the id, or before anything was recorded."""
    if not subjects or (profile is not None and subjects[0].district is None):
        raise _unknown(profile)
    subject = subjects[0]
    if asker is not None and subject.asker is None:
        raise BadInput(
            "There is no supporter with the asker's id.",
            hint="Take an id as the API gave it, or leave `asker` out.",
        )
    if subject.first_day is not None and as_of < subject.first_day:
        raise BadInput(
            f"Nothing is recorded as early as {as_of.isoformat()}.",
            hint=f"Records begin on {subject.first_day.isoformat()}.",
        )
    if profile is not None:
        return _of_profile(as_of, profile, subject, needs)
    members = {
        id_: Person(id_, _age(born, as_of), handbook) for id_, born, handbook, _ in subject.members
    }
    active: dict[str, list[str]] = {}
    for agency, why in subject.active:
        active.setdefault(agency, []).append(why)
    opposed: dict[str, set[str]] = {}
    for agency, party in subject.opposed:
        opposed.setdefault(agency, set()).add(party)
    return Situation(
        as_of,
        subject,
        tuple(_sought(each, members) for each in needs),
        _consent(subject),
        date.fromisoformat(subject.consent[0]) if subject.consent else None,
        active=active,
        opposed={agency: frozenset(parties) for agency, parties in opposed.items()},
    )


def _of_profile(
    as_of: date, profile: Profile, subject: ReferralSubject, needs: Sequence[ReferralNeed]
) -> Situation:
    known = {each.category_id for each in needs} | {each.code for each in needs}
    if strange := [each for each in profile.severities if each not in known]:
        raise BadInput(
            f"There is no need category {strange[0]!r}.",
            hint="Ask for `needCategories { nodes { id code name } }`.",
        )
    people = tuple(Person(None, age, profile.handbook) for age in profile.ages)
    people = people or (Person(None, None, profile.handbook),)
    found = tuple(
        Sought(each.category_id, _graver(profile.severities, each), people, each) for each in needs
    )
    return Situation(as_of, subject, found, profile.consent, is_profile=True)


def _graver(severities: Mapping[str, int], need: ReferralNeed) -> int:
    """A category may be named twice, by id and by code."""
    return max(severities[each] for each in (need.category_id, need.code) if each in severities)


def _sought(need: ReferralNeed, members: Mapping[str, Person]) -> Sought:
    if need.subject is None:
        people = tuple(members.values())
    else:
        # Somebody who has left the household since is known by id alone.
        people = (members.get(need.subject, Person(need.subject, None, None)),)
    return Sought(str(need.need_id), need.severity or LIGHTEST, people, need)


def _consent(subject: ReferralSubject) -> bool | None:
    """True when consent is on record, False when only other grounds are, None when nothing is."""
    if subject.consent is not None:
        return True
    return False if any(basis for _, basis in subject.bases) else None


def _age(born: Any, on: date) -> int | None:
    if born is None:
        return None
    birth = date.fromisoformat(born)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _unknown(profile: Profile | None) -> BadInput:
    if profile is not None:
        return BadInput(
            "There is no district with this id or code.",
            hint="Ask for `districts { nodes { id code name } }`.",
        )
    return BadInput(
        "There is no household, resident or case with this id, or the resident lives in none.",
        hint="Take an id as the API gave it, or describe a `profile`.",
    )
