"""Which reader is measured: the rules, the trained model, or both, as ``twosource --reader`` has them.

The choice stands in the environment, as it does for the program, so that the processes that read
and the commands that are run all take the same one. Weights that can't be had stop a measurement;
nothing is measured with another reader than was asked for.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from twosource.cli.reader import DEFAULT_READER, READERS
from twosource.text import plain

if TYPE_CHECKING:
    from twosource.ports import Reader
    from twosource.read.merging_names import Joined
    from twosource.read.proposals import Proposals, Proposer
    from twosource.read.readers import ReaderName
    from twosource.text import Span

VARIABLE = "TWOSOURCE_READER"
#: What reading an ordinary article costs a reader, by what it costs the rules: 25 ms of one core of an
#: EPYC (Zen 3), and some 100 more where the encoder runs.
WORK: "Mapping[ReaderName, float]" = {"rules": 1.0, "model": 4.0, "both": 5.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The reader that is measured, and what its finders are made of."""

    name: "ReaderName"
    reader: "Reader"
    proposer: "Proposer | None"

    @property
    def rules(self) -> bool:
        """Whether the rules read."""
        return self.name != "model"

    def propose(self, text: str, sentences: "Sequence[Span]") -> "Proposals | None":
        """Return what the model proposes for a plain text; None where it does not read."""
        return self.proposer.propose(text, sentences) if self.proposer else None


def choose(name: "ReaderName") -> Chosen:
    """Choose a reader for this process and those it starts; raises ValueError where its weights are missing."""
    from twosource.errors import WeightsUnavailable  # noqa: PLC0415

    os.environ[VARIABLE] = name
    try:
        return get_chosen()
    except WeightsUnavailable as error:
        raise ValueError(f"the reader {name!r} can't be measured: {error}") from error


def join_chosen(text: str, read: "Sequence[Span]", label: str) -> "tuple[Joined, ...]":
    """Return what the reader chosen makes of stretches that a grammar read; ``label`` is the model's for them."""
    from twosource.read.merging_names import join_readings  # noqa: PLC0415

    chosen = get_chosen()
    proposals = _propose_for(chosen.name, plain(text)) if chosen.proposer else None
    return join_readings(read, proposals.of(label) if proposals else (), rules=chosen.rules)


@lru_cache(maxsize=1)
def _propose_for(name: "ReaderName", straight: str) -> "Proposals | None":
    """Ask the model once for all labels of a text."""
    from twosource.read.sentences import split_sentences  # noqa: PLC0415

    sentences = [part.span for part in split_sentences(straight)]
    return _load(name).propose(straight, sentences)


def get_name() -> "ReaderName":
    """Return the name of the reader chosen; the program's default where nobody chose."""
    name = os.environ.get(VARIABLE) or DEFAULT_READER
    if name not in READERS:
        raise ValueError(f"{VARIABLE} is {name!r}; there are {', '.join(READERS)}")
    return name


def get_chosen() -> Chosen:
    """Return the reader chosen, loaded once for each process."""
    return _load(get_name())


@cache
def _load(name: "ReaderName") -> Chosen:
    from twosource.read.readers import TrainedReader, load_reader  # noqa: PLC0415 - some sets read nothing

    reader = load_reader(name)
    return Chosen(
        name=name,
        reader=reader,
        proposer=reader.proposer if isinstance(reader, TrainedReader) else None,
    )
