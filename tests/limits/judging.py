"""Judges documents as the API does, without a database."""

from dataclasses import fields, replace
from functools import cache
from typing import Any

from graphql import GraphQLError

from resolvers.documents import Documents
from resolvers.limits import Limits
from schema.api import Api, api

BOUNDLESS = Limits(**{each.name: 10**12 for each in fields(Limits)})


@cache
def schema() -> Api:
    """The schema, built once."""
    return api()


def documents(limits: Limits) -> Documents:
    return Documents(schema()._schema, limits)


def refusals(text: str, limits: Limits) -> list[Any]:
    """The extensions of every error that keeps the document from being executed."""
    try:
        errors = documents(limits).read(text).errors
    except GraphQLError as error:
        errors = [error]
    return [error.extensions or {} for error in errors]


def only(limit: str, maximum: int) -> Limits:
    """Limits of which one alone can be passed."""
    return replace(BOUNDLESS, **{limit: maximum})


def cost(text: str, variables: dict[str, Any] | None = None) -> int:
    judge = documents(BOUNDLESS)
    known = judge.read(text)
    assert known.errors == []
    (operation,) = known.prices
    return judge.price(known, operation, variables or {})
