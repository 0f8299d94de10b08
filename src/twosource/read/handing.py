"""One handing over of words or thoughts, as the text prints it: who, by which words, and what.

Whose voice that is, and how surely it speaks, is attribution.py's.
"""

from dataclasses import dataclass

from twosource.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """Source, cue and contents (PARC 3.0, Pareti 2016; PolNeAR, Newell et al. 2018).

    ``source`` is None where nobody is printed ("is expected to"). ``contents`` are pieces of one
    content, in no order. ``word`` is the cue's main word in lower case ("said", "according",
    ":"). ``states`` tells that the cue is one of saying, not of wanting, liking or opposing.
    ``nested`` tells that it is only a part of what another handing of the text hands over.
    Where nothing was found to be said, ``contents`` is empty: somebody speaks, that is all.
    """

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    word: str
    states: bool
    nested: bool = False
