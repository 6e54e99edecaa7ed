"""Who asks in these tests, and who is protected from whom: chosen so that each rule has work to do."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from audit.trail import Trail
from graph.gateway import Gateway, Run
from graph.policy import POLICY, Policy
from graph.viewer import Purpose, Role, Viewer
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api
from server.outcome import outcome_of
from tests.access.breaking import ACCOUNT, HEEDLESS, NOON
from tests.access.seeing import Seer, Shelter, Somebody
from tests.answering.asking import CITY_DAY
from tests.answering.oracle import World
from tests.sealed import SEALS

T = TypeVar("T")


class Made(dict[str, T]):
    """Something for each of them by name, made when it is first asked for."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> T:
        made = self[name] = self._make(name)
        return made


@dataclass(frozen=True)
class City:
    """A world whose protections are known, and those who ask of it by a name.

    The load has begun the protections of those it marks; `begun` are the others. Which supporters
    are which residents, `seer.same_as`, is not in its rows either.
    """

    seer: Seer
    people: Mapping[str, Somebody]
    begun: tuple[Shelter, ...] = ()


def city_of(world: World) -> City:
    """The busiest supporter of each role, and one of them against whom somebody is protected."""
    marked = [id_ for id_, node in world.nodes["Resident"].items() if node.get("protected")]
    seer = Seer(world, CITY_DAY, tuple(Shelter(id_) for id_ in sorted(marked)))

    def busiest(role: str, *roles: str) -> list[str]:
        fitting = [
            id_
            for id_, node in world.nodes["Supporter"].items()
            if (not roles or set(roles) & set(node["roles"]))
            and (node.get("retiredOn") is None or node["retiredOn"] > CITY_DAY)
        ]
        reach = {id_: len(seer.households(Somebody(role, id_))) for id_ in fitting}
        return sorted(fitting, key=lambda id_: (-reach[id_], id_))

    volunteer, rival, *_ = busiest("volunteer", "VOLUNTEER")
    commissioner = busiest("commissioner", "COMMISSIONER")[0]
    csw = busiest("csw", "CSW", "CSW_LEAD")[0]
    staff, other_staff, *_ = busiest("agency staff")
    coordinators = sorted(
        id_ for id_, node in world.nodes["Supporter"].items() if "COORDINATOR" in node["roles"]
    )
    people = {
        "anonymous": Somebody("anonymous"),
        "analyst": Somebody("analyst"),
        "administrator": Somebody("administrator"),
        "volunteer": Somebody("volunteer", volunteer),
        "volunteer a resident is protected from": Somebody("volunteer", rival),
        "commissioner": Somebody("commissioner", commissioner),
        "csw": Somebody("csw", csw),
        "csw in a support meeting": Somebody("csw", csw, "support meeting"),
        "agency staff": Somebody("agency staff", staff),
        "staff a resident is protected from": Somebody("agency staff", other_staff),
        "coordinator": Somebody("coordinator", coordinators[0]),
        "coordinator a resident is protected from": Somebody("coordinator", coordinators[1]),
        "coordinator in a support meeting": Somebody(
            "coordinator", coordinators[0], "support meeting"
        ),
        "administrator through broken glass": Somebody("break glass", None, "break glass"),
        "administrator a resident is protected from": Somebody(
            "break glass", coordinators[1], "break glass"
        ),
    }
    taken: set[str] = {home for id_ in marked for home in seer.homes(id_)}
    mates, kin, spouses = _near_each_other(seer, taken)
    known = {
        rival: spouses[0],
        other_staff: kin[0],
        coordinators[1]: mates[0],
        coordinators[2]: mates[1],
    }
    taken |= {home for pair in (mates, kin, spouses) for each in pair for home in seer.homes(each)}
    shelters: list[Shelter] = []
    for name, against in (
        ("volunteer", set[str]()),
        ("volunteer a resident is protected from", {spouses[1]}),
        ("csw", {coordinators[2]}),
        ("agency staff", set[str]()),
        ("staff a resident is protected from", {kin[1], coordinators[1]}),
    ):
        for home in sorted(seer.households(people[name]) - taken):
            members = sorted(seer.back("MEMBER_OF", home))
            if members and len(seer.file_of(members[0])) > len(members) + 2:
                shelters.append(Shelter(members[0], frozenset(against)))
                taken.add(home)
                break
    every = (*seer.shelters, *shelters)
    known_as = frozenset(known.items())
    return City(replace(seer, shelters=every, same_as=known_as), people, tuple(shelters))


def _near_each_other(seer: Seer, taken: set[str]) -> Iterator[tuple[str, str]]:
    """Two who live together and are not kin, a parent and a child who live apart, and a couple."""
    used = set(taken)

    def free(id_: str) -> bool:
        return bool(seer.homes(id_)) and not seer.homes(id_) & used

    def first(pairs: Iterable[tuple[str, str]]) -> tuple[str, str]:
        pair = next(pair for pair in pairs if all(map(free, pair)))
        used.update(home for each in pair for home in seer.homes(each))
        return pair

    residents = sorted(seer.world.nodes["Resident"])
    yield first(
        (one, other)
        for one in residents
        for home in sorted(seer.homes(one))
        for other in sorted(seer.back("MEMBER_OF", home))
        if other not in seer.kin_of([one]) and other != one
    )
    yield first(
        (one, other)
        for one in residents
        for other in sorted(seer.out("PARENT_OF", one, always=True))
        if not seer.homes(one) & seer.homes(other)
    )
    yield first(
        (one, other)
        for one in residents
        for other in sorted(seer.out("SPOUSE_OF", one, always=True))
    )


def of_grants(name: str) -> bool:
    """Whether a statement of that name reads what somebody may reach."""
    return name.startswith(("grants_of_", "reach_of_"))


def viewer_of(who: Somebody) -> Viewer:
    """The same as the graph sees them."""
    return Viewer(Role(who.role), who.person, ACCOUNT, Purpose(who.purpose))


def context_of(
    who: Somebody, gateway: Gateway, plans: Plans, trail: Trail | None = None
) -> Context:
    """What a request of theirs brings along, at noon: nobody reads through glass without a trail."""
    if trail is None and who.role == "break glass":
        trail = HEEDLESS
    return Context(gateway, plans, viewer_of(who), CITY_DAY, SEALS, trail=trail, clock=lambda: NOON)


class GuardedAsking:
    """Call it with somebody and an operation; `runs` says what the last call asked."""

    def __init__(
        self, api: Api, gateway: Gateway, runs: list[Run], policy: Policy = POLICY
    ) -> None:
        self.api = api
        self.gateway = gateway
        self.plans = Plans(policy)
        self.runs = runs
        self.trail: Trail | None = None

    @property
    def answering(self) -> list[Run]:
        """The runs of the last call without those that read the viewer's grants."""
        return [run for run in self.runs if not of_grants(run.name)]

    async def __call__(
        self,
        who: Somebody,
        operation: str,
        variables: Mapping[str, Any] | None = None,
        named: str | None = None,
    ) -> dict[str, Any]:
        """The whole response: `data`, and `errors` where there are any."""
        self.runs.clear()
        context = context_of(who, self.gateway, self.plans, self.trail)
        api = self.api.for_role(context.viewer.role)
        result = await api.execute(operation, dict(variables or {}), context, operation_name=named)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = outcome_of(result).payload["errors"]
        return answer
