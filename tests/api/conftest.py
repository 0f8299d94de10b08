"""Interfaces over the packaged examples."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.surroundings import Api, OneLedger
from tests.ledgers import copy_ledger, finished, place_of
from twosource.cli import main


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger filled with the examples; nobody writes to it."""
    path = tmp_path_factory.mktemp("api") / "examples.db"
    assert main(["--db", place_of(path), "--json", "demo"]) == 0
    return finished(path)


@pytest.fixture(scope="session")
def reading(example_ledger: Path) -> Iterator[Api]:
    """Return an interface to read from."""
    surroundings = OneLedger(path=example_ledger)
    yield Api(surroundings)
    surroundings.close()


@pytest.fixture
def writing(example_ledger: Path, tmp_path: Path) -> Iterator[Api]:
    """Return an interface over a ledger of the test's own."""
    surroundings = OneLedger(path=copy_ledger(example_ledger, tmp_path / "own.db"))
    yield Api(surroundings)
    surroundings.close()
