"""Times are written as TIMEX3 values, never finer than they were said."""

from datetime import UTC, datetime

import pytest

from twosource.values.when_grammar import parse_when
from twosource.values.when_timex import to_timex3

PUBLISHED = datetime(2021, 5, 12, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("3 April 2020", "2020-04-03", id="day"),
        pytest.param("since 3 April 2020", "2020-04-03", id="since"),
        pytest.param("until April 2020", "2020-04", id="until"),
        pytest.param("before 3 April 2020", "2020-04-03", id="before"),
        pytest.param("after 3 April 2020", "2020-04-03", id="after"),
        pytest.param("mid-October 2020", "2020-10", id="part-of-a-month"),
        pytest.param("this week", "2021-W19", id="week"),
        pytest.param("the winter of 2019", "2019-WI", id="season"),
        pytest.param("2019", "2019", id="year"),
        pytest.param("the 1980s", "198", id="decade"),
        pytest.param("the 1800s", "18", id="hundred-years"),
        pytest.param("Tuesday morning", "2021-05-11TMO", id="morning"),
        pytest.param("late Tuesday", "2021-05-11", id="late"),
        pytest.param("late Tuesday evening", "2021-05-11TEV", id="late-evening"),
        pytest.param("Tuesday at about 4 p.m.", "2021-05-11T16:00", id="hedged-clock"),
        pytest.param("recently", "PAST_REF", id="vague"),
    ],
)
def test_writes_a_time_on_the_calendar(words: str, value: str) -> None:
    assert to_timex3(parse_when(words, published=PUBLISHED)) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("Friday", "XXXX-WXX-5", id="weekday"),
        pytest.param("Friday night", "XXXX-WXX-5TNI", id="weekday-night"),
        pytest.param("4:15 p.m.", "XXXX-XX-XXT16:15", id="clock"),
        pytest.param("last month", None, id="nothing-known"),
    ],
)
def test_writes_what_is_known_off_the_calendar(words: str, value: str | None) -> None:
    assert to_timex3(parse_when(words)) == value
