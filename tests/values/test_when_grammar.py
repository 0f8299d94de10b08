"""Finding times in text."""

import re
from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import lower
from twosource.values.when import When
from twosource.values.when_grammar import find_times, parse_when
from twosource.values.when_scan import ANY_RULE, scanner

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
        ("July last year", "2022-07-01", "2022-07-31"),
        ("7 October last year", "2022-10-07", "2022-10-07"),
        ("last October", "2023-10-01", "2023-10-31"),
        ("the end of the year", "2023-12-01", "2023-12-31"),
        ("last weekend", "2023-12-02", "2023-12-03"),
        ("over the past week", "2023-12-01", "2023-12-08"),
        ("in recent weeks", "2023-10-13", "2023-12-08"),
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


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("about 4 a.m. on Friday", "2023-12-08 03:30", "2023-12-08 04:30"),
        ("on Friday at about 4 a.m.", "2023-12-08 03:30", "2023-12-08 04:30"),
        ("around 4.15am", "2023-12-08 04:00", "2023-12-08 04:30"),
        ("shortly before 4 a.m.", "2023-12-08 03:30", "2023-12-08 04:00"),
        ("shortly after 4 a.m. on Thursday", "2023-12-07 04:00", "2023-12-07 04:30"),
        ("between 2 and 4 pm on Dec. 5, 2023", "2023-12-05 14:00", "2023-12-05 16:00"),
        ("from 9 to 11 a.m.", "2023-12-08 09:00", "2023-12-08 11:00"),
        ("from 11 to 2 pm", "2023-12-08 11:00", "2023-12-08 14:00"),
        ("10:30-11:45 on Monday", "2023-12-04 10:30", "2023-12-04 11:45"),
        ("noon on Thursday", "2023-12-07 12:00", "2023-12-07 12:00"),
        ("at midnight on Friday", "2023-12-08 00:00", "2023-12-09 00:00"),
        ("shortly before midnight on Thursday", "2023-12-07 23:30", "2023-12-08 00:00"),
        ("4 o'clock", "2023-12-08 04:00", "2023-12-08 04:00"),
        ("four o'clock in the afternoon", "2023-12-07 16:00", "2023-12-07 16:00"),
        ("at 04:15 local time", "2023-12-08 04:15", "2023-12-08 04:15"),
        ("at 16:45", "2023-12-07 16:45", "2023-12-07 16:45"),
        ("after 9 p.m. on Thursday", "2023-12-07 21:00", "2023-12-07 23:59"),
        ("Friday morning", "2023-12-08 00:00", "2023-12-08 12:00"),
        ("the early hours of Friday", "2023-12-08 00:00", "2023-12-08 06:00"),
        ("at dawn on Friday", "2023-12-08 03:00", "2023-12-08 08:00"),
        ("late on Thursday", "2023-12-07 16:00", "2023-12-07 23:59"),
        ("late Thursday night", "2023-12-07 20:00", "2023-12-08 04:00"),
        ("Thursday night", "2023-12-07 18:00", "2023-12-08 06:00"),
        ("last night", "2023-12-07 18:00", "2023-12-08 06:00"),
        ("overnight", "2023-12-07 18:00", "2023-12-08 06:00"),
        ("overnight into Friday", "2023-12-07 18:00", "2023-12-08 06:00"),
        ("overnight on Friday", "2023-12-07 18:00", "2023-12-09 06:00"),
        ("this morning", "2023-12-08 00:00", "2023-12-08 12:00"),
        ("the evening of 3 December", "2023-12-03 16:00", "2023-12-03 23:59"),
        ("3 a.m. Tuesday morning", "2023-12-05 03:00", "2023-12-05 03:00"),
        ("the evening of Friday, December 8, at about 9:30 p.m.", "2023-12-08 21:15", "2023-12-08 21:45"),
        ("Friday at 04:15 local time (01:15 GMT)", "2023-12-08 04:15", "2023-12-08 04:15"),
        ("0300 local (0000 GMT)", "2023-12-08 03:00", "2023-12-08 03:00"),
        ("between 2 a.m. and 4 a.m. Friday", "2023-12-08 02:00", "2023-12-08 04:00"),
        ("2021/05/10 12:45", "2021-05-10 12:45", "2021-05-10 12:45"),
        ("three hours ago", "2023-12-08 11:30", "2023-12-08 12:30"),
        ("in the last 24 hours", "2023-12-07 15:00", "2023-12-08 15:00"),
    ],
)
def test_hours_are_bounded_by_their_words(words: str, earliest: str, latest: str) -> None:
    when = parse_when(words, published=FRIDAY)
    assert (f"{when.earliest:%Y-%m-%d %H:%M}", f"{when.latest:%Y-%m-%d %H:%M}") == (earliest, latest)


@pytest.mark.parametrize(
    ("words", "bound", "earliest", "latest"),
    [
        ("since 7 October", "since", "2023-10-07", None),
        ("since mid-October", "since", "2023-10-11", None),
        ("by Friday", "until", None, "2023-12-08"),
        ("until 3 December", "until", None, "2023-12-03"),
        ("before Thursday", "before", None, "2023-12-06"),
        ("after Thursday", "after", "2023-12-08", None),
    ],
)
def test_bounds_leave_one_side_open(words: str, bound: str, earliest: str | None, latest: str | None) -> None:
    when = parse_when(words, published=FRIDAY)
    ends = tuple(end and str(end)[:10] for end in (when.earliest, when.latest))
    assert (when.bound, *ends) == (bound, earliest, latest)


def said(text: str, published: datetime | None = FRIDAY) -> list[str]:
    return [mention.when.as_said for mention in find_times(text, published=published)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("It was the first strike there since the siege began on October 7.", "since"),
        ("It was the first since gunmen from the U.S. list hit a depot in Tarin in mid-October.", "since"),
        ("He has led the corps since spring, an aide told reporters on October 7.", ""),
        ("After October 7 attacks elsewhere, the post was closed.", ""),
        ("The road was closed after October 7.", "after"),
    ],
)
def test_since_may_govern_its_clause_from_afar(text: str, bound: str) -> None:
    assert find_times(text, published=FRIDAY)[-1].when.bound == bound


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The depot was hit on Wednesday.", "2023-12-06"),
        ("The council will meet on Wednesday.", "2023-12-13"),
        ("On Wednesday, the court is to hear two witnesses.", "2023-12-13"),
        ("He said on Wednesday that the bridge will reopen.", "2023-12-06"),
        ("He said the bridge would reopen on Wednesday.", "2023-12-13"),
        ("The vote is scheduled for Wednesday.", "2023-12-13"),
        ("The road reopened. Guards left Wednesday.", "2023-12-06"),
        ("The bridge will reopen. Guards left Wednesday.", "2023-12-06"),
        ("The curfew, due to end soon, was imposed on Friday.", "2023-12-08"),
    ],
)
def test_tense_decides_which_weekday_is_meant(sentence: str, day: str) -> None:
    (found,) = find_times(sentence, published=FRIDAY)
    assert str(found.when.earliest)[:10] == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("December 20", "2023-12-20"),
        ("January 3", "2024-01-03"),
        ("June 3", "2023-06-03"),
        ("Monday, June 6", "2022-06-06"),
    ],
)
def test_a_day_without_its_year_is_the_one_the_press_would_leave_the_year_out_of(
    words: str, day: str
) -> None:
    assert days(words) == (day, day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shops opened on Thursday. Two days later they closed.", "2023-12-09"),
        ("Shops opened on 3 March 2021. The following day they closed.", "2021-03-04"),
        ("Shops opened on 3 March 2021. The day before, a convoy had passed.", "2021-03-02"),
        ("Shops opened in 2019. Later that year they closed.", "2019-01-01"),
        ("Shops opened in 2019. On 4 July of that year they closed.", "2019-07-04"),
        ("Shops opened on 2 May 2019 and closed in July of the same year.", "2019-07-01"),
    ],
)
def test_narrated_times_count_from_the_day_last_spoken_of(text: str, expected: str) -> None:
    assert str(find_times(text, published=FRIDAY)[-1].when.earliest)[:10] == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 1994 Wall Street fell.", "1994"),
        ("It opened (1994), North Korea said.", "1994"),
    ],
)
def test_a_name_after_a_year_makes_it_no_house(text: str, year: str) -> None:
    assert said(text) == [year]


def test_a_day_after_an_undated_event_stays_off_the_calendar() -> None:
    (found,) = find_times("Troops came a day after the raid.", published=FRIDAY)
    assert (found.when.as_said, found.when.earliest) == ("a day after", None)


@pytest.mark.parametrize(
    "text",
    [
        "He sat by the road and may march on.",
        "The second convoy took 35 minutes.",
        "The Sunday Times and the Saturday Post reported it.",
        "Dana May said the March of Light would pass.",
        "A 35-year-old man from the 1200 block was hit.",
        "The home side won 3-2, then 21-19.",
        "A 24-hour curfew and a two-month siege followed.",
        "Markets open on Fridays and Sundays.",
        "Some 2,019 people and 1950 troops left.",
        "In 2000 troops terms, that is little.",
        "The fall of the town, the spring of hope.",
        "They sell a sun dress and a wed gown.",
        "Version 10.12.4 cost $1999.",
        "A dusk-to-dawn curfew was kept.",
        "A fire at a bar (1816 N. Alder) was put out.",
        "It burned at his house, 1916 Linden Street, for long.",
        "The night sky and the morning traffic were calm.",
        "",
    ],
)
def test_words_that_tell_no_time_are_left_alone(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He sat down in May.", ["May"]),
        ("Blasts at 2 a.m. and 4 a.m. woke them.", ["2 a.m.", "4 a.m."]),
        ("At 1500 GMT, 1600 GMT and 11.30pm it rang.", ["1500 GMT", "1600 GMT", "11.30pm"]),
        ("On Friday morning and again at about 9 p.m., shells fell.", ["Friday morning", "about 9 p.m."]),
        ("It began in mid-October. Now it is over.", ["mid-October"]),
        ("Friday\u2019s raid was the worst since 2014.", ["Friday", "since 2014"]),
        ("at around 4.15am (0115 GMT) the hall shook", ["around 4.15am (0115 GMT)"]),
        ("(on Friday at 0415 GMT) the hall shook", ["Friday at 0415 GMT"]),
        ("Updated: 08-12-2023 15:00 IST | Created: 08-12-2023 14:59 IST",
         ["08-12-2023 15:00 IST", "08-12-2023 14:59 IST"]),
        ("from 7 October until mid-November the pass was shut", ["from 7 October until mid-November"]),
    ],
)  # fmt: skip
def test_mentions_take_in_the_words_that_belong_to_them(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_mentions_quote_the_text_they_stand_in() -> None:
    text = (
        "Shells fell on Kadra\u2019s market late on Thursday\u00a0night, and again at about 4 a.m. on Friday."
    )
    found = find_times(text, published=FRIDAY)
    assert [m.span.of(text) for m in found] == [m.when.as_said for m in found]


@pytest.mark.parametrize(
    "words", ["", "the embassy", "Friday and the embassy", "Friday Saturday", "99/99/2023", "25:71"]
)
def test_words_that_are_no_time_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        parse_when(words)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="not a time zone"):
        find_times("today", published=FRIDAY, zone="Mars/Olympus")


WORDS = st.sampled_from(
    [
        "Friday",
        "on",
        "at",
        "about",
        "4",
        "a.m.",
        "(0115",
        "GMT)",
        "since",
        "mid-",
        "October",
        "7",
        "2023",
        ",",
        ".",
        "the",
        "early",
        "hours",
        "of",
        "last",
        "week",
        "two",
        "days",
        "ago",
        "between",
        "and",
        "to",
        "3",
        "pm",
        "May",
        "may",
        "Dec.",
        "5-7",
        "08-12-2023",
        "15:00",
        "IST",
        "night",
        "overnight",
        "in",
        "1990s",
        "until",
        "–",
        "’s",
        "summer",
        "March",
        "end",
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_words_give_ordered_mentions_that_quote_them(text: str) -> None:
    found = find_times(text, published=FRIDAY)
    assert [m.span.of(text) for m in found] == [m.when.as_said for m in found]
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    for mention in found:
        low, high = mention.when.earliest, mention.when.latest
        assert low is None or high is None or low <= high


@given(st.lists(WORDS, max_size=14).map(lambda words: lower(" ".join(words))))
@settings(max_examples=150, deadline=None)
def test_the_first_look_misses_nothing_the_rules_would_find(text: str) -> None:
    every = re.compile(rf"(?<![\w$€£])(?:{ANY_RULE})", re.ASCII)
    assert [hit.span() for hit in scanner().finditer(text)] == [hit.span() for hit in every.finditer(text)]


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    find_times(text, published=FRIDAY)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 30)))  # noqa: DTZ001
@settings(max_examples=60, deadline=None)
def test_any_day_of_printing_is_survived(published: datetime) -> None:
    text = "Friday, last year, next month, May 5, in recent weeks, two decades ago, before 0001-01-02, mid-March, overnight"
    assert find_times(text, published=published.replace(tzinfo=UTC))
