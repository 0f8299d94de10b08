import pytest

from twosource.model import Certainty, Claim
from twosource.read.proposed_roles import trimmed
from twosource.text import Span
from twosource.values.party import Party

from .proposing import Mark, Saying, find, read_as
from .scenes import show

TOLD = "A charge of dynamite planted by masked rebels damaged the post office of Lomas, and the judge Pia Lund was hurt."


def claims(text: str, *marks: Mark, rules: bool = False) -> list[Claim]:
    saying = Saying(marks=marks, about={0: "main", 1: "main"}, kinds={0: ["bombing"]})
    return [claim for report in read_as(text, saying, rules=rules).reports for claim in report.claims]


def told(text: str, *marks: Mark, rules: bool = False) -> list[tuple[str, str, str]]:
    return [
        (claim.field, show(claim.value), claim.certainty.value)
        for claim in claims(text, *marks, rules=rules)
        if claim.field != "kind"
    ]


@pytest.mark.parametrize(
    ("label", "words", "shown"),
    [
        ("perp_individual", "masked rebels", ("perpetrator", "masked rebels", "asserted")),
        ("target", "the post office of Lomas", ("target", "post office of Lomas", "asserted")),
        ("victim", "the judge Pia Lund", ("target", "Pia Lund", "asserted")),
        ("weapon", "charge of dynamite", ("weapon", "bomb", "asserted")),
        ("injured", "the judge Pia Lund", ("injured", "1", "asserted")),
    ],
    ids=["culprit", "thing", "person", "weapon", "toll"],
)
def test_a_role_becomes_a_claim(label: str, words: str, shown: tuple[str, str, str]) -> None:
    assert told(TOLD, (label, words, 0.9)) == [shown]


def test_a_claim_quotes_the_words_and_is_signed_by_the_trained_reader() -> None:
    (claim,) = [one for one in claims(TOLD, ("weapon", "charge of dynamite", 0.9)) if one.field == "weapon"]
    assert (claim.as_said, claim.as_said in claim.evidence.quote, claim.origin) == (
        "charge of dynamite",
        True,
        "model/1-abcdef",
    )


@pytest.mark.parametrize("label", ["perp_individual", "victim", "target"])
def test_a_pronoun_names_nobody(label: str) -> None:
    assert told("They burned the mill of Lomas.", (label, "They", 0.99)) == []


def test_an_unlikely_role_is_left_out() -> None:
    assert told(TOLD, ("target", "the post office of Lomas", 0.1)) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [("Tarn", []), ("Tarn District Police Press Office", ["Tarn District Police Press Office"])],
    ids=["its first word", "the whole name"],
)
def test_a_word_out_of_a_longer_name_is_no_culprit(words: str, named: list[str]) -> None:
    text = "Tarn District Police Press Office issued this: rebels burned the mill of Lomas."
    said = told(text, ("perp_organisation", words, 0.9), ("target", "the mill of Lomas", 0.9))
    assert [value for field, value, _ in said if field == "perpetrator"] == named


def test_a_listed_party_may_stand_in_a_longer_name() -> None:
    text = "The Hamas Brigade Commander Ilan burned the mill of Lomas."
    said = told(text, ("perp_organisation", "Hamas", 0.9))
    assert [value for field, value, _ in said if field == "perpetrator"] == ["Hamas"]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The mayor blamed the Falcon Front for the bomb in Lomas.", Certainty.SUSPECTED),
        ("The Falcon Front claimed responsibility for the bomb in Lomas.", Certainty.CLAIMED),
        ("The Falcon Front denied any responsibility and claimed responsibility for none.", Certainty.DENIED),
        ("The Falcon Front set off a bomb in Lomas.", Certainty.ASSERTED),
        ("The Falcon Front may have set off a bomb in Lomas.", Certainty.POSSIBLE),
    ],
    ids=["blamed", "owned", "denied", "told", "possible"],
)
def test_who_did_it_is_told_as_surely_as_the_sentence_says(text: str, certainty: Certainty) -> None:
    found = [
        one for one in claims(text, ("perp_organisation", "Falcon Front", 0.9)) if one.field == "perpetrator"
    ]
    assert [one.certainty for one in found] == [certainty]


@pytest.mark.parametrize(
    ("label", "words", "kind"),
    [
        ("perp_organisation", "Grey Hand", "armed group"),
        ("perp_individual", "Ola Brandt", "person"),
        ("perp_individual", "two students", "unidentified"),
    ],
    ids=["body", "by name", "unknown"],
)
def test_a_label_says_what_the_grammar_of_parties_cannot(label: str, words: str, kind: str) -> None:
    text = f"A bomb was planted in Lomas by {words} at noon."
    (claim,) = [one for one in claims(text, (label, words, 0.9)) if one.field == "perpetrator"]
    assert isinstance(claim.value, Party)
    assert claim.value.kind == kind


@pytest.mark.parametrize(
    ("words", "shown"),
    [("three guards", "3"), ("a guard", "1"), ("Pia Lund", "1")],
    ids=["figure", "singular", "name"],
)
def test_people_killed_are_counted(words: str, shown: str) -> None:
    assert told(f"The blast in Lomas killed {words} at once.", ("killed", words, 0.9)) == [
        ("killed", shown, "asserted")
    ]


def test_people_without_a_figure_are_not_counted() -> None:
    assert told("The blast in Lomas killed peasants.", ("killed", "peasants", 0.9)) == []


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("the rebels,", "rebels"),
        (' "rebels"', "rebels"),
        ("Front (FF", "Front (FF)"),
        ("...", None),
    ],
    ids=["article", "marks", "bracket", "nothing"],
)
def test_a_stretch_is_trimmed_to_a_phrase(words: str, left: str | None) -> None:
    text = 'They say the rebels, "rebels" of the Front (FF) came ...'
    found = trimmed(text, find(text, words), Span(0, len(text)))
    assert (found and found.of(text)) == left


def test_a_toll_stands_beside_the_rules_only_where_theirs_tell_nothing_of_that_harm() -> None:
    text = "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four passengers, police said.\nA clerk lay still."
    marks: list[Mark] = [("killed", "A clerk", 0.95), ("injured", "A clerk", 0.95)]
    counted = [one for one in told(text, *marks, rules=True) if one[0] in {"killed", "injured"}]
    assert counted == [("killed", "4", "asserted"), ("injured", "1", "asserted")]
