"""How far the register of gaps is, while a demo that is served already fills it.

Until it is full, a list of gaps may lack some: `/readyz` says so, and every answer to whoever asks
for gaps.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from server.outcome import Outcome

TOLD_AS = "register"
"""The name under which it is told, at `/readyz` and in an answer's extensions."""
LOOK_AGAIN_SECONDS = 1.0


@dataclass
class Register:
    """Households done of how many; `failed` when the rest will not come by itself."""

    households: int = 0
    of: int = 0
    complete: bool = False
    failed: bool = False

    async def over(self) -> None:
        """Return when it is full, or will not be filled by itself."""
        while not (self.complete or self.failed):  # noqa: ASYNC110 -- it is filled by plain values
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    def told(self) -> dict[str, Any]:
        """What is told of it by name; nothing once it is full."""
        if self.complete:
            return {}
        failed = {"failed": True} if self.failed else {}
        return {TOLD_AS: {"households": self.households, "of": self.of, **failed}}

    def beside(self, outcome: Outcome, document: str, variables: Any) -> Outcome:
        """The outcome, with how far the register is when gaps are asked for."""
        told = self.told()
        if not told or "data" not in outcome.payload or not _asks_for_gaps(document, variables):
            return outcome
        extensions = {**outcome.payload.get("extensions", {}), **told}
        return outcome.with_payload({**outcome.payload, "extensions": extensions})


def _asks_for_gaps(document: str, variables: Any) -> bool:
    """Whether gaps may be meant: no field, argument or choice about them is without the word.

    It may be in a condition within the variables. An alias with the word in it is told for nothing.
    """
    return "gap" in document.lower() or "gap" in repr(variables).lower()
