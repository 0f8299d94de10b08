from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.config.tables import Faults, Table, parse_duration, show_duration
from twosource.errors import ConfigError


@given(st.integers(0, 3650 * 86_400))
def test_a_length_of_time_reads_as_it_is_written(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    assert parse_duration(show_duration(length)) == length


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("5m", timedelta(minutes=5)),
        (" 2 h ", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("2w", timedelta(days=14)),
    ],
)
def test_a_length_of_time_is_a_number_and_a_letter(words: str, length: timedelta) -> None:
    assert parse_duration(words) == length


@pytest.mark.parametrize(
    "words", ["", "5", "m", "-5m", "5x", "1.5h", "5m5s", "٥m", "99999999w", "1e3s", "5 minutes"]
)
def test_nothing_else_is_a_length_of_time(words: str) -> None:
    with pytest.raises(ValueError, match=r"length of time|ten years"):
        parse_duration(words)


def test_a_number_may_be_written_whole() -> None:
    faults = Faults()
    table = Table({"a": 2, "b": 2.5, "c": 99.0, "d": "x"}, "t", faults)

    found = [table.real(key, 1.0, least=0, most=10) for key in ("a", "b", "c", "d", "e")]

    assert found == [2.0, 2.5, 1.0, 1.0, 1.0]
    with pytest.raises(ConfigError) as caught:
        faults.check()
    assert caught.value.faults == ("t.c: 99 is not between 0 and 10", "t.d: must be a number, not 'x'")


def test_texts_are_held_to_what_is_allowed() -> None:
    faults = Faults()
    table = Table({"tells": ["killed", "kiled", 3], "other": "x"}, "watches[2]", faults)

    assert table.texts("tells", ("killed", "injured")) == ("killed",)
    assert table.texts("other") == ()
    with pytest.raises(ConfigError) as caught:
        faults.check()
    assert caught.value.faults == (
        "watches[2].tells: 'kiled' is none of killed, injured; did you mean killed?",
        "watches[2].tells: 3 in it is no text",
        "watches[2].other: must be a list, not 'x'",
    )


def test_a_table_inside_has_its_own_place() -> None:
    faults = Faults()
    inner = Table({"quiet": {"form": "22:00"}}, "watches[1]", faults).table("quiet")
    assert inner is not None
    assert inner.text("from", needed=True) == ""
    inner.finish()
    with pytest.raises(ConfigError) as caught:
        faults.check("f: ")
    assert caught.value.faults == (
        'f: watches[1].quiet.from: is missing; give it: from = "..."',
        "f: watches[1].quiet.form: is no key here; did you mean from?",
    )
