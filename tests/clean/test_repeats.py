from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clean.drafts import LEAD, SECOND, THIRD, clean_text, drops
from twosource.clean.paragraphs import make_paragraph
from twosource.clean.repeats import find_repeats

TITLE = "Drones hit fuel depot in Makhado"


def test_drops_the_headline_printed_again() -> None:
    article = clean_text(TITLE, TITLE, LEAD, SECOND)
    assert (article.title, article.text, drops(article)) == (
        TITLE,
        f"{LEAD}\n\n{SECOND}",
        [("repeated-headline", TITLE)],
    )


def test_drops_a_teaser_that_joins_sentences_of_the_body() -> None:
    teaser = f"{SECOND} {THIRD}"
    article = clean_text(TITLE, teaser, f"{LEAD} {SECOND}", f"{THIRD} It gave no proof.")
    assert drops(article) == [("teaser", teaser)]


def test_drops_a_teaser_cut_short() -> None:
    teaser = "Two drones struck a fuel depot outside Makhado before dawn on..."
    assert drops(clean_text(TITLE, teaser, LEAD, SECOND)) == [("teaser", teaser)]


def test_drops_a_pull_quote_wherever_it_stands() -> None:
    quote = "“The blaze was still burning at noon and nobody could get near it”"
    body = "The governor spoke at the gate. “The blaze was still burning at noon and nobody could get near it,” she said."
    assert drops(clean_text(TITLE, LEAD, quote, body)) == [("teaser", quote)]
    assert drops(clean_text(TITLE, LEAD, body, quote)) == [("teaser", quote)]


def test_keeps_one_of_two_equal_paragraphs() -> None:
    article = clean_text(TITLE, LEAD, SECOND, LEAD)
    assert article.text == f"{LEAD}\n\n{SECOND}"


def test_keeps_a_paragraph_that_adds_a_sentence() -> None:
    article = clean_text(TITLE, f"{SECOND} Two trucks were lost.", LEAD, f"{SECOND} {THIRD}")
    assert article.dropped == ()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from([LEAD, SECOND, THIRD]), min_size=1, max_size=3), min_size=1, max_size=6)
)
def test_never_loses_a_sentence(texts: list[list[str]]) -> None:
    paragraphs = [make_paragraph(" ".join(sentences)) for sentences in texts]
    gone = set(find_repeats(paragraphs, 0))
    kept = " ".join(p.text for n, p in enumerate(paragraphs) if n not in gone)
    assert all(sentence in kept for sentences in texts for sentence in sentences)
