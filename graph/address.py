"""Where a Neo4j database answers, and as whom we speak to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """The URI, user, password and database name; the password stays out of `repr` and of logs."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"
