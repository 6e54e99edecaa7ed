"""A small city and the whole one, drawn once for the run."""

import pytest

from tests.seeding.counting import Tables


@pytest.fixture(scope="session")
def small() -> Tables:
    return Tables(0.01)


@pytest.fixture(scope="session")
def whole() -> Tables:
    return Tables(1.0)
