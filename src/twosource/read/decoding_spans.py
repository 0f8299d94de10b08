"""Stretches of words out of the encoder's tags, word by word; what they mean is nobody's here.

A word is in a stretch of a label where P(begins) + P(goes on) reaches the label's threshold, or
a share of it between two such words. A new stretch begins where P(begins) is the greater of the
two, and with each sentence: only a content may go on over a full stop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from twosource.read.proposals import LABELS
from twosource.read.windows import Window
from twosource.text import Span

Numbers = NDArray[np.floating[Any]]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
#: Words between two of a stretch belong to it from this share of the threshold on: a comma or a name
#: in the midst does not end it. Swept 0.1-0.8 on part "tune" of polnear and muc4.
BRIDGED = 0.4
_CONTENT = LABELS.index("content")
_QUOTES = frozenset("\"'“”‘’«»„‹›")
_MONEY = frozenset("$£€¥#@")
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a window: its words, [first, end), their characters without marks, and its score."""

    first: int
    end: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Tags:
    """Tags of a window's words by LABELS: whether one is in a stretch, or can be between two, or begins one.

    ``summed`` is P(in a stretch) of all words before, one row more than words.
    """

    on: Flags
    between: Flags
    begins: Flags
    summed: Numbers


def read_tags(logits: Numbers, thresholds: Numbers) -> Tags:
    """Take logits [words, 3 x labels] of outside, begins and goes on, and thresholds by label."""
    by_tag = logits.reshape(len(logits), -1, 3).transpose(2, 0, 1)
    raised = np.exp(by_tag - by_tag.max(axis=0))
    inside = (raised[1] + raised[2]) / raised.sum(axis=0)
    summed = np.zeros((len(logits) + 1, inside.shape[1]))
    np.cumsum(inside, axis=0, out=summed[1:])
    return Tags(
        on=inside >= thresholds,
        between=inside >= BRIDGED * thresholds,
        begins=raised[1] > raised[2],
        summed=summed,
    )


def find_runs(text: str, window: Window, tags: Tags) -> list[list[Run]]:
    """Return the stretches of each label of LABELS, in order."""
    sentence = np.array(window.sentence_of)
    fresh = np.append(True, sentence[1:] != sentence[:-1])
    seen: list[bool] = np.any(tags.on, axis=0).tolist()
    return [
        list(_runs(text, window, tags, label, fresh)) if seen[label] else [] for label in range(len(LABELS))
    ]


def _runs(text: str, window: Window, tags: Tags, label: int, fresh: Flags) -> Iterator[Run]:
    begins = tags.begins[:, label]
    on = _bridged(tags.on[:, label], tags.between[:, label], begins)
    firsts, ends = _stretches(on, begins if label == _CONTENT else begins | fresh)
    scores = (tags.summed[ends, label] - tags.summed[firsts, label]) / (ends - firsts)
    for first, end, score in zip(firsts.tolist(), ends.tolist(), scores.tolist(), strict=True):
        kept = trim(text, window, first, end, LABELS[label])
        if kept is not None:
            span = Span(window.starts[kept[0]], window.ends[kept[1] - 1])
            yield Run(first, end, span, min(1.0, score))


def _bridged(on: Flags, between: Flags, begins: Flags) -> Flags:
    """Add the words between two that are on, where all of them can be and the second begins nothing."""
    places = np.flatnonzero(on)
    bridged = on.copy()
    for gap in np.flatnonzero(np.diff(places) > 1).tolist():
        first, last = places[gap] + 1, places[gap + 1]
        if not begins[last] and between[first:last].all():
            bridged[first:last] = True
    return bridged


def _stretches(on: Flags, fresh: Flags) -> tuple[Places, Places]:
    """Return where runs of words that are on begin and end; a fresh one begins another run."""
    starts = on & fresh
    starts[0] |= on[0]
    starts[1:] |= on[1:] & ~on[:-1]
    ends = on.copy()
    ends[:-1] &= starts[1:] | ~on[1:]
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def trim(text: str, window: Window, first: int, end: int, label: str) -> tuple[int, int] | None:
    """Take the marks off both ends of the words ``first`` to ``end``; None where no word is left.

    A content keeps its quotation marks, a cue may be a mark (":"), a bracket that is opened inside
    stays closed, and so does a full stop that belongs to a letter ("U.S.").
    """
    quotes = _QUOTES if label == "content" else frozenset[str]()
    low, high = first, end
    while low < high and not _counts(text[window.starts[low]], quotes | _MONEY):
        low += 1
    while low < high and not _counts(text[window.starts[high - 1]], quotes | {"%"}):
        high -= 1
    if low == high:
        return (first, end) if label == "cue" else None
    return low, high + (high < end and _belongs(text, window, low, high))


def _counts(first_letter: str, kept: frozenset[str] | set[str]) -> bool:
    return first_letter.isalnum() or first_letter in kept


def _belongs(text: str, window: Window, low: int, high: int) -> bool:
    """Whether the mark behind the words ``low`` to ``high`` is of them: it closes what they open, or abbreviates."""
    at = window.starts[high]
    mark = text[at]
    if mark in _PAIRS:
        words = text[window.starts[low] : at]
        return words.count(_PAIRS[mark]) > words.count(mark)
    return mark == "." and at == window.ends[high - 1] and at > 1 and not text[at - 2].isalnum()
