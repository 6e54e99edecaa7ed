"""Kept counts: what would otherwise be counted from whole histories each time it is asked.

Written in the same transaction as what they count and shown to nobody as they stand: no policy rules
these kinds, no type exposes them, and their nodes bear no ties. `graph/changes/hand_over_counts.py`
keeps them; decision 13 says why they are kept by day.
"""

from graph.model import Index, Kind, Privacy, Property, Type

HAND_OVER_STANDING = Kind(
    "HandOverStanding",
    "HandOverStandings",
    "How hand-overs to one agency, or to all together, stood at the end of a day on which one of them "
    "was answered or ended; it holds until the next such day.",
    "つなぎの累計",
    (
        Property(
            "key",
            Type.STRING,
            "The agency's id, or ALL, a stroke, and the day: standings of one agency in their order.",
            "キー",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property("day", Type.DATE, "The day.", "日付", Privacy.INTERNAL),
        Property(
            "answered",
            Type.INTEGER,
            "Hand-overs answered up to the day.",
            "回答件数",
            Privacy.INTERNAL,
            unit="hand-overs",
        ),
        Property(
            "accepted",
            Type.INTEGER,
            "Those of them that were accepted.",
            "受理件数",
            Privacy.INTERNAL,
            unit="hand-overs",
        ),
        Property(
            "ended",
            Type.INTEGER,
            "Those accepted that ended up to the day.",
            "終了件数",
            Privacy.INTERNAL,
            unit="hand-overs",
        ),
        Property(
            "helped",
            Type.INTEGER,
            "Those ended with help received.",
            "支援到達件数",
            Privacy.INTERNAL,
            unit="hand-overs",
        ),
        Property(
            "medianDays",
            Type.FLOAT,
            "Median of the days from asking to answering, of those answered; null for all together.",
            "回答日数の中央値",
            Privacy.INTERNAL,
            unit="days",
        ),
    ),
)

KINDS = (HAND_OVER_STANDING,)
