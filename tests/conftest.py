"""What several modules of tests share: who reads, set as a user sets it, and where ledgers are kept."""

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests import ledgers, postgres
from twosource.knowledge.encoder import Encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: How far the encoder's numbers are moved to stand for another processor, which adds up in another
#: order: what moving its input's last bits moves them by (mean 0.025, 99 in 100 by less than 0.17).
ROUNDING = 0.05


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the kind of database to keep ledgers in."""
    parser.addoption("--ledgers", choices=("sqlite", "postgresql"), help="where tests keep their ledgers")


def pytest_configure(config: pytest.Config) -> None:
    """Tell every process of the run where ledgers are kept; let Ctrl-C reach those that tests begin.

    What a shell begins in the background ignores Ctrl-C, and so would all that it begins.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "sqlite_file(why): about SQLite's file, and nothing else")
    chosen = config.getoption("--ledgers")
    if chosen is not None:
        os.environ[ledgers.VARIABLE] = chosen
    if ledgers.are_on_postgresql() and not postgres.has_postgresql():
        pytest.exit("PostgreSQL is not installed here: the tests over it are left out", returncode=0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite's file where ledgers are kept elsewhere."""
    for item in items if ledgers.are_on_postgresql() else ():
        marked = item.get_closest_marker("sqlite_file")
        if marked is not None:
            item.add_marker(pytest.mark.skip(reason=f"about SQLite's file: {marked.args[0]}"))


@pytest.fixture(autouse=ledgers.are_on_postgresql())
def own_databases() -> Iterator[None]:
    """Take back the databases that a test made; those of wider fixtures are made before."""
    with ledgers.taken_back():
        yield


@pytest.fixture(scope="module", params=["rules", "both", "both-elsewhere"])
def reader(request: pytest.FixtureRequest) -> Iterator[str]:
    """Set who reads; "both-elsewhere" reads as on a processor that rounds otherwise."""
    name, _, elsewhere = request.param.partition("-")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOSOURCE_READER", name)
        if elsewhere:
            _round_otherwise(patch)
        yield request.param


def _round_otherwise(patch: pytest.MonkeyPatch) -> None:
    here, chance = Encoder.run, np.random.default_rng(1)

    def run(encoder: Encoder, windows: Iterable[Sequence[int]]) -> "list[NDArray[np.float32]]":
        rows = here(encoder, windows)
        return [(one + chance.normal(0, ROUNDING, one.shape)).astype(np.float32) for one in rows]

    patch.setattr(Encoder, "run", run)
