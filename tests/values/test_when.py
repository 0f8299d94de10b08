"""Comparing, combining, localising and showing times."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.values.comparison import Comparison, Relation
from twosource.values.when import When, combine, compare, format_when, localise, stated_clock
from twosource.values.when_grammar import parse_when

FRIDAY = datetime(2023, 12, 8, 15, 0, tzinfo=UTC)
MIRROR = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}
SAYINGS = (
    "Friday", "Thursday", "8 December 2023", "7 December 2023", "Friday morning", "Friday night", "9 December 2023",
    "about 4 a.m.", "around 4.15am (0115 GMT)", "4 a.m. on Friday", "0115 GMT", "6 p.m. on Friday", "since mid-October",
    "by Friday", "October 2023", "in 2023", "October 7", "overnight", "midnight", "in recent weeks",
)  # fmt: skip
WHENS = st.builds(parse_when, st.sampled_from(SAYINGS), published=st.sampled_from([None, FRIDAY]))


def told(words: str, published: datetime | None = None) -> When:
    return parse_when(words, published=published)


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Friday", "8 December 2023", Relation.WIDER),
        ("7 December 2023", "Friday", Relation.APART),
        ("Friday", "Friday", Relation.SAME),
        ("Friday", "Thursday", Relation.APART),
        ("Friday", "October 2023", Relation.UNKNOWN),
        ("Friday morning", "about 4 a.m. on Friday", Relation.WIDER),
        ("Friday evening", "about 4 a.m. on Friday", Relation.APART),
        ("Friday night", "2 a.m. on Saturday", Relation.WIDER),
        ("about 4 a.m.", "around 4.15am", Relation.WIDER),
        ("around 4.15am (0115 GMT)", "about 4 a.m. on Friday", Relation.OVERLAPPING),
        ("4 a.m.", "4.15 a.m.", Relation.OVERLAPPING),
        ("4.05 a.m.", "4.15 a.m.", Relation.APART),
        ("4 a.m.", "6 a.m.", Relation.APART),
        ("4 a.m.", "Friday", Relation.UNKNOWN),
        ("0115 GMT", "4.15am (0115 GMT)", Relation.SAME),
        ("0115 GMT", "4.15am", Relation.UNKNOWN),
        ("8 December 2023", "December 2023", Relation.NARROWER),
        ("in 2023", "8 December 2023", Relation.WIDER),
        ("since 3 December 2023", "8 December 2023", Relation.WIDER),
        ("since 3 December 2023", "1 December 2023", Relation.APART),
        ("mid-October 2023", "12 October 2023 to 28 October 2023", Relation.OVERLAPPING),
        ("2023-12-08T04:15:00+03:00", "2023-12-08T01:15:00Z", Relation.SAME),
        ("2023-12-08T04:15:00+03:00", "2023-12-08T04:15:00Z", Relation.APART),
        ("8 December 2023 04:15 GMT", "8 December 2023 at 07:15", Relation.UNKNOWN),
        ("8 December 2023", "2023-12-08T23:30:00-05:00", Relation.WIDER),
        ("yesterday", "yesterday", Relation.SAME),
    ],
)
def test_times_are_compared_by_what_they_leave_open(left: str, right: str, relation: Relation) -> None:
    assert compare(told(left), told(right)).relation is relation


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "about 4 a.m. on Friday",
            "around 4.15am (0115 GMT)",
            Comparison(
                relation=Relation.WIDER,
                why="“about 4 a.m. on Friday” and “around 4.15am (0115 GMT)” are roundings of one hour.",
            ),
        ),
        (
            "Thursday",
            "Friday",
            Comparison(relation=Relation.APART, why="“Thursday” and “Friday” can't both be true."),
        ),
        (
            "Friday morning",
            "Friday",
            Comparison(relation=Relation.NARROWER, why="“Friday morning” lies within “Friday”."),
        ),
    ],
)
def test_the_reason_is_one_sentence_with_the_words_as_said(
    left: str, right: str, expected: Comparison
) -> None:
    assert compare(told(left, FRIDAY), told(right, FRIDAY)) == expected


@given(WHENS, WHENS)
@settings(max_examples=200, deadline=None)
def test_the_order_of_what_is_compared_does_not_matter(left: When, right: When) -> None:
    there, back = compare(left, right).relation, compare(right, left).relation
    assert back is MIRROR.get(there, there)


@given(WHENS)
@settings(max_examples=60, deadline=None)
def test_a_time_is_the_same_as_itself(when: When) -> None:
    assert compare(when, when).relation is Relation.SAME


def test_a_day_and_a_clock_make_one_time() -> None:
    local = timezone(timedelta(hours=3))
    clock = told("around 4.15am (0115 GMT)", datetime(2023, 12, 10, 9, tzinfo=UTC))
    assert combine(told("Friday", FRIDAY), clock) == When(
        earliest=datetime(2023, 12, 8, 4, 0, tzinfo=local),
        latest=datetime(2023, 12, 8, 4, 30, tzinfo=local),
        precision="minute",
        zone="+03:00",
        as_said="Friday, around 4.15am (0115 GMT)",
        about=True,
        weekday=4,
        clock=(time(4), time(4, 30)),
        utc_clock=time(1, 15),
    )


@pytest.mark.parametrize(
    ("day", "clock", "earliest", "latest"),
    [
        ("Thursday", "4 a.m.", "2023-12-07 04:00", "2023-12-07 04:00"),
        ("Thursday night", "2 a.m.", "2023-12-08 02:00", "2023-12-08 02:00"),
        ("Thursday night", "at dawn", "2023-12-08 03:00", "2023-12-08 08:00"),
        ("Thursday", "in the evening", "2023-12-07 16:00", "2023-12-07 23:59"),
        ("Thursday morning", "9 p.m.", "2023-12-07 00:00", "2023-12-07 12:00"),
        ("overnight", "about midnight", "2023-12-07 23:30", "2023-12-08 00:30"),
    ],
)
def test_a_clock_is_placed_inside_what_the_day_allows(
    day: str, clock: str, earliest: str, latest: str
) -> None:
    when = combine(told(day, FRIDAY), told(clock, FRIDAY))
    assert (f"{when.earliest:%Y-%m-%d %H:%M}", f"{when.latest:%Y-%m-%d %H:%M}") == (earliest, latest)


def test_a_weekday_and_a_clock_are_joined_off_the_calendar() -> None:
    when = combine(told("Friday"), told("4 a.m."))
    assert (when.earliest, when.weekday, when.clock) == (None, 4, (time(4), time(4)))


@pytest.mark.parametrize(("day", "clock"), [("since Friday", "4 a.m."), ("Friday", "Thursday")])
def test_what_gives_no_clock_leaves_the_day_as_it_is(day: str, clock: str) -> None:
    assert combine(told(day, FRIDAY), told(clock, FRIDAY)) == told(day, FRIDAY)


@given(WHENS, WHENS)
@settings(max_examples=100, deadline=None)
def test_a_combined_time_never_runs_backwards(day: When, clock: When) -> None:
    when = combine(day, clock)
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest


@pytest.mark.parametrize(
    ("words", "zone", "expected"),
    [
        ("4 a.m. on 8 December 2023", "Asia/Baghdad", "2023-12-08 04:00:00+03:00"),
        ("4 a.m. on 8 July 2023", "Europe/Berlin", "2023-07-08 04:00:00+02:00"),
        ("4 a.m. on 8 December 2023", "-05:00", "2023-12-08 04:00:00-05:00"),
        ("2023-12-08T04:00:00Z", "Asia/Baghdad", "2023-12-08 04:00:00+00:00"),
    ],
)
def test_local_times_are_read_in_the_zone_of_the_place(words: str, zone: str, expected: str) -> None:
    assert str(localise(told(words), zone).earliest) == expected


def test_off_the_calendar_only_an_offset_can_be_taken_in() -> None:
    friday = told("Friday")
    assert localise(friday, "+03:00") == replace(friday, zone="+03:00")
    assert localise(friday, "Asia/Baghdad") == friday


@pytest.mark.parametrize("words", ["8 December 2023", "since 8 December 2023", "until 8 December 2023"])
def test_unknown_zones_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        localise(told(words), "Nowhere/Town")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("around 4.15am (0115 GMT)", "Fri 8 Dec 2023, about 04:15 (UTC+03:00)"),
        ("0415 GMT", "Fri 8 Dec 2023, 04:15 (UTC)"),
        ("Friday", "Fri 8 Dec 2023"),
        ("Friday morning", "Fri 8 Dec 2023, morning"),
        ("between 2 and 4 pm on Thursday", "Thu 7 Dec 2023, 14:00 to 16:00"),
        ("midnight on Thursday", "Thu 7 Dec 2023, 00:00 to Fri 8 Dec 2023, 00:00"),
        ("since mid-October", "since mid-October 2023"),
        ("since 7 October", "since Sat 7 Oct 2023"),
        ("since 2019", "since 2019"),
        ("since 4 a.m. on Thursday", "since Thu 7 Dec 2023, 04:00"),
        ("by Friday", "until Fri 8 Dec 2023"),
        ("before Thursday", "before Thu 7 Dec 2023"),
        ("after Thursday", "after Thu 7 Dec 2023"),
        ("early October", "early October 2023"),
        ("in 2019", "2019"),
        ("from 2017 to 2019", "2017 to 2019"),
        ("the 1990s", "the 1990s"),
        ("last week", "Mon 27 Nov 2023 to Sun 3 Dec 2023"),
    ],
)
def test_times_are_shown_for_people(words: str, shown: str) -> None:
    assert format_when(told(words, FRIDAY)) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Friday", "a Friday, date unknown"),
        ("about 4 a.m. on Friday", "a Friday, about 04:00, date unknown"),
        ("4.15am (0115 GMT)", "04:15 (UTC+03:00), date unknown"),
        ("October 7", "October 7, date unknown"),
        ("by Friday", "by Friday, date unknown"),
    ],
)
def test_times_off_the_calendar_say_so(words: str, shown: str) -> None:
    assert format_when(told(words)) == shown


@given(WHENS)
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_read_back_with_the_same_bounds(when: When) -> None:
    back = parse_when(format_when(when))
    assert (back.earliest, back.latest, back.zone) == (when.earliest, when.latest, when.zone)


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("about 4 a.m.", time(4)),
        ("4.15am", time(4, 15)),
        ("about midnight", time(0)),
        ("Friday morning", None),
        ("Friday", None),
    ],
)
def test_the_hour_said_is_the_middle_of_its_hedge(words: str, clock: time | None) -> None:
    assert stated_clock(told(words)) == clock
