"""What a viewer sees, printed: the three emitters that every generated statement is made of.

`node` adds the row rule of its kind, `tie` demands both ends, `value` prints the masked value.
Nothing else in the compiler names a label, a relationship type or a property.

The grants of a role with a person are read before (`graph/grants`); the rules are conditions over
them, as parameters. A rule that says "where its household is" is left out where the household, or
what belongs to it in between, was admitted on the way that leads here. Where it is judged `often`, of
more rows than a few found by their ids, rows are looked up among what is in reach.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import LiteralString, cast

from graph.errors import ModelFault
from graph.grants.households import IN_REACH, NARROW, in_force, reaches
from graph.lines import Lines, called, filtered, match
from graph.model import EVERY, ID, SEALED, SEARCH_TEXT, Kind, Privacy, Property, Tie, Type
from graph.policy import (
    BELONGING,
    HOUSEHOLD,
    MEETING,
    OF_ONE,
    RECORDS,
    RESIDENT,
    SEALABLE,
    Hop,
    Policy,
    Rows,
)
from graph.terms import (
    ANYTHING,
    NOTHING,
    Condition,
    Conditions,
    Either,
    Every,
    Not,
    Term,
    conjuncts,
    enclosed,
    exists,
    printed,
    where,
)
from graph.viewer import GRANTED, Purpose, Viewer
from graph.want import Fork, Step

_GRANT = re.compile(r"\$grants\.(\w+)")
_MARK = re.compile(r"true /\* sees (\w+):(\w+) \*/")
_SEAL_MARK = re.compile(r"true /\* opens (\w+) of (\w+) \*/")
FEW: LiteralString = "10"
"""Fewer than these are on record when they are counted: such a count tells of each of them."""
BASIS: LiteralString = "legalBasis"
FOR_MEETINGS: LiteralString = "SUPPORT_MEETING"
"""The basis of what was shared at a support meeting, to be read for that purpose alone."""


@dataclass(frozen=True)
class Pattern:
    """A pattern to MATCH, and the conditions that hold for what it binds."""

    text: LiteralString
    conditions: Conditions = ()


@dataclass(frozen=True)
class Sight:
    """The emitters for one viewer."""

    policy: Policy
    viewer: Viewer

    @property
    def granted(self) -> bool:
        """Whether the grants of a person are read before the statement."""
        return self.viewer.role in GRANTED

    def noted(self, kind: Kind, *, within: bool) -> bool:
        """Whether it is noted whose data are shown: of each record, but of one household's where it
        is shown right `within` another record, which is noted.
        """
        if not self.granted or kind.name not in RECORDS:
            return False
        return not within or kind.name not in OF_ONE

    def noting(self, variable: LiteralString, kinds: Sequence[Kind]) -> LiteralString | None:
        """The ids that are noted where such a node is told of and nothing is shown of it.

        None where none of the kinds is noted.
        """
        noted = [kind for kind in kinds if self.noted(kind, within=False)]
        if not noted:
            return None
        told: Lines = []
        for kind in noted:
            own: LiteralString = f"[{variable}.{ID.name}]"
            about = self.owners(variable, kind)
            if about is not None:
                own = f"head([about IN [{about}] | CASE WHEN size(about) > 0 THEN about ELSE {own} END])"
            told.append(own if len(kinds) == 1 else f"WHEN {variable}:{kind.name} THEN {own}")
        return told[0] if len(kinds) == 1 else f"CASE {' '.join(told)} ELSE [] END"

    def few(self, variable: LiteralString) -> LiteralString:
        """The rows that are counted, where they are so few that the count tells of each; else none."""
        return f"CASE WHEN count(*) < {FEW} THEN collect({variable}) ELSE [] END"

    def noting_few(self, few: LiteralString, kinds: Sequence[Kind]) -> LiteralString | None:
        """The ids that are noted of the few rows of that name that are counted."""
        noting = self.noting("counted", kinds)
        return noting and f"reduce(people = [], counted IN {few} | people + {noting})"

    def owners(self, variable: LiteralString, kind: Kind) -> LiteralString | None:
        """The ids of the residents and households that a record is about; nothing for these themselves.

        They are noted with what is filed, whoever of them the viewer sees: who read a need has read of
        its resident. A household is the one its resident lives in today.
        """
        if kind.name in (HOUSEHOLD, RESIDENT):
            return None
        if kind.name == MEETING:
            return f"[({variable})-[:DISCUSSED]->()-[:CONCERNS*1..2]->(of_owner:{HOUSEHOLD}) | of_owner.{ID.name}]"
        text, conditions = _to_owners(variable, BELONGING[kind.name])
        return f"[{text}{where(conditions)} | of_owner.{ID.name}]"

    def marked(self, written: LiteralString) -> LiteralString:
        """A written text in which each mark has become the rule it stands for.

        `true /* sees n:Kind */` is the row rule of the kind for `n`, `true /* opens t of n */` that the
        tie `t` gives away no place closed to the viewer.
        """

        def rule(mark: re.Match[str]) -> str:
            name = cast("LiteralString", mark[1])
            kinds = [self.policy.model.kind(kind) for kind in mark[2].split("_or_")]
            return enclosed(self.admits(name, kinds))

        def unsealed(mark: re.Match[str]) -> str:
            tie, row = cast("LiteralString", mark[1]), cast("LiteralString", mark[2])
            return enclosed(_open(tie, row) if self.granted else ANYTHING)

        text = _MARK.sub(rule, written)
        return cast("LiteralString", _SEAL_MARK.sub(unsealed, text))

    def admits(self, variable: LiteralString, kinds: Sequence[Kind]) -> Condition:
        """The condition that a node of one of these kinds is seen."""
        rules = self._rules(variable, kinds)
        if not any(conditions for _, conditions in rules):
            return ANYTHING
        return _any_of(variable, rules)

    def node(self, variable: LiteralString, kind: Kind, *, often: bool = False) -> Pattern:
        """`(variable:Kind)` and the row rule of the kind for this viewer.

        `often` where more nodes may be judged than a few that are found by their ids.
        """
        return Pattern(f"({variable}:{kind.name})", self._rule(variable, kind, often=often))

    def every(self, variable: LiteralString, kind: Kind) -> Lines | None:
        """Lines that bring every node of the kind that the viewer sees, once each, from the grants.

        Nothing where the kind's own index is the better start.
        """
        if self._rows(kind) not in _BELONGS or self.viewer.role not in NARROW:
            return None
        lines: Lines = [
            f"UNWIND $grants.{IN_REACH}{kind.name} AS of_id",
            f"MATCH ({variable}:{kind.name} {{{ID.name}: of_id}})",
        ]
        rules = conjuncts(self._rule(variable, kind, often=True, implied=True))
        if rules:
            lines.append(f"WITH {variable}")
            lines += filtered(rules)
        return lines

    def _rows(self, kind: Kind) -> Rows:
        return self.policy.rows[self.viewer.role][kind.name]

    def _rule(
        self, variable: LiteralString, kind: Kind, *, often: bool, implied: bool = False
    ) -> Conditions:
        """The conditions under which a row is seen; `implied` where its household is known to be."""
        rows = self._rows(kind)
        if rows is Rows.NONE:
            return (NOTHING,)
        rules: list[Condition] = []
        if rows in _BELONGS and not implied:
            rules.append(self._belongs(variable, kind, often=often))
        own = Term("of_person.id IN $grants.viewer")
        if rows is Rows.RECORDED:
            rules.append(exists(f"({variable})<-[:RECORDED]-(of_person)", (own,)))
        if rows is Rows.ATTENDED:
            rules.append(exists(f"({variable})<-[:ATTENDED]-(of_person)", (own,)))
        if self.granted and (kind.name in BELONGING or BASIS in kind):
            rules += self._based(variable, kind)
            rules.append(Not(Term(f"{variable}.id IN $grants.denied")))
        if rows is Rows.IDENTIFIED:
            known = Term("size($grants.viewer) > 0")
            rules.append(Either((Term(f"{variable}.{SEALED} IS NULL"), known)))
        return tuple(rules)

    def _based(self, variable: LiteralString, kind: Kind) -> list[Condition]:
        """The condition that the row was not shared for a purpose that is not the viewer's."""
        if self.viewer.purpose is Purpose.SUPPORT_MEETING:
            return []
        if BASIS in kind:
            return [Term(f"coalesce({variable}.{BASIS}, '') <> '{FOR_MEETINGS}'")]
        shared = Term(f"of_basis.{BASIS} = '{FOR_MEETINGS}'")
        found: list[Condition] = []
        for way in BELONGING[kind.name]:
            pattern = self._to_basis(variable, way)
            if pattern is not None:
                found.append(Not(exists(pattern, (shared,))))
        return list(dict.fromkeys(found))

    def _to_basis(self, variable: LiteralString, way: tuple[Hop, ...]) -> LiteralString | None:
        """The pattern from a record to the first on its way home that names a basis, `of_basis`."""
        text: LiteralString = f"({variable})"
        for hop in way:
            based = BASIS in self.policy.model.kind(hop.kind)
            end: LiteralString = f"({'of_basis' if based else ''}:{hop.kind})"
            text = f"{text}-[:{hop.tie}]->{end}" if hop.forward else f"{text}<-[:{hop.tie}]-{end}"
            if based:
                return text
        return None

    def _belongs(self, variable: LiteralString, kind: Kind, *, often: bool) -> Condition:
        """The condition that a household the row belongs to is in reach."""
        role = self.viewer.role
        if often and role in NARROW:
            return Term(f"{variable}.id IN $grants.{IN_REACH}{kind.name}")
        if kind.name == HOUSEHOLD:
            return reaches(role, variable)
        text, conditions = _way(variable, BELONGING[kind.name])
        return exists(text, (*conditions, reaches(role, "of_home")))

    def judged(self, variable: LiteralString, kinds: Sequence[Kind], told: LiteralString) -> Lines:
        """Lines that say as `told` whether a household is in reach that a node of one of these kinds
        belongs to; none where no rule asks so.
        """
        ways: Lines = []
        for hops, alike in self._belonging(kinds):
            text, conditions = _way(f"{variable}:{_labels(alike)}", hops)
            if ways:
                ways.append("UNION ALL")
            home: LiteralString = "of_home" if any(hops) else f"{variable} AS of_home"
            ways += match(text, conditions)
            ways.append(f"RETURN {home}")
        if not ways:
            return []
        rule = reaches(self.viewer.role, "of_home")
        block: Lines = [
            *called(variable, ways),
            "WITH of_home",
            *filtered((rule,)),
            f"RETURN count(*) > 0 AS {told}",
        ]
        return called(variable, block)

    def _belonging(
        self, kinds: Sequence[Kind]
    ) -> list[tuple[tuple[tuple[Hop, ...], ...], list[Kind]]]:
        """Those whose rule asks for their household, together where the way to it is the same."""
        found: dict[tuple[tuple[Hop, ...], ...], list[Kind]] = {}
        for kind in kinds:
            if self._rows(kind) in _BELONGS:
                found.setdefault(BELONGING[kind.name], []).append(kind)
        return list(found.items())

    def rules_beside(self, variable: LiteralString, kind: Kind, told: LiteralString) -> Conditions:
        """The row rule of a node for which `judged` has told about its household."""
        rules = self._rule(variable, kind, often=False, implied=True)
        return (Term(told), *rules) if self._rows(kind) in _BELONGS else rules

    def any_node(self, variable: LiteralString) -> Pattern:
        """A node of whichever kind; nothing is shown of it before the rule of its kind admitted it."""
        return Pattern(f"({variable}:{EVERY})")

    def labelled(self, variable: LiteralString, kinds: Sequence[Kind]) -> LiteralString:
        """A node of one of several kinds, which other conditions admit."""
        return f"({variable}:{_labels(kinds)})"

    def kind_name(self, variable: LiteralString) -> LiteralString:
        """The name of an admitted node's kind."""
        return f"head([label IN labels({variable}) WHERE label <> '{EVERY}'])"

    def tie(
        self,
        start: LiteralString,
        came_from: Kind | None,
        variable: LiteralString,
        step: Step,
        end: LiteralString,
        *,
        today: bool,
        often: bool,
    ) -> Pattern:
        """A step from an admitted node along a tie to a node that must be admitted too.

        `came_from` is the kind at the start where it is known; `today` says that the tie followed
        is one that is in force today; `often` as `node` has it.
        """
        tie, kind = self.policy.model.tie(step.tie), self.policy.model.kind(step.kind)
        implied = (
            today
            and came_from is not None
            and self._rows(came_from) in _BELONGS
            and _leads_down(came_from, step)
        )
        arrow: LiteralString = f"({start}){_along(variable, tie, step)}({end}:{kind.name})"
        rule = self._rule(end, kind, often=often, implied=implied)
        open_ = self._unsealed(variable, tie, start, came_from, end, kind)
        return Pattern(arrow, (*open_, *rule))

    def fork(
        self,
        start: LiteralString,
        came_from: Kind,
        variable: LiteralString,
        fork: Fork,
        end: LiteralString,
        *,
        often: bool,
    ) -> Pattern:
        """The same to a node of one of several kinds, each admitted by its own row rule."""
        tie = self.policy.model.tie(fork.tie)
        kinds = [self.policy.model.kind(name) for name in fork.kinds]
        arrow: LiteralString = f"({start}){_along(variable, tie, fork)}({end}:{_labels(kinds)})"
        open_ = self._unsealed(variable, tie, start, came_from, end, *kinds)
        rules = self._rules(end, kinds, often=often)
        if len(rules) == 1:
            return Pattern(arrow, (*open_, *rules[0][1]))
        return Pattern(arrow, (*open_, _any_of(end, rules)))

    def _unsealed(
        self,
        tie_variable: LiteralString,
        tie: Tie,
        start: LiteralString,
        came_from: Kind | None,
        end: LiteralString,
        *kinds: Kind,
    ) -> Conditions:
        """The condition that a tie gives away no place that is closed to the viewer."""
        if not self.granted or tie.type not in self.policy.placing:
            return ()
        ends: list[LiteralString] = []
        if came_from is None or came_from.name in RECORDS:
            ends.append(start)
        if any(kind.name in RECORDS for kind in kinds):
            ends.append(end)
        return (_open(tie_variable, *ends),) if ends else ()

    def _rules(
        self, variable: LiteralString, kinds: Sequence[Kind], *, often: bool = False
    ) -> list[tuple[list[Kind], Conditions]]:
        """The row rules of several kinds, each with the kinds that share it."""
        rules: list[tuple[list[Kind], Conditions]] = []
        for kind in kinds:
            conditions = self.node(variable, kind, often=often).conditions
            alike = next((alike for alike, known in rules if known == conditions), None)
            if alike is None:
                rules.append(([kind], conditions))
            else:
                alike.append(kind)
        return rules

    def value(self, variable: LiteralString, holder: Kind | Tie, name: str) -> LiteralString:
        """The value of a property, or null where this viewer may not see it.

        Dates and times come as ISO text, points as `[latitude, longitude]`.
        """
        return self._masked(variable, holder, holder[name], _as_sent(variable, holder[name]))

    def stored(self, variable: LiteralString, holder: Kind | Tie, name: str) -> LiteralString:
        """The stored value to compare and sort by, or null where this viewer may not see it."""
        return self._masked(variable, holder, holder[name], f"{variable}.{holder[name].name}")

    def open_to_all(self, holder: Kind | Tie, name: str) -> bool:
        """Whether the viewer sees the stored value of every row they see."""
        stored = self.stored("x", holder, name)
        return stored == f"x.{name}"

    def _masked(
        self, variable: LiteralString, holder: Kind | Tie, each: Property, value: LiteralString
    ) -> LiteralString:
        kind = holder.name if isinstance(holder, Kind) else None
        if not self.policy.shown(self.viewer.role, kind, each):
            return "null"
        if self.granted and kind in RECORDS and each.privacy in SEALABLE:
            return f"CASE WHEN {printed(_open(variable, variable))} THEN {value} END"
        return value

    def stored_among(
        self, variable: LiteralString, kinds: Sequence[Kind], name: str
    ) -> LiteralString:
        """The same for a node of one of several kinds; null for those without the property."""
        shown = [kind for kind in kinds if name in kind]
        seen = [kind for kind in shown if self.stored(variable, kind, name) != "null"]
        if not seen:
            return "null"
        stored = self.stored(variable, seen[0], name)
        if len(seen) == len(kinds):
            return stored
        return f"CASE WHEN {variable}:{_labels(seen)} THEN {stored} END"

    def search_text(self, variable: LiteralString, kind: Kind) -> LiteralString | None:
        """The stored text a kind is searched by, or nothing where this viewer may not search it.

        The text is made of several properties, so one that is masked closes the whole of it.
        """
        if self._rows(kind) is Rows.NONE or not kind.search:
            return None
        if not all(self.open_to_all(kind, name) for name in kind.search):
            return None
        return f"{variable}.{SEARCH_TEXT}"

    def sought(self, variable: LiteralString, kind: Kind) -> Lines:
        """The folded numbers and addresses a kind is found by, each masked as what it is made of.

        What this viewer never sees of any row is left out.
        """
        if self._rows(kind) is Rows.NONE:
            return []
        texts: Lines = [
            self._masked(variable, kind, each, f"{variable}.{each.folded}")
            for each, _ in kind.sought
        ]
        return [text for text in texts if text != "null"]

    def sort_key(self, variable: LiteralString, kind: Kind, name: str) -> LiteralString:
        """The stored value to sort and page by; only what the viewer sees of every row.

        What a kind's own lists are sorted by may be internal, such as a rank made of what is seen.
        """
        own = name in kind.order and kind[name].privacy is Privacy.INTERNAL
        if not (own or self._rows(kind) is Rows.NONE or self.open_to_all(kind, name)):
            raise ModelFault(f"{kind.name}.{name} is masked, so it cannot order a list.")
        return f"{variable}.{kind[name].name}"


_BELONGS = (Rows.REACHED, Rows.RECORDED)


def _leads_down(came_from: Kind, step: Step) -> bool:
    """Whether the step leads to what belongs to a household because its start does."""
    back = (step.tie, not step.forward, came_from.name)
    firsts = (way[0] for way in BELONGING.get(step.kind, ()) if way)
    return any((hop.tie, hop.forward, hop.kind) == back for hop in firsts)


def grants_in(text: str) -> frozenset[str]:
    """The names of the grants that a statement takes as parameters."""
    return frozenset(_GRANT.findall(text))


def belonging(policy: Policy) -> Mapping[str, LiteralString]:
    """By kind, the text that brings the ids of what belongs to the households in reach.

    Its parameters are `$today` and the ids of these households; its one row holds the list.
    """
    texts: dict[str, LiteralString] = {}
    for kind in policy.model.kinds:
        if kind.name in BELONGING and kind.name != HOUSEHOLD:
            text, conditions = _way(f"of_row:{kind.name}", BELONGING[kind.name])
            lines: Lines = [
                f"UNWIND $grants.{IN_REACH}{HOUSEHOLD} AS of_id",
                f"MATCH (of_home:{HOUSEHOLD} {{{ID.name}: of_id}})",
                *match(text, conditions),
                f"RETURN collect(DISTINCT of_row.{ID.name}) AS ids",
            ]
            texts[kind.name] = "\n".join(lines)
    return texts


def _to_owners(
    record: LiteralString, ways: tuple[tuple[Hop, ...], ...]
) -> tuple[LiteralString, Conditions]:
    """The pattern from a record to every resident and household on its ways, `of_owner`.

    The first steps lead one way from record to record, and have ties of their own; from the first
    that may lead to an owner on, any of the ties that lead to owners are followed.
    """
    way = max(ways, key=len)
    first = next(at for at, hop in enumerate(way) if hop.kind in (HOUSEHOLD, RESIDENT))
    text: LiteralString = f"({record})"
    for hop in way[:first]:
        text = f"{text}-[:{hop.tie}]->()" if hop.forward else f"{text}<-[:{hop.tie}]-()"
    farther = way[first + 1 :]
    ties: LiteralString = "|".join(dict.fromkeys(hop.tie for hop in way[first:]))
    steps: LiteralString = f"of_ways:{ties}*1..2" if farther else f"of_ways:{ties}"
    text = f"{text}-[{steps}]->(of_owner:{HOUSEHOLD}|{RESIDENT})"
    if not farther:
        return text, ()
    return text, (Term(f"all(of_way IN of_ways WHERE {printed(in_force('of_way'))})"),)


def _open(sealed: LiteralString, *rows: LiteralString) -> Condition:
    """The condition that nothing seals a tie or node, or that one of the rows is opened to the viewer."""
    opened = [Term(f"{row}.id IN $grants.opened") for row in rows]
    return Either((Term(f"{sealed}.{SEALED} IS NULL"), *opened))


def _way(
    row: LiteralString, ways: tuple[tuple[Hop, ...], ...]
) -> tuple[LiteralString, list[Condition]]:
    """The pattern from a row to its household `of_home`, and the conditions on it.

    What belongs to a household or to a resident goes one way to both: the last hop is left out where
    the household is reached without it.
    """
    way = max(ways, key=len)
    beside = [each for each in ways if each is not way]
    if beside and beside != [(*way[:-2], replace(way[-2], kind=way[-1].kind))]:
        raise ModelFault("Two ways to a household may differ by the resident in between alone.")
    text: LiteralString = f"({row})"
    conditions: list[Condition] = []
    for hop in way:
        tie: LiteralString = f":{hop.tie}"
        times: LiteralString = ""
        if hop.current and beside:
            tie, times = f"of_lives:{hop.tie}{where((in_force('of_lives'),))}", "{0,1}"
        elif hop.current:
            tie = f"of_lives:{hop.tie}"
            conditions.append(in_force("of_lives"))
        either = beside and hop is way[-2]
        end: LiteralString = "of_home" if hop is way[-1] else ""
        label: LiteralString = "" if either else f":{hop.kind}"
        arrow: LiteralString = f"-[{tie}]->{times}" if hop.forward else f"<-[{tie}]-{times}"
        text = f"{text}{arrow}({end}{label})"
    return text, conditions


def _any_of(variable: LiteralString, rules: list[tuple[list[Kind], Conditions]]) -> Condition:
    """The condition that a node is of a kind, and seen by the rule of its kind."""
    if len(rules) == 1:
        return Every(rules[0][1])
    return Either(
        tuple(
            [
                Every((Term(f"{variable}:{_labels(alike)}"), *conditions))
                for alike, conditions in rules
            ]
        )
    )


def _along(variable: LiteralString, tie: Tie, step: Step | Fork) -> LiteralString:
    along: LiteralString = f"-[{variable}:{tie.type}]-"
    if tie.symmetric:
        return along
    return f"{along}>" if step.forward else f"<{along}"


def _labels(kinds: Sequence[Kind]) -> LiteralString:
    return "|".join([kind.name for kind in kinds])


def _as_sent(variable: LiteralString, each: Property) -> LiteralString:
    stored: LiteralString = f"{variable}.{each.name}"
    match each.type:
        case Type.DATE | Type.DATETIME:
            return f"toString({stored})"
        case Type.POINT:
            return (
                f"CASE WHEN {stored} IS NULL THEN null "
                f"ELSE [{stored}.latitude, {stored}.longitude] END"
            )
        case _:
            return stored
