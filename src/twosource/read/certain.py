"""How surely a text says that something happened, from the words around it.

Looks only at the sentence it stands in. Who says it, and how much to trust them, is voices.py.
"""

from twosource.knowledge.hedges import load_hedges
from twosource.model import Certainty
from twosource.text import Span, lower


def certainty_at(plain_text: str, sentence: Span, event: Span) -> Certainty:
    """Return how surely the happening that ``event`` names is told; asserted where nothing says otherwise."""
    del event
    for certainty, pattern in load_hedges().items():
        if certainty != "so far" and pattern.search(lower(plain_text), sentence.start, sentence.end):
            return Certainty(certainty)
    return Certainty.ASSERTED
