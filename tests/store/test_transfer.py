"""A whole ledger goes to a server and back, and nothing of it is changed, lost or left half-way."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, func, select

from tests import postgres
from tests.builders import NOW, make_article
from tests.store.filling import keep
from twosource.errors import LedgerUnavailable, Refused
from twosource.model import Dropped
from twosource.store import Filter, Ledger, open_ledger
from twosource.store.opening import open_database
from twosource.store.people import Known
from twosource.store.schema import metadata
from twosource.store.transfer import Copied, Step, transfer
from twosource.store.transfer_targets import FileTarget, ServerTarget

_ROOT = Path(__file__).parents[2]
_KILLED = """
import os, signal, sys
from twosource.store.opening import open_database
from twosource.store.transfer import transfer
def tell(step):
    if 2 * step.done > step.total:
        os.kill(os.getpid(), signal.SIGKILL)
transfer(open_database(sys.argv[1], create=False), open_database(sys.argv[2], create=True), tell)
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("filled") / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(20):
            words = ("police bus", "bus ferry", "harbour")[number % 3]
            keep(ledger, make_article(f"{make_article().text} {words}.", outlet=f"Rift Wire {number}"))
        for word in ("zulu", "alpha", "mike"):  # in no order but that of coming
            ledger.drop([Dropped(what="paragraph", reason="teaser", text=word, address="wires")])
        ledger.people.add(Known(name="Åsa", role="admin", password=None, made_at=NOW))
    return str(path)


@pytest.fixture(params=["a file", "a server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the place of a ledger that is still empty."""
    if request.param == "a file":
        yield str(tmp_path / "new.db")
        return
    address = postgres.make_database()
    yield address
    postgres.drop_database(address)


def test_a_ledger_goes_there_and_back_unchanged(filled: str, place: str, tmp_path: Path) -> None:
    there = _transfer(filled, place)
    back = _transfer(place, str(tmp_path / "back.db"))

    assert there == back
    assert {one.table: one.rows for one in there}["articles"] == 20
    for one in (place, str(tmp_path / "back.db")):
        with open_ledger(filled) as before, open_ledger(one) as after:
            assert _seen(after) == _seen(before)
            assert [check for check in after.check() if not check.ok] == []


def test_what_was_copied_can_be_added_to(filled: str, place: str) -> None:
    _transfer(filled, place)

    with open_ledger(place) as ledger:
        outlets = _counts(ledger)
        keep(ledger, make_article(outlet="Rift Wire 1"))
        assert ledger.listing.articles(after=20, limit=9)[0][0] == 21
        assert _counts(ledger) == {**outlets, "Rift Wire 1": outlets["Rift Wire 1"] + 1}
        assert [check for check in ledger.check() if not check.ok] == []


def test_a_place_that_holds_something_is_left_as_it_is(filled: str, place: str) -> None:
    with open_ledger(place) as ledger:
        ledger.people.add(Known(name="Ada", role="reader", password=None, made_at=NOW))

    with pytest.raises(Refused, match="is not empty: it has 1 rows in people") as caught:
        _transfer(filled, place)

    assert "\n" not in str(caught.value)
    assert _rows(place) == 1


def test_what_fails_half_way_leaves_nothing(filled: str, place: str) -> None:
    def stop(step: Step) -> None:
        if 3 * step.done > step.total:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _transfer(filled, place, stop)

    assert _rows(place) == 0
    assert _rows(filled) > 100
    assert _transfer(filled, place)  # the triggers are there again, and all goes as at first


def test_a_row_that_comes_out_otherwise_is_noticed(
    filled: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for target in (FileTarget, ServerTarget):
        monkeypatch.setattr(target, "load", _without_the_last(target.load))

    with pytest.raises(LedgerUnavailable, match="came out otherwise than it went in"):
        _transfer(filled, place)

    assert _rows(place) == 0


def test_a_transfer_that_is_killed_can_be_given_again(filled: str, place: str) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED, filled, place], cwd=_ROOT, check=False)

    assert killed.returncode == -9
    assert _rows(place) == 0
    assert _transfer(filled, place)


def test_progress_goes_from_nothing_to_all(filled: str, tmp_path: Path) -> None:
    told: list[Step] = []
    _transfer(filled, str(tmp_path / "new.db"), told.append)

    assert [step.done for step in told] == sorted(step.done for step in told)
    assert told[-1].done == told[-1].total == 2 * _rows(filled)


def _transfer(source: str, target: str, tell: Callable[[Step], None] = lambda _: None) -> tuple[Copied, ...]:
    with (
        closing(open_database(source, create=False)) as old,
        closing(open_database(target, create=True)) as new,
    ):
        return transfer(old, new, tell)


def _without_the_last(load: Callable[..., None]) -> Callable[..., None]:
    def lossy(self: Any, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        load(self, table, rows[:-1] if table.name == "facts" else rows)

    return lossy


def _rows(place: str) -> int:
    with closing(open_database(place, create=True)) as database:
        return sum(
            database.number(select(func.count()).select_from(table)) for table in metadata.sorted_tables
        )


def _counts(ledger: Ledger) -> dict[str, int]:
    found = ledger._database.plain("SELECT name, articles FROM sources WHERE kind = 'outlet'")
    return {str(name): int(number) for name, number in found}


def _seen(ledger: Ledger) -> tuple[Any, ...]:
    """Return what readers see: lists, what was left out in its order, what words find."""
    return (
        list(ledger.incidents(Filter())),
        ledger.drops(),
        [list(ledger.incidents(Filter(words=words))) for words in ("police", '"bus ferry"', "harbours")],
        ledger.people.all(),
    )
