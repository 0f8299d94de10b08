"""Incidents against a register, on records of our own."""

from typing import Any

import pytest
from eval.scorers.register import score_register
from eval.scorers.register_places import is_town
from eval.scorers.register_words import tells_figure
from eval.tasks import Record

_GOLD: dict[str, Any] = {
    "id": "g1", "date": "2016-03-04", "state": "Ohio", "city": "Lima", "lat": 40.74, "lon": -84.11,
    "killed": 1, "injured": 2,
}  # fmt: skip


def _record(name: str = "a", text: str = "One man died and two were hurt.", **gold: Any) -> Record:
    incident = _GOLD | gold
    return Record(
        id=name, data={"text": text, "title": "", "incident": incident, "incident_id": incident["id"]}
    )


def _count(number: int, *, low: int | None = None) -> dict[str, Any]:
    return {"low": number if low is None else low, "high": number, "number": number, "as_said": str(number)}


def _fact(field: str, value: object, scope: str = "") -> dict[str, Any]:
    return {"field": field, "scope": scope, "value": value}


def _incident(killed: int | None = 1, injured: int | None = 2, *more: dict[str, Any]) -> dict[str, Any]:
    counts = [
        _fact(field, _count(number))
        for field, number in (("killed", killed), ("injured", injured))
        if number is not None
    ]
    return {"facts": [*counts, *more]}


def _outcome(incident: dict[str, Any], name: str = "i1") -> dict[str, Any]:
    return {"incidents": [name], "main": name, "facts": {name: incident}}


def _values(records: list[Record], outcomes: list[Any]) -> dict[str, float | None]:
    found = score_register(records, outcomes)
    return {figure.name.removeprefix("gva."): figure.value for figure in found}


def _value(name: str, record: Record, incident: dict[str, Any]) -> float | None:
    return _values([record], [_outcome(incident)])[name]


def test_only_the_figures_of_the_dead_and_the_injured_are_headlines() -> None:
    figures = score_register([_record()], [_outcome(_incident())])
    assert [figure.name for figure in figures if figure.headline] == ["gva.killed_exact", "gva.injured_exact"]


@pytest.mark.parametrize(
    ("gold", "ours", "right"),
    [
        pytest.param({"killed": 1}, _incident(1), 1.0, id="the-same"),
        pytest.param({"killed": 2}, _incident(1), 0.0, id="too-few"),
        pytest.param({"killed": 0}, _incident(None), 1.0, id="nobody-and-nothing-said"),
        pytest.param({"killed": 0}, _incident(0), 1.0, id="nobody-and-nobody"),
        pytest.param({"killed": 1}, _incident(None), 0.0, id="somebody-and-nothing-said"),
        pytest.param({"killed": 2}, {"facts": [_fact("killed", {"low": 2, "high": None, "number": 2})]}, 1.0, id="at-least-two"),
        pytest.param({"killed": 1}, {"facts": [_fact("killed", _count(1), "children")]}, 0.0, id="a-part-is-not-all"),
    ],
)  # fmt: skip
def test_a_figure_is_exact_or_wrong(gold: dict[str, Any], ours: dict[str, Any], right: float) -> None:
    assert _value("killed_exact", _record(**gold), ours) == right


def test_casualties_who_are_not_said_to_be_dead_stand_as_injured() -> None:
    assert _value("injured_exact", _record(), _incident(1, None, _fact("casualties", _count(3)))) == 1.0


@pytest.mark.parametrize(
    ("text", "ours", "fair"),
    [
        pytest.param("Two men were taken to hospital.", _incident(None, 2), 1.0, id="no-death-told-yet"),
        pytest.param("Two men were shot; one has died.", _incident(None, 2), 0.0, id="the-death-is-told"),
        pytest.param("Three men were taken away.", _incident(2, 2), 0.0, id="more-than-the-register"),
    ],
)
def test_a_lower_figure_is_fair_where_the_words_tell_no_more(
    text: str, ours: dict[str, Any], fair: float
) -> None:
    assert _value("killed_fair", _record(text=text), ours) == fair


def test_one_left_alive_and_dead_since_may_stand_among_the_injured() -> None:
    record = _record(text="Three men were in hospital after the shooting.", killed=1, injured=2)
    assert _value("injured_fair", record, _incident(None, 3)) == 1.0


@pytest.mark.parametrize(
    ("when", "right", "exact"),
    [
        pytest.param({"earliest": "2016-03-04", "latest": "2016-03-04"}, 1.0, 1.0, id="the-day"),
        pytest.param({"earliest": "2016-03-04T22:00:00-05:00", "latest": "2016-03-05T02:00:00-05:00"}, 1.0, 0.0, id="its-night"),
        pytest.param({"earliest": "2016-03-01", "latest": "2016-03-31"}, 0.0, 0.0, id="its-month"),
        pytest.param({"earliest": None, "latest": None}, 0.0, 0.0, id="off-the-calendar"),
    ],
)  # fmt: skip
def test_a_time_holds_the_day_or_is_it(when: dict[str, Any], right: float, exact: float) -> None:
    found = _values([_record()], [_outcome(_incident(1, 2, _fact("when", when)))])
    assert (found["date_right"], found["date_exact"]) == (right, exact)


@pytest.mark.parametrize(
    ("place", "right"),
    [
        pytest.param({"name": "Lima", "parts": ["Lima", "Ohio", "United States"]}, True, id="by-name"),
        pytest.param({"name": "x", "parts": ["mill", "Lima"], "lat": None, "lon": None}, True, id="a-site-in-it"),
        pytest.param({"name": "Lima", "parts": ["Lima", "Montana"]}, False, id="another-state"),
        pytest.param({"name": "Elida", "parts": ["Elida"], "lat": 40.79, "lon": -84.2}, True, id="near"),
        pytest.param({"name": "Ohio", "parts": ["Ohio"], "lat": 40.4, "lon": -82.9}, False, id="the-state-alone"),
    ],
)  # fmt: skip
def test_a_place_is_the_town_by_name_or_by_distance(place: dict[str, Any], right: bool) -> None:
    assert is_town(place, _GOLD) is right


def test_a_quarter_in_brackets_is_no_part_of_the_town() -> None:
    assert is_town({"name": "Lima", "parts": ["Lima"]}, _GOLD | {"city": "Lima (Riverside)"})


@pytest.mark.parametrize(
    ("text", "figure", "field", "told"),
    [
        pytest.param("Both brothers were killed.", 2, "killed", True, id="both"),
        pytest.param("A man was killed. Two cars burnt.", 2, "killed", False, id="another-sentence"),
        pytest.param("A man was killed.", 1, "killed", True, id="any-word-for-one"),
        pytest.param("Three people were treated for wounds.", 3, "injured", True, id="a-word-of-injury"),
    ],
)
def test_a_figure_is_told_by_a_number_beside_a_word_of_harm(
    text: str, figure: int, field: str, told: bool
) -> None:
    assert tells_figure(text, figure, field) is told


def test_incidents_are_paired_one_to_one_by_the_articles_they_share() -> None:
    records = [_record("a"), _record("b"), _record("c", id="g2", killed=4), _record("d", id="g2", killed=4)]
    big, small = _incident(1), _incident(4)
    outcomes = [_outcome(big), _outcome(big), _outcome(big), _outcome(small, "i2")]
    found = _values(records, outcomes)
    assert (found["matched"], found["killed_exact"]) == (1.0, 1.0)


def test_an_incident_that_none_of_ours_stands_for_is_wrong_throughout() -> None:
    found = _values([_record(killed=0, injured=0)], [None])
    assert set(found.values()) == {0.0}


def test_articles_without_a_record_are_left_aside() -> None:
    bare = Record(id="x", data={"text": "", "incident_id": "g9"})
    assert {figure.of for figure in score_register([bare], [_outcome(_incident())])} == {0}
