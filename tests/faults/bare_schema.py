"""A database whose schema is put aside for a test and given back afterwards."""

from typing import Any, Self

from neo4j import Driver, GraphDatabase

from graph.address import DatabaseAddress


class BareSchema:
    """Without constraints, indexes and migration records while entered; data is left alone."""

    def __init__(self, address: DatabaseAddress) -> None:
        self.address = address

    def __enter__(self) -> Self:
        self._driver: Driver = GraphDatabase.driver(
            self.address.uri,
            auth=(self.address.user, self.address.password),
            notifications_min_severity="OFF",
        )
        self._creating = [
            statement
            for (statement,) in (
                *self.run("SHOW CONSTRAINTS YIELD createStatement"),
                *self.run(
                    "SHOW INDEXES YIELD createStatement, owningConstraint, type "
                    "WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN createStatement"
                ),
            )
        ]
        self._records = self.run("MATCH (m:_Migration) RETURN properties(m) AS record")
        self.clear()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.clear()
            for statement in self._creating:
                self.run(statement)
            for (record,) in self._records:
                self.run("CREATE (m:_Migration) SET m = $record", record=record)
        finally:
            self._driver.close()

    def clear(self) -> None:
        """Take away all constraints, indexes and records, and the nodes the tests made."""
        for (name,) in self.run("SHOW CONSTRAINTS YIELD name"):
            self.run(f"DROP CONSTRAINT {name}")
        for (name,) in self.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            self.run(f"DROP INDEX {name}")
        self.run("MATCH (x:_Migration|TrialTable) DELETE x")

    def entries(self) -> set[str]:
        """The names of all constraints and indexes that are online."""
        rows = self.run(
            "SHOW INDEXES YIELD name, state, type WHERE state = 'ONLINE' AND type <> 'LOOKUP' "
            "RETURN name"
        )
        return {name for (name,) in rows}

    def run(self, text: str, **parameters: Any) -> list[list[Any]]:
        with self._driver.session(database=self.address.database) as session:
            return session.run(text, parameters).values()

    def plan(self, text: str, **parameters: Any) -> list[str]:
        """The operators the database would use, each with its details, from the top."""
        with self._driver.session(database=self.address.database) as session:
            plan = session.run(f"EXPLAIN {text}", parameters).consume().plan
        assert plan is not None
        return _operators(plan)


def _operators(plan: dict[str, Any]) -> list[str]:
    name = plan["operatorType"].partition("@")[0]
    below = [each for child in plan.get("children", []) for each in _operators(child)]
    return [f"{name} {plan['args'].get('Details', '')}", *below]
