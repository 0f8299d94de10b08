"""One handing over of words: who says it, by which word, and for which stretches."""

from dataclasses import dataclass

from twosource.model import Certainty, Voice
from twosource.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content (PARC 3.0, Pareti 2016); source and cue are None where none is printed.

    ``via`` are the news media named as handing it on, the one nearest to the voice last.
    """

    source: Span | None
    cue: Span | None
    contents: tuple[Span, ...]
    voice: Voice
    certainty: Certainty
    via: tuple[str, ...] = ()
