"""Every error of ours, in one small tree.

    TsunaguError
    ├── ModelFault            the declarations contradict each other; raised at import
    ├── BadInput              the caller's to mend: an argument, an id, a cursor, a file
    │   └── LimitExceeded     more was asked than a limit allows; it names the limit
    ├── GlassNotBroken        an administrator asks under an emergency access that is not open
    ├── NotInOffice           the viewer is not, or no longer, in office in the role they ask in
    ├── MigrationFault        the database's schema history and ours do not agree
    ├── DatabaseFault         the database did not do what was asked
    │   ├── DatabaseAway      nobody answers at the address
    │   ├── DatabaseRefused   wrong user or password
    │   ├── DatabaseUnsupported  it answers, but with a version Tsunagu does not run on
    │   ├── DatabaseSlow      a statement passed its time-out, or no connection came free in time
    │   ├── DatabaseFull      no room on disk or in memory for what was asked
    │   └── StatementFault    the database rejected a statement of ours: a fault in Tsunagu
    ├── LocalDatabaseFault    our own local Neo4j could not be assembled, started or stopped
    └── AuditFault            the trail of who saw whose data
        ├── AuditUnwritable   what was seen could not be recorded, so it is not shown
        └── AuditBroken       the trail is not as it was written

Each has a stable `code` that API users may rely on, a message that states the fact observed, and a
`hint` with the next step when there is one. No message carries a name, an address or a need.
"""

from typing import ClassVar


class TsunaguError(Exception):
    """The root of the tree: a fact, and what to do about it."""

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """One line: the fact, then the next step."""
        return f"{self.message} {self.hint}" if self.hint else self.message


class ModelFault(TsunaguError):
    """The model's declarations contradict each other."""

    code = "MODEL_FAULT"


class BadInput(TsunaguError):
    """What was asked cannot be answered as it stands."""

    code = "BAD_INPUT"


class LimitExceeded(BadInput):
    """More was asked than a limit allows; `actual` is None where counting ended at the limit."""

    code = "LIMIT_EXCEEDED"

    def __init__(
        self, message: str, *, limit: str, maximum: int, actual: int | None, hint: str | None
    ) -> None:
        super().__init__(message, hint=hint)
        self.limit = limit
        self.maximum = maximum
        self.actual = actual


class GlassNotBroken(TsunaguError):
    """An administrator asks under an emergency access, and none of theirs is open."""

    code = "GLASS_NOT_BROKEN"


class NotInOffice(TsunaguError):
    """The viewer is not, or no longer, in office in the role they ask in."""

    code = "NOT_IN_OFFICE"


class MigrationFault(TsunaguError):
    """The database's recorded schema history does not match the migrations of this version."""

    code = "MIGRATION_FAULT"


class DatabaseFault(TsunaguError):
    """The database did not do what was asked of it."""

    code = "DATABASE_FAULT"


class DatabaseAway(DatabaseFault):
    """Nobody answers at the database's address."""

    code = "DATABASE_AWAY"


class DatabaseRefused(DatabaseFault):
    """The database answered and refused the user or the password."""

    code = "DATABASE_REFUSED"


class DatabaseUnsupported(DatabaseFault):
    """The database answers with a version Tsunagu does not run on."""

    code = "DATABASE_UNSUPPORTED"


class DatabaseSlow(DatabaseFault):
    """A statement passed its time-out, or no connection came free in time."""

    code = "DATABASE_SLOW"


class DatabaseFull(DatabaseFault):
    """The database has no room, on disk or in memory, for what was asked."""

    code = "DATABASE_FULL"


class StatementFault(DatabaseFault):
    """The database rejected a statement of ours; the statement's name is in the message."""

    code = "STATEMENT_FAULT"


class LocalDatabaseFault(TsunaguError):
    """Our own local Neo4j could not be assembled, started or stopped."""

    code = "LOCAL_DATABASE_FAULT"


class AuditFault(TsunaguError):
    """The trail of who saw or changed whose data is not as it must be."""

    code = "AUDIT_FAULT"


class AuditUnwritable(AuditFault):
    """Who sees what could not be recorded; nothing is shown without that."""

    code = "AUDIT_UNWRITABLE"


class AuditBroken(AuditFault):
    """The trail is not as it was written; the message names the file and the line."""

    code = "AUDIT_BROKEN"
