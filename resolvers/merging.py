"""Fields of a selection, merged as they will be: one entry for each name in the answer.

Only for documents whose `Extents` are within the limits: the walk visits what is spread wherever it
is spread.
"""

from collections.abc import Iterable, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
)

from resolvers.collecting import response_key
from resolvers.known_types import KnownTypes, Reached

Merged = dict[tuple[Reached, str], list[FieldNode]]


class Merging:
    """Merges the selections of one document, and counts the pairs that meet."""

    def __init__(self, known: KnownTypes, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self.pairs = 0
        self._known = known
        self._fragments = fragments

    def fields(self, type_: Reached, nodes: Iterable[FieldNode]) -> Merged:
        """What is selected of a `type_` below these fields, by owner and by name in the answer.

        The owner is the type the field is asked of: below an interface, an object type's fragment
        selects for that type alone.
        """
        return self.selected(type_, [each.selection_set for each in nodes])

    def selected(self, type_: Reached, selected: Iterable[SelectionSetNode | None]) -> Merged:
        """The same, for selection sets."""
        found: Merged = {}
        met: dict[str, int] = {}
        waiting = [(each, type_) for each in selected if each is not None]
        waiting.reverse()
        while waiting:
            each, owner = waiting.pop()
            for selection in each.selections:
                if isinstance(selection, FieldNode):
                    key = response_key(selection)
                    before = met.get(key, 0)
                    self.pairs += before
                    met[key] = before + 1
                    found.setdefault((owner, key), []).append(selection)
                elif isinstance(selection, FragmentSpreadNode):
                    fragment = self._fragments.get(selection.name.value)
                    if fragment is not None:
                        condition = fragment.type_condition.name.value
                        narrowed = self._known.narrowed(owner, condition)
                        waiting.append((fragment.selection_set, narrowed))
                elif isinstance(selection, InlineFragmentNode):
                    narrowed = (
                        self._known.narrowed(owner, selection.type_condition.name.value)
                        if selection.type_condition
                        else owner
                    )
                    waiting.append((selection.selection_set, narrowed))
        return found


def field_name(nodes: list[FieldNode]) -> str:
    """The name of the field that merged nodes select."""
    return nodes[0].name.value
