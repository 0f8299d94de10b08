"""Ledgers of the desk: one for each who asks at once, kept open, each page from one moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.ledgers import open_ledger, place_of
from twosource.errors import LedgerUnavailable, NoSuchRecord
from twosource.store import Ledger
from twosource.store.people import Written
from twosource.web.desk import Desk, DeskSettings, only_reads

LINE = Written(at=NOW, who="Amina", what="POST /review")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "ledger.db"
    open_ledger(found).close()
    return found


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    found = Desk(DeskSettings(ledger=place_of(path), threads=2))
    yield found
    found.close()


@pytest.fixture
def reading() -> Iterator[None]:
    token = only_reads.set(True)
    yield
    only_reads.reset(token)


def take(desk: Desk) -> Ledger:
    with desk.ledger() as ledger:
        return ledger


def test_a_ledger_is_used_again_by_whoever_comes_next(desk: Desk) -> None:
    assert take(desk) is take(desk)


def test_nobody_has_the_ledger_of_another_meanwhile(desk: Desk) -> None:
    with desk.ledger() as one, desk.ledger() as other:
        assert one is not other


def test_a_ledger_that_did_not_fail_is_kept(desk: Desk) -> None:
    with pytest.raises(NoSuchRecord), desk.ledger() as ledger:
        ledger.people.get("Amina")
    assert take(desk) is ledger


def test_a_ledger_with_which_something_went_wrong_is_not_used_again(desk: Desk) -> None:
    with pytest.raises(RuntimeError), desk.ledger() as ledger:
        raise RuntimeError
    assert take(desk) is not ledger


@pytest.mark.usefixtures("reading")
def test_whoever_reads_sees_one_moment(desk: Desk, path: Path) -> None:
    with desk.ledger() as ledger:
        assert ledger.people.count_log() == 0
        with open_ledger(path) as other:
            other.people.note(LINE)
        assert ledger.people.count_log() == 0
    with desk.ledger() as ledger:
        assert ledger.people.count_log() == 1


def test_whoever_writes_sees_what_others_wrote(desk: Desk, path: Path) -> None:
    with desk.ledger() as ledger:
        assert ledger.people.count_log() == 0
        with open_ledger(path) as other:
            other.people.note(LINE)
        assert ledger.people.count_log() == 1


def test_a_closed_desk_keeps_nothing_open(desk: Desk) -> None:
    with desk.ledger() as ledger:
        desk.close()
    assert take(desk) is not ledger


def test_a_ledger_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    desk = Desk(DeskSettings(ledger=place_of(tmp_path / "none.db")))
    with pytest.raises(LedgerUnavailable), desk.ledger():
        pass
    assert list(tmp_path.iterdir()) == []
