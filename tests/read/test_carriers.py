import pytest

from tests.builders import make_article
from tests.read.scenes import claims_of
from twosource.knowledge.media import load_media
from twosource.model import Article, Claim

LEAD = "Gunmen attacked a bus near Kisumu on Tuesday."


def told(sentence: str, **changes: str) -> Article:
    return make_article(f"{LEAD}\n{sentence}", title="Gunmen attack a bus", **changes)


def killed(sentence: str, **changes: str) -> Claim:
    (claim,) = claims_of(told(sentence, **changes), "killed")
    return claim


@pytest.mark.parametrize(
    ("sentence", "voice", "via"),
    [
        ("Four people were killed, police told Reuters.", "Police", ("Reuters",)),
        ("Two residents told Halcyon Wire by phone that four people were killed.", "Two residents", ("Halcyon Wire",)),
        ("Four people were killed, a security source told state television.", "security source", ("state television",)),
        ("Officer Karim Aziz said in an interview with Al Noor TV that four people were killed.",
         "Officer Karim Aziz", ("Al Noor TV",)),
        ("The interior ministry said in a statement carried by the state news agency RNA that four people were killed.",
         "interior ministry", ("RNA",)),
        ("The army commander was quoted by state media as saying four people were killed.",
         "army commander", ("state media",)),
        ("State media quoted the army as saying four people were killed.", "Army", ("state media",)),
        ("Four people were killed, Al Noor TV reported, citing officials.", "Officials", ("Al Noor TV",)),
        ("According to Al Noor TV, citing officials, four people were killed.", "Officials", ("Al Noor TV",)),
        ("Citing security sources, Reuters reported that four people were killed.", "security sources", ("Reuters",)),
        ("Four people were killed, the Associated Press reported.", "Associated Press", ("Associated Press",)),
        ("Local media reported that four people were killed.", "Local media", ("local media",)),
        ("Al Noor TV reported that police said four people were killed.", "Police", ("Al Noor TV",)),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)  # fmt: skip
def test_the_media_that_hand_words_on_are_named(sentence: str, voice: str, via: tuple[str, ...]) -> None:
    claim = killed(sentence)

    assert (claim.voice.name, claim.via) == (voice, via)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Four people were killed, police said.", id="nobody named"),
        pytest.param("Four people were killed, the governor told parliament.", id="no medium"),
        pytest.param("Four people were killed, the governor told the media.", id="whoever came to hear it"),
        pytest.param(
            "Four people were killed, Colonel Karim Aziz told reporters.", id="reporters of any medium"
        ),
        pytest.param(
            "Four people were killed, the governor told the Courier.", id="its own outlet, in short"
        ),
        pytest.param("Four people were killed, the governor told the Lakeside Courier.", id="its own outlet"),
        pytest.param(
            "Four people were killed, police told the National Intelligence Agency.", id="an office of state"
        ),
        pytest.param("Four people were killed, the report said, citing officials.", id="a document"),
        pytest.param("Four people were killed.", id="its own word"),
    ],
)
def test_what_the_newsroom_heard_itself_is_carried_by_nobody(sentence: str) -> None:
    assert killed(sentence).via == ()


def test_an_agency_is_no_carrier_of_its_own_story() -> None:
    sentence = "Four people were killed, police told Reuters."

    assert killed(sentence, newsroom="Reuters").via == ()
    assert killed("Four people were killed, police told LPA.", newsroom="Lantern Press Agency").via == ()


def test_a_carrier_leaves_the_id_of_a_claim_as_it_was() -> None:
    sentence = "Four people were killed, police told Reuters."
    carried, own = killed(sentence), killed(sentence, newsroom="Reuters")

    assert carried.id == own.id


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the Rift Valley Times", "Rift Valley Times"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("the newspaper El Faro", "El Faro"),
        ("Channel 9 Eyewitness", "Channel 9 Eyewitness"),
        ("Iraqi state media", "Iraqi state media"),
        ("the provincial governor", None),
        ("police", None),
    ],
)
def test_media_are_known_by_name_or_noun(words: str, found: str | None) -> None:
    match = load_media().medium.match(words)

    named = match and (match["proper"] or match["kind"] or match["unnamed"])
    assert (named and named.removeprefix("the ")) == found
