"""Where fragility as it is answered differs from a naive walk; the same for a small city and a whole one."""

from collections.abc import AsyncGenerator
from typing import Any

from tests.answering.asking import Asking
from tests.fragility.naive import Holding

PAGE = """query Page($after: String) {
  households(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id fragility { mostLost unsupported { id } dropouts { holderId removalCount needs { id } } }
      members { nodes { id fragility { unsupported { id } dropouts { holderId removalCount } } } }
    }
  }
}"""


async def pages(asking: Asking) -> AsyncGenerator[list[dict[str, Any]]]:
    """Every household with its members, page by page, each page in one statement."""
    page: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while page["hasNextPage"]:
        answer = await asking(PAGE, {"after": page["endCursor"]})
        assert "errors" not in answer, answer["errors"]
        assert len(asking.runs) == 1
        page = answer["data"]["households"]["pageInfo"]
        yield answer["data"]["households"]["nodes"]


def agrees(household: dict[str, Any], holding: Holding) -> bool:
    """Whether the needs without a holder, and those each holder's leaving costs, are the walk's."""
    members = holding.members(household["id"])
    by_member = {whose: holding.needs(whose) for whose in [household["id"], *members]}
    whole = {need: by for needs in by_member.values() for need, by in needs.items()}
    found = household["fragility"]
    unsupported = {need["id"] for need in found["unsupported"]}
    told = {
        drop["holderId"]: {need["id"] for need in drop["needs"]}
        for drop in found["dropouts"]
        if drop["removalCount"]
    }
    return (
        unsupported == {need for need, by in whole.items() if not by}
        and told == lost(whole)
        and all(
            _counts(member) == {id_: len(n) for id_, n in lost(by_member[member["id"]]).items()}
            for member in household["members"]["nodes"]
        )
    )


def lost(holders: dict[str, set[str]]) -> dict[str, set[str]]:
    """The needs that lose their last holder with each, by the holder."""
    found: dict[str, set[str]] = {}
    for need, by in holders.items():
        if len(by) == 1:
            found.setdefault(next(iter(by)), set()).add(need)
    return found


def _counts(member: dict[str, Any]) -> dict[str, int]:
    dropouts = member["fragility"]["dropouts"]
    return {each["holderId"]: each["removalCount"] for each in dropouts if each["removalCount"]}
