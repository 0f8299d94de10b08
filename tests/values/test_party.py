"""Parties: listed by name, described by grammar, compared by what they can be."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import Span
from twosource.values.comparison import Relation
from twosource.values.party import Party, PartyKind, PartyMention, compare, find_parties, format_party

COUNTRIES = {
    "kenyan": "KE",
    "iran": "IR",
    "iranian": "IR",
    "us": "US",
    "south korean": "KR",
    "iraq": "IQ",
    "kenya": "KE",
    "malian": "ML",
}
RED_DAWN = Party(name="Red Dawn", kind="armed group", as_said="Red Dawn", id="red-dawn")
NORTH_WING = Party(name="North Wing", kind="armed group", as_said="North Wing", id="red-dawn/north-wing")
BLUE_TIDE = Party(name="Blue Tide", kind="armed group", as_said="Blue Tide", id="blue-tide")


class FewActors:
    """Two groups and a handful of countries."""

    def find(self, text: str) -> Iterator[tuple[Span, Party]]:
        for party in (RED_DAWN, BLUE_TIDE):
            start = text.find(party.name)
            if start >= 0:
                yield Span(start, start + len(party.name)), party

    def country_of(self, adjective: str) -> str | None:
        return COUNTRIES.get(adjective.lower())


def test_a_listed_party_keeps_its_name_and_its_words() -> None:
    text = "They blamed Red Dawn for it."
    assert find_parties(text, FewActors()) == (PartyMention(span=Span(12, 20), party=RED_DAWN),)


Row = tuple[str, str, PartyKind, str | None, str | None]

DESCRIBED: dict[str, list[Row]] = {
    "Iran-aligned militias fired it.": [
        ("Iran-aligned militias", "Iran-aligned militias", "armed group", "IR", None)
    ],
    "It was Iran-backed fighters in Iraq.": [
        ("Iran-backed fighters in Iraq", "Iran-backed fighters in Iraq", "armed group", "IR", None)
    ],
    "blamed on pro-Iran groups": [("pro-Iran groups", "pro-Iran groups", "armed group", "IR", None)],
    "Two masked gunmen fled.": [("masked gunmen", "masked gunmen", "unidentified", None, None)],
    "A suicide bomber walked in.": [("suicide bomber", "suicide bomber", "unidentified", None, None)],
    "Armed men on motorcycles came.": [
        ("Armed men on motorcycles", "Armed men on motorcycles", "unidentified", None, None)
    ],
    "Suspected Islamist militants struck.": [
        ("Suspected Islamist militants", "Islamist militants", "armed group", None, "suspected")
    ],
    "the Kenyan police and South Korean troops": [
        ("Kenyan police", "Kenyan police", "police", "KE", None),
        ("South Korean troops", "South Korean troops", "state force", "KR", None),
    ],
    "an attack on US and Coalition forces": [
        ("US and Coalition forces", "US and Coalition forces", "coalition", "US", None)
    ],
    "the security forces": [("security forces", "security forces", "state force", None, None)],
    "separatist rebels": [("separatist rebels", "separatist rebels", "armed group", None, None)],
    "the Malian junta": [("Malian junta", "Malian junta", "government", "ML", None)],
    "the US embassy": [("US embassy", "US embassy", "diplomatic", "US", None)],
    "the Kenyan interior ministry": [
        ("Kenyan interior ministry", "Kenyan interior ministry", "government", "KE", None)
    ],
    "Red Dawn fighters and gunmen": [
        ("Red Dawn", "Red Dawn", "armed group", None, None),
        ("gunmen", "gunmen", "unidentified", None, None),
    ],
    "Red Dawn militants": [("Red Dawn militants", "Red Dawn", "armed group", None, None)],
    "Kenya's police and Iran's government": [
        ("Kenya's police", "Kenya's police", "police", "KE", None),
        ("Iran's government", "Iran's government", "government", "IR", None),
    ],
    "the government of Iraq fell": [("government of Iraq", "government of Iraq", "government", "IQ", None)],
    "the Ombra regime and Ombra's junta": [
        ("Ombra regime", "Ombra regime", "government", None, None),
        ("Ombra's junta", "Ombra's junta", "government", None, None),
    ],
    "attacked by Lower Ombra rebels": [
        ("Lower Ombra rebels", "Lower Ombra rebels", "armed group", None, None)
    ],
    "In Ombra rebels struck.": [("rebels", "rebels", "armed group", None, None)],
    "Ombra rebels struck.": [("rebels", "rebels", "armed group", None, None)],
    "a death squad": [("death squad", "death squad", "armed group", None, None)],
    "fighters of Jaish al-Ombra": [("Jaish al-Ombra", "Jaish al-Ombra", "armed group", None, None)],
}


@pytest.mark.parametrize(("text", "rows"), DESCRIBED.items(), ids=DESCRIBED)
def test_who_is_named_or_described(text: str, rows: list[Row]) -> None:
    found = [
        (m.span.of(text), m.party.name, m.party.kind, m.party.country, m.party.role)
        for m in find_parties(text, FewActors())
    ]
    assert found == rows


@pytest.mark.parametrize(
    "text",
    [
        "The people left.",
        "A group of men met.",
        "The police station burned.",
        "a rebel commander",
        "The mission was a success.",
        "The government said so.",
        "Hundreds of fighters",
        "Malian people and a Kenyan man",
        "an international network",
        "Sunday's government meeting",
        "a firing squad",
        "Palm Sunday worshippers",
        "Kenyan officers",
        "He was forced out.",
    ],
)
def test_these_words_name_no_party(text: str) -> None:
    assert find_parties(text, FewActors()) == ()


def described(name: str, kind: PartyKind, country: str | None = None) -> Party:
    return Party(name=name, kind=kind, as_said=name, country=country)


MILITIAS = described("Iran-aligned militias", "armed group", "IR")
GUNMEN = described("unidentified gunmen", "unidentified")
COMPARED = {
    "one party": (RED_DAWN, RED_DAWN, Relation.SAME),
    "part of an umbrella": (NORTH_WING, RED_DAWN, Relation.NARROWER),
    "umbrella of a part": (RED_DAWN, NORTH_WING, Relation.WIDER),
    "two groups": (RED_DAWN, BLUE_TIDE, Relation.APART),
    "described against named": (MILITIAS, RED_DAWN, Relation.OVERLAPPING),
    "nobody known": (GUNMEN, RED_DAWN, Relation.UNKNOWN),
    "same words": (MILITIAS, described("Iran-aligned militias", "armed group", "IR"), Relation.SAME),
    "same stance": (MILITIAS, described("pro-Iran groups", "armed group", "IR"), Relation.SAME),
    "says more": (
        described("Iran-aligned militias in Iraq", "armed group", "IR"),
        MILITIAS,
        Relation.NARROWER,
    ),
    "two states": (
        described("Kenyan troops", "state force", "KE"),
        described("Malian army", "state force", "ML"),
        Relation.APART,
    ),
    "one state's police and army": (
        described("Kenyan troops", "state force", "KE"),
        described("Kenyan police", "police", "KE"),
        Relation.OVERLAPPING,
    ),
    "state against group": (described("Kenyan troops", "state force", "KE"), RED_DAWN, Relation.APART),
}


@pytest.mark.parametrize(("left", "right", "relation"), COMPARED.values(), ids=COMPARED)
def test_two_parties_stand_to_each_other(left: Party, right: Party, relation: Relation) -> None:
    compared = compare(left, right)
    assert compared.relation is relation
    assert left.as_said in compared.why
    assert right.as_said in compared.why


def test_a_party_is_written_with_its_hedge() -> None:
    text = "Alleged separatist rebels did it."
    assert [format_party(m.party) for m in find_parties(text, FewActors())] == ["alleged separatist rebels"]
    assert format_party(RED_DAWN) == "Red Dawn"


VOCABULARY = (
    "Red Dawn masked gunmen and US forces Iran-backed militias in Iraq the police suspected , . - men"
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY.split()), max_size=30).map(" ".join))
def test_mentions_hold_their_words_and_never_overlap(text: str) -> None:
    mentions = find_parties(text, FewActors())
    assert all(m.span.of(text) == m.party.as_said for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
