"""Join the names of places and the words for times that the grammars read with those a trained reader marks.

A grammar knows what its stretch means; a trained reader only that the words name some place or tell
some time. So the grammars' stretches all stand where the rules read, and the trained reader adds
what it is sure of and they have no word for; where the rules are off, its own stretches stand, each
with the meaning that a grammar gives to words in it, or with none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from twosource.read.proposals import Proposed
from twosource.text import Span

#: Least scores of what a trained reader marks: without the rules, and beside them where they have
#: nothing. No part of a set is kept for tuning these, so they are round.
ALONE: Final = 0.5
BESIDE_RULES: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A stretch, and which of the grammar's readings gives its meaning, by number; None where none does."""

    span: Span
    reading: int | None


def join_readings(
    read: Sequence[Span], proposed: Sequence[Proposed], *, rules: bool = True
) -> tuple[Joined, ...]:
    """Return the stretches of both in the order of the text; ``read`` and ``proposed`` are in that order.

    ``read`` are the grammar's, ``proposed`` a trained reader's of the one label that answers to them.
    """
    if rules:
        ours = [Joined(span=span, reading=number) for number, span in enumerate(read)]
        sure = [one.span for one in proposed if one.score >= BESIDE_RULES]
        added = [Joined(span=span, reading=None) for span in sure if _best(read, span) is None]
        return tuple(sorted([*ours, *added], key=lambda one: one.span))
    marked = [one.span for one in proposed if one.score >= ALONE]
    return tuple(Joined(span=span, reading=_best(read, span)) for span in marked)


def _best(read: Sequence[Span], span: Span) -> int | None:
    """Return the reading that shares most with a stretch, the first of equals; None where none shares any."""
    shared = [min(one.end, span.end) - max(one.start, span.start) for one in read]
    most = max(shared, default=0)
    return shared.index(most) if most > 0 else None
