"""Names within a statement are found at once, however many there are."""

from typing import Any

from graph.naming import Names

MANY = 5_000


class Counting(dict[str, Any]):
    """Counts how often it was looked into."""

    looks = 0

    def __contains__(self, key: object) -> bool:
        self.looks += 1
        return super().__contains__(key)


def test_a_parameters_name_is_found_without_trying_those_before_it() -> None:
    names = Names()
    names.values = looked_into = Counting()
    given = [names.parameter("eq", lambda _, today: today) for _ in range(MANY)]
    assert len(set(given)) == MANY
    assert given[:3] == ["$given.eq", "$given.eq2", "$given.eq3"]
    assert looked_into.looks <= 2 * MANY


def test_a_name_that_another_stem_has_taken_is_passed_over() -> None:
    names = Names()
    names.parameter("eq2", lambda _, today: today)
    assert [names.parameter("eq", lambda _, today: today) for _ in range(3)] == [
        "$given.eq",
        "$given.eq3",
        "$given.eq4",
    ]
