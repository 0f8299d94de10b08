from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import NOW, make_article, make_claim, make_count, make_place
from twosource.errors import InputError
from twosource.model import Field, Responsibility, Value
from twosource.review.reading import Setting, parse_value
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

BUS = Party(name="bus", kind="site", as_said="a bus")


def read(field: Field, words: str, value: Value = BUS) -> Value:
    claim = make_claim(make_article(), field, value, "a bus")
    return parse_value(words, Setting(claim=claim, published=NOW, place=make_place()))


@pytest.mark.parametrize(
    ("field", "words", "low", "high"),
    [
        pytest.param("killed", "4", 4, 4, id="a number"),
        pytest.param("injured", "at least three", 3, None, id="a bound"),
        pytest.param("captured", " 70 to  80 ", 70, 80, id="a range"),
        pytest.param("munitions", "none", 0, 0, id="none"),
    ],
)
def test_a_count_is_read_as_the_press_writes_it(field: Field, words: str, low: int, high: int | None) -> None:
    value = read(field, words)

    assert isinstance(value, Count)
    assert (value.low, value.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        pytest.param(
            "2024-04-30", datetime(2024, 4, 29, 21, tzinfo=UTC), id="a day, in the zone of the place"
        ),
        pytest.param("Tuesday", datetime(2024, 4, 29, 21, tzinfo=UTC), id="a weekday, from the day of print"),
        pytest.param("30 April 2024 at 4 a.m.", datetime(2024, 4, 30, 1, tzinfo=UTC), id="an hour"),
    ],
)
def test_a_time_is_read_from_where_and_when_it_was_printed(words: str, first: datetime) -> None:
    value = read("when", words)

    assert isinstance(value, When)
    assert value.earliest == first


def test_a_place_is_one_the_gazetteer_knows_however_it_is_written() -> None:
    places = [read("place", words) for words in ("Kisumu", "kisumu", "near Kisumu")]

    assert [place.name for place in places if isinstance(place, Place)] == ["Kisumu"] * 3


@pytest.mark.parametrize(
    ("field", "words", "expected"),
    [
        pytest.param("kind", "shooting", "shooting", id="a kind by its key"),
        pytest.param("kind", "Car Bombing", "car bombing", id="a kind by its label"),
        pytest.param("weapon", "rockets", "rocket", id="a weapon by a form of it"),
        pytest.param("weapon", "sling", "sling", id="a weapon on no list"),
        pytest.param("damage", "two burnt  cars", "two burnt cars", id="words"),
        pytest.param("target", "ferry", Party(name="ferry", kind="site", as_said="ferry"), id="a target"),
        pytest.param("responsibility", "claimed by nobody", Responsibility(stance="none claimed"), id="nobody"),
    ],
)  # fmt: skip
def test_other_fields_are_read_by_their_own_lists(field: Field, words: str, expected: Value) -> None:
    assert read(field, words) == expected


def test_a_party_is_the_one_the_list_knows() -> None:
    blamed, claimed = (
        read("perpetrator", "the Islamic State"),
        read("responsibility", "Denied by Islamic State"),
    )

    assert isinstance(blamed, Party)
    assert isinstance(claimed, Responsibility)
    assert (blamed.id, blamed.as_said) == ("islamic-state", "the Islamic State")
    assert (claimed.stance, claimed.by and claimed.by.id) == ("denied", "islamic-state")


BAD: list[Any] = [
    ("killed", "soon"), ("killed", ""), ("when", "whenever"), ("place", "nowhere at all"), ("kind", "picnic"),
    ("responsibility", "Islamic State"), ("responsibility", "denied by nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "words"), BAD)
def test_what_a_field_does_not_take_is_told_with_what_it_takes(field: Field, words: str) -> None:
    with pytest.raises(InputError, match=f"no value of the field '{field}'") as caught:
        read(field, words)

    assert caught.value.hint.startswith("it takes ")


def test_a_count_of_the_press_takes_no_other_value() -> None:
    with pytest.raises(InputError, match="can't be given another value") as caught:
        read("tally", "70", make_count(70))

    assert "--none" in caught.value.hint
