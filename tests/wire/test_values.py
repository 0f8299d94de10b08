import json
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings

from tests.wire.strategies import values
from twosource.model import BackgroundFigure, FirstSince, PressTally, Responsibility, Value
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire import to_line, value_from_json, value_to_json

BAGHDAD = timezone(timedelta(hours=3))
DAY: dict[str, Any] = {"precision": "day", "zone": "+03:00", "as_said": "on Friday"}
FRIDAY = When(
    earliest=datetime(2023, 12, 8, tzinfo=BAGHDAD),
    latest=datetime(2023, 12, 8, 23, 59, 59, tzinfo=BAGHDAD),
    **DAY,
)
FRIDAY_JSON = {"earliest": "2023-12-08", "latest": "2023-12-08", **DAY}


@settings(deadline=None, max_examples=300)
@given(values)
def test_a_value_reads_back_from_its_line_as_it_was(value: Value) -> None:
    assert value_from_json(json.loads(to_line(value_to_json(value)))) == value


SHAPES = [
    pytest.param("burnt-out car", "burnt-out car", id="words stay words"),
    pytest.param(FRIDAY, FRIDAY_JSON, id="a day is a full date"),
    pytest.param(
        When(
            earliest=datetime(2023, 12, 8, 4, 15, tzinfo=BAGHDAD),
            latest=datetime(2023, 12, 8, 4, 15, tzinfo=BAGHDAD),
            precision="minute",
            zone="+03:00",
            as_said="around 4.15am (0115 GMT)",
            about=True,
            weekday=4,
            clock=(time(4, 15), time(4, 15)),
            utc_clock=time(1, 15),
        ),
        {
            "earliest": "2023-12-08T04:15:00+03:00",
            "latest": "2023-12-08T04:15:00+03:00",
            "precision": "minute",
            "zone": "+03:00",
            "as_said": "around 4.15am (0115 GMT)",
            "about": True,
            "weekday": "Friday",
            "local": "04:15",
            "utc": "01:15",
        },
        id="a minute is a date-time with its offset",
    ),
    pytest.param(
        When(earliest=None, latest=None, precision="part", zone=None, as_said="at dawn", weekday=0,
             clock=(time(4), time(7))),
        {"earliest": None, "latest": None, "precision": "part", "zone": None, "as_said": "at dawn",
         "weekday": "Monday", "local": "04:00", "local_until": "07:00"},
        id="an uncalendared time has no dates",
    ),
    pytest.param(
        When(earliest=datetime(2023, 12, 8, 6, tzinfo=UTC), latest=None, precision="day", zone=None,
             as_said="since early Friday", bound="since"),
        {"earliest": "2023-12-08T06:00:00+00:00", "latest": None, "precision": "day", "zone": None,
         "as_said": "since early Friday", "bound": "since"},
        id="a side inside a day keeps its hour",
    ),
    pytest.param(
        Count(low=71, high=None, as_said="more than 70", number=70, more=True),
        {"low": 71, "high": None, "number": 70, "more": True, "as_said": "more than 70"},
        id="an open count",
    ),
    pytest.param(
        Place(name="Pier 4", country="KE", lat=-4.05, lon=39.66, radius_km=0.5, as_said="Pier 4",
              kind="site", within=("Mombasa", "Kenya"), zone="Africa/Nairobi"),
        {"name": "Pier 4, Mombasa, Kenya", "parts": ["Pier 4", "Mombasa", "Kenya"], "country": "KE",
         "lat": -4.05, "lon": 39.66, "radius_km": 0.5, "as_said": "Pier 4", "kind": "site",
         "zone": "Africa/Nairobi"},
        id="a place reads in full",
    ),
    pytest.param(
        Party(name="harbour police", kind="police", as_said="the harbour police", country="KE"),
        {"name": "harbour police", "kind": "police", "as_said": "the harbour police", "country": "KE"},
        id="a party",
    ),
    pytest.param(
        Responsibility(stance="none claimed"), {"stance": "none claimed", "by": None}, id="nobody claims it"
    ),
    pytest.param(
        PressTally(count=Count(low=24, high=None, as_said="dozens"), what="raids", where=("Garissa",),
                   since=FRIDAY),
        {"low": 24, "high": None, "said": "dozens", "what": "raids", "where": ["Garissa"],
         "since": "on Friday", "since_when": FRIDAY_JSON},
        id="a tally of the press lies flat",
    ),
    pytest.param(
        FirstSince(what="raid", since=FRIDAY),
        {"what": "raid", "since": "on Friday", "since_when": FRIDAY_JSON, "where": []},
        id="the first since",
    ),
    pytest.param(
        BackgroundFigure(what="troops", count=Count(low=850, high=950, as_said="about 900", number=900,
                                                    about=True), where=("Somalia",)),
        {"what": "troops", "low": 850, "high": 950, "number": 900, "about": True, "said": "about 900",
         "where": ["Somalia"]},
        id="a background figure",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("value", "data"), SHAPES)
def test_each_value_has_its_documented_shape(value: Value, data: Any) -> None:
    assert value_to_json(value) == data


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="no value has the keys"):
        value_from_json({"colour": "red"})
