"""Who said what: sources, cues, contents, and the three linked, measured in words.

Follows the scoring of quotation attribution: a span is strictly right when it has the same words,
and partly right in proportion to the words it shares (Johansson and Moschitti, Computational
Linguistics 39(3), 2013; Pareti et al., EMNLP 2013); "overlap" counts a span that shares any word
with its counterpart, one to one (Newell et al., LREC 2018, count attributions that overlap so).
An attribution is linked right when its source, its cue and its content all overlap their
counterparts'. A span is a set of words, so that one in several pieces is still one span, and
punctuation at its edges (Is the closing mark inside?) is nobody's error.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from eval.scorers.rates import Counts, count

#: A span as the offsets at which its words start.
Words = frozenset[int]

T = TypeVar("T")

_WORD = re.compile(r"\w+(?:['’.-]\w+)*|[$%&]")
_MARKS = frozenset("\"“”„‟«»″'‘’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content of one attribution; an implicit source or cue has no words.

    ``direct`` tells that the content begins or ends with a quotation mark.
    """

    source: Words
    cue: Words
    content: Words
    direct: bool = False


def make_attribution(
    text: str, pieces: dict[str, Sequence[Sequence[int]]], words: Sequence[int] | None = None
) -> Attribution:
    """Make an attribution of lists of [start, end) pieces under "source", "cue" and "content".

    ``words`` are the starts of the text's words (see :func:`find_words`), where already known.
    """
    starts = find_words(text) if words is None else words
    content = [piece for piece in pieces.get("content") or () if piece[1] > piece[0]]
    return Attribution(
        source=_inside(starts, pieces.get("source") or ()),
        cue=_inside(starts, pieces.get("cue") or ()),
        content=_inside(starts, content),
        direct=bool(content) and _marked(text, content[0][0], content[-1][1]),
    )


def find_words(text: str) -> list[int]:
    """Return where the words of a text start."""
    return [found.start() for found in _WORD.finditer(text)]


def _inside(words: Sequence[int], pieces: Iterable[Sequence[int]]) -> Words:
    return frozenset(
        start
        for piece in pieces
        for start in words[bisect_left(words, piece[0]) : bisect_left(words, piece[1])]
    )


def _marked(text: str, start: int, end: int) -> bool:
    """Whether a mark stands at either edge of a span, inside or right outside."""
    return not _MARKS.isdisjoint((*text[max(0, start - 1) : start + 1], *text[end - 1 : end + 1]))


def count_exact(gold: Iterable[Words], ours: Iterable[Words]) -> Counts:
    """Count spans of exactly the same words."""
    wanted, given = set(gold) - {frozenset()}, set(ours) - {frozenset()}
    return count(right=len(wanted & given), given=len(given), gold=len(wanted))


def count_overlapping(gold: Iterable[Words], ours: Iterable[Words]) -> Counts:
    """Count spans that share a word, one to one."""
    wanted, given = _distinct(gold), _distinct(ours)
    right = len(
        pair(wanted, given, lambda one, other: len(one & other), exact=lambda one, other: one == other)
    )
    return count(right=right, given=len(given), gold=len(wanted))


def count_partly(gold: Iterable[Words], ours: Iterable[Words]) -> Counts:
    """Count spans by the share of their words that their counterpart has (soft precision and recall)."""
    wanted, given = _distinct(gold), _distinct(ours)
    pairs = pair(wanted, given, lambda one, other: len(one & other), exact=lambda one, other: one == other)
    return Counts(
        right_given=sum(len(wanted[w] & given[g]) / len(given[g]) for w, g in pairs),
        given=len(given),
        right_gold=sum(len(wanted[w] & given[g]) / len(wanted[w]) for w, g in pairs),
        gold=len(wanted),
    )


def count_tokens(gold: Iterable[Words], ours: Iterable[Words]) -> Counts:
    """Count the words that stand in any span."""
    wanted: Words = frozenset().union(*gold)
    given: Words = frozenset().union(*ours)
    return count(right=len(wanted & given), given=len(given), gold=len(wanted))


def count_linked(gold: Sequence[Attribution], ours: Sequence[Attribution]) -> Counts:
    """Count attributions whose source, cue and content all overlap; implicit only meets implicit."""
    wanted = [attribution for attribution in gold if attribution.content]
    given = [attribution for attribution in ours if attribution.content]
    return count(right=len(pair(wanted, given, _linked)), given=len(given), gold=len(wanted))


def _linked(gold: Attribution, ours: Attribution) -> int:
    met = _meets(gold.source, ours.source) and _meets(gold.cue, ours.cue)
    return len(gold.content & ours.content) if met else 0


def _meets(one: Words, other: Words) -> bool:
    return bool(one & other) or not (one or other)


def pair(
    gold: Sequence[T],
    ours: Sequence[T],
    shared: Callable[[T, T], int],
    *,
    exact: Callable[[T, T], bool] = lambda one, other: one == other,
) -> list[tuple[int, int]]:
    """Pair places of two lists one to one where ``shared`` is above 0: equal ones first, then the most shared."""
    candidates = sorted(
        (not exact(one, other), -common, w, g)
        for w, one in enumerate(gold)
        for g, other in enumerate(ours)
        if (common := shared(one, other)) > 0
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_ours: set[int] = set()
    for _, _, w, g in candidates:
        if w not in used_gold and g not in used_ours:
            used_gold.add(w)
            used_ours.add(g)
            pairs.append((w, g))
    return pairs


def _distinct(spans: Iterable[Words]) -> list[Words]:
    return sorted(set(spans) - {frozenset()}, key=sorted)
