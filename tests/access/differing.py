"""A world changed in what somebody does not see, and nothing else: the naive view stays as it is.

Each difference is tried over the view first and kept only where that stays equal: hidden texts and
numbers are others, hidden rows are there twice with all their ties, a protected household lies in
another district. `apply` makes the same of the database, `undo` takes it back.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from graph.kinds.all import MODEL
from graph.load import texts_of
from graph.model import Type
from tests.access.hamlet import Hamlet
from tests.access.hamlet_rows import SECRETS, copied, with_world
from tests.access.seeing import Somebody
from tests.answering.oracle import Ref, World

TWICE = {
    "Household",
    "Resident",
    "Need",
    "Consultation",
    "Case",
    "Referral",
    "SupportGap",
    "Meeting",
}
OF_EACH = 2
TWIN_MARK = "TWIN"
"""How the ids of second rows begin."""
RULED = {"PROTECTS", "AGAINST", "SAME_AS"}
"""What protects somebody; a second of the row is not protected in its own right."""
SET = "UNWIND $rows AS row MATCH (n:Node {id: row[0]}) SET n += row[1]"
TWIN = """
MATCH (n:Node {id: $id})
WITH n, labels(n) AS labels
CREATE (m:$(labels)) SET m = $values
SET m.sealed = n.sealed, m.position = n.position
WITH n, m
CALL (n, m) { MATCH (n)-[t]->(o) WHERE NOT type(t) IN $ruled
  CREATE (m)-[c:$(type(t))]->(o) SET c = properties(t) }
CALL (n, m) { MATCH (n)<-[t]-(o) WHERE NOT type(t) IN $ruled
  CREATE (m)<-[c:$(type(t))]-(o) SET c = properties(t) }
RETURN m.id
"""
MOVED = """
MATCH (h:Node {id: $home})-[t:IN_DISTRICT]->(:District {id: $was})
MATCH (d:District {id: $is})
CREATE (h)-[c:IN_DISTRICT]->(d) SET c = properties(t) DELETE t
"""


@dataclass
class Difference:
    """What is otherwise in the second world, as it is written and taken back."""

    values: list[tuple[str, dict[str, Any]]] = field(default_factory=list[Any])
    former: list[tuple[str, dict[str, Any]]] = field(default_factory=list[Any])
    twins: list[tuple[str, dict[str, Any]]] = field(default_factory=list[Any])
    moves: list[tuple[str, str, str]] = field(default_factory=list[Any])

    async def apply(self, hamlet: Hamlet) -> None:
        await hamlet.write(SET, rows=self.values)
        for id_, values in self.twins:
            made = await hamlet.write(TWIN, id=id_, values=values, ruled=sorted(RULED))
            assert made == [[values["id"]]]
        for home, was, is_ in self.moves:
            await hamlet.write(MOVED, home=home, was=was, **{"is": is_})

    async def undo(self, hamlet: Hamlet) -> None:
        for home, was, is_ in self.moves:
            await hamlet.write(MOVED, home=home, was=is_, **{"is": was})
        for _, values in self.twins:
            await hamlet.write("MATCH (n:Node {id: $id}) DETACH DELETE n", id=values["id"])
        await hamlet.write(SET, rows=self.former)


class Differing:
    """Finds what may be otherwise without somebody's seeing it."""

    def __init__(self, hamlet: Hamlet, who: Somebody, random: Random) -> None:
        self._hamlet, self._who, self._random = hamlet, who, random
        self._seen = hamlet.seer.view(who)
        self.world = copied(hamlet.seer.world)
        self.difference = Difference()

    def drawn(self) -> Difference:
        self._alter_values()
        self._add_twins()
        self._move_homes()
        assert self._is_unseen(self.world)
        return self.difference

    def _is_unseen(self, world: World) -> bool:
        return with_world(self._hamlet.city, world).seer.view(self._who) == self._seen

    def _alter_values(self) -> None:
        for kind, nodes in self.world.nodes.items():
            for id_, node in nodes.items():
                seen = self._seen.nodes[kind].get(id_)
                otherwise = {
                    name: _other(kind, name, value)
                    for name, value in node.items()
                    if value is not None and (seen is None or seen.get(name) is None)
                }
                changed = {name: each for name, each in otherwise.items() if each is not None}
                if changed:
                    former = {name: node[name] for name in changed}
                    nodes[id_] = {**node, **changed}
                    self.difference.former.append((id_, former | _texts(kind, node)))
                    self.difference.values.append((id_, changed | _texts(kind, nodes[id_])))

    def _add_twins(self) -> None:
        """Of what is denied to whoever asks first, since only that rule hides it."""
        safe = {shelter.safe for shelter in self._hamlet.seer.shelters}
        denied = self._hamlet.seer.shut_out(self._who)
        for kind in sorted(TWICE):
            hidden = sorted(set(self.world.nodes[kind]) - set(self._seen.nodes[kind]) - safe)
            added = 0
            drawn = self._random.sample(hidden, len(hidden))
            for id_ in sorted(drawn, key=lambda each: each not in denied):
                if added < OF_EACH:
                    added += self._add_twin(kind, id_)

    def _add_twin(self, kind: str, id_: str) -> bool:
        world, twin = copied(self.world), f"{TWIN_MARK}{id_[4:]}"
        node = {**world.nodes[kind][id_], "id": twin}
        node |= {name: _twins(value) for name, value in node.items() if (kind, name) in SECRETS}
        world.nodes[kind][twin] = node
        for tie in MODEL.ties:
            for here, there in ((world.out, world.back), (world.back, world.out)):
                for ref, facts in [*here.get((tie.type, id_), [])]:
                    here.setdefault((tie.type, twin), []).append((ref, facts))
                    there.setdefault((tie.type, ref.id), []).append((Ref(kind, twin), facts))
        if not self._is_unseen(world):
            return False
        self.world = world
        values = {name: each for name, each in node.items() if each is not None}
        points = {each.name for each in MODEL.kind(kind).properties if each.type is Type.POINT}
        kept = {name: each for name, each in values.items() if name not in points}
        self.difference.twins.append((id_, kept | _texts(kind, node)))
        return True

    def _move_homes(self) -> None:
        districts = sorted(self.world.nodes["District"])
        for home in sorted(self._hamlet.seer.sealed() & set(self.world.nodes["Household"])):
            [*lies] = self.world.out.get(("IN_DISTRICT", home), [])
            if len(lies) != 1:
                continue
            was, facts = lies[0]
            other = self._random.choice([each for each in districts if each != was.id])
            world = copied(self.world)
            world.out["IN_DISTRICT", home] = [(Ref("District", other), facts)]
            back = world.back["IN_DISTRICT", was.id]
            world.back["IN_DISTRICT", was.id] = [each for each in back if each[0].id != home]
            world.back.setdefault(("IN_DISTRICT", other), []).append(
                (Ref("Household", home), facts)
            )
            if self._is_unseen(world):
                self.world = world
                self.difference.moves.append((home, was.id, other))


def _texts(kind: str, node: dict[str, Any]) -> dict[str, str | None]:
    """What is kept of a row to be searched by."""
    holder = MODEL.kind(kind)
    return dict(zip(holder.texts, texts_of(holder, node.get), strict=True))


def _other(kind: str, name: str, value: Any) -> Any:
    """Another value of the same sort; None for what is left as it is."""
    each = MODEL.kind(kind)[name]
    if (kind, name) in SECRETS:
        return None if name == "rank" else _twins(value)
    if each.choice is not None or name == "id":
        return None
    if each.type is Type.INTEGER:
        return value + 1
    if name == "birthDate" and isinstance(value, date):
        return value - timedelta(4_000)
    return None


def _twins(value: Any) -> Any:
    if isinstance(value, list):
        return [f"other {each}" for each in value]
    return value if value is None else f"other {value}"
