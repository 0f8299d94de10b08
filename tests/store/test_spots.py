"""Spots of a map: true points, nothing moved, nobody lost."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean

import pytest

from tests.builders import make_place
from tests.ledgers import open_ledger
from tests.store.crowd import Invented, invent, newest_first
from twosource.model import Status
from twosource.store import Box, Filter, Ledger, Spot

SPREAD = [
    replace(
        invent(number),
        place=make_place(
            f"Place {number % 60}",
            lat=round((number % 60) * 0.01 - 0.3, 2),
            lon=34.0 + (number % 60 % 7) * 0.02,
        ),
    )
    for number in range(90)
]
NOWHERE = [replace(invent(number), place=None) for number in range(90, 95)]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of incidents around a lake, and of some without a place; not to be written."""
    with open_ledger(tmp_path_factory.mktemp("spread") / "ledger.db") as ledger:
        with ledger.transaction():
            for one in (*SPREAD, *NOWHERE):
                one.keep(ledger)
        yield ledger


def points(crowd: Sequence[Invented]) -> set[tuple[float | None, float | None]]:
    return {(one.place.lat, one.place.lon) for one in crowd if one.place is not None}


def test_few_points_are_shown_each_by_itself(spread: Ledger) -> None:
    found = spread.spots(Filter())

    assert {(spot.lat, spot.lon) for spot in found.spots} == points(SPREAD)
    assert all(spot.is_point for spot in found.spots)
    assert (found.inside, found.outside, found.without_place, found.cell_degrees) == (90, 0, 5, None)


def test_incidents_of_one_point_are_one_spot(spread: Ledger) -> None:
    (spot,) = spread.spots(Filter(place="place 7,")).spots
    here = newest_first(one for one in SPREAD if one.number % 60 == 7)

    assert spot == Spot(
        lat=-0.23,
        lon=34.0,
        radius_km=5.0,
        count=2,
        contradicted=sum(Status.CONTRADICTED in one.statuses for one in here),
        single_source=sum(not one.confirmed for one in here),
        incidents=tuple(one.id for one in here),
        is_point=True,
        box=Box(west=34.0, south=-0.23, east=34.0, north=-0.23),
    )


@pytest.mark.parametrize("most", [59, 30, 10, 3, 1])
def test_many_points_are_gathered_in_cells_at_their_true_mean(spread: Ledger, most: int) -> None:
    found = spread.spots(Filter(), most=most)

    assert len(found.spots) <= most
    assert sum(spot.count for spot in found.spots) == found.inside == 90
    for spot in found.spots:
        here = [one.place for one in SPREAD if one.place is not None and _holds(spot, one)]
        assert len(here) == spot.count
        assert spot.lat == pytest.approx(fmean(one.lat or 0.0 for one in here), abs=1e-9)
        assert spot.lon == pytest.approx(fmean(one.lon or 0.0 for one in here), abs=1e-9)


def _holds(spot: Spot, one: Invented) -> bool:
    place = one.place
    return (
        place is not None
        and place.lat is not None
        and place.lon is not None
        and spot.box.holds(place.lat, place.lon)
    )


def test_the_most_crowded_come_first(spread: Ledger) -> None:
    counts = [spot.count for spot in spread.spots(Filter(), most=10).spots]

    assert counts == sorted(counts, reverse=True)


def test_only_the_part_on_view_is_gathered(spread: Ledger) -> None:
    north = Box(west=30, south=0.0, east=40, north=10)
    found = spread.spots(Filter(), north)

    assert {(spot.lat, spot.lon) for spot in found.spots} == {
        one for one in points(SPREAD) if (one[0] or 0) >= 0
    }
    assert (found.inside + found.outside, found.without_place) == (90, 5)


def test_cells_stand_still_while_the_map_is_moved(spread: Ledger) -> None:
    here = spread.spots(Filter(), Box(west=33, south=-1, east=36, north=1), most=10)
    there = spread.spots(Filter(), Box(west=33.5, south=-1.5, east=36.5, north=1.5), most=10)

    assert here == there
