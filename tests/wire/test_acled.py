from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.builders import make_article, make_count, make_fact, make_incident, make_place, make_when
from twosource.model import Incident, Responsibility, Status
from twosource.values.count import Count
from twosource.values.party import Party, PartyKind
from twosource.values.when import When
from twosource.wire.acled import COLUMNS, acled_row, conservative_figure
from twosource.wire.told import Told

START = datetime(2024, 3, 4, tzinfo=UTC)  # a Monday
#: The columns as ACLED's codebook lists them, in its order.
CODEBOOK = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]


def told(incident: Incident) -> Told:
    return Told(incident=incident, reports=(), articles=(make_article(),), copies={})


def row(*facts: Any, **changes: Any) -> dict[str, Any]:
    incident = make_incident(*facts, **changes)
    return dict(acled_row(told(incident), incident))


def party(name: str, kind: PartyKind, country: str | None = None) -> Party:
    return Party(name=name, kind=kind, as_said=name, country=country)


def lasting(**how_long: int) -> When:
    return make_when(START, START + timedelta(**how_long), precision="vague")


def test_columns_are_those_of_the_codebook() -> None:
    assert [column.name for column in COLUMNS] == CODEBOOK


def test_nothing_is_made_up_of_an_incident_of_which_nothing_is_known() -> None:
    known = {name: cell for name, cell in row().items() if cell is not None}

    assert known == {
        "event_id_cnty": "i_0000000000", "disorder_type": "Political violence",
        "event_type": "Violence against civilians", "sub_event_type": "Attack",
        "civilian_targeting": "Civilian targeting", "source": "Lakeside Courier", "notes": "Shooting near Kisumu.",
        "timestamp": 1714651200,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("count", "figure"),
    [
        pytest.param(None, None, id="nobody tells"),
        pytest.param(make_count(0), 0, id="nobody, somebody says"),
        pytest.param(make_count(4), 4, id="a figure"),
        pytest.param(make_count(4, 7), 4, id="the lowest"),
        pytest.param(Count(low=24, high=None, as_said="dozens of people"), 12, id="dozens"),
        pytest.param(Count(low=200, high=None, as_said="Hundreds"), 100, id="hundreds"),
        pytest.param(Count(low=20, high=None, as_said="tens"), 10, id="tens"),
        pytest.param(Count(low=3, high=None, as_said="several"), 3, id="several"),
        pytest.param(Count(low=13, high=None, as_said="more than a dozen", number=12), 13, id="a dozen is a figure"),
        pytest.param(Count(low=None, high=5, as_said="up to five"), None, id="no lower end"),
    ],
)  # fmt: skip
def test_fatalities_are_the_most_conservative_figure(count: Count | None, figure: int | None) -> None:
    assert conservative_figure(count) == figure


@pytest.mark.parametrize(
    ("when", "cells"),
    [
        pytest.param(lasting(hours=3), ("2024-03-04", 2024, 1), id="hours"),
        pytest.param(lasting(hours=23, minutes=59), ("2024-03-04", 2024, 1), id="day"),
        pytest.param(
            make_when(START + timedelta(hours=22), START + timedelta(hours=27)),
            ("2024-03-04", 2024, 1),
            id="night",
        ),
        pytest.param(lasting(days=6, hours=23), ("2024-03-07", 2024, 2), id="the middle of a week"),
        pytest.param(lasting(days=30), ("2024-03-19", 2024, 3), id="the middle of a month"),
        pytest.param(None, (None, None, None), id="unknown"),
    ],
)
def test_a_date_is_the_middle_of_its_stretch(when: When | None, cells: tuple[Any, ...]) -> None:
    made = row(*([make_fact("when", when)] if when else []))

    assert (made.get("event_date"), made.get("year"), made.get("time_precision")) == cells


@pytest.mark.parametrize(
    ("culprit", "victim", "cells"),
    [
        pytest.param(
            party("gunmen", "unidentified"), party("villagers", "civilians"),
            ("Unidentified Armed Group (Kenya)", "gunmen", "Political militia", "Civilians (Kenya)", "villagers",
             "Civilians", "Political militia-Civilians"),
            id="gunmen against civilians",
        ),
        pytest.param(
            party("Lake Front", "armed group"), party("the army", "state force", "KE"),
            ("Lake Front", None, None, "the army", None, "State forces", None), id="a group may be rebels or militia",
        ),
        pytest.param(
            party("Ethiopian army", "state force", "ET"), party("police", "police", "KE"),
            ("Ethiopian army", None, "External/Other forces", "police", None, "State forces",
             "State forces-External/Other forces"),
            id="a force abroad",
        ),
        pytest.param(
            party("a man", "person"), None, ("a man", None, None, None, None, None, None),
            id="who attacks is no civilian",
        ),
        pytest.param(
            None, party("the embassy", "diplomatic"),
            (None, None, None, "Civilians (Kenya)", "the embassy", "Civilians", "Civilians only"), id="nobody blamed",
        ),
        pytest.param(None, party("a bus", "site"), (None, None, None, None, None, None, None), id="a thing is no actor"),
    ],
)  # fmt: skip
def test_actors_bear_the_names_of_acled(
    culprit: Party | None, victim: Party | None, cells: tuple[str | None, ...]
) -> None:
    facts = [make_fact("place", make_place())]
    facts += [make_fact("perpetrator", culprit)] if culprit else []
    facts += [make_fact("target", victim)] if victim else []
    names = ("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction")

    assert tuple(row(*facts)[name] for name in names) == cells


def test_who_claimed_it_stands_in_for_who_is_blamed() -> None:
    claimed = make_fact(
        "responsibility", Responsibility(stance="claimed", by=party("Lake Front", "armed group"))
    )
    denied = replace(claimed, status=Status.CONTRADICTED)

    assert [row(fact)["actor1"] for fact in (claimed, denied)] == ["Lake Front", None]


def test_disputes_stand_in_the_notes() -> None:
    made = row(
        make_fact("killed", make_count(4), status=Status.CONTRADICTED, why="Police say 4, the union 7."),
        make_fact("target", "a bus"),
    )

    assert made["notes"] == "Shooting near Kisumu. Target: a bus. Police say 4, the union 7."


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        pytest.param({}, (404, "Eastern Africa", "Kenya", "Kisumu", "Kisumu", 1), id="town"),
        pytest.param({"radius_km": 30.0}, (404, "Eastern Africa", "Kenya", "Kisumu", "Kisumu", 2), id="near a town"),
        pytest.param(
            {"name": "Helmand", "kind": "region", "country": "AF", "within": ("Afghanistan",)},
            (4, "Caucasus and Central Asia", "Afghanistan", "Helmand", "Helmand", 3), id="division",
        ),
        pytest.param(
            {"lat": None, "lon": None, "radius_km": None, "country": None},
            (None, None, None, None, "Kisumu", None), id="not on the map",
        ),
    ],
)  # fmt: skip
def test_a_place_is_told_as_acled_tells_it(place: dict[str, Any], cells: tuple[Any, ...]) -> None:
    made = row(make_fact("place", make_place(**place)))

    names = ("iso", "region", "country", "admin1", "location", "geo_precision")
    assert tuple(made.get(name) for name in names) == cells
