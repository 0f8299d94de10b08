"""What holds for every reading: quotes are the article's own words, and reading twice is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.scenes import LEAD, make_told, read

SENTENCES = (
    "Rockets struck the embassy compound, officials said.",
    "A 19-year-old man was shot in the leg.",
    "The governor blamed separatist militants for the attack.",
    "The Lakeland Front claimed responsibility for the attack.",
    "No group has claimed responsibility for the attack.",
    "At least nine people, including two children, were wounded — three of them badly.",
    "The blast damaged six shops and shattered windows.",
    "“They came from the lake and shot at everybody,” said Achieng Otieno, a fish trader.",
    "The attack began at about 9 p.m. near Homa Bay, witnesses said.",
    "More than 40 such attacks have been recorded since March.",
    "It was the first attack on the port since January 2021.",
    "Sirens sounded at the base.",
    "Meanwhile, shares fell 3% in São Tomé.",
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.sampled_from([" ", "\n"]))
def test_every_claim_quotes_its_article(sentences: list[str], gap: str) -> None:
    article = make_told(gap.join([LEAD, *sentences]))
    for report in read(article).reports:
        for claim in report.claims:
            span, quote = claim.evidence.span, claim.evidence.quote
            assert article.text[span.start : span.end] == quote
            assert claim.as_said in quote


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_reading_twice_gives_the_same(sentences: list[str]) -> None:
    article = make_told("\n".join([LEAD, *sentences]))
    assert read(article) == read(article)


def test_nothing_is_rejected_for_words_outside_its_quote() -> None:
    article = make_told("\n".join([LEAD, *SENTENCES]))
    assert [dropped for dropped in read(article).dropped if dropped.what == "claim"] == []
