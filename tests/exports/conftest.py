from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.sample import fill
from tests.ledgers import open_ledger
from twosource.store import Ledger


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the invented incidents, made once; not to be written."""
    path = tmp_path_factory.mktemp("exports") / "sample.db"
    with open_ledger(path) as ledger:
        fill(ledger)
    return path


@pytest.fixture
def ledger(sample_path: Path) -> Iterator[Ledger]:
    with open_ledger(sample_path) as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "empty.db") as opened:
        yield opened
