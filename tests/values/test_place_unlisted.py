"""Places no gazetteer holds are where the words beside them tie them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.places import load_gazetteer
from twosource.values.place import Place, PlaceMention, find_places


def _find(text: str) -> tuple[PlaceMention, ...]:
    return find_places(text, load_gazetteer())


def _only(text: str) -> Place:
    (mention,) = _find(text)
    return mention.place


@pytest.mark.parametrize(
    ("text", "as_said", "name", "within"),
    [
        (
            "A van burned in the Zubari district of Karachi.",
            "the Zubari district of Karachi",
            "Zubari",
            ("Karachi", "Pakistan"),
        ),
        (
            "A van burned in the Zubari area of the Somali capital Mogadishu.",
            "the Zubari area of the Somali capital Mogadishu",
            "Zubari",
            ("Mogadishu", "Somalia"),
        ),
        (
            "A van burned in Benghazi's Zubari quarter.",
            "Benghazi's Zubari quarter",
            "Zubari",
            ("Benghazi", "Libya"),
        ),
        (
            "Masked men stormed Wojibi, a fishing community near Maiduguri, at night.",
            "Wojibi, a fishing community near Maiduguri",
            "Wojibi",
            ("Nigeria",),
        ),
        (
            "They reached Wojibi, south of Maiduguri, on foot.",
            "Wojibi, south of Maiduguri",
            "Wojibi",
            ("Nigeria",),
        ),
        (
            "It began at Wojibi, a village on the road to Maiduguri.",
            "Wojibi, a village on the road to Maiduguri",
            "Wojibi",
            ("Nigeria",),
        ),
        (
            "They lit fires in the village of Wojibi, 30 km from Maiduguri.",
            "the village of Wojibi, 30 km from Maiduguri",
            "Wojibi",
            ("Nigeria",),
        ),
        (
            "He fell in Wojibi village, near Maiduguri.",
            "Wojibi village, near Maiduguri",
            "Wojibi",
            ("Nigeria",),
        ),
        (
            "A shot was heard in Zubari Row, Bogside, at dawn.",
            "Zubari Row, Bogside",
            "Zubari Row",
            ("Bogside", "Derry", "Northern Ireland", "United Kingdom"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_tie_places_a_name(text: str, as_said: str, name: str, within: tuple[str, ...]) -> None:
    place = _only(text)

    assert (place.as_said, place.name) == (as_said, name)
    assert place.within == within
    assert place.gazetteer_id is None


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("They stormed Wojibi, a village near Pankshin.", 25.0),
        ("They stormed Wojibi, a village on the road to Pankshin.", 40.0),
        ("They stormed Wojibi, a village 40 km north of Pankshin.", 10.0),
    ],
)
def test_it_is_as_exact_as_its_tie(text: str, radius: float) -> None:
    assert _only(text).radius_km == pytest.approx(radius)


def test_a_listed_district_is_where_it_is() -> None:
    place = _only("A flat burned in the Saltivka district of Kharkiv.")

    assert (place.name, place.within, place.kind) == ("Saltivka", ("Kharkiv", "Ukraine"), "district")
    assert place.gazetteer_id is not None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ali, a farmer near Pankshin, fled.", ["Pankshin"]),
        ("She told Reuters, near Pankshin, that they fled.", ["Pankshin"]),
        ("Haruna Wojibi, near Pankshin, said so.", ["Pankshin"]),
        ("He left the Kurdish area of Aleppo.", ["Aleppo"]),
        ("It works in Copenhagen, Hamburg, Oslo and elsewhere.", ["Copenhagen", "Hamburg", "Oslo"]),
        ("In March, Aleppo was calm.", ["Aleppo"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_persons_papers_peoples_and_lists_are_no_places(text: str, names: list[str]) -> None:
    assert [mention.place.name for mention in _find(text)] == names


def test_the_name_means_the_same_place_all_through_the_article() -> None:
    text = "Wojibi was calm. They had stormed Wojibi, a village near Pankshin. Ali Wojibi left Wojibi."
    mentions = _find(text)

    assert [mention.place.as_said for mention in mentions] == [
        "Wojibi",
        "Wojibi, a village near Pankshin",
        "Wojibi",
    ]
    assert {mention.place.lat for mention in mentions} == {mentions[0].place.lat}


_PARTS = ["Wojibi", "Hodan", "the", "a", "village", "district", "of", "near", ",", "Kharkiv", "Bor", "in"]
_PARTS += [
    "20 km from",
    "on the road to",
    "the Yemeni port city of",
    "south of",
    "Hodeidah",
    ".",
    "’s",
    "Ali",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PARTS), max_size=24))
def test_what_was_said_starts_and_ends_with_a_word(parts: list[str]) -> None:
    text = " ".join(parts).replace(" ,", ",").replace(" ’s", "’s")
    for mention in _find(text):
        start, end = mention.span.start, mention.span.end
        assert mention.place.as_said == text[start:end]
        assert not text[max(0, start - 1) : start].isalnum()
        assert not (text[end : end + 1].isalnum() and text[end - 1].isalnum())
