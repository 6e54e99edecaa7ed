"""What a plan must be for what was asked: the rule as code, and the exceptions with their reasons.

A root list is bound to `n`. It is walked in the order of an index, or sought by one, wherever an
index can; everything else starts from what is bound already.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from graph.entering import entrance
from graph.gateway import PlanStep
from graph.kinds.all import MODEL
from graph.model import ID, Index, Kind
from graph.want import (
    Aggregate,
    AllOf,
    AnyById,
    AnyByIds,
    AnyOf,
    ById,
    Compared,
    Groups,
    Operator,
    PageOf,
    PagePart,
    RootAsk,
    Search,
    TotalCount,
    TypeName,
    Where,
)

NEVER = ("AllNodesScan", "AllRelationshipsScan", "RelationshipTypeScan", "Eager")
OF_TIES = "RelationshipTypeScan"
FULL_SORTS = {"Top", "Sort"}
SEEKS_ONE = "NodeUniqueIndexSeek"
SEEKS = {
    SEEKS_ONE,
    "NodeUniqueIndexSeekByRange",
    "NodeIndexSeek",
    "NodeIndexSeekByRange",
    "NodeIndexContainsScan",
}
WALKS = {"NodeIndexScan"}
SCAN = "NodeByLabelScan"
COUNTED = "NodeCountFromCountStore"
SUMS = ("collect(", "count(", "sum(", "avg(", "min(", "max(")
"""How the details of an aggregation without grouping keys begin."""
ROOT = re.compile(r"\bn:[A-Z]")
OF_THE_ROOT = re.compile(r"\bn\.")

RANGES = {
    Operator.EQUALS,
    Operator.IN,
    Operator.AFTER,
    Operator.FROM,
    Operator.BEFORE,
    Operator.UP_TO,
    Operator.STARTS_WITH,
}
TEXTS = {Operator.EQUALS, Operator.IN, Operator.STARTS_WITH, Operator.CONTAINS}
SERVES: dict[Index, set[Operator]] = {
    Index.UNIQUE: RANGES,
    Index.RANGE: RANGES,
    Index.SORTED: set(),
    Index.TEXT: TEXTS,
    Index.POINT: set(),
}

FEW = {kind.name for kind in MODEL.kinds if kind.few}
"""The kinds of the directory: hundreds in a city, whatever its people and their needs."""

EXCEPTIONS = {
    "sorted by what no index keeps in order": "A property without an ordered index, a count or a "
    "property of another node is known only once every node has been looked at; Top keeps no more "
    "than the page.",
    "sorted by what may be absent": "What is absent comes last, and an index does not hold what is "
    "absent: without an index all nodes of the kind are looked at once, and with one those that "
    "lack the value, where something else sorts them.",
    "counted under a condition": "A count under a condition that no index serves, and a sum or "
    "groups, look at every node of the kind; a bare count is the count store's.",
    "rows beside their count": "The product of one collected page and its count, sums or groups, "
    "each collected to one row.",
    "beside the node that is named": "The one node that a key finds stands beside each row of a "
    "list that is walked until the page is full: whether they are tied is then looked up.",
    "sorted from the other side": "A list sorted by a related node, or by how many there are, is "
    "come to from those nodes: each is looked at once, before the rest is matched.",
    "few enough to join": "A kind of the directory has so few nodes that the planner reads them "
    "all to join them.",
}


@dataclass(frozen=True)
class Finding:
    """What is wrong with a plan, or the exception that allows it."""

    sentence: str
    allowed: bool = False


def findings(ask: RootAsk, plan: Iterable[PlanStep]) -> Iterator[Finding]:
    """Each departure from the rule; one that is allowed bears the name of its exception."""
    steps = tuple(plan)
    counted = [key.through.tie for key in ask.ask.order if key.through] if _is_page(ask) else []
    for step in steps:
        if step.name == "Eager" or any(step.name.endswith(each) for each in NEVER[:-1]):
            from_ties = step.name.endswith(OF_TIES) and any(
                f":{tie}]" in step.details for tie in counted
            )
            sentence = f"{step.name} {step.details}"
            yield Finding("sorted from the other side" if from_ties else sentence, from_ties)
    yield from _products(ask, steps)
    yield from _strangers(ask, steps)
    roots = [step for step in steps if ROOT.search(step.details) and _is_leaf(step)]
    match ask:
        case ById() | AnyById() | AnyByIds():
            label = ask.want.kind if isinstance(ask, ById) else "Node"
            yield from _by_id(label, roots)
        case PageOf():
            yield from _listed(ask, roots, steps)
        case Search():
            yield from (Finding(f"{step.name} {step.details}, no search") for step in roots)


def _is_leaf(step: PlanStep) -> bool:
    return step.name in SEEKS | WALKS | {SCAN, COUNTED} or "Scan" in step.name


def _products(ask: RootAsk, steps: tuple[PlanStep, ...]) -> Iterator[Finding]:
    """A product multiplies rows: only one row may stand beside another, each part of a page one."""
    for at, step in enumerate(steps):
        if step.name == "CartesianProduct":
            beside = isinstance(ask, (PageOf, Search)) and bool(_summed(ask))
            single = beside and all(_is_one_row(steps, each) for each in _under(steps, at))
            named = any(steps[each].name == SEEKS_ONE for each in _under(steps, at))
            sentence = "rows beside their count" if single else "beside the node that is named"
            allowed = single or named
            yield Finding(sentence if allowed else step.name, allowed=allowed)


def _under(steps: tuple[PlanStep, ...], at: int) -> Iterator[int]:
    """The places of the steps directly under one."""
    for place in range(at + 1, len(steps)):
        if steps[place].depth <= steps[at].depth:
            return
        if steps[place].depth == steps[at].depth + 1:
            yield place


def _is_one_row(steps: tuple[PlanStep, ...], at: int) -> bool:
    name, details = steps[at].name, steps[at].details
    if name in {"Projection", "CartesianProduct", "Apply", "Optional"}:
        return all(_is_one_row(steps, each) for each in _under(steps, at))
    collected = name == "EagerAggregation" and details.startswith(SUMS)
    smallest = name == "Limit" and details == "1"  # of an index walked for min or max
    return collected or smallest or name in {COUNTED, "Argument"}


def _strangers(ask: RootAsk, steps: tuple[PlanStep, ...]) -> Iterator[Finding]:
    """No node but the root's is looked for in a whole label, but what a list is sorted by."""
    sorts = [key.through.kind for key in ask.ask.order if key.through] if _is_page(ask) else []
    for step in steps:
        if step.name == SCAN and not ROOT.search(step.details):
            label = step.details.partition(":")[2]
            few, sorting = label in FEW, label in sorts
            sentence = f"{step.name} {step.details}"
            if sorting:
                sentence = "sorted from the other side"
            if few:
                sentence = "few enough to join"
            yield Finding(sentence, allowed=few or sorting)


def _is_page(ask: RootAsk) -> TypeGuard[PageOf]:
    return isinstance(ask, PageOf)


def _by_id(label: str, roots: list[PlanStep]) -> Iterator[Finding]:
    wanted = f"UNIQUE n:{label}(id)"
    for step in roots:
        if step.name != "NodeUniqueIndexSeek" or not step.details.startswith(wanted):
            yield Finding(f"{step.name} {step.details}, not a seek of {wanted}")
    if not roots:
        yield Finding(f"no seek of {wanted}")


def _listed(ask: PageOf, roots: list[PlanStep], steps: tuple[PlanStep, ...]) -> Iterator[Finding]:
    kind = MODEL.kind(ask.kind)
    if not roots and entrance(ask.ask.where, kind, MODEL):
        return  # entered from related nodes, which are sought themselves
    sought = [*_sought(ask.ask.where, kind)]
    summed = _summed(ask)
    rows = any(not isinstance(part, TypeName) and part not in summed for part in ask.parts)
    seeks = [step for step in roots if step.name in SEEKS]
    if sought and not (rows and _is_ordered(ask, kind)) and not seeks:
        yield Finding(f"{[step.name for step in roots]}, no seek by {sought}")
    if sought or not rows:
        if any(step.name == SCAN for step in roots):
            yield Finding("counted under a condition", allowed=not sought)
        return
    if _is_ordered(ask, kind):
        walked = [step for step in roots if step.name in WALKS | SEEKS]
        if not walked:
            yield Finding(f"{[step.name for step in roots]}, no walk in the order asked")
        sorted_anew = any(
            step.name in FULL_SORTS and OF_THE_ROOT.search(step.details) and not _was_cut(steps, at)
            for at, step in enumerate(steps)
        )
        if sorted_anew and not seeks and not summed:
            several = (
                len(ask.ask.order) > 1 and not kind[ask.ask.order[0].property or "id"].required
            )
            sentence = "a full sort where an index has the order"
            yield Finding("sorted by what may be absent" if several else sentence, allowed=several)
    elif any(step.name in {SCAN, *WALKS} for step in roots):
        yield Finding(_why_unordered(ask, kind), allowed=True)


def _was_cut(steps: tuple[PlanStep, ...], at: int) -> bool:
    """Whether what a step sorts are rows that were collected before, a page of each stretch."""
    for below, step in enumerate(steps[at + 1 :], start=at + 1):
        if step.name == "Unwind":
            return True
        if len([*_under(steps, below)]) != 1:
            return False
    return False


def _summed(ask: PageOf | Search) -> list[PagePart]:
    """The parts of a page that look at the whole list, whatever is cut from it."""
    return [part for part in ask.parts if isinstance(part, (TotalCount, Aggregate, Groups))]


def _is_ordered(ask: PageOf, kind: Kind) -> bool:
    """Whether an index has the nodes in the order asked, or in that of its first key."""
    if not ask.ask.order:
        return True
    if any(key.through is not None for key in ask.ask.order):
        return False
    each = kind[ask.ask.order[0].property or ID.name]
    kept = each.index in {Index.RANGE, Index.SORTED} or (each.required and each.index is not None)
    return kept and each.index not in {Index.TEXT, Index.POINT} and each.choice is None


def _why_unordered(ask: PageOf, kind: Kind) -> str:
    first = ask.ask.order[0]
    absent = first.through is None and first.property and not kind[first.property].required
    return "sorted by what may be absent" if absent else "sorted by what no index keeps in order"


def _sought(where: Where, kind: Kind) -> Iterator[str]:
    """The properties by which an index finds what is asked for: all that must hold at once."""
    match where:
        case AllOf(parts):
            for part in parts:
                yield from _sought(part, kind)
        case Compared(name, operator):
            index = ID.index if name == ID.name else kind[name].index
            if index is not None and operator in SERVES[index]:
                yield name
        case AnyOf(parts):
            found = [[*_sought(part, kind)] for part in parts]
            if all(found):
                yield from (name for names in found for name in names)
        case _:
            return
