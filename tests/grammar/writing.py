"""What a production writes, and where: a list at the root, below a node, in a condition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from graphql import GraphQLField, GraphQLInputObjectType, get_named_type

from graph.want import Fork, Step


class Place(StrEnum):
    """Where in an operation a production stands."""

    ROOT = "at the root"
    NESTED = "below a node"
    QUANTIFIED = "inside a quantifier"
    EDGE = "beside an edge condition"
    CURSOR = "beside a cursor"


@dataclass(frozen=True)
class Run:
    """One request of a document: what is sent with it, and whether it is to be refused."""

    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    named: str | None = None
    refused: bool = False


ONE_RUN = (Run(),)


@dataclass(frozen=True)
class Argued:
    """What a production says of a list: arguments, variables, what is selected, and the requests."""

    arguments: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ONE_RUN
    selection: str = ""
    order: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Condition:
    """What a production says as a condition."""

    text: str
    declared: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ONE_RUN

    @property
    def argued(self) -> Argued:
        return Argued((f"where: {self.text}",), self.declared, self.runs)


@dataclass(frozen=True)
class Written:
    """A document and its requests; `probe` finds the cursor that they send as `$at`."""

    document: str
    runs: tuple[Run, ...]
    probe: str = ""


def _of_a_quantifier(run: Run) -> Run:
    """A whole condition may be null as an argument, and not where a quantifier stands."""
    return replace(run, refused=run.refused or run.variables.get("w", ...) is None)


@dataclass(frozen=True)
class Spot:
    """A list of nodes of a kind where a production can be written.

    Below the root, `parents` is the root list of the nodes it hangs on, `ids` some of them.
    """

    place: Place
    kind: str
    name: str
    field: GraphQLField
    step: Step | Fork | None = None
    parents: str = ""
    ids: Sequence[str] = ()
    tie: str = ""
    given: tuple[str, ...] = ()
    backward: bool = False
    quantifier: str = "some"

    @property
    def where(self) -> GraphQLInputObjectType | None:
        given = self.field.args.get("where")
        named = get_named_type(given.type) if given else None
        return named if isinstance(named, GraphQLInputObjectType) else None

    def written(self, argued: Argued) -> Written:
        """The document that says so here."""
        selection = argued.selection or self.plain
        arguments = [*self.given, *argued.arguments]
        declared = [*argued.declared]
        probe = ""
        if self.place is Place.CURSOR:
            size = any(each.startswith(("first:", "last:")) for each in arguments)
            arguments += [] if size else ["last: 3" if self.backward else "first: 3"]
            arguments.append("before: $at" if self.backward else "after: $at")
            declared.append("$at: String")
            ordered = ", ".join([*self.given, argued.order] if argued.order else self.given)
            probe = f"{{ {self.name}(first: 5 {ordered}) {{ edges {{ cursor }} }} }}"
        if self.place is Place.EDGE:
            arguments.append(f"tie: {self.tie}")
        call = f"({', '.join(arguments)})" if arguments else ""
        asked = f"x: {self.name}{call} {selection}"
        if self.parents:
            some = ", ".join(f'"{each}"' for each in self.ids)
            asked = f"{self.parents}(where: {{id: {{in: [{some}]}}}}) {{ nodes {{ id {asked} }} }}"
        return Written(self._operations(asked, declared, argued), argued.runs, probe)

    def within(self, condition: Condition) -> Written:
        """The document that says a condition on the nodes that hang on others."""
        inner = f"{{{self.name}: {{{self.quantifier}: {condition.text}}}}}"
        asked = f"{self.parents}(where: {inner}) {{ nodes {{ id }} }}"
        argued = condition.argued
        document = self._operations(asked, argued.declared, argued)
        return Written(document, tuple(map(_of_a_quantifier, argued.runs)))

    @property
    def plain(self) -> str:
        return "{ nodes { __typename ... on Node { id } } }"

    def _operations(self, asked: str, declared: Sequence[str], argued: Argued) -> str:
        """An operation for each name that is run, the variables of each in another order."""
        names = dict.fromkeys(run.named for run in argued.runs)
        found: list[str] = [argued.before] if argued.before else []
        for place, name in enumerate(names):
            order = [*declared] if place % 2 == 0 else [*reversed(declared)]
            head = f"query {name or ''}{'(' + ', '.join(order) + ')' if order else ''}"
            found.append(f"{head} {{ {asked} }}")
        return "\n".join([*found, argued.after] if argued.after else found)
