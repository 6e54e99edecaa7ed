"""What all lists share: the facts of a page, and the arguments that cut one."""

import strawberry

FIRST = strawberry.argument(description="How many to show, 1 to 100 (件数).")
AFTER = strawberry.argument(description="Show what comes after this cursor (開始カーソル).")
LAST = strawberry.argument(
    description="Show so many from the end, or before `before`, 1 to 100 (末尾からの件数)."
)
BEFORE = strawberry.argument(description="Show what comes before this cursor (終了カーソル).")
WHERE = strawberry.argument(description="Show only what this holds for (条件).")
KINDS = strawberry.argument(description="Show only nodes of these types (種別).")
TIE = strawberry.argument(description="Follow only ties like these (つながりの条件).")
ORDER_BY = strawberry.argument(
    description="Sort by these, the most important first, then by id. Left out, lists below a node have what "
    "happened by its day, and the members of a household with the head first (並び順)."
)
GROUP_BY = strawberry.argument(
    description="What the entries of a group share, one to three things (グループのキー)."
)
FIRST_GROUPS = strawberry.argument(description="How many groups to show, 1 to 100 (件数).")
GROUP_ORDER = strawberry.argument(
    description="Sort by these, the largest first when left out, then by what is shared (並び順)."
)
AS_OF = strawberry.argument(
    description="Follow the ties that held on this day, here and in `where`; today when left out, a year "
    "ahead at most. Fields below follow today's unless they say so themselves (基準日)."
)


@strawberry.type(
    description="Where a page begins and ends, by the Relay specification (ページ情報)."
)
class PageInfo:
    """The Relay page information."""

    has_next_page: bool = strawberry.field(
        description="Whether more comes after: known going on, else whether `before` was given (次ページの有無)."
    )
    has_previous_page: bool = strawberry.field(
        description="Whether something comes before: known going back, else whether `after` was given (前ページの有無)."
    )
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first entry, null on an empty page (先頭カーソル)."
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last entry, null on an empty page (末尾カーソル)."
    )


@strawberry.type(description="A point on the map, WGS 84 (位置).")
class Position:
    """A point on the map."""

    latitude: float = strawberry.field(description="Degrees north (緯度).")
    longitude: float = strawberry.field(description="Degrees east (経度).")
