"""Broken glass: an administrator's emergency access to case content, for an hour and with a reason.

Kept by its changes and read by the grants (`graph/grants/break_glass.cypher`) and the notice of it
alone: no policy rules this kind and no type exposes it.
"""

from graph.model import Choice, Index, Kind, Privacy, Property, Type, Value

GLASS_STATE = Choice(
    "GlassState",
    "How an emergency access stands.",
    "緊急閲覧の状態",
    (
        Value("BROKEN", "閲覧中", "It is open."),
        Value("STOPPED", "終了", "Somebody has ended it."),
        Value("RAN_OUT", "時間切れ", "Its hour is over."),
    ),
)

GLASS_BREAKING = Kind(
    "GlassBreaking",
    "GlassBreakings",
    "An administrator's emergency access to what they are not shown otherwise.",
    "緊急閲覧",
    (
        Property(
            "reference",
            Type.STRING,
            "Opaque reference; the audit has it with everything read under it.",
            "参照番号",
            Privacy.INTERNAL,
            required=True,
            index=Index.UNIQUE,
        ),
        Property(
            "standing",
            Type.STRING,
            "The account, until it is known to be over; no two share it.",
            "継続キー",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property("account", Type.STRING, "The account.", "アカウント", Privacy.INTERNAL),
        Property(
            "person",
            Type.STRING,
            "The supporter whose account it is, by id; null where the sign-in names none.",
            "支援者の識別子",
            Privacy.INTERNAL,
        ),
        Property(
            "reason",
            Type.STRING,
            "Why, in words; it may name somebody, though it is asked not to.",
            "理由",
            Privacy.FREE_TEXT,
        ),
        Property(
            "openedAt",
            Type.DATETIME,
            "When it was opened.",
            "開始日時",
            Privacy.INTERNAL,
            index=Index.RANGE,
        ),
        Property(
            "endsAt",
            Type.DATETIME,
            "From when on it opens nothing any more.",
            "終了予定日時",
            Privacy.INTERNAL,
        ),
        Property(
            "stoppedAt",
            Type.DATETIME,
            "When it was ended before, or the end of its hour once that is recorded.",
            "終了日時",
            Privacy.INTERNAL,
        ),
        Property(
            "stoppedBy",
            Type.STRING,
            "The account that ended it; null when its hour was over.",
            "終了した者",
            Privacy.INTERNAL,
        ),
        Property(
            "stoppedInRole",
            Type.STRING,
            "The role of the one who ended it.",
            "終了した者の役割",
            Privacy.INTERNAL,
        ),
        Property(
            "stoppedByPerson",
            Type.STRING,
            "The supporter who ended it, by id.",
            "終了した支援者の識別子",
            Privacy.INTERNAL,
        ),
        Property(
            "stopRecorded",
            Type.BOOLEAN,
            "True once the audit has its end.",
            "終了の記録",
            Privacy.INTERNAL,
        ),
    ),
)

KINDS = (GLASS_BREAKING,)
