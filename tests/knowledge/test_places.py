"""The compiled gazetteer knows what the press names, in the spellings the press uses."""

from pathlib import Path

import pytest

from twosource.errors import KnowledgeError
from twosource.knowledge.compile_places import compile_places, is_current, read_by_hand
from twosource.knowledge.places import SqliteGazetteer, load_gazetteer
from twosource.values.place_geometry import arc_km
from twosource.values.place_spelling import loose_key, name_key


def _country_of(name: str) -> str | None:
    gazetteer = load_gazetteer()
    key = name_key(name)
    entries = gazetteer.find(key) or gazetteer.find(loose_key(key))
    return entries[0].country if entries else "unknown"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Baghdad", "IQ"),
        ("Green Zone", "IQ"),
        ("Ain al-Asad", "IQ"),
        ("Ayn al-Asad", "IQ"),
        ("Ein el-Assad", "IQ"),
        ("Taji", "IQ"),
        ("Nineveh", "IQ"),
        ("Anbar", "IQ"),
        ("Hawija", "IQ"),
        ("al-Hawijah", "IQ"),
        ("Makhmour", "IQ"),
        ("Makhmur", "IQ"),
        ("Jurf al-Sakhar", "IQ"),
        ("Jurf as-Sakhr", "IQ"),
        ("Karrada", "IQ"),
        ("Union III", "IQ"),
        ("Tel Afar", "IQ"),
        ("Tall Afar", "IQ"),
        ("Tanf", "SY"),
        ("Al-Tanf", "SY"),
        ("at-Tanf", "SY"),
        ("Deir Ezzor", "SY"),
        ("Deir ez-Zor", "SY"),
        ("Deir al-Zour", "SY"),
        ("Shaddadi", "SY"),
        ("Al-Shaddadi", "SY"),
        ("Rmelan", "SY"),
        ("Raqqah", "SY"),
        ("Hodeidah", "YE"),
        ("Hudaydah", "YE"),
        ("Ta'izz", "YE"),
        ("Gaza Strip", "PS"),
        ("Khan Yunis", "PS"),
        ("Donbass", "UA"),
        ("Kiev", "UA"),
        ("El Geneina", "SD"),
        ("Cabo Delgado", "MZ"),
        ("Khyber Pakhtunkhwa", "PK"),
        ("Cité Soleil", "HT"),
        ("Sambisa Forest", "NG"),
        ("Bogside", "GB"),
        ("Red Sea", None),
        ("Strait of Hormuz", None),
        ("Bab el-Mandeb", None),
        ("Tigris", None),
    ],
)
def test_a_name_of_the_conflict_press_is_known(name: str, country: str | None) -> None:
    assert _country_of(name) == country


def test_a_town_made_by_hand_is_one_with_its_row_in_geonames() -> None:
    towns = [entry for entry in load_gazetteer().find(name_key("Hodeidah")) if entry.kind == "city"]

    assert [(town.name, town.population > 100_000) for town in towns] == [("Hodeidah", True)]


def test_regions_take_their_circle_from_their_towns() -> None:
    (anbar,) = (e for e in load_gazetteer().find(name_key("al-Anbar")) if e.kind == "region")

    assert 32 < anbar.lat < 35
    assert 40 < anbar.lon < 44
    assert 50 < anbar.radius_km < 250


def test_a_country_has_a_capital_and_a_zone() -> None:
    gazetteer = load_gazetteer()
    capital, country = gazetteer.find_capital("IQ"), gazetteer.find_country("IQ")

    assert capital is not None
    assert country is not None
    assert (capital.name, country.name, country.zone) == ("Baghdad", "Iraq", "Asia/Baghdad")


def test_an_unknown_country_has_neither() -> None:
    assert load_gazetteer().find_country("ZZ") is None
    assert load_gazetteer().find_capital("ZZ") is None
    assert load_gazetteer().find_region("ZZ", "01") is None


def test_the_hand_made_file_holds_hundreds_of_places_with_sound_coordinates() -> None:
    places, _ = read_by_hand()
    rows = [row for part in places.values() for row in part.get("places", ())]

    assert len(rows) >= 350
    assert [row for row in rows if not (-90 <= row[2] <= 90 and -180 <= row[3] <= 180 and row[4] > 0)] == []


def test_hand_made_places_lie_near_their_country() -> None:
    places, _ = read_by_hand()
    gazetteer = load_gazetteer()
    astray = []
    for code, part in places.items():
        country = gazetteer.find_country(code)
        for name, _, lat, lon, *_ in part.get("places", ()) if country else ():
            assert country is not None
            if arc_km(lat, lon, country.lat, country.lon) > 3 * country.radius_km + 400:
                astray.append((code, name))
    assert astray == []


def test_a_missing_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        SqliteGazetteer(tmp_path / "places.sqlite")

    assert "make setup" in caught.value.hint


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_bytes(b"not a database, whatever its name says" * 100)

    with pytest.raises(KnowledgeError):
        SqliteGazetteer(path)


def test_a_current_gazetteer_is_left_as_it_is() -> None:
    assert is_current()
    assert compile_places() is False


def test_a_broken_or_missing_file_is_not_current(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    assert not is_current(path)
    path.write_bytes(b"broken")
    assert not is_current(path)
