from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.read.test_decoding import COLUMNS, WIDTH
from twosource.knowledge.wordpieces import WordPieces, load_word_pieces
from twosource.read.decoding import Numbers
from twosource.read.proposals import Proposer
from twosource.read.sentences import split_sentences
from twosource.read.trained import TrainedProposer, load_proposer
from twosource.text import Span, plain

PACKAGED = Path(__file__).parents[2] / "src" / "twosource" / "knowledge" / "encoder" / "encoder.onnx"


class Invented:
    """A network whose numbers depend on each piece alone, and that keeps what it was asked."""

    def __init__(self, given: Mapping[str, tuple[int, int]] | None = None) -> None:
        self.version = "model/1-0a1b2c"
        self.pieces: WordPieces = load_word_pieces()
        self.columns: Mapping[str, tuple[int, int]] = COLUMNS if given is None else given
        self.thresholds: Mapping[str, float] = {}
        self.asked: list[list[int]] = []

    def run(self, windows: Iterable[Sequence[int]]) -> list[Numbers]:
        self.asked = [list(window) for window in windows]
        table = np.random.default_rng(5).normal(0, 3, (997, WIDTH)).astype(np.float32)
        return [table[np.array(window) % 997] for window in self.asked]


def sentences_of(text: str) -> list[Span]:
    return [sentence.span for sentence in split_sentences(text)]


def test_it_is_a_proposer_and_names_its_weights() -> None:
    proposer: Proposer = TrainedProposer(Invented())
    assert proposer.propose("Rain.", [Span(0, 5)]).version == proposer.version == "model/1-0a1b2c"


def test_all_windows_of_a_text_are_asked_for_at_once() -> None:
    network = Invented()
    text = "It rained. " * 200
    TrainedProposer(network).propose(text, sentences_of(text))
    assert [len(window) for window in network.asked] == [254, 254, 98]


def test_a_network_with_other_outputs_is_refused() -> None:
    with pytest.raises(ValueError, match="tag:place"):
        TrainedProposer(Invented({name: one for name, one in COLUMNS.items() if name != "tag:place"}))


ODD = {
    "nothing": "",
    "blanks": " \n\t \u00a0\n",
    "capitals": "REBELS HIT TWO VILLAGES NEAR THE RIVER ON FRIDAY, OFFICIALS SAID. NOBODY WAS HURT.",
    "control characters": "Reb\x00els \x1b[31mhit\x07 a\x0b market\x85 on \x7fFriday.",
    "right to left": "قال مسؤول إن مسلحين قتلوا شخصين قرب النهر. \u202eDie Polizei schweigt.\u202c",
    "emoji": "Two people 👩‍👩‍👧‍👦 were hurt 😱🔥🔥 in the fire 🇺🇦.",
    "broken spacing": "Re bels hi t a mar ket,kill ing2people.Thepolicesaid so",
    "Chinese": "周五，两名枪手在河边的村庄打死四人。警方说。",
    "surrogates": "Rebels \ud800 hit \udfff a market.",
    "a word of ten thousand letters": "The " + "x" * 10_000 + " fell.",
    "marks": "...!!!???---((()))\"\"\"'''",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts_are_proposed_for_inside_their_bounds(text: str) -> None:
    sentences = sentences_of(plain(text))
    found = TrainedProposer(Invented()).propose(plain(text), sentences)
    assert len(found.tellings) == len(sentences)
    spans = [*(one.span for one in found.spans), *(one.span for one in found.sureness)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("unit", ["rebels hit a market. ", "x", "爆"], ids=["words", "one word", "no blanks"])
def test_a_megabyte_in_one_line_is_read_as_far_as_the_bound(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    network = Invented()
    found = TrainedProposer(network).propose(text, [Span(0, len(text))])
    assert sum(map(len, network.asked)) <= 16 * 256
    assert all(one.span.end < 400_000 or unit == "x" for one in found.spans)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=400))
def test_the_same_text_gives_the_same_proposals_whatever_was_read_before(text: str) -> None:
    proposer, sentences = TrainedProposer(Invented()), sentences_of(plain(text))
    first = proposer.propose(plain(text), sentences)
    proposer.propose("Something else was read. " + text, [Span(0, 24)])
    assert proposer.propose(plain(text), sentences) == first


@pytest.mark.skipif(not PACKAGED.is_file(), reason="the weights are not in this checkout")
@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_the_packaged_weights_propose_for_odd_texts_too(text: str) -> None:
    proposer = load_proposer()
    found = proposer.propose(plain(text), sentences_of(plain(text)))
    assert found == proposer.propose(plain(text), sentences_of(plain(text)))
    assert found.version == proposer.version
