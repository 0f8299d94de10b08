"""Transactions: all or nothing, one inside another, and a rehearsal of which nothing is kept."""

import pytest

from twosource.model import Dropped
from twosource.store import Ledger


def write(ledger: Ledger, text: str) -> None:
    ledger.drop([Dropped(what="paragraph", reason="empty", text=text)])


def written(ledger: Ledger) -> list[str]:
    return [one.text for one in ledger.drops()]


def _write_and_fail(ledger: Ledger) -> None:
    with ledger.transaction():
        write(ledger, "inner")
        raise ValueError("no")


def test_a_transaction_inside_another_is_kept_with_it(ledger: Ledger) -> None:
    with ledger.transaction():
        write(ledger, "outer")
        with ledger.transaction():
            write(ledger, "inner")
    assert written(ledger) == ["outer", "inner"]


def test_a_transaction_inside_another_that_fails_is_taken_back_alone(ledger: Ledger) -> None:
    with ledger.transaction():
        write(ledger, "outer")
        with pytest.raises(ValueError, match="no"):
            _write_and_fail(ledger)
    assert written(ledger) == ["outer"]


def test_nothing_of_a_rehearsal_is_kept(ledger: Ledger) -> None:
    with ledger.rehearsal():
        write(ledger, "outer")
        with ledger.transaction():
            write(ledger, "inner")
        assert written(ledger) == ["outer", "inner"]
    assert written(ledger) == []
