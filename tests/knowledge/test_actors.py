"""The actor list: names and acronyms found as the press writes them."""

import pytest

from twosource.knowledge.actors import load_actors, load_demonyms
from twosource.values.comparison import Relation
from twosource.values.party import compare, find_parties

IDS = {
    "ISIS said so.": "islamic-state",
    "fighters of Daesh": "islamic-state",
    "by IS in Mosul": "islamic-state",
    "an Islamic State affiliate": "islamic-state",
    "the Houthi rebels": "houthis",
    "Ansar Allah": "houthis",
    "the Pakistani Taliban": "ttp",
    "the Afghan Taliban": "taliban",
    "CPI (Maoist) cadres": "cpi-maoist",
    "Sendero Luminoso": "sendero",
    "the Israeli army": "idf",
    "U.S. Central Command": "us-military/centcom",
    "Kata’ib Hezbollah": "islamic-resistance-iraq/kataib-hezbollah",
    "M23 rebels": "m23",
    "the LTTE": "ltte",
    "Reporters Without Borders": "rsf-press",
}


@pytest.mark.parametrize(("text", "actor"), IDS.items(), ids=IDS)
def test_names_and_aliases_lead_to_one_actor(text: str, actor: str) -> None:
    assert [mention.party.id for mention in find_parties(text, load_actors())] == [actor]


@pytest.mark.parametrize(
    "text", ["This is it.", "HE IS GONE", "history", "the anti-ISIS mood", "hamassed", "mir, fano"]
)
def test_other_words_are_no_actors(text: str) -> None:
    assert [m for m in find_parties(text, load_actors()) if m.party.id not in {None, "fano"}] == []


def test_an_acronym_of_many_meanings_needs_its_country_in_the_text() -> None:
    ids = [m.party.id for m in find_parties("The RSF shelled a camp in Darfur, Sudan.", load_actors())]
    assert ids == ["rsf"]
    assert find_parties("The RSF, a press body, said so.", load_actors()) == ()


def test_an_affiliate_is_narrower_than_its_umbrella() -> None:
    iswap, islamic_state = (m.party for m in find_parties("ISWAP and Islamic State", load_actors()))
    assert compare(iswap, islamic_state).relation is Relation.NARROWER


@pytest.mark.parametrize(
    ("word", "code"),
    {
        "Iraqi": "IQ",
        "U.S.": "US",
        "US": "US",
        "American": "US",
        "British": "GB",
        "Türkiye": "TR",
        "iran": "IR",
    }.items(),
)
def test_adjectives_and_names_lead_to_countries(word: str, code: str) -> None:
    assert load_actors().country_of(word) == code


def test_unknown_adjectives_lead_nowhere() -> None:
    assert load_actors().country_of("Ruritanian") is None
    assert all(len(code) == 2 and code.isupper() for code in load_demonyms().values())
