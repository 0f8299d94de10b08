import pytest

from tests.builders import make_place
from twosource.values.place import Place
from twosource.wire.areas import Area, find_area


@pytest.mark.parametrize(
    ("place", "area"),
    [
        pytest.param(make_place(), Area(country="Kenya", divisions=("Kisumu",), town="Kisumu"), id="town"),
        pytest.param(
            make_place("tea shop", kind="site", country="SO", within=("Karaan", "Mogadishu", "Somalia")),
            Area(country="Somalia", divisions=("Mogadishu",), town="Mogadishu", district="Karaan"),
            id="site in a district of a town",
        ),
        pytest.param(
            make_place("bus station", kind="site", country="US", within=("Spokane", "Washington State", "United States")),
            Area(country="United States", divisions=("Washington State",), town="Spokane"),
            id="the text names the division",
        ),
        pytest.param(
            make_place("Helmand", kind="region", country="AF", within=("Afghanistan",)),
            Area(country="Afghanistan", divisions=("Helmand",)),
            id="division",
        ),
        pytest.param(
            make_place("Saltivka", kind="district", country="UA", within=("Kharkiv", "Ukraine")),
            Area(country="Ukraine", divisions=("Kharkiv",), town="Kharkiv", district="Saltivka"),
            id="a district with the name of a town",
        ),
        pytest.param(
            make_place("house", kind="site", country="MZ", within=("Cabo Delgado", "Mozambique")),
            Area(country="Mozambique", divisions=("Cabo Delgado",)),
            id="a country with the name of a town",
        ),
        pytest.param(make_place("Kenya", kind="country", within=()), Area(country="Kenya"), id="country"),
        pytest.param(make_place("Atlantis", country=None, within=("Sea",)), Area(country=None), id="nowhere known"),
        pytest.param(make_place("a village", within=("Kenya",)), Area(country="Kenya"), id="no town the gazetteer holds"),
    ],
)  # fmt: skip
def test_a_place_lies_somewhere(place: Place, area: Area) -> None:
    assert find_area(place) == area


def test_without_a_place_there_is_no_area() -> None:
    assert find_area(None) is None
