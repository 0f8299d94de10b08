"""The readers by name: the rules, the trained reader, or both.

What each makes of an article is read/__init__'s; how both are joined is merging.py's. The trained
reader's weights are loaded only when a reader that needs them is asked for.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from twosource.model import Article, Reading
from twosource.ports import Reader
from twosource.read import make_origin, read_article
from twosource.read.ahead import AheadProposer
from twosource.read.gate import find_refusal
from twosource.read.proposals import Proposer
from twosource.read.scene import read_text

ReaderName = Literal["rules", "model", "both"]
#: Windows of a text that are run at a time: an ordinary article has two.
THREADS: Final = 2
READERS: Final[tuple[ReaderName, ...]] = get_args(ReaderName)


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesReader:
    """Reads by the rules alone."""

    @property
    def origin(self) -> str:
        """Name the rules and their version."""
        return make_origin(None, rules=True)

    def prepare(self, article: Article) -> None:
        """Do nothing: the rules read in the thread that asks them."""

    def read(self, article: Article, *, made_at: datetime) -> Reading:
        """Return what the rules read in an article."""
        return read_article(article, made_at=made_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedReader:
    """Reads by what a trained reader proposes: alone, or beside the ``rules``."""

    proposer: AheadProposer
    rules: bool = False

    @property
    def origin(self) -> str:
        """Name the weights, and the rules where they read too."""
        return make_origin(self.proposer, rules=self.rules)

    def prepare(self, article: Article) -> None:
        """Have the proposer begin on an article; others may be read meanwhile."""
        if find_refusal(article, trained=True) is None:
            text, sentences = read_text(article)
            self.proposer.begin(text, [sentence.span for sentence in sentences])

    def read(self, article: Article, *, made_at: datetime) -> Reading:
        """Return what is read in an article; the proposer is asked once, while the rules look at it."""
        self.prepare(article)
        return read_article(article, made_at=made_at, proposer=self.proposer, rules=self.rules)


def load_packaged() -> Proposer:
    """Load the packaged encoder; raises WeightsUnavailable where its weights are missing or wrong.

    Windows of one text are run on as many cores as there are, but no more than :data:`THREADS`.
    """
    from twosource.read.trained import load_proposer  # noqa: PLC0415  (imports onnxruntime, 0.1 s)

    return load_proposer(min(THREADS, os.cpu_count() or 1))


def load_reader(name: ReaderName, *, load_proposer: Callable[[], Proposer] = load_packaged) -> Reader:
    """Return a reader by name; raises WeightsUnavailable where it needs weights that can't be had."""
    if name == "rules":
        return RulesReader()
    return TrainedReader(proposer=AheadProposer(load_proposer()), rules=name == "both")
