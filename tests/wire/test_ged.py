from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_article, make_count, make_fact, make_incident, make_place, make_when
from twosource.model import Incident, Status
from twosource.values.count import Count
from twosource.values.party import Party, PartyKind
from twosource.wire.ged import COLUMNS, find_cell, ged_row
from twosource.wire.told import Told

START = datetime(2024, 3, 4, tzinfo=UTC)
#: The columns of GED 25.1 in its order.
CODEBOOK = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def row(*facts: Any, figures: Incident | None = None) -> dict[str, Any]:
    incident = make_incident(*facts)
    told = Told(incident=incident, reports=(), articles=(make_article(),), copies={})
    return dict(ged_row(told, figures or incident))


def test_columns_are_those_of_the_data_set() -> None:
    assert [column.name for column in COLUMNS] == CODEBOOK


def test_best_is_the_desk_s_figure_and_low_and_high_span_the_voices() -> None:
    spanning = make_incident(make_fact("killed", Count(low=4, high=None, as_said="4 or more")))

    made = row(make_fact("killed", Count(low=5, high=9, as_said="about 7", number=7)), figures=spanning)

    assert (made["best"], made["low"], made["high"]) == (7, 4, None)


def test_nobody_s_dead_are_not_nought() -> None:
    made = row()

    assert {
        name: made.get(name) for name in CODEBOOK if name.startswith(("deaths", "best", "high", "low"))
    } == dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"))


def test_civilians_are_counted_apart_where_somebody_does() -> None:
    assert row(make_fact("killed", make_count(3), scope="civilians"))["deaths_civilians"] == 3


@pytest.mark.parametrize(
    ("length", "precision"),
    [
        pytest.param(timedelta(hours=2), 1, id="hours"),
        pytest.param(timedelta(days=5), 2, id="days"),
        pytest.param(timedelta(days=6, hours=23), 3, id="week"),
        pytest.param(timedelta(days=30), 4, id="month"),
        pytest.param(timedelta(days=200), 5, id="season"),
    ],
)
def test_dates_have_five_precisions(length: timedelta, precision: int) -> None:
    made = row(make_fact("when", make_when(START, START + length, precision="vague")))

    assert (made["date_start"], made["date_prec"], made["year"]) == (
        "2024-03-04 00:00:00.000",
        precision,
        2024,
    )


@pytest.mark.parametrize(
    ("place", "precision"),
    [
        pytest.param({}, 1, id="town"),
        pytest.param({"radius_km": 20.0}, 2, id="near a town"),
        pytest.param({"radius_km": 60.0}, 3, id="district"),
        pytest.param({"radius_km": 120.0, "kind": "region"}, 4, id="province"),
        pytest.param({"radius_km": 300.0, "kind": "area"}, 5, id="area"),
        pytest.param({"radius_km": 400.0, "kind": "country"}, 6, id="country"),
        pytest.param({"radius_km": 500.0, "kind": "water"}, 7, id="at sea"),
        pytest.param({"radius_km": None, "lat": None, "lon": None}, None, id="not on the map"),
    ],
)
def test_places_have_seven_precisions(place: dict[str, Any], precision: int | None) -> None:
    assert row(make_fact("place", make_place(**place)))["where_prec"] == precision


@pytest.mark.parametrize(
    ("culprit", "victim", "cells"),
    [
        pytest.param("armed group", "state force", (1, "hit", "it", "hit - it"), id="a state is side a"),
        pytest.param("state force", "armed group", (1, "it", "hit", "it - hit"), id="state against group"),
        pytest.param("armed group", "armed group", (2, "it", "hit", "it - hit"), id="group against group"),
        pytest.param("armed group", "civilians", (3, "it", "Civilians", "it - Civilians"), id="one-sided"),
        pytest.param("person", "civilians", (None, "it", "Civilians", "it - Civilians"), id="a person is no side"),
        pytest.param("armed group", "site", (None, "it", None, None), id="a thing is no side"),
    ],
)  # fmt: skip
def test_sides_and_kind_of_violence(culprit: PartyKind, victim: PartyKind, cells: tuple[Any, ...]) -> None:
    made = row(
        make_fact("perpetrator", Party(name="it", kind=culprit, as_said="it")),
        make_fact("target", Party(name="hit", kind=victim, as_said="hit")),
    )

    assert tuple(made[name] for name in ("type_of_violence", "side_a", "side_b", "dyad_name")) == cells


def test_contradictions_are_to_be_checked() -> None:
    made = row(make_fact("killed", make_count(4), status=Status.CONTRADICTED, why="Two tolls."))

    assert (made["code_status"], row()["code_status"]) == ("Check killed", "Clear")


def test_the_number_leads_back_to_the_id() -> None:
    made = row()

    assert f"i_{made['id']:010x}" == made["relid"]


@settings(deadline=None)
@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
def test_every_point_lies_in_one_cell_of_the_grid(lat: float, lon: float) -> None:
    assert 1 <= find_cell(lat, lon) <= 360 * 720


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90.0, -180.0, 1), (90.0, 180.0, 259200), (36.264169, 2.753926, 181806)],
)
def test_cells_are_numbered_as_prio_does(lat: float, lon: float, cell: int) -> None:
    assert find_cell(lat, lon) == cell
