"""The trained reader: a text's windows through the encoder, its numbers decoded into proposals.

Proposes for any text, whatever it holds; a very long one beyond windows.py's bound is read as far
as that. Other languages than English are proposed for as well, and badly: who asks decides that.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Protocol

from twosource.errors import WeightsUnavailable
from twosource.knowledge.encoder import load_encoder
from twosource.knowledge.wordpieces import WordPieces
from twosource.read.decoding import Numbers, decode, make_layout
from twosource.read.proposals import Proposals
from twosource.read.windows import pack
from twosource.text import Span


class Network(Protocol):
    """What gives numbers for pieces: knowledge/encoder.py, or a small one in tests."""

    @property
    def version(self) -> str:
        """Name the weights."""
        ...

    @property
    def pieces(self) -> WordPieces:
        """The vocabulary it was trained with."""
        ...

    @property
    def columns(self) -> Mapping[str, tuple[int, int]]:
        """Where in a row each output stands."""
        ...

    @property
    def thresholds(self) -> Mapping[str, float]:
        """From which probability on a word has a label."""
        ...

    def run(self, windows: Iterable[Sequence[int]]) -> list[Numbers]:
        """Return a row of numbers for each piece of each window."""
        ...


class TrainedProposer:
    """Proposes by a network's numbers; satisfies proposals.Proposer."""

    def __init__(self, network: Network) -> None:
        """Take a network; raises ValueError where its outputs are not those that are read."""
        self._network = network
        self._layout = make_layout(network.columns, network.thresholds)

    @property
    def version(self) -> str:
        """Name the weights, as claims' origins carry it."""
        return self._network.version

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        """Return the proposals for a text whose sentences, in order, are given; the same for the same text always."""
        windows = pack(text, sentences, self._network.pieces)
        rows = self._network.run([window.pieces for window in windows])
        return decode(text, sentences, windows, rows, self._layout, self.version)


@cache
def load_proposer(threads: int = 1) -> TrainedProposer:
    """Load the packaged encoder once; raises WeightsUnavailable where it can't be had or is another program's.

    ``threads`` is how many windows of one text are run at a time.
    """
    try:
        return TrainedProposer(load_encoder(threads))
    except ValueError as error:
        raise WeightsUnavailable(
            f"the trained reader's weights are not this program's: {error}",
            hint="install twosource again, or read with --reader rules",
        ) from error
