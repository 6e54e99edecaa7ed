"""What the answer to an operation may cost: the number of objects it can hold at most.

A page multiplies what is asked of each of its entries, groups what is asked of each group; a field
that leads to one object counts it once. Page sizes come from the document or from variables, so a price is a small formula, made once
for a document and read for each request. Fields that `@skip` or `@include` may leave out count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    is_abstract_type,
    value_from_ast_untyped,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from graph.plan import DEFAULT_PAGE, LARGEST_PAGE
from resolvers.extent import Root
from resolvers.introspecting import Introspecting
from resolvers.known_types import (
    WHOLE_FIELDS,
    KnownTypes,
    Reached,
    gives_list,
    reached,
    takes_list,
)
from resolvers.merging import Merged, Merging, field_name
from resolvers.shown import IN_ALL, LONGEST, PAGED

PAGE_ARGUMENTS = ("first", "last")
COUNTED_FIELDS = {"nodes", *WHOLE_FIELDS}
"""The fields of a page that lead to an object each of them counts for."""
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Several:
    """How many entries a list may have; the largest of what the document and variables say.

    A variable's null counts as left out. Sizes outside what a page may have are refused later,
    where the page is read.
    """

    written: int | None
    variables: tuple[tuple[str, int | None], ...]
    otherwise: int

    def read(self, given: Given) -> int:
        """The number of entries for these variables."""
        sizes = [_size(given[name]) if name in given else left for name, left in self.variables]
        found = [each for each in (self.written, *sizes) if each is not None]
        return max(found) if found else self.otherwise


@dataclass(frozen=True, slots=True)
class Price:
    """A sum: a constant, lists with the price of an entry, and the dearest of each alternatives.

    A list costs an entry's price for each entry, and at least one for each; what is `in_all` of an
    entry is the price of what all entries of the list have together.
    """

    constant: int = 0
    lists: tuple[tuple[Several, "Price"], ...] = ()
    alternatives: tuple[tuple["Price", ...], ...] = ()
    in_all: int = 0

    def read(self, given: Given) -> int:
        """The price for these variables."""
        total = self.constant + self.in_all
        for several, entry in self.lists:
            total += several.read(given) * max(1, entry.read(given))
        for each in self.alternatives:
            total += max(price.read(given) for price in each)
        return total

    @property
    def is_constant(self) -> bool:
        """Whether it is the same for all variables."""
        return not self.lists and not self.alternatives


class Pricing:
    """Prices the roots of one document.

    `introspected` counts what is asked of the schema itself, `beside` says whether a root asks for
    anything else.
    """

    def __init__(self, known: KnownTypes, merging: Merging, introspecting: Introspecting) -> None:
        self._known = known
        self._merging = merging
        self._introspecting = introspecting
        self._defaults: dict[str, ValueNode | None] = {}
        self._first: Several | None = None
        self.introspected = 0
        self.beside = False

    def of(self, root: Root) -> Price:
        """The price of an operation, or of a fragment that nobody spreads."""
        self._defaults = {}
        if isinstance(root, OperationDefinitionNode):
            type_: Reached = self._known.schema.get_root_type(root.operation)
            self._defaults = {
                each.variable.name.value: each.default_value
                for each in root.variable_definitions or ()
            }
        else:
            type_ = self._known.named(root.type_condition.name.value)
        asked = self._merging.selected(type_, [root.selection_set])
        self.beside |= any(not field_name(nodes).startswith("__") for nodes in asked.values())
        return self._sum(type_, asked)

    def _sum(self, type_: Reached, merged: Merged) -> Price:
        common: list[Price] = []
        others: dict[Reached, list[Price]] = {}
        for (owner, _), nodes in merged.items():
            # What an interface's fragment selects comes beside what any one type's selects.
            shared = owner is type_ or is_abstract_type(owner)
            prices = common if shared else others.setdefault(owner, [])
            prices.append(self._field(owner, nodes))
        if others:
            common.append(_dearest([_total(each) for each in others.values()]))
        return _total(common)

    def _field(self, owner: Reached, nodes: list[FieldNode]) -> Price:
        name = field_name(nodes)
        field = self._known.field(owner, name)
        if name.startswith("__"):
            self.introspected += self._introspecting.count(field, nodes, self._merging)
            return Price()
        if all(each.selection_set is None for each in nodes):
            return Price()
        type_ = reached(field)
        self._begin(owner, field, nodes[0])
        merged = self._merging.fields(type_, nodes)
        if type_ is not None and type_.name in self._known.connections:
            return self._page(type_, nodes[0], merged)
        entry = self._sum(type_, merged)
        if type_ is not None and type_.name in self._known.groups:
            return _total([Price(1), _times(self._page_of(nodes[0]), entry)])
        if owner is not None and owner.name in self._known.groups:
            return _total([Price(1), entry])
        if owner is not None and owner.name in self._known.connections:
            return _total([Price(int(name in COUNTED_FIELDS)), entry])
        if owner is not None and owner.name in self._known.edges:
            return _total([Price(int(name == "node")), entry])
        if field is not None and gives_list(field):
            return self._list(field, nodes[0], entry)
        return _total([Price(1), entry])

    def _begin(self, owner: Reached, field: GraphQLField | None, node: FieldNode) -> None:
        """Keep how many a root field asks for: lists below it may be as long."""
        if field is None or owner is not self._known.schema.query_type:
            return
        first = field.args.get("first")
        self._first = self._several(_pages(node), first.default_value) if first else None

    def _list(self, field: GraphQLField, node: FieldNode, entry: Price) -> Price:
        """A list of records, or of what is shown of nodes."""
        whole = _times(self._list_of(field, node), _total([Price(1), entry]))
        if _declared(field, IN_ALL) and whole.is_constant:
            return Price(in_all=whole.constant + whole.in_all)
        return whole

    def _page(self, type_: Reached, node: FieldNode, merged: Merged) -> Price:
        """The page of a list, and what is told of the whole list once."""
        whole = {key: nodes for key, nodes in merged.items() if field_name(nodes) in WHOLE_FIELDS}
        paged = {key: nodes for key, nodes in merged.items() if key not in whole}
        told, entry = self._sum(type_, whole), self._sum(type_, paged)
        if whole and all(field_name(nodes).startswith("__") for nodes in paged.values()):
            return told
        return _total([_times(self._page_of(node), entry), told])

    def _page_of(self, node: FieldNode) -> Several:
        return self._several(_pages(node), DEFAULT_PAGE)

    def _list_of(self, field: GraphQLField, node: FieldNode) -> Several:
        """As many as the lists among the arguments have items.

        Without any, as its declaration says: the root field's `first`, or so many; else as many as a
        page may have.
        """
        if _declared(field, PAGED) and self._first is not None:
            return self._first
        listed = {name for name, each in field.args.items() if takes_list(each)}
        values = [each.value for each in node.arguments or () if each.name.value in listed]
        longest = _longest(field)
        return self._several(values, LARGEST_PAGE if longest is None else longest)

    def _several(self, values: Iterable[ValueNode], otherwise: int) -> Several:
        written: list[int] = []
        variables: list[tuple[str, int | None]] = []
        for each in values:
            if isinstance(each, VariableNode):
                name = each.name.value
                variables.append((name, _written(self._defaults.get(name))))
            elif (size := _written(each)) is not None:
                written.append(size)
        return Several(max(written, default=None), tuple(variables), otherwise)


def _longest(field: GraphQLField) -> int | None:
    """How long a list is at most, where its declaration says so."""
    longest = _declared(field, LONGEST)
    return longest() if longest else None


def _declared(field: GraphQLField, what: str) -> Any:
    """What the declaration of a field says of it; nothing where it has none."""
    declared = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return declared.metadata.get(what) if declared else None


def _pages(node: FieldNode) -> list[ValueNode]:
    return [each.value for each in node.arguments or () if each.name.value in PAGE_ARGUMENTS]


def _written(value: ValueNode | None) -> int | None:
    if value is None or isinstance(value, NullValueNode):
        return None
    if isinstance(value, ListValueNode):
        return len(value.values)
    return _size(value_from_ast_untyped(value) if isinstance(value, IntValueNode) else value)


def _size(value: object) -> int | None:
    """The entries a value asks for; a value that will be refused counts as the largest page."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return len(value)  # pyright: ignore[reportUnknownArgumentType] -- a length needs no type
    if isinstance(value, int | float) and 0 <= value <= LARGEST_PAGE:
        return int(value)
    return LARGEST_PAGE


def _times(several: Several, entry: Price) -> Price:
    if several.variables or not entry.is_constant:
        return Price(entry.in_all, ((several, replace(entry, in_all=0)),))
    return Price(several.read({}) * max(1, entry.constant) + entry.in_all)


def _total(prices: list[Price]) -> Price:
    if len(prices) == 1:
        return prices[0]
    return Price(
        sum(each.constant for each in prices),
        tuple(list_ for each in prices for list_ in each.lists),
        tuple(alternatives for each in prices for alternatives in each.alternatives),
        sum(each.in_all for each in prices),
    )


def _dearest(prices: list[Price]) -> Price:
    if all(each.is_constant for each in prices):
        return Price(max(each.constant + each.in_all for each in prices))
    return Price(0, (), (tuple(prices),))
