import csv
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders import make_count, make_fact, make_incident, make_place, make_when
from twosource.model import Incident, Status
from twosource.values.party import Party
from twosource.wire.geojson import feature, feature_collection
from twosource.wire.tables import COLUMNS, csv_lines, incident_row, safe_cell

FIRST = datetime(2024, 4, 30, tzinfo=UTC)
LAST = datetime(2024, 4, 30, 23, 59, 59, tzinfo=UTC)
FULL = make_incident(
    make_fact("when", make_when(FIRST, LAST, precision="day")),
    make_fact("place", make_place(within=("Kisumu County", "Kenya"))),
    make_fact("perpetrator", Party(name="unidentified gunmen", kind="unidentified", as_said="gunmen")),
    make_fact("target", "a bus"),
    make_fact("killed", make_count(2, 5), status=Status.CONTRADICTED, why="Police say 2, the union 5."),
    make_fact("killed", make_count(1), scope="children"),
)


def test_an_incident_fills_the_columns_of_acled() -> None:
    assert incident_row(FULL, ["Lakeside Courier", "Harbour Post", "Harbour Post"]) == {
        "event_id": "i_0000000000",
        "event_date": "2024-04-30",
        "event_date_end": "2024-04-30",
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Violence against civilians",
        "sub_event_type": "Attack",
        "actor": "unidentified gunmen",
        "target": "a bus",
        "country": "KE",
        "admin": "Kisumu County",
        "location": "Kisumu, Kisumu County",
        "latitude": -0.1,
        "longitude": 34.75,
        "geo_precision": 1,
        "source": "Harbour Post; Lakeside Courier",
        "fatalities_low": 2,
        "fatalities_high": 5,
        "injured_low": None,
        "injured_high": None,
        "voices": 1,
        "newsrooms": 1,
        "outlets": 1,
        "contradicted": "killed",
        "notes": "Shooting near Kisumu Police say 2, the union 5.",
    }


def test_an_incident_of_which_nothing_is_known_has_empty_cells() -> None:
    header, line = csv_lines([(make_incident(headline="Shooting"), [])])

    assert header == ",".join(column.name for column in COLUMNS) + "\r\n"
    assert line.startswith("i_0000000000,,,,Political violence,")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("+254 20", "'+254 20", id="plus"),
        pytest.param("-cmd", "'-cmd", id="minus"),
        pytest.param("@here", "'@here", id="at sign"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\n=1", "'\n=1", id="line end"),
        pytest.param(" =1", "' =1", id="blank before"),
        pytest.param("\u200f=1", "'\u200f=1", id="right-to-left mark before"),
        pytest.param("＝1", "'＝1", id="full-width sign"),
        pytest.param("-0.1", "-0.1", id="a number in words"),
        pytest.param("-", "-", id="a sign alone"),
        pytest.param("=1\x00", "'=1\ufffd", id="NUL"),
        pytest.param("a\ud800b", "a\ufffdb", id="half a character"),
        pytest.param("\u200fעיר", "\u200fעיר", id="right-to-left text stays"),
        pytest.param(-0.1, -0.1, id="a negative number stays"),
        pytest.param("two = 2", "two = 2", id="a sign inside stays"),
        pytest.param(None, None, id="empty"),
    ],
)
def test_no_cell_is_a_formula(cell: Any, written: Any) -> None:
    assert safe_cell(cell) == safe_cell(written) == written


def test_commas_quotes_and_lines_survive_the_csv() -> None:
    incident = make_incident(headline='Bus "fired on",\nfour dead')

    rows = list(csv.DictReader("".join(csv_lines([(incident, ["A, B"])])).splitlines(keepends=True)))

    assert [(row["notes"], row["source"]) for row in rows] == [('Bus "fired on",\nfour dead', "A, B")]


@pytest.mark.parametrize(
    ("radius_km", "precision"),
    [pytest.param(0.5, 1, id="site"), pytest.param(20.0, 2, id="area"), pytest.param(300.0, 3, id="region"),
     pytest.param(None, None, id="not on the map")],
)  # fmt: skip
def test_geo_precision_follows_the_radius(radius_km: float | None, precision: int | None) -> None:
    incident = make_incident(make_fact("place", make_place(radius_km=radius_km)))

    assert incident_row(incident, [])["geo_precision"] == precision


def test_a_feature_puts_longitude_first() -> None:
    written = feature(FULL)

    assert written["geometry"] == {"type": "Point", "coordinates": [34.75, -0.1]}
    assert written["properties"]["killed"] == {"low": 2, "high": 5, "as_said": "four"}


@pytest.mark.parametrize(
    "incident",
    [
        pytest.param(make_incident(), id="no place"),
        pytest.param(make_incident(make_fact("place", "a village")), id="a place in words"),
        pytest.param(make_incident(make_fact("place", make_place(lat=None, lon=None))), id="not on the map"),
    ],
)
def test_an_unmapped_incident_keeps_its_feature(incident: Incident) -> None:
    assert feature_collection([incident])["features"][0]["geometry"] is None
