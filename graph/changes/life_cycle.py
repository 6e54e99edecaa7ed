"""The life of a hand-over: from which state it may move to which, and what each move must say.

Source: our own reading of what the states mean; every history of the demo city is held against it.
A step that stays IN_PROGRESS records that somebody saw to it.
"""

from collections.abc import Mapping

LEADS_TO: Mapping[str, tuple[str, ...]] = {
    "DRAFT": ("REQUESTED", "CANCELLED", "ENTERED_IN_ERROR"),
    "REQUESTED": ("ACCEPTED", "DECLINED", "CANCELLED", "ENTERED_IN_ERROR"),
    "ACCEPTED": (
        "IN_PROGRESS",
        "ON_HOLD",
        "COMPLETED",
        "CANCELLED",
        "FAILED",
        "ENTERED_IN_ERROR",
    ),
    "IN_PROGRESS": (
        "IN_PROGRESS",
        "ON_HOLD",
        "COMPLETED",
        "CANCELLED",
        "FAILED",
        "ENTERED_IN_ERROR",
    ),
    "ON_HOLD": ("IN_PROGRESS", "COMPLETED", "CANCELLED", "FAILED", "ENTERED_IN_ERROR"),
    "DECLINED": ("ENTERED_IN_ERROR",),
    "COMPLETED": ("ENTERED_IN_ERROR",),
    "CANCELLED": ("ENTERED_IN_ERROR",),
    "FAILED": ("ENTERED_IN_ERROR",),
    "ENTERED_IN_ERROR": (),
}
"""The states each state may move to."""

ENDS = frozenset(("DECLINED", "COMPLETED", "CANCELLED", "FAILED", "ENTERED_IN_ERROR"))
"""The states that close a hand-over."""

ANSWERS = frozenset(("ACCEPTED", "DECLINED"))
"""The states that answer a request."""
