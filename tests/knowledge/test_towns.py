from collections import Counter

import pytest

from twosource.knowledge.towns import SMALLEST, Part, Town, find_towns, load_towns

WORLD = Part(west=-180, south=-60, east=180, north=78)
KENYA = Part(west=33, south=-5, east=42, north=5)
FIJI = Part(west=175, south=-22, east=-175, north=-12)  # over the date line


def test_towns_come_largest_first_and_are_towns() -> None:
    towns = load_towns()

    assert [one.population for one in towns] == sorted((one.population for one in towns), reverse=True)
    assert towns[-1].population >= SMALLEST


@pytest.mark.parametrize(
    ("part", "name"),
    [(KENYA, "Nairobi"), (FIJI, "Suva"), (WORLD, "Tokyo")],
    ids=["land", "date line", "world"],
)
def test_the_larger_towns_of_a_part_are_found(part: Part, name: str) -> None:
    assert name in [one.name for one in find_towns(part, 40)]


def test_no_more_than_asked_for_are_given() -> None:
    assert len(find_towns(WORLD, 7)) == 7
    assert find_towns(Part(west=-40, south=-40, east=-39, north=-39), 7) == ()


def test_towns_are_spread_over_the_part() -> None:
    cells = Counter(WORLD.cell(one) for one in find_towns(WORLD, 60))

    assert max(cells.values()) <= 3


@pytest.mark.parametrize(
    ("lat", "lon", "inside"),
    [(-18.1, 178.4, True), (-18.1, -178.4, True), (-18.1, 0.0, False), (18.1, 178.4, False)],
)
def test_a_part_over_the_date_line_holds_both_sides(lat: float, lon: float, inside: bool) -> None:
    town = Town(name="Somewhere", lat=lat, lon=lon, population=1)

    assert (FIJI.cell(town) is not None) is inside


def test_a_part_of_no_height_is_no_fault() -> None:
    assert find_towns(Part(west=1, south=5, east=1, north=5), 3) == ()
