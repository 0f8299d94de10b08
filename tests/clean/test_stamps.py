from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.clean.stamps import Evidence, Stamp, find_stamps, parse_stamp


def minute(*parts: int, ahead: float = 0) -> datetime:
    zone = timezone(timedelta(hours=ahead)) if ahead else UTC
    return datetime(*parts, tzinfo=zone)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("words", "at", "precision", "zone"),
    [
        ("2024-06-09T08:05:00+03:00", minute(2024, 6, 9, 8, 5, ahead=3), "minute", "+03:00"),
        ("2024-06-09T08:05Z", minute(2024, 6, 9, 8, 5), "minute", "Z"),
        ("2024-06-09 08:05:10.250 +0530", minute(2024, 6, 9, 8, 5, 10, ahead=5.5), "minute", "+0530"),
        ("20240609T080500Z", minute(2024, 6, 9, 8, 5), "minute", "Z"),
        ("Sun, 09 Jun 2024 08:05:00 -0400", minute(2024, 6, 9, 8, 5, ahead=-4), "minute", "-0400"),
        ("Sun, 09 Jun 2024 08:05:00 GMT", minute(2024, 6, 9, 8, 5), "minute", "GMT"),
        ("12:30 BST, 9 June 2024", minute(2024, 6, 9, 12, 30, ahead=1), "minute", "BST"),
        ("June 9, 2024 at 3:15 p.m. ET", minute(2024, 6, 9, 15, 15, ahead=-4), "minute", "ET"),
        ("January 9, 2024 at 3:15 p.m. ET", minute(2024, 1, 9, 15, 15, ahead=-5), "minute", "ET"),
        ("Jun. 9, 2024 12:10 AM", minute(2024, 6, 9, 0, 10), "minute", None),
        ("9th June 2024 1830 hrs IST", minute(2024, 6, 9, 18, 30, ahead=5.5), "minute", "IST"),
        ("Sunday, June 9, 2024", minute(2024, 6, 9), "day", None),
        ("2024-06-09", minute(2024, 6, 9), "day", None),
        ("1717920300", minute(2024, 6, 9, 8, 5), "minute", "UTC"),
    ],
)
def test_reads_printed_time(words: str, at: datetime, precision: str, zone: str | None) -> None:
    stamp = parse_stamp(words)
    assert (stamp.at, stamp.at.utcoffset(), stamp.precision, stamp.zone) == (
        at,
        at.utcoffset(),
        precision,
        zone,
    )


@pytest.mark.parametrize(
    "words", ["2 hours ago", "", "Tuesday", "2024-02-30", "99/99/2024", "June 2024", "12:30 GMT"]
)
def test_refuses_words_without_a_full_day(words: str) -> None:
    with pytest.raises(ValueError, match="no day"):
        parse_stamp(words)


@pytest.mark.parametrize(
    ("words", "evidence", "day"),
    [
        pytest.param("13/06/2024", Evidence(), date(2024, 6, 13), id="a part over 12: day first"),
        pytest.param("06/13/2024", Evidence(), date(2024, 6, 13), id="a part over 12: month first"),
        pytest.param("03-04-2024 10:00 IST", Evidence(), date(2024, 4, 3), id="Indian zone"),
        pytest.param("03/04/2024 10:00 AM PST", Evidence(), date(2024, 3, 4), id="American zone"),
        pytest.param("03/04/2024", Evidence(country="US"), date(2024, 3, 4), id="American outlet"),
        pytest.param("03/04/2024", Evidence(country="KE"), date(2024, 4, 3), id="Kenyan outlet"),
        pytest.param(
            "03/04/2024",
            Evidence(country="KE", days=frozenset({date(2024, 3, 5)})),
            date(2024, 3, 4),
            id="another date of the page",
        ),
        pytest.param(
            "03/11/2024",
            Evidence(not_after=date(2024, 3, 12)),
            date(2024, 3, 11),
            id="can't be after fetching",
        ),
        pytest.param("03/04/2024 10:00 UTC", Evidence(), date(2024, 4, 3), id="nothing known: day first"),
    ],
)
def test_settles_day_and_month_by_evidence(words: str, evidence: Evidence, day: date) -> None:
    assert parse_stamp(words, evidence).at.date() == day


@pytest.mark.parametrize(
    ("country", "hours"),
    [(None, 5.5), ("IN", 5.5), ("IL", 3), ("IE", 1)],
    ids=["unknown", "India", "Israel", "Ireland"],
)
def test_seats_ist_by_the_outlet(country: str | None, hours: float) -> None:
    stamp = parse_stamp("9 June 2024 10:00 IST", Evidence(country=country))
    assert stamp.at.utcoffset() == timedelta(hours=hours)


def test_says_what_decided_the_order() -> None:
    assert parse_stamp("03/04/2024", Evidence(country="KE")) == Stamp(
        at=minute(2024, 4, 3), precision="day", zone=None, order="the outlet sits in KE"
    )


def test_finds_each_stamp_of_a_line_by_its_label() -> None:
    line = "Desk Report | Updated: 09-06-2024 15:00 IST | Created: 09-06-2024 14:59 IST"
    found = [(stamp.role, stamp.words, stamp.apart) for stamp in find_stamps(line)]
    assert found == [("updated", "09-06-2024 15:00 IST", True), ("published", "09-06-2024 14:59 IST", True)]


def test_finds_no_stamp_in_a_sentence_without_a_full_date() -> None:
    assert find_stamps("The depot was last updated in 2019 and burnt in June.") == ()


@settings(deadline=None, max_examples=80)
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)),  # noqa: DTZ001 (the zone is drawn beside it)
    st.integers(-48, 56).map(lambda quarters: timedelta(minutes=15 * quarters)),
)
def test_reads_back_what_isoformat_writes(clock: datetime, offset: timedelta) -> None:
    at = clock.replace(microsecond=0, tzinfo=timezone(offset))
    assert parse_stamp(at.isoformat()).at == at


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789:-/. TZ+apm,JunIST|updated", max_size=60))
def test_never_fails_but_with_value_error(words: str) -> None:
    find_stamps(words)
    try:
        stamp = parse_stamp(words)
    except ValueError:
        return
    assert stamp.at.tzinfo is not None
