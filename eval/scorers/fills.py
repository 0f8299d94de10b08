"""Fillers of a field: values that may stand at several places, matched by words or by overlap.

A value is one filler however often it is named; gold's may have other names (a cluster of mentions).
Ours is right when it shares a character with any of gold's mentions or says the same words, as in
the coreference-aware argument score of Li, Ji and Han (Document-level event argument extraction,
NAACL 2021) but with overlap in place of the same head. Matching is one to one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.scorers.rates import Counts, count
from eval.scorers.spans import Stretch, overlap
from eval.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One value of one field: the words that name it and where; either may be empty."""

    names: frozenset[frozenset[str]] = frozenset()
    spans: frozenset[Stretch] = frozenset()


def make_fill(name: str, *spans: Stretch) -> Fill:
    """Return a filler with one name."""
    said = words(name)
    return Fill(names=frozenset({said} if said else ()), spans=frozenset(spans))


def merge_fills(fills: Iterable[Fill]) -> list[Fill]:
    """Make one of those that share a name or a place, in the order they came."""
    kept: list[Fill] = []
    for fill in fills:
        same = [other for other in kept if is_same(fill, other)]
        names = fill.names.union(*(other.names for other in same))
        spans = fill.spans.union(*(other.spans for other in same))
        first = kept.index(same[0]) if same else len(kept)
        kept = [other for other in kept if other not in same]
        kept.insert(first, Fill(names=names, spans=spans))
    return kept


def is_same(one: Fill, other: Fill) -> bool:
    """Whether two fillers share a name or a character of the text."""
    if one.names & other.names:
        return True
    return any(overlap(left, right) > 0 for left in one.spans for right in other.spans)


def count_fills(gold: Sequence[Fill], ours: Sequence[Fill]) -> Counts:
    """Count the most fillers that can be matched, one to one (augmenting paths, Kuhn 1955)."""
    partners = [[number for number, mine in enumerate(ours) if is_same(wanted, mine)] for wanted in gold]
    taken: dict[int, int] = {}
    right = sum(_match(number, partners, taken, set()) for number in range(len(gold)))
    return count(right=right, given=len(ours), gold=len(gold))


def _match(number: int, partners: list[list[int]], taken: dict[int, int], seen: set[int]) -> bool:
    """Find a partner for one filler, moving others to a second choice where that helps."""
    for partner in partners[number]:
        if partner in seen:
            continue
        seen.add(partner)
        if partner not in taken or _match(taken[partner], partners, taken, seen):
            taken[partner] = number
            return True
    return False
