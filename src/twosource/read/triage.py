"""How likely a text tells of an incident at all, by its words alone: a look that costs next to nothing.

A linear model over words and pairs of words (training/triage.py made its weights). It lets most of
a day's news go before anything costly is asked of it; it says nothing of what happened.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from math import exp, sqrt

from twosource.knowledge.triage import SCALE, TriageWeights, load_sorts, load_triage_weights

#: Words of the headline and the lead, which weigh more than those after them.
HEAD_WORDS = 120
#: What a term counts in the head, and one that stands below it only: whole numbers, whose sums are exact.
IN_HEAD = 5
BELOW = 2
#: Characters that are looked at: news has its news on top.
MOST_CHARACTERS = 6_000
#: What a text gets that has no known word at all: it is no English news.
NOTHING_KNOWN = 0.0

_WORD = re.compile(r"[a-z]{2,}")


def triage(text: str, title: str | None = None) -> float:
    """Return the probability, in [0, 1], that a text with this title tells of an incident.

    Case does not count, nor does anything beyond the first MOST_CHARACTERS.
    """
    return score(load_triage_weights(), text, title)


def is_worth_reading(text: str, title: str | None, has_trigger: Callable[[], bool]) -> bool:
    """Whether a text may tell of an incident: by its score, and where that is low by a trigger near its top.

    Below ``low`` nothing is read; from ``alone`` on everything is; between the two ``has_trigger`` is asked.
    """
    weights = load_triage_weights()
    likely = score(weights, text, title)
    return likely >= weights.alone or (likely >= weights.low and has_trigger())


def score(weights: TriageWeights, text: str, title: str | None = None) -> float:
    """Return the probability by the weights given; see :func:`triage`."""
    terms = find_terms(text, title)
    known = terms.keys() & weights.terms.keys()
    if not known:
        return NOTHING_KNOWN
    norm = sqrt(sum(terms[term] * terms[term] for term in known))
    total = sum(weights.terms[term] * terms[term] for term in known)
    return 1 / (1 + exp(-(weights.bias + total / norm / SCALE)))


def find_terms(text: str, title: str | None = None) -> dict[str, int]:
    """Return the terms of a text, each with what it counts (IN_HEAD or BELOW); sorts are among them."""
    words = _WORD.findall(f"{title or ''}\n{text[:MOST_CHARACTERS]}"[:MOST_CHARACTERS].lower())
    terms = dict.fromkeys(_terms(words[HEAD_WORDS:]), BELOW)
    terms.update(dict.fromkeys(_terms(words[:HEAD_WORDS]), IN_HEAD))
    sorts = load_sorts()
    for term in terms.keys() & sorts.keys():
        terms[sorts[term]] = max(terms[term], terms.get(sorts[term], 0))
    return terms


def _terms(words: Sequence[str]) -> Iterable[str]:
    return chain(words, map(" ".join, pairwise(words)))
