"""Stretches of days, and offsets."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.values.when_calendar import guess_year, month_of, nearest_weekday, part_of, shift_month, years
from twosource.values.when_zones import get_offset, name_offset, offset_between, parse_offset, read_zone

FRIDAY = date(2023, 12, 8)


@pytest.mark.parametrize(
    ("days", "which", "first", "last"),
    [
        (month_of(2023, 10), "early", date(2023, 10, 1), date(2023, 10, 10)),
        (month_of(2023, 10), "mid", date(2023, 10, 11), date(2023, 10, 20)),
        (month_of(2023, 2), "late", date(2023, 2, 21), date(2023, 2, 28)),
        (month_of(2023, 3), "end", date(2023, 3, 25), date(2023, 3, 31)),
        (years(2019, 2019), "mid", date(2019, 5, 1), date(2019, 8, 31)),
        (years(2019, 2019), "end", date(2019, 12, 1), date(2019, 12, 31)),
        (years(1990, 1999), "early", date(1990, 1, 1), date(1993, 4, 30)),
        ((date(2023, 12, 4), date(2023, 12, 10)), "mid", date(2023, 12, 6), date(2023, 12, 8)),
    ],
)
def test_stretches_are_cut_where_the_press_cuts_them(
    days: tuple[date, date], which: str, first: date, last: date
) -> None:
    assert part_of(days, which) == (first, last)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 6), st.booleans())
def test_the_nearest_weekday_lies_within_a_week(today: date, weekday: int, ahead: bool) -> None:
    found = nearest_weekday(today, weekday, ahead=ahead)
    assert found.weekday() == weekday
    assert 0 <= (found - today).days * (1 if ahead else -1) < 7


@pytest.mark.parametrize(
    ("month_day", "looks", "weekday", "year"),
    [
        ((10, 7), -1, None, 2023),
        ((10, 7), 1, None, 2023),
        ((12, 20), -1, None, 2023),
        ((6, 3), 1, None, 2024),
        ((6, 3), -1, None, 2023),
        ((6, 6), -1, 0, 2022),
        ((2, 29), -1, None, 2024),
        ((2, 30), -1, None, None),
    ],
)
def test_missing_years_are_guessed(
    month_day: tuple[int, int], looks: int, weekday: int | None, year: int | None
) -> None:
    assert guess_year(FRIDAY, month_day, looks, weekday) == year


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert shift_month(FRIDAY, 2) == (date(2024, 2, 1), date(2024, 2, 29))


@given(st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters)))
def test_offsets_are_read_back_as_written(offset: timedelta) -> None:
    assert parse_offset(name_offset(offset)) == offset


@pytest.mark.parametrize("words", ["", "3", "+99:00", "+03:75", "Asia/Baghdad"])
def test_other_words_are_no_offset(words: str) -> None:
    assert parse_offset(words) is None


@pytest.mark.parametrize(
    ("local", "utc", "zone"),
    [
        (time(4, 15), time(1, 15), "+03:00"),
        (time(1, 0), time(22, 0), "+03:00"),
        (time(20, 0), time(1, 0), "-05:00"),
        (time(9, 45), time(4, 15), "+05:30"),
        (time(4, 20), time(1, 15), None),
    ],
)
def test_two_clocks_of_one_instant_give_the_offset(local: time, utc: time, zone: str | None) -> None:
    assert offset_between(local, utc) == zone


def test_named_zones_know_their_summer() -> None:
    assert get_offset("Europe/Paris", date(2023, 7, 1)) == timedelta(hours=2)
    assert get_offset("Europe/Paris", date(2023, 12, 1)) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("abbreviation", "hints", "stamp", "zone"),
    [
        ("GMT", (), False, "UTC"),
        ("EET", (), False, "+02:00"),
        ("IST", (), False, None),
        ("IST", (), True, "+05:30"),
        ("IST", (timedelta(hours=2),), True, "+02:00"),
        ("CST", (timedelta(hours=8),), False, "+08:00"),
        ("BST", (), False, "+01:00"),
        ("XYZ", (), False, None),
    ],
)
def test_abbreviations_are_decided_by_evidence(
    abbreviation: str, hints: tuple[timedelta, ...], stamp: bool, zone: str | None
) -> None:
    assert read_zone(abbreviation, hints, stamp=stamp) == zone
