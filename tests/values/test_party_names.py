"""Parties told by the grammar of their names, and by the short names an article gives them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import Span
from twosource.values.party import Party, PartyKind, PartyMention, find_parties
from twosource.values.party_names import find_body_names

COUNTRIES = {"kenyan": "KE", "malian": "ML", "mali": "ML", "peru": "PE", "united states": "US"}
HARBOUR_WATCH = Party(name="Harbour Watch", kind="armed group", as_said="Harbour Watch", id="harbour-watch")


class OneActor:
    """One listed group and a few countries."""

    def find(self, text: str) -> list[tuple[Span, Party]]:
        start = text.find(HARBOUR_WATCH.name)
        return [(Span(start, start + len(HARBOUR_WATCH.name)), HARBOUR_WATCH)] if start >= 0 else []

    def country_of(self, adjective: str) -> str | None:
        return COUNTRIES.get(adjective.lower())


def bodies(text: str) -> list[tuple[str, PartyKind, str | None]]:
    return [
        (body.span.of(text), body.kind, body.country) for body in find_body_names(text, OneActor().country_of)
    ]


NAMED: dict[str, list[tuple[str, PartyKind, str | None]]] = {
    "The Red River Liberation Front struck.": [("Red River Liberation Front", "armed group", None)],
    "said the Front for the Liberation of Ombra": [
        ("Front for the Liberation of Ombra", "armed group", None)
    ],
    "fighters of the Ombra Martyrs Brigades": [("Ombra Martyrs Brigades", "armed group", None)],
    "the 2nd Ombra Infantry Brigade": [("2nd Ombra Infantry Brigade", "state force", None)],
    "the Kenyan Defence Forces said": [("Kenyan Defence Forces", "state force", "KE")],
    "ships of the U.S. Northern Fleet": [("U.S. Northern Fleet", "state force", None)],
    "the Ombra National Guard": [("Ombra National Guard", "state force", None)],
    "the Malian Intelligence Service": [("Malian Intelligence Service", "government", "ML")],
    "the Ministry of Lands and Works said": [("Ministry of Lands and Works", "government", None)],
    "the Ministry of Lands, Works and Public Roads said": [
        ("Ministry of Lands, Works and Public Roads", "government", None)
    ],
    "the Department of Works, Ombra and the sea": [("Department of Works", "government", None)],
    "the Foundation for Peace and Harvest said": [("Foundation for Peace and Harvest", "organisation", None)],
    "the Union of Miners and Kenyan drivers": [("Union of Miners", "organisation", None)],
    "the Government of Mali and Kenyan donors": [("Government of Mali", "government", "ML")],
    "The Ombra Election Commission met.": [("Ombra Election Commission", "government", None)],
    "the Ombra Teachers Union": [("Ombra Teachers Union", "organisation", None)],
    "the Ombra Red Cross": [("Ombra Red Cross", "organisation", None)],
    "On Tuesday Ombra Relief Committee staff left.": [("Ombra Relief Committee", "organisation", None)],
    "the Ombra Centre for Human Rights said": [("Ombra Centre for Human Rights", "organisation", None)],
    "the Office of Special Inquiries and Audits said": [
        ("Office of Special Inquiries and Audits", "government", None)
    ],
    "a flight of Ombra Airways": [("Ombra Airways", "organisation", None)],
    "ships of the 5th Fleet": [("5th Fleet", "state force", None)],
    "the Ombra Association against Torture said so": [
        ("Ombra Association against Torture", "organisation", None)
    ],
    "the Ombra Salvation Army fought": [("Ombra Salvation Army", "armed group", None)],
    "a Coastal Coalition jet": [("Coastal Coalition", "coalition", None)],
}


@pytest.mark.parametrize(("text", "found"), NAMED.items(), ids=NAMED)
def test_a_head_noun_with_its_names_is_a_body(
    text: str, found: list[tuple[str, PartyKind, str | None]]
) -> None:
    assert bodies(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The Front lay quiet.",
        "on the Western Front",
        "The front of the house",
        "a Union Street shop",
        "inside the Ombra Centre on Monday",
        "The Party began.",
        "the Ombra City Council said",
        "outside the Ombra Election Commission office",
        "the Ombra Election Commission's headquarters",
        "He works in Police Department jobs.",
        "Army Kills Four In Raid On Ombra Liberation Front\n",
        "the party and the commission",
        "the Army-issue boots of the Ombra Front-line",
    ],
)
def test_these_words_name_no_body(text: str) -> None:
    assert bodies(text) == []


def test_a_definite_head_alone_is_the_body_named_before() -> None:
    text = "The Ombra Liberation Front met. Later the Front split, and a Front came in from the sea."
    assert [
        (body.span.of(text), body.name.of(text)) for body in find_body_names(text, OneActor().country_of)
    ] == [
        ("Ombra Liberation Front", "Ombra Liberation Front"),
        ("Front", "Ombra Liberation Front"),
    ]


def parties(text: str) -> list[tuple[str, str, PartyKind]]:
    return [
        (mention.span.of(text), mention.party.name, mention.party.kind)
        for mention in find_parties(text, OneActor())
    ]


def test_letters_in_brackets_stand_for_the_party_before_them() -> None:
    text = "The Ombra Liberation Front (OLFra) struck. The OLFra said so; OLFra-held hills burned."
    name = "Ombra Liberation Front"
    assert parties("The Ombra Liberation Front (OLF) struck. The OLF said so; OLF-held hills burned.") == [
        (name, name, "armed group"),
        ("OLF", name, "armed group"),
        ("OLF", name, "armed group"),
    ]
    assert parties(text) == [
        (name, name, "armed group"),
        ("OLFra", name, "armed group"),
        ("OLFra", name, "armed group"),
    ]


def test_square_brackets_do_as_well() -> None:
    assert [name for _, name, _ in parties("The Ombra Liberation Front [OLF] struck and the OLF left.")] == [
        "Ombra Liberation Front"
    ] * 3


def test_a_short_name_of_a_listed_party_is_that_party() -> None:
    found = find_parties("Harbour Watch (HW) came. Then HW left.", OneActor())
    assert found[-1] == PartyMention(
        span=Span(30, 32),
        party=Party(name="Harbour Watch", kind="armed group", as_said="HW", id="harbour-watch"),
    )


def test_initials_in_brackets_make_a_body_of_the_words_before_them() -> None:
    text = "Staff of the Doctors of Ombra and Peru (DOP) left. The DOP is small."
    name = "Doctors of Ombra and Peru"
    assert parties(text) == [
        (name, name, "organisation"),
        ("DOP", name, "organisation"),
        ("DOP", name, "organisation"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the United States (US) said",
        "the Clean Harbour Act (CHA) passed",
        "a Memorandum of Understanding (MoU) was signed",
        "Ombra Harbour Nights (2014) is a film",
        "Large Blue Boxes (LBBs) arrived",
        "the Prime Minister (PM) left",
        "Ada Obi (OAU graduate)",
        "Ombra Harbour Nights (OXN)",
    ],
)
def test_these_brackets_name_no_party(text: str) -> None:
    assert parties(text) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["The", "Ombra", "Front", "Liberation", "(OLF)", "OLF", "of", "and", "Mali", "police", ".", "\n"]
        ),
        max_size=14,
    )
)
def test_mentions_are_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = find_parties(text, OneActor())
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(mention.party.as_said == mention.span.of(text) for mention in found)
