"""Hands a finished answer to GraphQL's executor, which takes it as it is.

No resolver runs and no value is completed below a finished answer: the shaper has put in response
keys, order, type names and serialised values, and the null rules are kept.
"""

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.careful import Fault

ASKS = "asks"
"""Where a root field that shows nodes says in its metadata what it asks for."""


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer below a root field, whole; faults name what the data could not give."""

    data: Any
    faults: list[Fault] = field(default_factory=list[Fault])


class Found(dict[str, Finished | Exception]):
    """What root fields have found or raised, by response key."""

    __slots__ = ()

    @property
    def data(self) -> dict[str, Any] | None:
        """The answers as data; None when one has faults or was not found."""
        data: dict[str, Any] = {}
        for key, answer in self.items():
            if not isinstance(answer, Finished) or answer.faults:
                return None
            data[key] = answer.data
        return data

    def answer(self, key: str) -> Finished:
        """What the field has found; raises what it has raised."""
        answer = self[key]
        if isinstance(answer, Exception):
            raise answer
        return answer


class FinishedExecution(StrawberryGraphQLCoreExecutionContext):
    """An executor that takes a `Finished` answer as complete.

    Overrides `complete_value`, which graphql-core does not promise to keep: its version is locked,
    and a test asks for more than one level of fields below a finished answer.
    """

    def complete_value(  # noqa: PLR0917 -- the signature is graphql-core's
        self,
        return_type: Any,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        """The data of a finished answer; anything else is completed field by field."""
        if result.__class__ is not Finished:
            return super().complete_value(  # pyright: ignore[reportUnknownMemberType] -- as above
                return_type, field_details_list, info, path, result, position_context
            )
        for fault in result.faults:
            error = GraphQLError(
                fault.sentence,
                nodes=[each.node for each in field_details_list],
                path=list(fault.path),
                extensions={"code": "DATA_FAULT"},
            )
            self.collected_errors.add(error, path)
        return result.data
