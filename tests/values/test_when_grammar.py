"""Finding times in text."""

from datetime import datetime, time, timedelta, timezone

import pytest

from twosource.values.when import When
from twosource.values.when_grammar import find_times, parse_when

INDIA = timezone(timedelta(hours=5, minutes=30))
BAGHDAD = timezone(timedelta(hours=3))
FRIDAY = datetime(2023, 12, 8, 15, 0, tzinfo=INDIA)


def days(words: str, published: datetime | None = FRIDAY) -> tuple[str, str]:
    when = parse_when(words, published=published)
    return str(when.earliest)[:10], str(when.latest)[:10]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Friday", "2023-12-08", "2023-12-08"),
        ("on Thursday", "2023-12-07", "2023-12-07"),
        ("last Friday", "2023-12-01", "2023-12-01"),
        ("next Friday", "2023-12-15", "2023-12-15"),
        ("this Sunday", "2023-12-10", "2023-12-10"),
        ("8 Dec 2023", "2023-12-08", "2023-12-08"),
        ("December 8", "2023-12-08", "2023-12-08"),
        ("Dec. 5, 2023", "2023-12-05", "2023-12-05"),
        ("Tuesday, December 5, 2023", "2023-12-05", "2023-12-05"),
        ("the 8th of December", "2023-12-08", "2023-12-08"),
        ("2023-12-08", "2023-12-08", "2023-12-08"),
        ("13/04/2021", "2021-04-13", "2021-04-13"),
        ("04/13/2021", "2021-04-13", "2021-04-13"),
        ("03.04.2021", "2021-04-03", "2021-04-03"),
        ("03/04/2021", "2021-03-04", "2021-04-03"),
        ("on October 7", "2023-10-07", "2023-10-07"),
        ("December 20", "2023-12-20", "2023-12-20"),
        ("5-7 December", "2023-12-05", "2023-12-07"),
        ("between Friday and Sunday", "2023-12-01", "2023-12-03"),
        ("May", "2023-05-01", "2023-05-31"),
        ("early October", "2023-10-01", "2023-10-10"),
        ("mid-October", "2023-10-11", "2023-10-20"),
        ("the end of March", "2023-03-25", "2023-03-31"),
        ("late 2019", "2019-09-01", "2019-12-31"),
        ("summer 2019", "2019-06-01", "2019-08-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("today", "2023-12-08", "2023-12-08"),
        ("yesterday", "2023-12-07", "2023-12-07"),
        ("the day before", "2023-12-07", "2023-12-07"),
        ("two days earlier", "2023-12-06", "2023-12-06"),
        ("three weeks ago", "2023-11-13", "2023-11-19"),
        ("last week", "2023-11-27", "2023-12-03"),
        ("earlier this week", "2023-12-04", "2023-12-10"),
        ("this month", "2023-12-01", "2023-12-31"),
        ("last year", "2022-01-01", "2022-12-31"),
    ],
)
def test_days_are_bounded_by_their_words(words: str, first: str, last: str) -> None:
    assert days(words) == (first, last)


def test_a_clock_told_twice_gives_local_time_utc_and_offset() -> None:
    assert parse_when("4.15am (0115 GMT)") == When(
        earliest=None,
        latest=None,
        precision="minute",
        zone="+03:00",
        as_said="4.15am (0115 GMT)",
        clock=(time(4, 15), time(4, 15)),
        utc_clock=time(1, 15),
    )


def test_a_clock_told_twice_is_placed_on_the_day_of_printing() -> None:
    instant = datetime(2023, 12, 8, 4, 15, tzinfo=BAGHDAD)
    when = parse_when("4.15am (0115 GMT)", published=FRIDAY)
    assert (when.earliest, when.latest) == (instant, instant)


def test_mentions_quote_the_text_they_stand_in() -> None:
    text = (
        "Shells fell on Kadra\u2019s market late on Thursday\u00a0night, and again at about 4 a.m. on Friday."
    )
    found = find_times(text, published=FRIDAY)
    assert [m.span.of(text) for m in found] == [m.when.as_said for m in found]
