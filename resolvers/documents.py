"""Documents on their way in: parsed, held against the limits, validated; the good ones are kept.

The limits come before validation, whose rules take long over documents that are large or repeat
themselves. What is refused is not kept, so that a flood of it drives nothing out. A kept document
is the same object each time: plans are found by its fields.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoFragmentCyclesRule,
    OperationDefinitionNode,
    UniqueFragmentNamesRule,
    parse,
    specified_rules,
    validate,
)

from graph.errors import LimitExceeded, TsunaguError
from resolvers.composing import composed_document
from resolvers.extent import NUL, Extents, Malformed, extents, holds_nul
from resolvers.failures import extended, shown_to_client
from resolvers.introspecting import Introspecting
from resolvers.known_types import KnownTypes
from resolvers.limits import Limits
from resolvers.merging import Merging
from resolvers.one_of import OneOfVariables
from resolvers.price import Price, Pricing
from resolvers.straight import Straight, straight_operations

KEPT_DOCUMENTS = 1_000
KEPT_TOKENS = 100_000
"""Over all kept documents: a syntax tree takes half a kilobyte for each token."""

ALL_RULES = (*specified_rules, OneOfVariables)
SHAPE_RULES = (UniqueFragmentNamesRule, NoFragmentCyclesRule)
MOST_ERRORS = 20
MOST_HELPED = 5
"""With so many errors at most, names that are near are looked for: each search takes a millisecond or two."""
UNKNOWN_TYPE = "Unknown type"
"""How an error begins for which nothing near is looked for: among a thousand types it takes 25 milliseconds."""
OTHERS_MAY = "Other roles may ask this: choose another one in the demo."
IN_THE_SCHEMA = "GraphiQL shows what may be asked: at /graphql, by Ctrl+Space or in its docs."
TOO_MANY_TOKENS = "tokens. Parsing aborted."
LONGEST_PATH = 100
"""Characters of a path that are told."""


@dataclass(frozen=True)
class Known:
    """A document with its verdict: errors, or a price for each operation by name.

    `straight` holds those of its operations that need no executor; `about_schema` says that all of
    them ask about the schema alone.
    """

    document: DocumentNode
    errors: list[GraphQLError] = field(default_factory=list[GraphQLError])
    prices: Mapping[str | None, Price] = field(default_factory=dict[str | None, Price])
    straight: Mapping[str | None, Straight] = field(default_factory=dict[str | None, Straight])
    tokens: int = 0
    about_schema: bool = False


class Documents:
    """The documents of one schema, judged once each.

    A name that it has not is answered with those of its own that are near. What only `others` have,
    the schema of all roles, is told to be theirs where it is given.
    """

    def __init__(
        self, schema: GraphQLSchema, limits: Limits, *, others: GraphQLSchema | None = None
    ) -> None:
        self.limits = limits
        self._others = others
        self._schema = schema
        self._types = KnownTypes(schema)
        self._introspecting = Introspecting(self._types)
        self._kept: OrderedDict[str, Known] = OrderedDict()
        self._tokens = 0

    def read(self, text: str) -> Known:
        """The document with its verdict; raises `GraphQLError` when it cannot be parsed."""
        known = self._kept.get(text)
        if known is not None:
            self._kept.move_to_end(text)
            return known
        parsed = self._parsed(text)
        judged = self._judged(composed_document(parsed, text))
        straight = {} if judged.errors else straight_operations(self._schema, judged.document)
        known = replace(judged, straight=straight, tokens=parsed.token_count or 0)
        if not known.errors:
            self._keep(text, known)
        return known

    def price(self, known: Known, operation: str | None, variables: Mapping[str, Any]) -> int:
        """What the operation may cost with these variables; refuses what the limits forbid."""
        sent = demand_modest(variables, self.limits)
        if known.tokens + sent > self.limits.tokens:
            raise self.limits.exceeded("tokens", None)
        cost = known.prices[operation].read(variables)
        self.limits.demand("cost", cost)
        return cost

    def _parsed(self, text: str) -> DocumentNode:
        try:
            self.limits.demand("characters", len(text))
            return parse(text, max_tokens=self.limits.tokens)
        except GraphQLSyntaxError as error:
            if not error.message.endswith(TOO_MANY_TOKENS):
                raise
            raise shown_to_client(self.limits.exceeded("tokens", None)) from None
        except LimitExceeded as error:
            raise shown_to_client(error) from None

    def _judged(self, document: DocumentNode) -> Known:
        try:
            found = extents(document, self._types)
            self._demand_modest(found)
            prices, about_schema = self._priced(found)
        except Malformed:
            return Known(document, self._validated(document, SHAPE_RULES))
        except TsunaguError as error:
            return Known(document, [shown_to_client(error)])
        errors = self._validated(document, ALL_RULES)
        return Known(document, errors, prices, about_schema=about_schema)

    def _demand_modest(self, found: Extents) -> None:
        for limit in ("nesting", "selections", "depth", "aliases", "directives"):
            self.limits.demand(limit, getattr(found.whole, limit))
        self.limits.demand("list_items", found.values.list_items)
        self.limits.demand("value_depth", found.values.value_depth)
        self.limits.demand("variables", found.variables)

    def _priced(self, found: Extents) -> tuple[dict[str | None, Price], bool]:
        """The price of each operation by name, and whether all of them ask about the schema alone."""
        merging = Merging(self._types, found.fragments)
        pricing = Pricing(self._types, merging, self._introspecting)
        prices: dict[str | None, Price] = {}
        for root in found.roots:
            price = pricing.of(root)
            if isinstance(root, OperationDefinitionNode):
                prices[root.name.value if root.name else None] = price
        self.limits.demand("overlaps", merging.pairs)
        percent = self._introspecting.percent(pricing.introspected)
        self.limits.demand("introspection", percent)
        if pricing.beside:
            self.limits.demand("introspection_beside", percent)
        return prices, not pricing.beside

    def _validated(self, document: DocumentNode, rules: Any) -> list[GraphQLError]:
        faults = self._faults(document, rules, hide_suggestions=True)
        if not 0 < len(faults) <= MOST_HELPED:
            return faults
        hint = OTHERS_MAY if self._others_may(document, rules) else IN_THE_SCHEMA
        if not any(each.message.startswith(UNKNOWN_TYPE) for each in faults):
            faults = self._faults(document, rules, hide_suggestions=False)
        return [extended(each, hint=hint) for each in faults]

    def _faults(
        self, document: DocumentNode, rules: Any, *, hide_suggestions: bool
    ) -> list[GraphQLError]:
        return validate(
            self._schema, document, rules, max_errors=MOST_ERRORS, hide_suggestions=hide_suggestions
        )

    def _others_may(self, document: DocumentNode, rules: Any) -> bool:
        return self._others is not None and not validate(
            self._others, document, rules, max_errors=1, hide_suggestions=True
        )

    def _keep(self, text: str, known: Known) -> None:
        self._kept[text] = known
        self._tokens += known.tokens
        while len(self._kept) > KEPT_DOCUMENTS or self._tokens > KEPT_TOKENS:
            _, oldest = self._kept.popitem(last=False)
            self._tokens -= oldest.tokens


def demand_modest(variables: Mapping[str, Any], limits: Limits) -> int:
    """Refuse variables that are too many, nested too deeply, hold too long a list or a NUL.

    Returns how many tokens their values would be if they were written in the document.
    """
    limits.demand("variables", len(variables))
    tokens = len(variables)
    waiting: list[tuple[Any, int]] = [(each, 1) for each in variables.values()]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            if NUL in value:
                raise holds_nul(_place_of_nul(variables))
        elif isinstance(value, list | dict):
            limits.demand("value_depth", depth)
            if isinstance(value, list):
                limits.demand("list_items", len(value))  # pyright: ignore[reportUnknownArgumentType] -- a length needs no type
            inner: Any = value.values() if isinstance(value, dict) else value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- JSON
            # Brackets around, and for each item itself, in an object with its name and a colon.
            tokens += 1 + len(inner) * (3 if isinstance(value, dict) else 1)
            waiting += [(each, depth + 1) for each in inner]
    return tokens


def _place_of_nul(variables: Mapping[str, Any]) -> str:
    """The path to a text that holds one."""
    waiting: list[tuple[str, Any]] = [*variables.items()]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and NUL in value:
            return path[:LONGEST_PATH]
        if isinstance(value, list | dict):
            inner: Any = value.items() if isinstance(value, dict) else enumerate(value)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportUnknownArgumentType] -- JSON
            waiting += [(f"{path[:LONGEST_PATH]}.{name}", each) for name, each in inner]
    raise AssertionError("one of them holds it")
