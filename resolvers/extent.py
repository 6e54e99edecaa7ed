"""How far a document extends: everything that can be counted without merging its fields.

One walk over each definition, in its own right; then the fragments' extents are added where they
are spread, each computed once. So the time is linear in the document, however its fragments spread
each other. Types the schema does not know count like others: validation comes later, and meets
bounded documents only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    StringValueNode,
    ValueNode,
    VariableDefinitionNode,
)

from graph.errors import BadInput
from resolvers.known_types import KnownTypes, Reached, reached
from resolvers.limits import MOST_SAID

Root = OperationDefinitionNode | FragmentDefinitionNode
NUL = "\0"
LONGEST_NUMBER = 40
"""Characters; every number that a type takes is shorter."""


class Malformed(Exception):
    """Two fragments share a name, or a fragment spreads itself: validation has the words for it."""


@dataclass
class Extent:
    """The counts of a definition, or of all roots of a document; steps and braces are the deepest."""

    depth: int = 0
    nesting: int = 0
    selections: int = 0
    aliases: int = 0
    directives: int = 0

    def spread(self, other: "Extent", depth: int = 0, nesting: int = 0) -> None:
        """Add another, found `depth` steps and `nesting` braces down."""
        self.depth = max(self.depth, depth + other.depth)
        self.nesting = max(self.nesting, nesting + other.nesting)
        self.selections = min(self.selections + other.selections, MOST_SAID)
        self.aliases = min(self.aliases + other.aliases, MOST_SAID)
        self.directives = min(self.directives + other.directives, MOST_SAID)


@dataclass
class Values:
    """The largest of the values written in a document."""

    list_items: int = 0
    value_depth: int = 0

    def see(self, value: ValueNode, name: str) -> None:
        """Count a value of that name and all within it; `BadInput` for a NUL in a string or a very long
        number.
        """
        waiting = [(value, 1, name)]
        while waiting:
            each, depth, name = waiting.pop()
            if isinstance(each, StringValueNode):
                if NUL in each.value:
                    raise holds_nul(name)
                continue
            if isinstance(each, IntValueNode | FloatValueNode):
                demand_short(each.value)
                continue
            if isinstance(each, ListValueNode):
                inner = [(item, name) for item in each.values]
                self.list_items = max(self.list_items, len(inner))
            elif isinstance(each, ObjectValueNode):
                inner = [(pair.value, pair.name.value) for pair in each.fields]
            else:
                continue
            self.value_depth = max(self.value_depth, depth)
            waiting += [(item, depth + 1, of) for item, of in inner]


@dataclass
class Extents:
    """A document's extent, its roots (what no fragment spreads) and its fragments by name."""

    whole: Extent
    values: Values
    variables: int
    roots: list[Root]
    fragments: dict[str, FragmentDefinitionNode]


@dataclass
class _Walked:
    """One definition's own extent, and where it spreads which fragment."""

    extent: Extent = field(default_factory=Extent)
    spreads: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])


def extents(document: DocumentNode, known: KnownTypes) -> Extents:
    """What there is to count; `Malformed` when a fragment is given twice or spreads itself."""
    operations = [
        each for each in document.definitions if isinstance(each, OperationDefinitionNode)
    ]
    listed = [each for each in document.definitions if isinstance(each, FragmentDefinitionNode)]
    fragments = {each.name.value: each for each in listed}
    if len(fragments) < len(listed):
        raise Malformed
    values = Values()
    walked = {
        name: _walk(each, known, known.named(each.type_condition.name.value), values)
        for name, each in fragments.items()
    }
    whole = _whole_extents(walked)
    spread = {name for each in walked.values() for name, _, _ in each.spreads}
    total, roots = Extent(), list[Root]()
    for each in operations:
        mine = _walk(each, known, known.schema.get_root_type(each.operation), values)
        spread |= {name for name, _, _ in mine.spreads}
        total.spread(_with_spreads(mine, whole))
        roots.append(each)
    for name, each in fragments.items():
        if name not in spread:
            total.spread(whole[name])
            roots.append(each)
    declared = max((len(each.variable_definitions or ()) for each in operations), default=0)
    return Extents(total, values, declared, roots, fragments)


def holds_nul(name: str) -> BadInput:
    """The refusal of a text with the NUL character, which no database and no file takes."""
    return BadInput(f"`{name}` holds the character NUL (U+0000).", hint="Leave it out.")


def demand_short(number: str) -> None:
    """Refuse a number so long that no type takes it: some would be read for a long time first."""
    if len(number) > LONGEST_NUMBER:
        raise BadInput(
            f"A number has {len(number):,} characters; {LONGEST_NUMBER} is the most.",
            hint="Write an id in quotes, and a number within its type's bounds.",
        )


def _walk(definition: Root, known: KnownTypes, type_: Reached, values: Values) -> _Walked:
    walked = _Walked()
    extent = walked.extent
    _see_directives(definition.directives, extent, values)
    if isinstance(definition, OperationDefinitionNode):
        _see_variables(definition.variable_definitions or (), extent, values)
    waiting = [(definition.selection_set, type_, 0, 1)]
    while waiting:
        selected, type_, depth, nesting = waiting.pop()
        extent.nesting = max(extent.nesting, nesting)
        extent.selections += len(selected.selections)
        for each in selected.selections:
            _see_directives(each.directives, extent, values)
            if isinstance(each, FragmentSpreadNode):
                walked.spreads.append((each.name.value, depth, nesting))
            elif isinstance(each, InlineFragmentNode):
                narrowed = (
                    known.narrowed(type_, each.type_condition.name.value)
                    if each.type_condition
                    else type_
                )
                waiting.append((each.selection_set, narrowed, depth, nesting + 1))
            elif isinstance(each, FieldNode):
                extent.aliases += each.alias is not None
                for argument in each.arguments or ():
                    values.see(argument.value, argument.name.value)
                if each.selection_set is not None:
                    below, deeper = _below(each, known, type_, depth)
                    extent.depth = max(extent.depth, deeper)
                    waiting.append((each.selection_set, below, deeper, nesting + 1))
    return walked


def _below(node: FieldNode, known: KnownTypes, type_: Reached, depth: int) -> tuple[Reached, int]:
    """The type below a field, and how many steps deep it is; introspection takes none."""
    name = node.name.value
    step = not (_is_page(known, type_) or name.startswith("__"))
    return reached(known.field(type_, name)), depth + step


def _is_page(known: KnownTypes, type_: Reached) -> bool:
    if type_ is None:
        return False
    name = type_.name
    pages = (known.connections, known.edges, known.whole)
    return any(name in each for each in pages) or name.startswith("__")


def _see_directives(
    directives: Iterable[DirectiveNode] | None, extent: Extent, values: Values
) -> None:
    for each in directives or ():
        extent.directives += 1
        for argument in each.arguments or ():
            values.see(argument.value, argument.name.value)


def _see_variables(
    definitions: Iterable[VariableDefinitionNode], extent: Extent, values: Values
) -> None:
    for each in definitions:
        _see_directives(each.directives, extent, values)
        if each.default_value is not None:
            values.see(each.default_value, each.variable.name.value)


def _with_spreads(walked: _Walked, whole: dict[str, Extent]) -> Extent:
    for name, depth, nesting in walked.spreads:
        if name in whole:
            walked.extent.spread(whole[name], depth, nesting)
    return walked.extent


def _whole_extents(walked: dict[str, _Walked]) -> dict[str, Extent]:
    """Each fragment's extent with all it spreads; `Malformed` when one spreads itself."""
    whole: dict[str, Extent] = {}
    for name in walked:
        path = [(name, _spread_by(walked, name))]
        under_way = {name}
        while path and name not in whole:
            here, spreads = path[-1]
            other = next((each for each in spreads if each not in whole), None)
            if other is None:
                whole[here] = _with_spreads(walked[here], whole)
                under_way.discard(here)
                path.pop()
            elif other in under_way:
                raise Malformed
            else:
                under_way.add(other)
                path.append((other, _spread_by(walked, other)))
    return whole


def _spread_by(walked: dict[str, _Walked], name: str) -> Iterator[str]:
    return (each for each, _, _ in walked[name].spreads if each in walked)
