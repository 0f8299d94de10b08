import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.knowledge.wordpieces import WordPieces
from twosource.read.windows import LONGEST, MOST_WINDOWS, Window, pack
from twosource.text import Span

OPENING, CLOSING = 1, 2
PIECES = WordPieces(("[UNK]", "[CLS]", "[SEP]", "a", "##a", "b", "."))


def spans(lengths: list[int]) -> list[Span]:
    """Return spans of sentences of so many words "b", which are two characters each."""
    starts = [2 * sum(lengths[:number]) for number in range(len(lengths))]
    return [Span(start, start + 2 * length) for start, length in zip(starts, lengths, strict=True)]


def text_of(lengths: list[int]) -> str:
    return "b " * sum(lengths)


def test_a_window_holds_its_words_with_their_places() -> None:
    assert pack("Aa b. B", [Span(0, 5), Span(6, 7)], PIECES) == [
        Window(
            pieces=[OPENING, 3, 4, 5, 6, 5, CLOSING],
            starts=[0, 3, 4, 6],
            ends=[2, 4, 5, 7],
            firsts=[1, 3, 4, 5],
            sentence_of=[0, 0, 0, 1],
        )
    ]


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [
        pytest.param([100, 100, 54], [254], id="as many as fit"),
        pytest.param([100, 100, 55], [200, 55], id="a sentence that does not fit opens another"),
        pytest.param([10, 300, 10], [10, 254, 56], id="a longer sentence is cut and goes on"),
        pytest.param([0, 5, 0], [5], id="sentences without a word"),
        pytest.param([], [], id="no sentences"),
        pytest.param([0, 0], [], id="no words"),
    ],
)
def test_sentences_are_packed_in_order(lengths: list[int], sizes: list[int]) -> None:
    windows = pack(text_of(lengths), spans(lengths), PIECES)
    assert [len(window.firsts) for window in windows] == sizes


def test_a_long_text_is_read_as_far_as_the_bound() -> None:
    lengths = [LONGEST] * (MOST_WINDOWS + 5)
    windows = pack(text_of(lengths), spans(lengths), PIECES)
    assert [window.sentence_of[0] for window in windows] == list(range(MOST_WINDOWS))


def test_a_megabyte_without_a_blank_is_read_as_far_as_the_bound() -> None:
    text = "b." * 500_000
    windows = pack(text, [Span(0, len(text))], PIECES)
    assert [len(window.pieces) for window in windows] == [LONGEST + 2] * MOST_WINDOWS


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 400), max_size=MOST_WINDOWS // 2))
def test_every_word_is_in_one_window_and_no_window_is_too_long(lengths: list[int]) -> None:
    windows = pack(text_of(lengths), spans(lengths), PIECES)
    assert all(len(window.pieces) <= LONGEST + 2 for window in windows)
    assert [start for window in windows for start in window.starts] == list(range(0, 2 * sum(lengths), 2))
    assert all(window.pieces[0] == OPENING and window.pieces[-1] == CLOSING for window in windows)
    numbers = [number for window in windows for number in window.sentence_of]
    assert numbers == sorted(numbers)
