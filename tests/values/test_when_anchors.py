"""Zones, the order of numeric dates, and what a time is without a day of printing."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from twosource.values.when_grammar import find_times, parse_when

INDIA = timezone(timedelta(hours=5, minutes=30))
FRIDAY = datetime(2023, 12, 8, 15, 0, tzinfo=INDIA)


def days(words: str, published: datetime | None = FRIDAY) -> tuple[str, str]:
    when = parse_when(words, published=published)
    return str(when.earliest)[:10], str(when.latest)[:10]


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("0415 GMT", "UTC"),
        ("4:15 a.m. BST", "+01:00"),
        ("08-12-2023 15:00 IST", "+05:30"),
        ("12-08-2023 15:00 EST", "-05:00"),
        ("Fri, 08 Dec 2023 15:00:00 +0530", "+05:30"),
        ("2023-12-08T04:15:00+03:00", "+03:00"),
        ("2023-12-08T04:15:00Z", "UTC"),
        ("3 pm IST", None),
        ("3 pm local time", None),
    ],
)
def test_zones_are_read_where_the_words_give_one(words: str, zone: str | None) -> None:
    assert parse_when(words).zone == zone


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Kolkata", "+05:30"), ("Asia/Jerusalem", "+02:00"), ("Europe/Dublin", None)]
)
def test_an_open_abbreviation_is_decided_by_the_place(zone: str, offset: str | None) -> None:
    published = datetime(2023, 12, 8, 15, tzinfo=UTC)
    when = find_times("at 3 pm IST", published=published, zone=zone)[0].when
    assert when.zone == (offset or "UTC")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("08-12-2023 15:00 IST", "2023-12-08"),
        ("12/08/2023 3:00 PM EST", "2023-12-08"),
        ("08.12.2023", "2023-12-08"),
        ("25/12/2023", "2023-12-25"),
    ],
)
def test_evidence_tells_day_from_month(words: str, day: str) -> None:
    assert days(words, None) == (day, day)


def test_numeric_dates_near_the_printing_are_read_by_it() -> None:
    assert days("12/08/2023") == ("2023-12-08", "2023-12-08")


def test_numeric_dates_without_evidence_keep_both_readings() -> None:
    assert parse_when("12/08/2023").precision == "vague"
    assert days("12/08/2023", None) == ("2023-08-12", "2023-12-08")


@pytest.mark.parametrize(
    ("words", "weekday", "clock"),
    [
        ("Friday", 4, None),
        ("about 4 a.m. on Friday", 4, (time(3, 30), time(4, 30))),
        ("4 a.m.", None, (time(4), time(4))),
        ("October 7", None, None),
        ("yesterday", None, None),
        ("last week", None, None),
        ("three days ago", None, None),
    ],
)
def test_without_a_publication_words_stay_off_the_calendar(
    words: str, weekday: int | None, clock: tuple[time, time] | None
) -> None:
    when = parse_when(words)
    assert (when.earliest, when.latest, when.weekday, when.clock) == (None, None, weekday, clock)


def test_the_anchor_is_the_local_day_of_the_zone_asked_for() -> None:
    late = datetime(2023, 12, 7, 22, 30, tzinfo=UTC)
    assert str(find_times("today", published=late)[0].when.earliest) == "2023-12-07 00:00:00+00:00"
    local = find_times("today", published=late, zone="Asia/Baghdad")[0].when
    assert (str(local.earliest), local.zone) == ("2023-12-08 00:00:00+03:00", "+03:00")
