"""Filters out of an address and back, and what is said of those that can't be read."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.asking import FILTER_NAMES, LENS_NAMES, Asked, parse_filter, show_asked, show_parts, to_query
from twosource.knowledge.kinds import load_kinds
from twosource.lens import Lens
from twosource.model import Status
from twosource.store import Box, Circle, Filter

_EAST = timezone(timedelta(hours=3))
_ZONES = st.sampled_from([UTC, _EAST, timezone(timedelta(hours=-4, minutes=-30))])
_INSTANTS = st.datetimes(datetime(1800, 1, 2), datetime(2199, 12, 30), timezones=_ZONES)  # noqa: DTZ001
_LAT = st.integers(-90_000_000, 90_000_000).map(lambda number: number / 1e6)
_LON = st.integers(-180_000_000, 180_000_000).map(lambda number: number / 1e6)
_KM = st.integers(1, 20_038_000_000).map(lambda number: number / 1e6)
_WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)


@st.composite
def _boxes(draw: st.DrawFn) -> Box:
    south, north = sorted((draw(_LAT), draw(_LAT)))
    return Box(west=draw(_LON), south=south, east=draw(_LON), north=north)


def _or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def _lenses(draw: st.DrawFn) -> Lens:
    as_of = draw(_or_none(_INSTANTS))
    by = "printed" if as_of is None else draw(st.sampled_from(["printed", "arrived"]))
    profile = draw(st.sampled_from([None, "conservative"]))
    return Lens(as_of=as_of, by=by, profile=profile)  # type: ignore[arg-type]


@st.composite
def _asked(draw: st.DrawFn) -> Asked:
    since, until = sorted((draw(_INSTANTS), draw(_INSTANTS)))
    return Asked(
        since=draw(st.sampled_from([None, since])),
        until=draw(st.sampled_from([None, until])),
        place=draw(_or_none(_WORDS)),
        near=draw(_or_none(st.builds(Circle, lat=_LAT, lon=_LON, km=_KM))),
        box=draw(_or_none(_boxes())),
        kinds=tuple(draw(st.lists(st.sampled_from(list(load_kinds())), unique=True, max_size=4))),
        actor=draw(_or_none(_WORDS)),
        statuses=tuple(draw(st.lists(st.sampled_from(list(Status)), unique=True))),
        voices=draw(_or_none(st.integers(1, 1_000_000))),
        single_source=draw(st.sampled_from([None, True])),
        with_place=draw(st.sampled_from([None, True, False])),
        text=draw(_or_none(_WORDS)),
        updated_since=draw(_or_none(_INSTANTS)),
        lens=draw(_lenses()),
    )


@given(asked=_asked())
@settings(max_examples=60, deadline=None)
def test_what_is_written_into_an_address_reads_back_the_same(asked: Asked) -> None:
    assert parse_filter(to_query(asked)) == asked


@given(asked=_asked())
@settings(max_examples=30, deadline=None)
def test_parameters_come_in_one_order_and_are_all_named(asked: Asked) -> None:
    names = [name for name, _ in to_query(asked)]
    assert names == sorted(names, key=(*FILTER_NAMES, *LENS_NAMES).index)


@given(name=st.sampled_from([*FILTER_NAMES, *LENS_NAMES]), words=st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_words_are_read_or_refused_in_one_line_that_names_the_parameter(name: str, words: str) -> None:
    try:
        asked = parse_filter({name: words})
    except ValueError as error:
        assert str(error).startswith(name)  # noqa: PT017
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert parse_filter(to_query(asked)) == asked


def test_a_filter_is_what_the_ledger_takes() -> None:
    asked = parse_filter(
        [
            ("since", "2023-12-08"),
            ("until", "2023-12-08"),
            ("near", "33.31, 44.37, 25"),
            ("kind", "Drone strike"),
            ("status", "single-source"),
            ("status", "contradicted"),
            ("voices", "3"),
            ("text", '  "green   zone" '),
        ]
    )
    assert asked.filter == Filter(
        since=datetime(2023, 12, 8, tzinfo=UTC),
        until=datetime(2023, 12, 8, 23, 59, 59, 999_999, tzinfo=UTC),
        near=Circle(lat=33.31, lon=44.37, km=25),
        kinds=("drone strike",),
        statuses=(Status.SINGLE_SOURCE, Status.CONTRADICTED),
        voices_at_least=3,
        words='"green zone"',
    )


def test_a_kind_stands_for_its_special_cases_and_is_written_as_asked() -> None:
    asked = parse_filter({"kind": "bombing"})
    assert set(asked.filter.kinds) > {"bombing", "car bombing"}
    assert to_query(asked) == (("kind", "bombing"),)


def test_an_offset_whose_plus_was_not_escaped_is_still_one() -> None:
    asked = parse_filter({"since": "2023-12-08T15:00 03:00"})
    assert asked.since == datetime(2023, 12, 8, 15, tzinfo=_EAST)


def test_empty_values_of_a_form_ask_nothing() -> None:
    assert parse_filter({"since": "", "place": " ", "kind": "", "single_source": "false"}).is_empty


def test_names_that_somebody_else_reads_are_passed_over() -> None:
    assert parse_filter({"view": "map", "place": "Kisumu"}, beside=["view"]) == Asked(place="Kisumu")


@pytest.mark.parametrize(
    ("params", "line"),
    [
        pytest.param(
            {"since": "yesterday"},
            "since: 'yesterday' is no date: write 2023-12-08 or 2023-12-08T15:00:00+03:00",
            id="no date",
        ),
        pytest.param(
            {"since": "0001-01-01"}, "since: '0001-01-01' lies outside the years 1800 to 2199", id="far"
        ),
        pytest.param(
            {"since": "2024-02-02", "until": "2024-02-01"},
            "since: 2024-02-02 comes after until 2024-02-01",
            id="ends before it begins",
        ),
        pytest.param(
            {"near": "33,44"},
            "near: '33,44' is not LAT,LON,KM: write for example 33.31,44.37,25",
            id="half a circle",
        ),
        pytest.param(
            {"near": "nan,44,2"},
            "near: 'nan,44,2' is not LAT,LON,KM: write for example 33.31,44.37,25",
            id="no number",
        ),
        pytest.param(
            {"near": "99,44,2"},
            "near: '99,44,2' is nowhere: degrees from -90,-180 to 90,180, and some km",
            id="off the globe",
        ),
        pytest.param(
            {"box": "1,9,2,3"},
            "box: '1,9,2,3' is nowhere: degrees, west and south before east and north",
            id="upside down",
        ),
        pytest.param({"voices": "0"}, "voices: '0' is no whole number from 1", id="no voices"),
        pytest.param(
            {"kind": "arsn"},
            "kind: 'arsn' is no kind of incident. Did you mean arson?",
            id="misspelt",
        ),
        pytest.param(
            {"single_source": "maybe"}, "single_source: 'maybe' is neither true nor false", id="no switch"
        ),
        pytest.param(
            {"as_of_by": "arrived"},
            "as_of_by: it needs as_of: say as of when, for example as_of=2023-12-08",
            id="no moment",
        ),
        pytest.param(
            [("place", "Kisumu"), ("place", "Garissa")], "place: given 2 times; give it once", id="twice"
        ),
        pytest.param(
            {"place": "\x00"}, "place: there is nothing in it to look for: write words", id="no words"
        ),
        pytest.param({"plac": "Kisumu"}, "'plac' is no parameter here. Did you mean place?", id="unknown"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(params: Any, line: str) -> None:
    with pytest.raises(ValueError) as told:  # noqa: PT011
        parse_filter(params)
    assert str(told.value) == line


@pytest.mark.parametrize(
    ("params", "words"),
    [
        pytest.param([], "incidents", id="all"),
        pytest.param(
            [("since", "2023-12-08"), ("place", "Kirkuk")],
            "incidents since 2023-12-08, in “Kirkuk”",
            id="two",
        ),
        pytest.param(
            [("kind", "arson"), ("kind", "shooting"), ("voices", "1")],
            "incidents of the kind arson or shooting, told by 1 independent voice or more",
            id="several kinds",
        ),
    ],
)
def test_what_is_asked_can_be_said_in_words(params: list[tuple[str, str]], words: str) -> None:
    assert show_asked(parse_filter(params)) == words


def test_each_part_can_be_said_by_itself() -> None:
    asked = parse_filter([("status", "agreed"), ("text", "bus road")])
    assert show_parts(asked) == (
        ("status", "with a fact that is agreed"),
        ("text", "told of with the words bus road"),
    )
