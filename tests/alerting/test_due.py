"""When an alert is to be sent: rhythms and quiet hours, by the clocks of real zones."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.making import make_alert, make_watch
from twosource.alerting import decide_due
from twosource.watches import Quiet

NIGHT = Quiet(begins=time(22), ends=time(6), zone="Africa/Nairobi")  # UTC+3, no summer time
LUNCH = Quiet(begins=time(12), ends=time(13))
BERLIN = Quiet(begins=time(23), ends=time(2, 30), zone="Europe/Berlin")


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


def due(now: str, **asked: Any) -> datetime:
    return decide_due(make_watch(**asked), make_alert(killed_low=4), at(now))


@pytest.mark.parametrize(
    ("now", "asked", "due_at"),
    [
        pytest.param("2024-05-02T12:00:07", {}, "2024-05-02T12:00:07", id="at once"),
        pytest.param("2024-05-02T12:00:07", {"rhythm": "hourly"}, "2024-05-02T13:00", id="at the end of the hour"),
        pytest.param("2024-05-02T12:00:07", {"rhythm": "daily"}, "2024-05-03T00:00", id="at the end of the day"),
        pytest.param("2024-05-02T12:00", {"quiet": NIGHT}, "2024-05-02T12:00", id="by day"),
        pytest.param("2024-05-02T19:00", {"quiet": NIGHT}, "2024-05-03T03:00", id="at ten in the evening there"),
        pytest.param("2024-05-02T23:59", {"quiet": NIGHT}, "2024-05-03T03:00", id="after midnight there"),
        pytest.param("2024-05-03T03:00", {"quiet": NIGHT}, "2024-05-03T03:00", id="when the night ends"),
        pytest.param("2024-05-02T12:30", {"quiet": LUNCH}, "2024-05-02T13:00", id="within a day"),
        pytest.param("2024-05-02T12:00", {"quiet": NIGHT, "rhythm": "daily"}, "2024-05-03T03:00",
                     id="a day that ends in the night waits for the morning"),
        pytest.param("2024-03-31T00:30", {"quiet": BERLIN}, "2024-03-31T01:00", id="the clock skips the end"),
        pytest.param("2024-10-26T23:00", {"quiet": BERLIN}, "2024-10-27T00:30", id="the end comes twice"),
        pytest.param("2024-10-27T00:45", {"quiet": BERLIN}, "2024-10-27T00:45", id="after the first end"),
        pytest.param("2024-10-27T01:10", {"quiet": BERLIN}, "2024-10-27T01:10", id="the clock is back before it"),
    ],
)  # fmt: skip
def test_an_alert_is_due_by_rhythm_and_quiet_hours(now: str, asked: dict[str, Any], due_at: str) -> None:
    assert due(now, **asked) == at(due_at)


@pytest.mark.parametrize(("least", "due_at"), [(4, "2024-05-02T23:00"), (5, "2024-05-03T03:00")])
def test_so_many_killed_break_the_quiet(least: int, due_at: str) -> None:
    quiet = Quiet(begins=time(22), ends=time(6), zone="Africa/Nairobi", breaks_at_killed=least)

    assert due("2024-05-02T23:00", quiet=quiet) == at(due_at)


def test_an_unknown_toll_does_not_break_the_quiet() -> None:
    quiet = Quiet(begins=time(22), ends=time(6), zone="Africa/Nairobi", breaks_at_killed=1)
    alert = make_alert(killed_low=None)

    assert decide_due(make_watch(quiet=quiet), alert, at("2024-05-02T23:00")) == at("2024-05-03T03:00")


@given(
    now=st.datetimes(datetime(2024, 1, 1), datetime(2025, 1, 1)),  # noqa: DTZ001  (UTC is added)
    begins=st.times(),
    ends=st.times(),
    zone=st.sampled_from(
        ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
    ),
    rhythm=st.sampled_from(("at once", "hourly", "daily")),
)
@settings(max_examples=150, deadline=None)
def test_it_is_never_due_before_now_nor_days_late_nor_in_the_quiet_hours(
    now: datetime, begins: time, ends: time, zone: str, rhythm: Any
) -> None:
    moment = now.replace(tzinfo=UTC)
    quiet = None if begins == ends else Quiet(begins=begins, ends=ends, zone=zone)
    watch = make_watch(quiet=quiet, rhythm=rhythm)

    found = decide_due(watch, make_alert(killed_low=4), moment)

    assert moment <= found <= moment + timedelta(days=2, hours=2)
    assert decide_due(make_watch(quiet=quiet), make_alert(killed_low=4), found) == found
    assert found.astimezone(ZoneInfo(zone)).utcoffset() is not None
