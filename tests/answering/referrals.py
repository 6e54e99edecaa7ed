"""Referral partners worked out naively: plain loops over the rows of a city, as PRODUCT.md says.

It shares no line with `graph/partners` or its questions. What comes back is what can be compared:
who, in which order, with which score and values, and how many each filter removed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from tests.answering.oracle import Ref, World

WEIGHTS = {
    "NEED_COVERAGE": 3, "CAPACITY": 2, "ACCEPTANCE": 1, "TIMELINESS": 1, "OUTCOME": 2,
    "RAPPORT": 1, "ACQUAINTANCE": 1, "REACH": 1, "LOAD": 1,
}  # fmt: skip
ANSWERED = {"ACCEPTED", "IN_PROGRESS", "ON_HOLD", "COMPLETED", "FAILED", "DECLINED"}


ASK = """query Partners($for: ReferralFor!, $asker: ID, $day: Date) {
  referralPartners(for: $for, asker: $asker, asOf: $day, first: 30) {
    partnerCount
    filters { filter removedAgencies }
    nothingFound { cause ja en }
    partners {
      agencyId
      score
      needs { id }
      factors { factor value unknown }
    }
  }
}"""


def with_needs(world: World) -> list[str]:
    """Households somebody of which ever had a need named."""
    found: set[str] = set()
    for need in world.nodes["Need"]:
        for ref, _ in world.out[("CONCERNS", need)]:
            if ref.kind == "Household":
                found.add(ref.id)
            else:
                found |= {home.id for home, _ in world.out.get(("MEMBER_OF", ref.id), [])}
    return sorted(found)


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    """What of an answer the naive computation knows too."""
    removed = {each["filter"]: each["removedAgencies"] for each in answer["filters"]}
    removed.setdefault("OWN_AGENCY", 0)
    partners = [
        (
            each["agencyId"],
            each["score"],
            {factor["factor"]: factor["value"] for factor in each["factors"]},
            sorted(need["id"] for need in each["needs"]),
        )
        for each in answer["partners"]
    ]
    return {"removed": removed, "partners": partners, "count": answer["partnerCount"]}


def expected(naive: dict[str, Any]) -> dict[str, Any]:
    """The same of the naive computation."""
    found = naive["partners"]
    return {"removed": naive["removed"], "partners": found[:30], "count": len(found)}


FEWEST = 10


@dataclass
class NaiveReferrals:
    """Partners of households of a world on a day.

    What agencies are told of themselves is of the whole world, if it is enough, at the end of the
    month before.
    """

    world: World
    day: date
    whole: World | None = None

    @property
    def _published(self) -> date:
        return self.day.replace(day=1) - timedelta(days=1)

    def partners(self, household: str, asker: str | None = None) -> dict[str, Any]:
        """`removed` by filter, and `partners` as (id, score, values, needs, known), best first."""
        needs = self._needs(household)
        able: dict[str, list[str]] = {}
        for need in needs:
            for agency in self._handlers(need):
                able.setdefault(agency, []).append(need)
        removed: dict[str, int] = {}
        for name, fits in (
            ("DISTRICT", lambda a, _: self._serves(a, household)),
            ("OWN_AGENCY", lambda a, _: asker is None or a not in self._employers(asker)),
            ("AGE", lambda a, n: self._age_fits(a, n, household)),
            ("HANDBOOK", lambda a, n: self._handbook_fits(a, n, household)),
            ("CONSENT", lambda a, n: self._consent_fits(a, n, household)),
            ("CONFLICT", lambda a, n: not self._opposed(a, n, household)),
            ("DECLINED", lambda a, n: not self._declined(a, n, household)),
        ):
            left = {a: [n for n in own if fits(a, n)] for a, own in able.items()}
            removed[name] = sum(not own for own in left.values())
            able = {a: own for a, own in left.items() if own}
        found = []
        active = self._active(household)
        mean = self._history(None)
        for agency, own in able.items():
            values = self._values(agency, own, needs, household, active, mean, asker)
            told = {name: value for name, value in values.items() if value is not None}
            weight = sum(WEIGHTS[name] for name in told)
            score = sum(WEIGHTS[name] * value for name, value in told.items()) / weight
            found.append((agency, round(score, 4), values, sorted(own)))
        found.sort(key=lambda each: (-each[1], each[0]))
        return {"removed": removed, "partners": found}

    # Whom and what

    def _of(self, ref: Ref) -> dict[str, Any]:
        return self.world.nodes[ref.kind][ref.id]

    def _ends(
        self, tie: str, id_: str, kind: str, *, back: bool = False
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        for ref, facts in (self.world.back if back else self.world.out).get((tie, id_), []):
            if ref.kind == kind:
                yield ref.id, facts

    def _now(self, facts: dict[str, Any]) -> bool:
        since, until = facts.get("since"), facts.get("until")
        return (since is None or since <= self.day) and (until is None or until > self.day)

    def _members(self, household: str) -> list[str]:
        return [
            id_
            for id_, facts in self._ends("MEMBER_OF", household, "Resident", back=True)
            if self._now(facts)
        ]

    def _living(self, household: str) -> list[dict[str, Any]]:
        people = [self.world.nodes["Resident"][each] for each in self._members(household)]
        return [one for one in people if not one["deathDate"] or one["deathDate"] > self.day]

    def _needs(self, household: str) -> list[str]:
        whose = [household, *self._members(household)]
        found = {
            id_ for each in whose for id_, _ in self._ends("CONCERNS", each, "Need", back=True)
        }
        return sorted(each for each in found if self._open(self.world.nodes["Need"][each]))

    def _open(self, node: dict[str, Any]) -> bool:
        return node["openedOn"] <= self.day and (
            not node["closedOn"] or node["closedOn"] > self.day
        )

    def _category(self, need: str) -> str:
        return next(id_ for id_, _ in self._ends("IN_CATEGORY", need, "NeedCategory"))

    def _handlers(self, need: str) -> set[str]:
        ties = self._ends("HANDLES", self._category(need), "Agency", back=True)
        return {id_ for id_, facts in ties if self._now(facts)}

    def _district(self, household: str) -> str:
        return next(i for i, f in self._ends("IN_DISTRICT", household, "District") if self._now(f))

    def _wider(self, district: str) -> list[str]:
        area = [id_ for id_, _ in self._ends("IN_AREA", district, "Area")]
        city = [id_ for id_, _ in self._ends("IN_MUNICIPALITY", district, "Municipality")]
        return [district, *area, *city]

    # Filters

    def _serves(self, agency: str, household: str) -> bool:
        places = self._wider(self._district(household))
        ties = self.world.out.get(("SERVES", agency), [])
        return any(ref.id in places and self._now(facts) for ref, facts in ties)

    def serving(self, household: str) -> frozenset[str]:
        """The agencies that serve the household's district."""
        return frozenset(a for a in self.world.nodes["Agency"] if self._serves(a, household))

    def leaders(self, household: str) -> set[str]:
        """Who could lead a team: coordinators whose agency serves, and whoever is active there."""
        serving, district = self.serving(household), self._district(household)
        found: set[str] = set()
        for id_, facts in self.world.nodes["Supporter"].items():
            role, retired = facts["mainRole"], facts["retiredOn"]
            begun = facts["appointedOn"] is None or facts["appointedOn"] <= self.day
            if not begun or (retired is not None and retired <= self.day):
                continue
            around = self._ends("ACTIVE_IN", id_, "District")
            active = any(d == district and self._now(tie) for d, tie in around)
            if role == "COORDINATOR" and (active or serving & self._employers(id_)):
                found.add(id_)
            if role == "CSW" and active:
                found.add(id_)
        return found

    def _employers(self, asker: str) -> set[str]:
        return {id_ for id_, facts in self._ends("WORKS_FOR", asker, "Agency") if self._now(facts)}

    def _about(self, need: str, household: str) -> list[dict[str, Any]]:
        own = [id_ for id_, _ in self._ends("CONCERNS", need, "Resident")]
        people = self._living(household)
        return [one for one in people if one["id"] in own] if own else people

    def _age_fits(self, agency: str, need: str, household: str) -> bool:
        node = self.world.nodes["Agency"][agency]
        low, high = node["minimumAge"] or 0, node["maximumAge"] or 999
        ages = []
        for one in self._about(need, household):
            born = one["birthDate"]
            had = (self.day.month, self.day.day) >= (born.month, born.day)
            ages.append(self.day.year - born.year - (0 if had else 1))
        return not ages or any(low <= age <= high for age in ages)

    def _handbook_fits(self, agency: str, need: str, household: str) -> bool:
        people = self._about(need, household)
        asks = self.world.nodes["Agency"][agency]["handbookRequired"]
        return not asks or not people or any(one["handbooks"] for one in people)

    def _cases(self, household: str) -> list[dict[str, Any]]:
        ids = [id_ for id_, _ in self._ends("CONCERNS", household, "Case", back=True)]
        return [self.world.nodes["Case"][each] for each in ids]

    def _consent_day(self, household: str) -> date | None:
        days = []
        for case in self._cases(household):
            if case["legalBasis"] == "CONSENT":
                days.append(case["openedOn"])
            for id_, _ in self._ends("DISCUSSED", case["id"], "Meeting", back=True):
                meeting = self.world.nodes["Meeting"][id_]
                if meeting["consentRecorded"]:
                    days.append(meeting["heldOn"])
        return max((day for day in days if day <= self.day), default=None)

    def _refusals(self, need: str) -> list[tuple[str, str, date]]:
        found = []
        for id_, _ in self._ends("REFERRED_FOR", need, "Referral", back=True):
            node = self.world.nodes["Referral"][id_]
            asked = node.get("requestedOn") and node["requestedOn"] <= self.day
            if asked and node.get("declineReason") and node["answeredOn"] <= self.day:
                to = next(a for a, _ in self._ends("REFERRED_TO", id_, "Agency"))
                found.append((to, node["declineReason"], node["answeredOn"]))
        return found

    def _consent_fits(self, agency: str, need: str, household: str) -> bool:
        if not self.world.nodes["Agency"][agency]["consentRequired"]:
            return True
        given = self._consent_day(household)
        refused = [day for _, why, day in self._refusals(need) if why == "NO_CONSENT"]
        if refused and (given is None or given <= max(refused)):
            return False
        other_grounds = any(
            case["legalBasis"] for case in self._cases(household) if self._open(case)
        )
        return given is not None or not other_grounds

    def _opposed(self, agency: str, need: str, household: str) -> bool:
        about = [id_ for id_, _ in self._ends("CONCERNS", need, "Resident")]
        for safe in self._living(household):
            if not safe["protected"]:
                continue
            if any(
                a == agency and self._now(f)
                for a, f in self._ends("SUPPORTS", safe["id"], "Agency", back=True)
            ):
                continue
            for other in self._parties(safe["id"]) - set(about):
                if agency in self._works_with(other):
                    return True
        return False

    def _parties(self, safe: str) -> set[str]:
        found = set()
        for back in (False, True):
            found |= {id_ for id_, _ in self._ends("SPOUSE_OF", safe, "Resident", back=back)}
            ties = self._ends("SUPPORTS", safe, "Resident", back=back)
            found |= {id_ for id_, facts in ties if facts["stressful"]}
        return {each for each in found if not self.world.nodes["Resident"][each]["protected"]}

    def _works_with(self, resident: str) -> set[str]:
        found = {
            id_ for id_, f in self._ends("SUPPORTS", resident, "Agency", back=True) if self._now(f)
        }
        for need, _ in self._ends("CONCERNS", resident, "Need", back=True):
            for id_, _ in self._ends("REFERRED_FOR", need, "Referral", back=True):
                node = self.world.nodes["Referral"][id_]
                answered, closed = node.get("answeredOn"), node.get("closedOn")
                taken = answered and answered <= self.day and not node.get("declineReason")
                if taken and (closed is None or closed > self.day):
                    found |= {a for a, _ in self._ends("REFERRED_TO", id_, "Agency")}
        return found

    def _declined(self, agency: str, need: str, household: str) -> bool:
        node = self.world.nodes["Agency"][agency]
        given = self._consent_day(household)
        for to, why, day in self._refusals(need):
            if to != agency:
                continue
            confirmed = node.get("capacityAsOf")
            room = node["capacityState"] == "AVAILABLE" and node.get("capacityAvailable") != 0
            if why == "NO_CAPACITY" and room and confirmed and day < confirmed <= self.day:
                continue
            if why == "NO_CONSENT" and given is not None and given > day:
                continue
            return True
        return False

    # Factors

    def _values(  # noqa: PLR0917
        self, agency: str, own: list[str], needs: list[str], household: str, active: set[str],
        mean: list[Any], asker: str | None,
    ) -> dict[str, float | None]:  # fmt: skip
        severity = {need: self.world.nodes["Need"][need]["severity"] for need in needs}
        answered, accepted, ended, helped, days = self._history(agency)
        load = self._load(agency)
        shared = self._shared(agency, active)
        steps = None if asker is None else self._steps(asker, agency)
        values = {
            "NEED_COVERAGE": sum(severity[each] for each in own) / sum(severity.values()),
            "CAPACITY": self._capacity(agency),
            "ACCEPTANCE": (accepted + 5 * mean[1] / mean[0]) / (answered + 5) if mean[0] else None,
            "TIMELINESS": 1 - min(1, median(days) / 30) if days else None,
            "OUTCOME": (helped + 5 * mean[3] / mean[2]) / (ended + 5) if mean[2] else None,
            "RAPPORT": 1 - 1 / (1 + len(shared)),
            "ACQUAINTANCE": None if asker is None else 0 if steps is None else 1 / steps,
            "REACH": self._reach(agency, household),
            "LOAD": 1 if load < FEWEST else 0.66 if load < 20 else 0.33 if load < 30 else 0,
        }
        return {name: None if value is None else round(value, 4) for name, value in values.items()}

    def _capacity(self, agency: str) -> float:
        node = self.world.nodes["Agency"][agency]
        state, confirmed = node["capacityState"], node.get("capacityAsOf")
        fresh = confirmed and timedelta(0) <= self.day - confirmed <= timedelta(90)
        if not fresh or state == "UNKNOWN":
            return 0.4
        most, free = node.get("capacityMaximum"), node.get("capacityAvailable")
        if most and free is not None:
            return min(1, free / most)
        return {"AVAILABLE": 1, "WAITLIST": 0.5, "ASSESSMENT_FIRST": 0.5, "NONE": 0}[state]

    def _history(self, agency: str | None) -> list[Any]:
        world, day = self.whole or self.world, self._published
        if agency is None:
            ids = list(world.nodes["Referral"])
        else:
            ids = [ref.id for ref, _ in world.back.get(("REFERRED_TO", agency), [])]
        nodes = [world.nodes["Referral"][each] for each in ids]
        nodes = [
            each
            for each in nodes
            if each["state"] in ANSWERED and each["answeredOn"] and each["answeredOn"] <= day
        ]
        ended = [
            each
            for each in nodes
            if each["state"] in {"COMPLETED", "FAILED"} and each["closedOn"] <= day
        ]
        if len(nodes) < FEWEST:
            return [0, 0, 0, 0, []]
        if len(ended) < FEWEST:
            ended = []
        return [
            len(nodes),
            sum(each["state"] != "DECLINED" for each in nodes),
            len(ended),
            sum(each["outcome"] == "HELP_RECEIVED" for each in ended),
            [(each["answeredOn"] - each["requestedOn"]).days for each in nodes],
        ]

    def _active(self, household: str) -> set[str]:
        found = set()
        for case in self._cases(household):
            if self._open(case):
                ties = self._ends("JOINED", case["id"], "Agency", back=True)
                found |= {id_ for id_, facts in ties if self._now(facts)}
        for whom in (household, *self._members(household)):
            ties = self._ends("SUPPORTS", whom, "Agency", back=True)
            found |= {id_ for id_, facts in ties if self._now(facts)}
        return found

    def _events(self, agency: str) -> set[str]:
        """Cases joined and meetings attended up to the day."""
        found = set()
        for id_, facts in self._ends("JOINED", agency, "Case"):
            if (facts["since"] or self.world.nodes["Case"][id_]["openedOn"]) <= self.day:
                found.add(id_)
        for id_, _ in self._ends("ATTENDED", agency, "Meeting"):
            if self.world.nodes["Meeting"][id_]["heldOn"] <= self.day:
                found.add(id_)
        return found

    def _shared(self, agency: str, active: set[str]) -> set[str]:
        others = [self._events(each) for each in active if each != agency]
        return self._events(agency) & set().union(*others)

    def _met(self, person: str) -> set[str]:
        """Everybody who was at an occasion of somebody's."""
        return {
            other
            for occasion in self._occasions(person)
            for tie in ("ATTENDED", "LEADS", "ASSIGNED_TO")
            for other, _ in self._ends(tie, occasion, "Supporter", back=True)
        } - {person}

    def _occasions(self, person: str) -> set[str]:
        found = set()
        for tie, kind, named in (
            ("ATTENDED", "Meeting", "heldOn"), ("ATTENDED", "Training", "heldOn"),
            ("LEADS", "Case", "openedOn"), ("ASSIGNED_TO", "Case", "openedOn"),
        ):  # fmt: skip
            for id_, _ in self._ends(tie, person, kind):
                if self.world.nodes[kind][id_][named] <= self.day:
                    found.add(id_)
        return found

    def _steps(self, asker: str, agency: str) -> int | None:
        ties = self._ends("WORKS_FOR", agency, "Supporter", back=True)
        staff = {id_ for id_, facts in ties if self._now(facts)} - {asker}
        met = self._met(asker)
        if staff & met:
            return 1
        return 2 if any(self._met(each) & met for each in staff) else None

    def _reach(self, agency: str, household: str) -> float | None:
        here = self._wider(self._district(household))
        homes = [id_ for id_, _ in self._ends("IN_DISTRICT", agency, "District")]
        theirs = self._wider(homes[0]) if homes else []
        for mine, other, value in zip(here, theirs, (1, 0.7, 0.4), strict=False):
            if mine == other:
                return value
        raise AssertionError("The demo city has no agency outside it.")

    def _load(self, agency: str) -> int:
        world, day = self.whole or self.world, self._published
        count = 0
        for ref, facts in world.out.get(("JOINED", agency), []):
            case = world.nodes["Case"][ref.id]
            begun = (facts["since"] or case["openedOn"]) <= day
            over = facts["until"] and facts["until"] <= day
            closed = case["closedOn"] and case["closedOn"] <= day
            count += bool(begun and not over and not closed)
        return count
