"""Desks over the packaged examples, asked as a browser asks them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.ledgers import copy_ledger, finished, place_of
from twosource.cli import main
from twosource.web import DeskSettings, make_app

ADDRESS = "http://127.0.0.1:8765"  # a desk answers to the names of its own machine alone


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger filled with the examples; nobody writes to it."""
    path = tmp_path_factory.mktemp("desk") / "examples.db"
    assert main(["--db", place_of(path), "--json", "demo"]) == 0
    return finished(path)


@pytest.fixture
def own_ledger(example_ledger: Path, tmp_path: Path) -> Path:
    """Return a copy of it to write to."""
    return copy_ledger(example_ledger, tmp_path / "own.db")


@pytest.fixture
def client(example_ledger: Path) -> Iterator[TestClient]:
    """Return a browser without scripts on the desk over the examples."""
    with TestClient(make_app(DeskSettings(ledger=place_of(example_ledger))), base_url=ADDRESS) as found:
        yield found


@pytest.fixture
def writer(own_ledger: Path) -> Iterator[TestClient]:
    """Return the same over a ledger of the test's own."""
    with TestClient(make_app(DeskSettings(ledger=place_of(own_ledger))), base_url=ADDRESS) as found:
        yield found
