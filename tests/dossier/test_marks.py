"""Marks in a text: cut so that they may overlap, and the text stays the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_article, make_claim
from twosource.dossier.marks import find_sentence, mark_paragraphs
from twosource.dossier.parts import cut_parts, find_part
from twosource.model import Claim
from twosource.text import Span

_TEXT = (
    "Gunmen fired on a bus near Kisumu.\nFour people were killed, police said. A fifth died later.\nNo more."
)


def _claims(spans: list[tuple[int, int]]) -> list[Claim]:
    article = make_article(_TEXT)
    made = []
    for start, end in spans:
        quote = _TEXT[start:end]
        if quote.strip() and _TEXT.index(quote) == start:
            made.append(make_claim(article, "target", quote, quote))
    return made


_SPANS = st.lists(
    st.tuples(st.integers(0, len(_TEXT) - 1), st.integers(1, 40)).map(
        lambda pair: (pair[0], min(len(_TEXT), sum(pair)))
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(_SPANS)
def test_pieces_joined_are_the_text(spans: list[tuple[int, int]]) -> None:
    marked = mark_paragraphs(_TEXT, _claims(spans))
    assert ["".join(piece.text for piece in pieces) for pieces in marked] == _TEXT.split("\n")


@settings(max_examples=60, deadline=None)
@given(_SPANS)
def test_the_pieces_of_a_claim_are_its_quote(spans: list[tuple[int, int]]) -> None:
    claims = _claims(spans)
    pieces = [piece for line in mark_paragraphs(_TEXT, claims) for piece in line]
    for claim in claims:
        said = "".join(piece.text for piece in pieces if claim in piece.claims)
        assert said == claim.evidence.quote.replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(_SPANS, st.tuples(st.integers(0, 60), st.integers(61, len(_TEXT))))
def test_a_stretch_of_the_text_gives_that_stretch(
    spans: list[tuple[int, int]], within: tuple[int, int]
) -> None:
    stretch = Span(*within)
    pieces = [piece for line in mark_paragraphs(_TEXT, _claims(spans), stretch) for piece in line]
    assert "".join(piece.text for piece in pieces) == stretch.of(_TEXT).replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab \n", max_size=30), max_size=12).map("\n".join), st.integers(1, 20))
def test_parts_joined_are_the_text(text: str, size: int) -> None:
    parts = cut_parts(text, size)
    assert "".join(part.span.of(text) for part in parts) == text


def test_the_part_of_a_character_is_found() -> None:
    parts = cut_parts("one\ntwo\nthree", 4)
    assert [find_part(parts, at).number for at in (0, 4, 8, 99)] == [1, 2, 3, len(parts)]


def test_a_sentence_is_found_around_words() -> None:
    at = _TEXT.index("people")
    assert find_sentence(_TEXT, Span(at, at + 6)).of(_TEXT) == "Four people were killed, police said."
