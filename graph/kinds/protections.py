"""Protections: whose whereabouts are closed, against whom, and to whom they were opened.

Kept by the changes and read by the grants alone (`graph/grants`): no policy rules these kinds and
no type exposes them. A protection SEALS the household, its members and all that belongs to them,
is AGAINST the other party, and PROTECTS one resident; a permission OPENS one to a supporter.
"""

from graph.model import Choice, Index, Kind, Privacy, Property, Type, Value

PROTECTION_REASON = Choice(
    "ProtectionReason",
    "Why whereabouts are withheld.",
    "支援措置の理由",
    (
        Value("DV", "配偶者暴力", "Violence by a spouse or partner."),
        Value("STALKING", "ストーカー行為等", "Stalking."),
        Value("CHILD_ABUSE", "児童虐待", "Child abuse."),
        Value("OTHER", "その他これらに準ずるもの", "Anything like these."),
    ),
)


def _account(name: str, doc: str, ja: str) -> Property:
    return Property(name, Type.STRING, doc, ja, Privacy.INTERNAL)  # pyright: ignore[reportArgumentType] -- literals of this module


def _day(name: str, doc: str, ja: str) -> Property:
    return Property(name, Type.DATE, doc, ja, Privacy.INTERNAL)  # pyright: ignore[reportArgumentType] -- as above


_REFERENCE = Property(
    "reference",
    Type.STRING,
    "Opaque reference.",
    "参照番号",
    Privacy.INTERNAL,
    required=True,
    index=Index.UNIQUE,
)

PROTECTION = Kind(
    "Protection",
    "Protections",
    "Whereabouts withheld, as for victims of domestic violence.",
    "DV等支援措置",
    (
        _REFERENCE,
        Property("reason", Type.STRING, "Why.", "理由", Privacy.INTERNAL, choice=PROTECTION_REASON),
        _day("since", "The day it began.", "開始日"),
        _day(
            "reviewOn", "The day it is to be looked at again; nothing opens by itself.", "見直し日"
        ),
        _account("begunBy", "The account that began it.", "申出の受付者"),
        _account("endAskedBy", "The account that asked for its end.", "終了の申請者"),
        _account("endAskedPerson", "The supporter who asked, by id.", "終了の申請者の識別子"),
        _account("endedBy", "Another account, which ended it.", "終了の承認者"),
        _day("endedOn", "The day it was ended.", "終了日"),
    ),
)

LOCATION_PERMISSION = Kind(
    "LocationPermission",
    "LocationPermissions",
    "Leave for one supporter to see where a protected household lives, given by two people.",
    "所在情報の閲覧許可",
    (
        _REFERENCE,
        _day("from", "The first day.", "開始日"),
        _day("until", "The first day on which it no longer holds.", "終了日"),
        _account("askedBy", "The account that asked for it.", "申請者"),
        _account("askedPerson", "The supporter who asked, by id.", "申請者の識別子"),
        _account("confirmedBy", "Another account, which confirmed it.", "承認者"),
        _day("withdrawnOn", "The day it was withdrawn.", "取消日"),
    ),
)

KINDS = (PROTECTION, LOCATION_PERMISSION)
