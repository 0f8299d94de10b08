"""A ledger of the packaged examples, beside which stages are held."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from eval.gold import EXAMPLES

from eval import product
from tests.ledgers import open_ledger, place_of
from twosource.store import Ledger


@pytest.fixture(scope="session")
def examples_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of the packaged example wires; not to be written."""
    path = tmp_path_factory.mktemp("stages") / "examples.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOSOURCE_READER", "rules")
        product.add(place_of(path), [EXAMPLES.parent / "wires"])
    return path


@pytest.fixture
def examples(examples_path: Path) -> Iterator[Ledger]:
    with open_ledger(examples_path) as ledger:
        yield ledger
