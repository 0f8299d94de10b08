"""TIMEX3: each way of telling a time, its type and its value; beside each what is no time."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import Span
from twosource.values.timex import Timex, find_timexes

#: A Wednesday in the second quarter.
PUBLISHED = datetime(2021, 5, 12, 9, 30, tzinfo=UTC)


def read(text: str, *, narrated: bool = False) -> list[tuple[str, str, str]]:
    found = find_timexes(text, published=PUBLISHED, narrated=narrated)
    return [(time.span.of(text), time.kind, time.value) for time in found]


@pytest.mark.parametrize(
    ("text", "said", "kind", "value"),
    [
        pytest.param("The dam broke on Monday.", "Monday", "DATE", "2021-05-10", id="weekday"),
        pytest.param("The dam broke yesterday.", "yesterday", "DATE", "2021-05-11", id="yesterday"),
        pytest.param("It has been shut since 3 April.", "3 April", "DATE", "2021-04-03", id="lead-left-out"),
        pytest.param("It opened in early March.", "early March", "DATE", "2021-03", id="early-month"),
        pytest.param("It rained last week.", "last week", "DATE", "2021-W18", id="week"),
        pytest.param("It rained at the weekend, last weekend.", "last weekend", "DATE", "2021-W18-WE", id="weekend"),
        pytest.param("He came in the summer of 2019.", "the summer of 2019", "DATE", "2019-SU", id="season"),
        pytest.param("He came in 2019.", "2019", "DATE", "2019", id="year"),
        pytest.param("He grew up in the 1960s.", "the 1960s", "DATE", "196", id="decade"),
        pytest.param("He grew up in the sixties.", "the sixties", "DATE", "196", id="decade-in-words"),
        pytest.param("It fell late on Tuesday.", "late on Tuesday", "DATE", "2021-05-11", id="late-day"),
        pytest.param("It fell on Tuesday night.", "Tuesday night", "TIME", "2021-05-11TNI", id="night"),
        pytest.param("It fell around 7:15 p.m. Tuesday.", "7:15 p.m. Tuesday", "TIME", "2021-05-11T19:15", id="clock"),
        pytest.param("He left three weeks ago.", "three weeks ago", "DATE", "2021-W16", id="weeks-ago"),
        pytest.param("He left several years ago.", "several years ago", "DATE", "PAST_REF", id="some-time-ago"),
        pytest.param("He left two decades ago.", "two decades ago", "DATE", "2001", id="decades-ago"),
        pytest.param("A law of the 19th century.", "the 19th century", "DATE", "18", id="century"),
        pytest.param("The king fell in 480 BC.", "480 BC", "DATE", "BC0480", id="before-christ"),
        pytest.param("It happened in nineteen eighty-four.", "nineteen eighty-four", "DATE", "1984", id="spelt"),
        pytest.param("After the 1996 campaign he rested.", "1996", "DATE", "1996", id="year-beside-a-noun"),
        pytest.param("Sales of the current year fell.", "the current year", "DATE", "2021", id="current-year"),
        pytest.param("In the latest fiscal year it lost.", "the latest fiscal year", "DATE", "2020", id="fiscal"),
        pytest.param("In fiscal 2019 it lost money.", "fiscal 2019", "DATE", "2019", id="fiscal-year"),
        pytest.param("It will be done by year-end.", "year-end", "DATE", "2021-12-31", id="year-end"),
        pytest.param("In the second half of 2020 it rose.", "the second half of 2020", "DATE", "2020-H2", id="half"),
        pytest.param("They will meet at Christmas.", "Christmas", "DATE", "2021-12-25", id="feast-ahead"),
        pytest.param("They met at Christmas.", "Christmas", "DATE", "2020-12-25", id="feast-past"),
        pytest.param("They met at Christmas 1963.", "Christmas 1963", "DATE", "1963-12-25", id="feast-of-a-year"),
        pytest.param("Shops were shut during the weekend.", "the weekend", "DATE", "2021-W18-WE", id="weekend-past"),
        pytest.param("Shops will shut for the weekend.", "the weekend", "DATE", "2021-W19-WE", id="weekend-ahead"),
        pytest.param("He is now in Osk.", "now", "DATE", "PRESENT_REF", id="now"),
        pytest.param("He recently moved to Osk.", "recently", "DATE", "PAST_REF", id="recently"),
        pytest.param("It grew in recent years.", "recent years", "DATE", "PAST_REF", id="recent-years"),
        pytest.param("They fear for the future.", "the future", "DATE", "FUTURE_REF", id="future"),
        pytest.param("He swims every day.", "every day", "SET", "P1D", id="every-day"),
        pytest.param("He swims on Fridays.", "Fridays", "SET", "XXXX-WXX-5", id="weekdays"),
        pytest.param("He swims each August.", "each August", "SET", "XXXX-08", id="every-month"),
        pytest.param("The paper comes out weekly.", "weekly", "SET", "P1W", id="weekly"),
    ],
)  # fmt: skip
def test_reads_dates_and_habits(text: str, said: str, kind: str, value: str) -> None:
    assert read(text)[-1] == (said, kind, value)


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        pytest.param("a two-year plan", "two-year", "P2Y", id="hyphen"),
        pytest.param("The two-year plan failed.", "two-year", "P2Y", id="article-of-the-noun"),
        pytest.param(
            "for more than twenty-five years", "more than twenty-five years", "P25Y", id="more-than"
        ),
        pytest.param("for about five hours", "five hours", "PT5H", id="about-left-out"),
        pytest.param("over the past three months", "the past three months", "P3M", id="past-months"),
        pytest.param("for 2 1/2 years", "2 1/2 years", "P2Y6M", id="half-year-more"),
        pytest.param("for two and a half hours", "two and a half hours", "PT2H30M", id="and-a-half"),
        pytest.param("for a minute and a half", "a minute and a half", "PT1M30S", id="one-and-a-half"),
        pytest.param("for half an hour", "half an hour", "PT30M", id="half-an-hour"),
        pytest.param("for several weeks", "several weeks", "PXW", id="several"),
        pytest.param("for weeks", "weeks", "PXW", id="bare-plural"),
        pytest.param("a months-long siege", "months-long", "PXM", id="long"),
        pytest.param("for a couple of days", "a couple of days", "P2D", id="couple"),
        pytest.param("for more than four decades", "more than four decades", "P40Y", id="decades"),
        pytest.param("within two to three weeks", "two to three weeks", "P2W", id="from-to"),
        pytest.param("in the past two quarters", "the past two quarters", "P2Q", id="quarters"),
        pytest.param(
            "nearly two months after his wife died", "nearly two months", "P2M", id="before-an-event"
        ),
        pytest.param("for the year ended 31 March", "the year", "P1Y", id="year-of-business"),
    ],
)
def test_reads_lengths(text: str, said: str, value: str) -> None:
    assert read(text)[0] == (said, "DURATION", value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("in the first quarter", ["2021-Q1"], id="just-over"),
        pytest.param("in the second quarter", ["2021-Q2"], id="running"),
        pytest.param("a fourth-quarter loss", ["2020-Q4"], id="last-year's"),
        pytest.param("It will open in the third quarter.", ["2021-Q3"], id="ahead"),
        pytest.param("in the third quarter of 2019", ["2019-Q3"], id="of-a-year"),
        pytest.param("in last year's third quarter", ["2020-Q3"], id="last-year"),
        pytest.param("in the quarter", ["2021-Q1"], id="unnamed"),
        pytest.param("in the current quarter", ["2021-Q2"], id="current"),
        pytest.param("in the first quarter, from 3 million a year earlier", ["2021-Q1", "2020-Q1"], id="year-before"),
        pytest.param("in the fourth quarter, against the year-ago quarter", ["2020-Q4", "2019-Q4"], id="year-ago"),
        pytest.param("from 3 million a year ago", ["2020"], id="no-quarter-named"),
    ],
)  # fmt: skip
def test_reads_quarters(text: str, values: list[str]) -> None:
    assert [value for *_, value in read(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a 22-year-old man", id="age"),
        pytest.param("a quarter of the town", id="fraction"),
        pytest.param("three quarters of the town", id="fractions"),
        pytest.param("Resolution 1978 was passed.", id="number-of-a-paper"),
        pytest.param("A fire at 1916 Linden Street.", id="house-number"),
        pytest.param("A fire at 1916 N. Alder Street.", id="house-number-with-a-compass-point"),
        pytest.param("some 1950 soldiers", id="count"),
        pytest.param("The former mayor spoke.", id="former-in-news"),
        pytest.param("He walked past the school.", id="past-the-school"),
        pytest.param("He had future plans.", id="future-as-an-adjective-in-news"),
    ],
)
def test_leaves_alone_what_is_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("The war began in May 1871. In June it ended.", ["1871-05", "1871-06"], id="month-after-a-month"),
        pytest.param("On 9 December 1871 they met. In January they left.", ["1871-12-09", "1872-01"], id="over-new-year"),
        pytest.param("In 1871 they armed. In December they met.", ["1871", "1871-12"], id="month-after-a-year"),
        pytest.param("On 9 May 1871 they met. Two days later they left.", ["1871-05-09", "1871-05-11"], id="days-later"),
        pytest.param("They met on 9 May 1871. Two days after the talks they left.", ["1871-05-09", "1871-05-11"], id="after-an-event"),
        pytest.param("They met in 1871, in July of that year.", ["1871", "1871-07"], id="of-that-year"),
        pytest.param("In 1871 they met; summer brought war.", ["1871", "1871-SU"], id="bare-season"),
        pytest.param("On 9 May 1871 at 4 p.m. he left; by 6 p.m. it was over.", ["1871-05-09T16:00", "1871-05-09T18:00"], id="clock"),
        pytest.param("The years 1871-1874, or 1871-74.", ["1871", "1874", "1871", "1874"], id="both-years"),
        pytest.param("The former king fled.", ["PAST_REF"], id="former"),
        pytest.param("In 1871 they met; at the time all was well.", ["1871", "1871"], id="at-the-time"),
        pytest.param("In 1871 they met; in this period trade grew.", ["1871", "PXX"], id="this-period"),
        pytest.param("They met on 6-7 February 1920.", ["1920-02-06", "1920-02-07"], id="both-days"),
        pytest.param("They met on May 4 and 5, 1920.", ["1920-05-04", "1920-05-05"], id="both-days-of-a-month"),
        pytest.param("In May 1871 they met, as in 1840. In July they left.", ["1871-05", "1840", "1871-07"], id="aside"),
        pytest.param("In May 1871 they met. In 1873 they left.\nIn July they came back.", ["1871-05", "1873", "1873-07"], id="year-that-opens-a-sentence"),
        pytest.param("In May 1871 they met.\nThe war of 1873 came. In July it ended.", ["1871-05", "1873", "1873-07"], id="year-in-the-first-sentence-of-a-paragraph"),
    ],
)  # fmt: skip
def test_a_history_counts_from_the_day_last_spoken_of(text: str, values: list[str]) -> None:
    assert [value for *_, value in read(text, narrated=True)] == values


HISTORY = (
    "The league was founded in 1861. It fought in 1863 and 1864, lost in 1866 and made peace in 1867. "
    "On 3 May 1871 it met again. In June it was dissolved."
)


def test_a_history_is_known_by_its_years() -> None:
    assert read_all(HISTORY)[-1].value == "1871-06"


def test_a_report_that_names_old_years_is_no_history() -> None:
    report = f"{HISTORY} On Monday and on Tuesday its heirs met. They will meet again on Friday, in June."
    assert read_all(report)[-1].value == "2021-06"


def test_without_a_day_of_printing_times_stay_open() -> None:
    found = find_timexes("On Friday, after two days, he left. He returned in May.", published=None)
    assert [time.value for time in found] == ["XXXX-WXX-5", "P2D"]


def test_spans_count_characters_of_the_text_as_given() -> None:
    text = "\u201cIt fell\u201d \u2013 on\u00a0Monday."
    assert find_timexes(text, published=PUBLISHED)[0].span == Span(15, 21)


def read_all(text: str) -> tuple[Timex, ...]:
    return find_timexes(text, published=PUBLISHED)


WORDS = st.sampled_from([
    "the", "a", "last", "next", "3", "two", "1984", "May", "Friday", "quarter", "year", "years", "ago", "later",
    "half", "BC", "of", "in", "since", "night", "4", "p.m.", "first", "recent", "past", "future", "week's", "century",
    "-", ",", ".", "now", "every", "daily",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_any_words_are_read_without_overlap_and_with_a_wellformed_value(text: str) -> None:
    found = read_all(text)
    ends = [0, *(time.span.end for time in found)]
    assert all(end <= time.span.start for end, time in zip(ends, found, strict=False))
    assert all(re.fullmatch(r"[\dXA-Z_:.+-]+", time.value) for time in found), found
