from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.web.many import Told, keep_many
from twosource.asking import Asked
from twosource.model import Status
from twosource.store import Ledger
from twosource.web.listing.asking import View
from twosource.web.listing.timeline import HEIGHT, Timeline, make_timeline

_DAYS = (0, 0, 0, 1, 40, 41)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "time.db")) as found:
        disputed = [Status.CONTRADICTED, *[Status.SINGLE_SOURCE] * (len(_DAYS) - 1)]
        keep_many(
            found,
            [
                Told(at=NOW + timedelta(days=day), status=status)
                for day, status in zip(_DAYS, disputed, strict=True)
            ],
        )
        yield found


def asked(ledger: Ledger, since: date | None = None, until: date | None = None) -> Timeline:
    first = None if since is None else datetime.combine(since, time.min, UTC)
    last = None if until is None else datetime.combine(until, time.max, UTC)
    return make_timeline(ledger, View(asked=Asked(since=first, until=last)))


def test_bars_stand_for_days_that_hold_anything(ledger: Ledger) -> None:
    found = asked(ledger)

    assert [(bar.first - NOW.date()).days for bar in found.bars] == [0, 1, 40, 41]
    assert [bar.height for bar in found.bars] == [HEIGHT, 21.3, 21.3, 21.3]
    assert [bar.contradicted for bar in found.bars] == [21.3, 0.0, 0.0, 0.0]
    assert found.bars[0].words == "Thu 2 May 2024: 3 incidents, 1 contradicted"
    assert (found.step, found.said, found.asked) == ("day", "at most 3 a day", None)


def test_bars_lie_side_by_side_within_the_line(ledger: Ledger) -> None:
    found = asked(ledger)

    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 for bar in found.bars)
    assert found.bars[1].x == pytest.approx(found.bars[0].x + found.bars[0].width, abs=0.01)
    assert len(found.days) - 1 == round(100 / found.bars[0].width)
    assert found.edges.split()[0] == str(found.days[0])


def test_a_period_is_shown_with_half_as_much_time_on_either_side(ledger: Ledger) -> None:
    found = asked(ledger, NOW.date(), NOW.date() + timedelta(days=19))

    assert found.asked is not None
    assert found.asked == pytest.approx((25, 50), abs=3)
    assert [bar.is_asked for bar in found.bars] == [True, True]


def test_a_period_is_moved_by_its_own_length(ledger: Ledger) -> None:
    found = asked(ledger, date(2024, 5, 2), date(2024, 5, 8))

    assert found.earlier == "since=2024-04-25&until=2024-05-01"
    assert found.later == "since=2024-05-09&until=2024-05-15"


def test_an_open_period_reaches_as_far_as_there_are_bars(ledger: Ledger) -> None:
    found = asked(ledger, NOW.date() + timedelta(days=10))

    assert [bar.is_asked for bar in found.bars] == [False, False, True, True]
    assert found.asked is not None
    assert sum(found.asked) == pytest.approx(100)
    assert (found.earlier, found.later) == ("", "")


@pytest.mark.parametrize(
    ("since", "until", "step"),
    [
        (date(2024, 5, 1), date(2024, 5, 9), "day"),
        (date(2023, 6, 1), date(2024, 5, 9), "week"),
        (date(2021, 1, 1), date(2024, 5, 9), "month"),
        (date(1950, 1, 1), date(2024, 5, 9), "year"),
    ],
    ids=["days", "weeks", "months", "years"],
)
def test_the_step_suits_the_period(ledger: Ledger, since: date, until: date, step: str) -> None:
    found = asked(ledger, since, until)

    assert found.step == step
    assert len(found.days) <= 260


def test_the_ends_of_the_calendar_are_no_fault(ledger: Ledger) -> None:
    view = View(
        asked=Asked(
            since=datetime.min.replace(tzinfo=UTC) + timedelta(days=1),
            until=datetime.max.replace(tzinfo=UTC) - timedelta(days=1),
        )
    )

    assert len(make_timeline(ledger, view).bars) == 4


def test_dates_beneath_are_few_and_none_is_cut_off(ledger: Ledger) -> None:
    found = asked(ledger)

    assert 1 < len(found.ticks) <= 8
    assert all(tick.x <= 92 for tick in found.ticks)
    assert [tick.minor for tick in found.ticks[:3]] == [False, True, False]


def test_nothing_found_has_no_line(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "none.db")) as ledger:
        found = asked(ledger)

    assert (found.bars, found.ticks, found.days, found.most) == ((), (), (), 0)
