"""Whole articles in, places out: names, evidence, countries, chains, modifiers, sites."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import PlaceMention, capital_of, find_places, format_place, zone_of


def _find(text: str, title: str = "", country: str | None = None) -> tuple[PlaceMention, ...]:
    return find_places(text, load_gazetteer(), title=title, country=country)


def _said(text: str) -> list[tuple[str, str]]:
    return [(mention.place.as_said, format_place(mention.place)) for mention in _find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell in Mosul on Sunday.", [("Mosul", "Mosul, Iraq")]),
        ("It happened in Paris, Texas, they said.", [("Paris, Texas", "Paris, Texas, United States")]),
        ("It happened in Paris, they said.", [("Paris", "Paris, France")]),
        ("MACON, Ga. - A man was shot.", [("MACON, Ga.", "Macon, Georgia, United States")]),
        ("ADEN (AP) — Gunmen fled.", [("ADEN", "Aden, Yemen")]),
        ("A blast shook Kabul, Afghanistan.", [("Kabul, Afghanistan", "Kabul, Afghanistan")]),
        (
            "They met in Karrada, a district of Baghdad.",
            [("Karrada, a district of Baghdad", "Karrada, Baghdad, Iraq")],
        ),
        ("Troops entered Syria's Deir ez-Zor.", [("Syria's Deir ez-Zor", "Deir ez-Zor, Syria")]),
        ("Fire swept Idlib province.", [("Idlib province", "Idlib province, Syria")]),
        ("Clashes near the river Tigris went on.", [("near the river Tigris", "Tigris")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert _said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Police said nothing more.",
        "Reading the letter aloud, she wept.",
        "Lena Mason, 35, died at once.",
        "Mr Washington spoke to the jury.",
        "President Paris thanked the crowd.",
        "The vote is set for March and April.",
        "It was first told by the Jerusalem Post.",
        "Iraqi and Syrian officials met.",
        "Iran-backed groups were blamed.",
        "Fighters of the Islamic State fled.",
        "US troops left early.",
        "Nice weather helped the crews.",
    ],
)
def test_words_that_only_look_like_places_are_none(text: str) -> None:
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "name", "radius"),
    [
        ("Rockets fell near Kirkuk.", "Kirkuk", (12, 30)),
        ("They live on the outskirts of Kirkuk.", "Kirkuk", (12, 30)),
        ("A ship sank off the coast of Aden.", "Aden", (60, 90)),
        ("A ship sank 60 nautical miles off Aden.", "Aden", (130, 170)),
        ("A ship sank 60 nautical miles south-west of Aden.", "Aden", (25, 30)),
        ("Along the border with Iran, Iraqi units dug in.", "border of Iraq with Iran", (300, 600)),
        ("The village lies close to Kirkuk.", "Kirkuk", (12, 30)),
        ("Raids went on in northern Iraq.", "northern Iraq", (150, 350)),
        ("Snipers hid in western Mosul.", "western Mosul", (4, 12)),
        ("The road between Kirkuk and Erbil was shut.", "between Kirkuk and Erbil", (30, 60)),
    ],
)
def test_modifiers_widen_or_narrow(text: str, name: str, radius: tuple[int, int]) -> None:
    (place,) = (mention.place for mention in _find(text))

    assert place.name == name
    assert place.radius_km is not None
    assert radius[0] <= place.radius_km <= radius[1]


@pytest.mark.parametrize(
    "text",
    [
        "A jeep burned 40 km (25 miles) north of Kirkuk.",
        "A jeep burned 25 miles north of Kirkuk.",
        "A jeep burned about 40 kilometres to the north of the city of Kirkuk.",
    ],
)
def test_a_distance_shifts_the_point_and_bounds_it(text: str) -> None:
    (place,) = (mention.place for mention in _find(text))

    assert place.lat == pytest.approx(35.468 + 0.36, abs=0.03)
    assert place.lon == pytest.approx(44.39, abs=0.05)
    assert place.radius_km == pytest.approx(10.0, abs=0.2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mortars hit the US embassy in Baghdad's walled Green Zone.",
            ("the US embassy in Baghdad's walled Green Zone", "US embassy, Green Zone, Baghdad, Iraq"),
        ),
        (
            "A bomb tore through a market in the town of Hawija.",
            ("a market in the town of Hawija", "market, Hawija, Kirkuk, Iraq"),
        ),
        (
            "Gunmen stormed a police station near Mosul.",
            ("a police station near Mosul", "police station, Mosul, Iraq"),
        ),
        (
            "A blast hit the Amber mosque in Kabul.",
            ("the Amber mosque in Kabul", "Amber mosque, Kabul, Afghanistan"),
        ),
        (
            "He was found outside a nightclub on Birch Street.",
            ("a nightclub on Birch Street", "nightclub, Birch Street"),
        ),
        (
            "He was shot in the 300 block of Birch Street in Macon, Georgia.",
            (
                "the 300 block of Birch Street in Macon, Georgia",
                "Birch Street, Macon, Georgia, United States",
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sites_are_placed_by_their_words(text: str, expected: tuple[str, str]) -> None:
    (site,) = _find(text)

    assert (site.place.as_said, format_place(site.place)) == expected
    assert site.place.kind == "site"


def test_a_site_without_a_container_has_its_name_only() -> None:
    (site,) = (mention.place for mention in _find("A crowd stormed the Amber mosque."))

    assert (site.name, site.country, site.lat, site.radius_km, site.zone) == (
        "Amber mosque",
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ADEN (AP) - The wounded lay in Medina hospital.", "Medina hospital, Aden, Yemen"),
        ("ADEN (AP) - A medic at Zorbek hospital said so.", "Zorbek hospital, Aden, Yemen"),
        ("ADEN (AP) - A van blew up on Zorbek Road.", "Zorbek Road, Aden, Yemen"),
        (
            "ADEN (AP) - A van blew up at a bus stand on Zorbek Road.",
            "bus stand, Zorbek Road, Aden, Yemen",
        ),
        ("ADEN (AP) - Crowds met at the downtown plaza.", "plaza, Aden, Yemen"),
        ("In Iraq, doctors at Kirkuk general hospital wept.", "Kirkuk hospital, Kirkuk, Iraq"),
        ("Guards left a grain and oil pumping station near Kirkuk.", "oil pumping station, Kirkuk, Iraq"),
    ],
    ids=lambda value: value,
)
def test_a_site_with_no_town_of_its_own_is_in_the_town_of_the_article(text: str, expected: str) -> None:
    assert format_place(_find(text)[-1].place) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They set houses on fire.",
        "They house many.",
        "Twelve home fans fled.",
        "He was shot in his own home.",
        "Shells hit schools again.",
    ],
)
def test_a_facility_is_a_place_only_where_words_say_so(text: str) -> None:
    assert _find(text) == ()


@pytest.mark.parametrize(
    ("text", "as_said"),
    [
        ("He fled the Yemeni port city of Hodeidah.", "the Yemeni port city of Hodeidah"),
        ("It fell in the north-eastern Nigerian town of Bama.", "the north-eastern Nigerian town of Bama"),
        ("A jeep burned east of the Yemeni port city of Aden.", "east of the Yemeni port city of Aden"),
        ("A blast hit the Ukrainian city of Kharkov.", "the Ukrainian city of Kharkov"),
        ("They went to the city of Kirkuk.", "the city of Kirkuk"),
    ],
    ids=lambda value: value,
)
def test_the_words_that_lead_a_name_belong_to_it(text: str, as_said: str) -> None:
    (mention,) = _find(text)

    assert mention.place.as_said == as_said


def test_a_site_named_again_is_where_it_was() -> None:
    first, second = _find("Two rockets hit the US embassy in Baghdad. Nobody was hurt at the embassy.")

    assert (second.place.name, second.place.lat) == ("US embassy", first.place.lat)


def test_another_site_of_the_same_sort_is_not() -> None:
    mentions = _find("Shells hit a school in Kabul. Later a fire broke out at a school.")

    assert [mention.place.lat is None for mention in mentions] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "Smoke rose over the Iraqi capital.",
        "Smoke rose over Iraq's capital.",
        "In Iraq, smoke rose over the capital.",
    ],
)
def test_the_capital_is_that_of_the_country_spoken_of(text: str) -> None:
    assert "Baghdad" in {mention.place.name for mention in _find(text)}


def test_a_title_tells_which_country_is_meant() -> None:
    (there,) = _find("Police searched Tripoli.", title="Lebanese army on alert in Lebanon")
    (here,) = _find("Police searched Tripoli.", title="Libyan rivals clash")

    assert (there.place.country, here.place.country) == ("LB", "LY")


def test_one_sense_per_article() -> None:
    mentions = _find("Crowds met in Athens, Ohio. Later Athens was calm.")

    assert [mention.place.within for mention in mentions] == [("Ohio", "United States")] * 2


@pytest.mark.parametrize(
    "text", ["BOMB KILLS TWO IN BAGHDAD, POLICE SAY SO TODAY", "two people were killed in baghdad on monday"]
)
def test_wires_in_one_case_are_read_too(text: str) -> None:
    assert [mention.place.name for mention in _find(text)] == ["Baghdad"]


def test_every_located_place_of_one_country_has_a_zone() -> None:
    (mosul,) = _find("Shells fell in Mosul.")

    assert mosul.place.zone == "Asia/Baghdad"
    assert zone_of("YE", load_gazetteer()) == "Asia/Aden"
    assert capital_of("SD", load_gazetteer()) == "Khartoum"
    assert capital_of("ZZ", load_gazetteer()) is None


_WORDS = [
    "Baghdad",
    "near",
    "the",
    "market",
    "in",
    "Mason",
    ",",
    "Texas",
    ".",
    "north of",
    "20 km",
    "U.S.",
    "—",
    "’s",
    "\n",
    "al-",
    "St.",
    "İ",
    "“",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.text(max_size=30))
def test_spans_cut_what_was_said_and_never_overlap(words: list[str], noise: str) -> None:
    text = " ".join(words) + noise
    mentions = _find(text)

    assert [mention.span.of(text) for mention in mentions] == [mention.place.as_said for mention in mentions]
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    "text",
    [
        "a " * 50_000,
        "Al-" * 30_000,
        "20 km north of " * 8_000,
        "Baghdad, " * 10_000,
        "the US embassy in " * 5_000,
        "A" * 100_000,
        "the Zubari district of Karachi " * 4_000,
        "Wojibi, a village near Bama. " * 4_000,
        "the Al Be Ce De of Ef " * 5_000 + "Baghdad",
    ],
)
def test_hostile_text_takes_no_unbounded_time(text: str) -> None:
    began = time.process_time()
    _find(text)

    assert time.process_time() - began < 20
