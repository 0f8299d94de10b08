"""Words of other worlds (sport, markets, campaigns), of mishaps and of launches, looked up once a text.

Says where they stand; what an event word means beside them, events.py and anchors.py decide.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from twosource.knowledge.triggers import load_triggers
from twosource.text import Span

#: Sorts that are no world of their own.
MISHAP, LAUNCH = "mishap", "launch"


def asides_in(low: str, span: Span) -> frozenset[str]:
    """Return the sorts of such words that begin in a stretch of plain lower-case text."""
    starts, words = _scan(low)
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    sort_of = load_triggers().aside_of
    return frozenset(sort_of[word] for word in words[first:last])


def is_elsewhere(low: str, span: Span) -> bool:
    """Whether a stretch speaks in words of sport, markets, campaigns or the arts."""
    return bool(asides_in(low, span) - {MISHAP, LAUNCH})


def most_of_one_world(*texts: str) -> int:
    """Return how many different words of one other world some texts hold together, of the world with most."""
    sort_of = load_triggers().aside_of
    words = {word for text in texts for word in _scan(text)[1]}
    sorts = [sort_of[word] for word in words if sort_of[word] not in {MISHAP, LAUNCH}]
    return max(map(sorts.count, set(sorts)), default=0)


@lru_cache(maxsize=2)  # an article and its title
def _scan(low: str) -> tuple[Sequence[int], Sequence[str]]:
    found = list(load_triggers().aside.finditer(low))
    return [match.start() for match in found], [match.group() for match in found]
