from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledgers import open_ledger
from twosource.store import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened
