import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.wordpieces import LONGEST_WORD, Word, WordPieces, load_word_pieces

#: A vocabulary of our own, each piece numbered by its place.
VOCABULARY = (
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "bomb", "##ers", "##er", "##s", "cafe", "'", '"', ".", "e",
    "river", "-", "side", "爆", "炸", "5", "##0", "$", "’",
)  # fmt: skip


@pytest.fixture
def small() -> WordPieces:
    return WordPieces(VOCABULARY)


def spelled(pieces: WordPieces, text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[word.start : word.end], [VOCABULARY[one] for one in word.pieces]) for word in pieces.words(text)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("The BOMBERS", [("The", ["the"]), ("BOMBERS", ["bomb", "##ers"])], id="case, longest"),
        pytest.param("bomberss", [("bomberss", ["bomb", "##ers", "##s"])], id="longest piece first"),
        pytest.param("Café", [("Café", ["cafe"])], id="accents go"),
        pytest.param("Cafe\u0301", [("Cafe", ["cafe"])], id="accent as a character of its own"),
        pytest.param("riverside", [("riverside", ["[UNK]"])], id="what can't be spelled is one unknown"),
        pytest.param(
            "river-side.", [("river", ["river"]), ("-", ["-"]), ("side", ["side"]), (".", ["."])], id="marks"
        ),
        pytest.param("the’50", [("the", ["the"]), ("’", ["’"]), ("50", ["5", "##0"])], id="curly apostrophe"),
        pytest.param("$5", [("$", ["$"]), ("5", ["5"])], id="ASCII signs are marks"),
        pytest.param("爆炸", [("爆", ["爆"]), ("炸", ["炸"])], id="CJK letters stand alone"),
        pytest.param("ri\u200dver", [("ri\u200dver", ["river"])], id="format characters go"),
        pytest.param("ri\x07ver\ufffd", [("ri\x07ver", ["river"])], id="control characters go"),
        pytest.param(" \t\n\u00a0\u3000", [], id="blanks"),
        pytest.param("", [], id="nothing"),
        pytest.param("\u200d\u0301", [], id="nothing that is printed"),
        pytest.param(
            "the \U0001f525", [("the", ["the"]), ("\U0001f525", ["[UNK]"])], id="a sign that is unknown"
        ),
    ],
)
def test_a_text_is_cut_into_words_and_pieces(
    small: WordPieces, text: str, words: list[tuple[str, list[str]]]
) -> None:
    assert spelled(small, text) == words


def test_only_the_stretch_asked_for_is_cut_and_offsets_stay_the_texts(small: WordPieces) -> None:
    assert list(small.words("the bomb the", 4, 8)) == [Word(4, 8, (5,))]


def test_a_word_at_the_bound_is_spelled_and_a_longer_one_unknown() -> None:
    pieces = WordPieces(("[UNK]", "[CLS]", "[SEP]", "a", "##a"))
    assert list(pieces.words("a" * LONGEST_WORD)) == [Word(0, LONGEST_WORD, (3, *[4] * (LONGEST_WORD - 1)))]
    assert list(pieces.words("a" * (LONGEST_WORD + 1))) == [Word(0, LONGEST_WORD + 1, (0,))]


def test_a_word_of_ten_thousand_letters_costs_a_few_unknown_pieces(small: WordPieces) -> None:
    words = list(small.words("x" * 10_000))
    assert {word.pieces for word in words} == {(1,)}
    assert len(words) == 25
    assert (words[0].start, words[-1].end) == (0, 10_000)


def test_a_vocabulary_without_its_special_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match=r"it lacks \[SEP\]"):
        WordPieces(("[UNK]", "[CLS]", "the"))


def test_the_packaged_vocabulary_is_the_encoders() -> None:
    pieces = load_word_pieces()
    assert (len(pieces), pieces.opening, pieces.closing) == (30_522, 101, 102)
    assert [word.pieces for word in pieces.words("The of.")] == [(1996,), (1997,), (1012,)]


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_words_lie_in_order_inside_the_text_and_hold_what_is_printed(text: str) -> None:
    words = list(load_word_pieces().words(text))
    ends = [0, *(word.end for word in words)]
    assert all(before <= word.start < word.end for before, word in zip(ends, words, strict=False))
    assert ends[-1] <= len(text)
    assert all(word.pieces for word in words)
    covered = "".join(text[word.start : word.end] for word in words)
    assert all(letter in covered for letter in text if letter.isalnum() and letter.isascii())


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80), st.text(max_size=80))
def test_what_was_read_before_changes_nothing(before: str, text: str) -> None:
    fresh, used = WordPieces(VOCABULARY), WordPieces(VOCABULARY)
    list(used.words(before))
    assert list(used.words(text)) == list(fresh.words(text))
