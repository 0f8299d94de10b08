"""Events coded from reports, as claims, on a few rows of our own."""

from typing import Any

import pytest
from eval.sets.maverick import TASK
from eval.sets.maverick_claims import make_day, make_place, make_range
from eval.tasks import Figure, Record


def _row(number: int, **coded: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "id": f"row{number}",
        "country": "Kenya",
        "date_start": "2007-12-30",
        "city": "Kisumu",
        "location": "",
        "actor1": "Unknown youths",
        "actor1_id": "X-1",
        "damage": 0,
        "source": f"Lakeside Courier {number} (2007-12-3{number % 2}) Night of fire by the lake",
        "source_author": f"Lakeside Courier {number}",
    }
    for harm in ("deaths", "injuries"):
        for side in ("low", "best", "high"):
            plain[f"{harm}_{side}"] = 0
    return plain | coded


def _deaths(low: int, high: int) -> dict[str, int]:
    return {"deaths_low": low, "deaths_best": low, "deaths_high": high}


def _score(*events: list[dict[str, Any]]) -> dict[str, Figure]:
    records = [Record(id=str(number), data={"reports": rows}) for number, rows in enumerate(events)]
    figures = TASK.score(records, TASK.read(records))
    return {figure.name.removeprefix("maverick."): figure for figure in figures}


def test_our_comparison_and_plain_counting_dispute_the_same_events() -> None:
    found = _score(
        [_row(1, **_deaths(2, 2)), _row(2, **_deaths(3, 3), location="Quayside", actor1=None)],
        [_row(3, damage=1), _row(4, date_start="2007-12-31")],
        [_row(5)],
    )
    shares = {name: (figure.value, figure.of) for name, figure in found.items() if name.endswith("_disagree")}
    matches = {figure.value for name, figure in found.items() if name.endswith("_match")}
    assert shares == {
        "deaths_disagree": (0.5, 2),
        "actor_disagree": (0.0, 1),
        "start_date_disagree": (0.5, 2),
        "location_disagree": (0.5, 2),
        "city_disagree": (0.0, 2),
        "injuries_disagree": (0.0, 2),
        "damage_disagree": (0.5, 2),
    }
    assert matches == {1.0}


def test_contradicted_is_said_of_ranges_that_lie_apart_and_not_of_those_that_overlap() -> None:
    overlapping = [
        _row(1, **_deaths(2, 5)),
        _row(1, **_deaths(4, 9), id="other", source_author="Harbour Post"),
    ]
    apart = [_row(1, **_deaths(7, 7)), _row(1, **_deaths(2, 2), id="other", source_author="Harbour Post")]
    found = _score(overlapping, apart)
    assert (found["contradicted_precision"].value, found["contradicted_precision"].of) == (1.0, 1)
    assert (found["dispute_recall"].value, found["dispute_recall"].of) == (1.0, 1)


def test_missing_columns_are_survived() -> None:
    found = _score([{"id": "a", "event_id": "e"}, {"id": "b", "event_id": "e"}])
    assert {figure.value for figure in found.values() if figure.unit == "share"} <= {None, 0.0, 1.0}


@pytest.mark.parametrize("written", ["", "late December", "2007-13-40"])
def test_words_that_are_no_day_stay_words(written: str) -> None:
    assert make_day({"date_start": written}, "date_start") == written


def test_no_quarter_is_the_country() -> None:
    place = make_place({"country": "Kenya", "location": ""}, "location")
    assert place is not None
    assert (place.name, place.within) == ("Kenya", ())


def test_bounds_coded_the_wrong_way_round_are_turned() -> None:
    count = make_range({"deaths_low": 4, "deaths_best": 2, "deaths_high": 2}, "deaths")
    assert count is not None
    assert (count.low, count.high, count.number) == (2, 4, 2)


def test_an_event_can_be_shown() -> None:
    record = Record(id="one", data={"reports": [_row(1), _row(2, **_deaths(3, 3))]})
    shown = TASK.compare(record, TASK.read([record])[0])
    assert [row.name for row in shown.rows if row.right is False] == []
    assert TASK.compare(record, None).rows[0].ours == "not compared"
