"""Questions of a tally out of an address and back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.asking import GROUPS, TOLLS, AskedTally, parse_question, question_query
from twosource.knowledge.kinds import load_kinds
from twosource.tally import Near, Question

_WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
_NAMES = st.lists(_WORDS, unique=True, max_size=3).map(tuple)
_DAYS = st.dates(date(1800, 1, 2), date(2199, 12, 30))
_INSTANTS = st.datetimes(datetime(1800, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
_NEAR = st.builds(
    Near, lat=st.integers(-90, 90).map(float), lon=st.integers(-180, 180).map(float), km=st.just(2.5)
)
_QUESTIONS = st.builds(
    Question,
    places=_NAMES,
    near=st.none() | _NEAR,
    kinds=st.lists(st.sampled_from(list(load_kinds())), unique=True, max_size=3).map(tuple),
    targets=_NAMES,
    actors=_NAMES,
    since=st.none() | _DAYS | _INSTANTS,
)


@given(
    question=_QUESTIONS,
    by=st.none() | st.sampled_from(GROUPS),
    sums=st.lists(st.sampled_from(TOLLS), unique=True).map(tuple),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_into_an_address_reads_back_the_same(question: Question, by: Any, sums: Any) -> None:
    asked = AskedTally(question=question, by=by, sums=sums)
    assert parse_question(question_query(asked)) == asked


def test_a_bare_day_stays_a_day_of_the_calendar() -> None:
    asked = parse_question({"since": "2023-12-08", "until": "2023-12-09T06:00:00Z"})
    assert asked.question == Question(since=date(2023, 12, 8), until=datetime(2023, 12, 9, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    ("params", "line"),
    [
        pytest.param({"by": "moon"}, "by: 'moon' is no group. Did you mean month?", id="no group"),
        pytest.param(
            {"sum": "eaten"}, "sum: 'eaten' is no toll. It is one of killed, injured, captured", id="no toll"
        ),
        pytest.param(
            {"since": "2024-02-02", "until": "2024-02-01"},
            "since: 2024-02-02 comes after until 2024-02-01",
            id="ends before it begins",
        ),
        pytest.param({"voices": "2"}, "'voices' is no parameter here. There are actor, as_of, as_of_by, by, kind,"
                     " near, place, profile, since, sum, target, until", id="no parameter"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_line(params: Any, line: str) -> None:
    with pytest.raises(ValueError) as told:  # noqa: PT011
        parse_question(params)
    assert str(told.value) == line
