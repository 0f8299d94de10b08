"""Lengths of time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.values.when_lengths import find_durations

HOUR = 1 / 24


@pytest.mark.parametrize(
    ("text", "as_said", "low", "high"),
    [
        ("the more than two-month war", "more than two-month", 56, None),
        ("It lasted three weeks.", "three weeks", 21, 21),
        ("a 24-hour curfew", "24-hour", 24 * HOUR, 24 * HOUR),
        ("up to four years in jail", "up to four years", None, 4 * 366),
        ("two or three days of rain", "two or three days", 2, 3),
        ("for a few days", "a few days", 2, 6),
        ("about ten days of talks", "about ten days", 8.5, 11.5),
        ("nearly ten days of talks", "nearly ten days", 8.5, 10),
    ],
)
def test_lengths_are_bounded_by_their_words(
    text: str, as_said: str, low: float | None, high: float | None
) -> None:
    (found,) = find_durations(text)
    assert (found.as_said, found.low_days, found.high_days) == (
        as_said,
        low and pytest.approx(low),
        high and pytest.approx(high),
    )


@pytest.mark.parametrize(
    "text",
    ["a 35-year-old woman", "he is 35 years old", "two days ago", "a year earlier", "Friday", "two people"],
)
def test_ages_and_points_in_time_are_no_lengths(text: str) -> None:
    assert find_durations(text) == ()


@given(
    st.lists(
        st.sampled_from(
            ["more", "than", "about", "two", "-", "three", "day", "days", "-old", "ago", "week", "24", "hour"]
        )
    ).map(" ".join)
)
@settings(max_examples=80, deadline=None)
def test_lengths_quote_the_text_they_stand_in(text: str) -> None:
    assert all(found.span.of(text) == found.as_said for found in find_durations(text))
