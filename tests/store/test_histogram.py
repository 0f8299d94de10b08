"""Incidents counted by time: every one in the bin of its day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledgers import open_ledger
from tests.store.crowd import invent
from twosource.model import Status
from twosource.store import Bin, Filter, Ledger, Step
from twosource.store.histogram import MOST_BINS, floor, following

STEPS: tuple[Step, ...] = get_args(Step)
CROWD = [invent(number) for number in range(60)]
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of the crowd, not to be written."""
    with open_ledger(tmp_path_factory.mktemp("crowded") / "ledger.db") as ledger:
        with ledger.transaction():
            for one in CROWD:
                one.keep(ledger)
        yield ledger


def day_of(sort_at: int) -> date:
    return datetime.fromtimestamp(sort_at, UTC).date()


@pytest.mark.parametrize("step", ["week", "month", "year", None])
def test_every_incident_is_in_the_bin_of_its_day(crowded: Ledger, step: Step | None) -> None:
    found = crowded.histogram(Filter(), step)

    assert found.bins == tuple(
        Bin(
            first=one.first,
            last=one.last,
            count=sum(one.first <= day_of(each.sort_at) <= one.last for each in CROWD),
            contradicted=sum(
                one.first <= day_of(each.sort_at) <= one.last
                for each in CROWD
                if Status.CONTRADICTED in each.statuses
            ),
        )
        for one in found.bins
    )
    assert sum(one.count for one in found.bins) + found.earlier == len(CROWD)


@pytest.mark.parametrize("step", STEPS)
def test_bins_follow_one_another_without_a_gap(crowded: Ledger, step: Step) -> None:
    found = crowded.histogram(Filter(), step)

    assert all(one.last + DAY == other.first for one, other in pairwise(found.bins))
    assert all(floor(one.first, found.step) == one.first for one in found.bins)
    assert len(found.bins) <= MOST_BINS


@pytest.mark.parametrize(
    ("days", "step"),
    [(0, "day"), (100, "day"), (200, "week"), (900, "month"), (40_000, "year")],
)
def test_the_step_is_fit_for_the_span(ledger: Ledger, days: int, step: Step) -> None:
    last = datetime(2024, 5, 2, 12, tzinfo=UTC)
    for number, at in enumerate((last, last - days * DAY)):
        replace(invent(number), at=at).keep(ledger)

    assert ledger.histogram(Filter()).step == step


def test_too_fine_a_step_is_made_coarser(ledger: Ledger) -> None:
    last = datetime(2024, 5, 2, 12, tzinfo=UTC)
    for number, at in enumerate((last, last - 1_000 * DAY)):
        replace(invent(number), at=at).keep(ledger)

    assert ledger.histogram(Filter(), "day").step == "week"


def test_what_lies_before_the_first_bin_is_counted_apart(ledger: Ledger) -> None:
    for number, year in enumerate((2024, 1100, 1915)):
        replace(invent(number), at=datetime(year, 5, 2, tzinfo=UTC)).keep(ledger)
    found = ledger.histogram(Filter())

    assert (found.step, len(found.bins), found.earlier) == ("year", MOST_BINS, 1)


def test_the_end_of_the_calendar_is_no_error(ledger: Ledger) -> None:
    replace(invent(1), at=datetime(9999, 12, 30, tzinfo=UTC)).keep(ledger)

    assert [one.count for one in ledger.histogram(Filter()).bins] == [1]


@given(st.dates(date(1, 2, 1), date(9990, 1, 1)), st.sampled_from(STEPS))
def test_the_bin_after_a_day_s_own_begins_later_and_nothing_lies_between(day: date, step: Step) -> None:
    first = floor(day, step)
    after = following(first, step)

    assert first <= day < after
    assert floor(after, step) == after
    assert floor(after - DAY, step) == first
