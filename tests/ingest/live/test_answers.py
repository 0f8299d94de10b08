from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.ingest.live.answers import LONGEST, find_fresh_for, find_retry_after, find_validators

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "120"}, timedelta(seconds=120)),
        ({"Retry-After": "31536000"}, LONGEST),
        ({"Retry-After": "9" * 400}, LONGEST),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "Tue, 05 Mar 2024 12:10:00 GMT"}, timedelta(minutes=10)),
        ({"Retry-After": "Tue, 05 Mar 2024 11:00:00 GMT"}, timedelta()),
        ({"Retry-After": "Wed, 05 Mar 2025 12:00:00 GMT"}, LONGEST),
        (
            {"Retry-After": "Tue, 05 Mar 2024 09:10:00 GMT", "Date": "Tue, 05 Mar 2024 09:00:00 GMT"},
            timedelta(minutes=10),
        ),
        ({"Retry-After": "Tue, 05 Mar 2024 12:10:00 GMT", "Date": "today"}, timedelta(minutes=10)),
    ],
    ids=["none", "empty", "seconds", "a year", "endless", "negative", "words", "a date", "past", "a year on",
         "by the server's clock", "without its clock"],
)  # fmt: skip
def test_how_long_a_server_asks_to_be_left_alone(headers: dict[str, str], wait: timedelta | None) -> None:
    assert find_retry_after(headers, NOON) == wait


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_header_keeps_us_away_for_longer_than_a_day(words: str, date: str) -> None:
    wait = find_retry_after({"Retry-After": words, "Date": date}, NOON)
    assert wait is None or timedelta() <= wait <= LONGEST


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("max-age=300", timedelta(seconds=300)),
        ("public, MAX-AGE=60, must-revalidate", timedelta(seconds=60)),
        ('max-age="60"', timedelta(seconds=60)),
        ("max-age=99999999999", LONGEST),
        ("s-maxage=600", None),
        ("no-cache, max-age=60", None),
        ("max-age=", None),
        ("", None),
    ],
)
def test_how_long_a_server_takes_its_answer_for_fresh(words: str, length: timedelta | None) -> None:
    assert find_fresh_for({"Cache-Control": words}) == length


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({}, (None, None)),
        ({"ETag": 'W/"a"', "Last-Modified": "x"}, ('W/"a"', "x")),
        ({"ETag": "a" * 1001, "Last-Modified": "y" * 101}, (None, None)),
        ({"ETag": '"a"\x01', "Last-Modified": "é"}, (None, None)),
    ],
    ids=["none", "both", "too long", "odd"],
)
def test_validators_are_sent_back_as_they_came_or_not_at_all(
    headers: dict[str, str], found: tuple[str | None, str | None]
) -> None:
    assert find_validators(headers) == found
