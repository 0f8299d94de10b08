"""The list the desk keeps: made anew after a write where that is quick, else cleared of what is settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import make_judgement
from tests.review_desk import SIGNED, open_desk, report_of
from twosource.model import Verdict
from twosource.review import dismiss, list_items, merge, undo
from twosource.store import Ledger
from twosource.web.reviewing.listed import Shelf


@dataclass
class Clock:
    """A clock that goes on by ``step`` seconds with each look."""

    step: float
    now: float = 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_desk(tmp_path) as opened, opened.transaction():
        pair = report_of(opened, "courier/a"), report_of(opened, "post/d")
        opened.save_judgements([make_judgement(*pair, Verdict.UNSURE, decided_by="link/test")])
    with open_desk(tmp_path) as opened:
        yield opened


def test_a_list_that_is_made_quickly_is_always_the_newest(ledger: Ledger) -> None:
    shelf = Shelf(clock=Clock(step=0.001))
    before = shelf.load(ledger)
    dismiss(ledger, SIGNED, before[0].id)

    assert shelf.load(ledger) == list_items(ledger, seen=True) != before


def test_of_a_slow_one_what_is_settled_is_taken_out_at_once(ledger: Ledger) -> None:
    shelf = Shelf(clock=Clock(step=1.0))
    items = shelf.load(ledger)
    pair = next(item for item in items if item.kind == "pair")
    merge(ledger, SIGNED, pair.incidents)

    assert shelf.load(ledger) == tuple(item for item in items if not {*item.incidents} & {*pair.incidents})


def test_an_item_laid_aside_leaves_a_slow_list_alone(ledger: Ledger) -> None:
    shelf = Shelf(clock=Clock(step=1.0))
    first, *rest = shelf.load(ledger)
    dismiss(ledger, SIGNED, first.id)

    assert shelf.load(ledger) == tuple(rest)


def test_a_slow_list_is_made_anew_in_time(ledger: Ledger) -> None:
    clock = Clock(step=1.0)
    shelf = Shelf(clock=clock)
    shelf.load(ledger)
    act = dismiss(ledger, SIGNED, list_items(ledger)[0].id).act
    assert act is not None
    undo(ledger, SIGNED, act.id)
    clock.now += 61

    assert shelf.load(ledger) == list_items(ledger, seen=True)
