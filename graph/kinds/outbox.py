"""The outbox: what has changed, in an order that every server process reads alike.

Kept by the changes themselves and shown to nobody as it stands: no policy rules these kinds, no
type exposes them, and their nodes do not bear the label by which an id is sought.
"""

from graph.model import Index, Kind, Privacy, Property, Type

EVENT = Kind(
    "Event",
    "Events",
    "Something that was changed, written in the same transaction as the change.",
    "変更通知",
    (
        Property(
            "sequence",
            Type.INTEGER,
            "Its place in the order of all events: 1, 2, 3, with no gaps.",
            "通し番号",
            Privacy.INTERNAL,
            unit="events",
            index=Index.UNIQUE,
        ),
        Property("change", Type.STRING, "The change's name.", "変更", Privacy.INTERNAL),
        Property("subject", Type.STRING, "Id of what was changed.", "対象", Privacy.INTERNAL),
        Property("recordedAt", Type.DATETIME, "When it was changed.", "記録日時", Privacy.INTERNAL),
        Property("stateBefore", Type.STRING, "The state before.", "変更前", Privacy.INTERNAL),
        Property("stateAfter", Type.STRING, "The state after.", "変更後", Privacy.INTERNAL),
    ),
)

CHANGE = Kind(
    "Change",
    "Changes",
    "A change that was asked for with an idempotency key, so that it is never done twice.",
    "変更要求",
    (
        Property(
            "key",
            Type.STRING,
            "The key it was asked for with, after the role that asked.",
            "要求キー",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property("digest", Type.STRING, "SHA-256 of what was asked.", "要求値", Privacy.INTERNAL),
        Property(
            "sequence",
            Type.INTEGER,
            "The event it wrote.",
            "通し番号",
            Privacy.INTERNAL,
            unit="events",
        ),
        Property("recordedAt", Type.DATETIME, "When it was made.", "記録日時", Privacy.INTERNAL),
    ),
)

SEQUENCE = Kind(
    "Sequence",
    "Sequences",
    "Counts the events; whoever takes the next number holds it until they commit.",
    "採番",
    (
        Property(
            "name",
            Type.STRING,
            "What is counted.",
            "名称",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property(
            "last", Type.INTEGER, "The last number.", "最終番号", Privacy.INTERNAL, unit="events"
        ),
    ),
)

KINDS = (EVENT, CHANGE, SEQUENCE)
