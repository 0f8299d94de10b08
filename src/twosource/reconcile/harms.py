"""How two counts of the harmed stand to each other: part and whole, guesses, sums of more than this.

The counts' own comparison stands in ``values/count.py``; here is what tellings of harm ask on top.
"""

import re
from dataclasses import replace
from functools import lru_cache

from twosource.model import Certainty, Claim
from twosource.values import count as counts
from twosource.values.comparison import Comparison, Relation
from twosource.values.count import Count
from twosource.values.count_nouns import word_set

#: Words that say of nobody that they were harmed; "the girl was unharmed" says it of the girl.
_NOBODY = re.compile(r"\b(?:no|none|nobody|not|without|zero|nil|neither|0)\b|n['’]t\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:else|others?|more|further)\b", re.IGNORECASE)
#: Words that tell of some beside others: "two were also shot", "her two sons", "six were taken to St Ann's".
_SOME = re.compile(
    r"\b(?:also|his|her|their|whose|among them"
    r"|(?:taken|transported|rushed|flown|airlifted|brought|driven) to|hospitali[sz]ed)\b",
    re.IGNORECASE,
)
#: Sorts of people that the press counts apart from all others; workers or passengers it does not.
_SORTS = word_set(
    """
    soldier trooper policeman policewoman officer guard militant rebel fighter insurgent terrorist gunman
    attacker civilian child woman
    """
)
_SINGULAR = {
    "policemen": "policeman",
    "men": "man",
    "women": "woman",
    "children": "child",
    "gunmen": "gunman",
}
_WORD = re.compile(r"[^\W\d_]+")

#: A toll so many times another, and so large, counts more than one incident: a war's dead, a year's.
OTHER_SCALE, LARGE = 10, 100


def relate_harm(left: Claim, right: Claim, found: Comparison) -> Comparison:
    """Return how two counts of harm stand to each other, given how their plain numbers do."""
    if found.relation is not Relation.APART or not _is_count(left) or not _is_count(right):
        return found
    ours, theirs = _opened(left), _opened(right)
    opened = counts.compare(ours, theirs)
    if opened.relation is not Relation.APART:
        return opened
    if counts_some_people(left, right):
        return Comparison(relation=Relation.OVERLAPPING, why=f"one counts only some of them: {opened.why}")
    if _is_of_other_scale(ours, theirs):
        return Comparison(relation=Relation.UNKNOWN, why=f"one counts more than one incident: {opened.why}")
    return opened


def is_none(value: Count) -> bool:
    """Whether a count says that there was nobody at all; "they were unharmed" says it of some."""
    said = value.as_said
    return value.high == 0 and _NOBODY.search(said) is not None and _OTHERS.search(said) is None


def is_guess(left: Claim, right: Claim) -> bool:
    """Whether one of two figures is only thought or feared, which contradicts nobody."""
    return bool({left.certainty, right.certainty} & {Certainty.POSSIBLE, Certainty.SUSPECTED})


def _is_count(claim: Claim) -> bool:
    return isinstance(claim.value, Count)


def _opened(claim: Claim) -> Count:
    """Take people who are told of for some of those harmed: "a girl died" is at least one dead."""
    value = claim.value
    assert isinstance(value, Count)
    is_part = _SOME.search(claim.as_said) is not None or (value.high == 0 and not is_none(value))
    if is_part or counts.is_described(value):
        return replace(value, high=None)
    return value


def counts_some_people(left: Claim, right: Claim) -> bool:
    """Whether the lower of two counts is of soldiers, say, and the other of people; or one of them of civilians."""
    lower, higher = sorted((left, right), key=_least_of)
    ours, theirs = _find_sort(lower), _find_sort(higher)
    if "civilian" in ours | theirs:
        return ours != theirs and bool(ours)
    return bool(ours) and not theirs


def _least_of(claim: Claim) -> int:
    return _least(claim.value) if isinstance(claim.value, Count) else 0


@lru_cache(maxsize=4096)
def _sort_words(said: str) -> frozenset[str]:
    words = (word.removesuffix("s") for word in _WORD.findall(said.lower()))
    return frozenset(_SINGULAR.get(word, word) for word in words) & _SORTS


def _find_sort(claim: Claim) -> frozenset[str]:
    """Return the words that tell what sort of people a claim counts; none where it is people of any sort."""
    return _sort_words(claim.as_said)


def _is_of_other_scale(left: Count, right: Count) -> bool:
    less, more = sorted((_least(left), _least(right)))
    return less > 0 and more >= LARGE and more >= OTHER_SCALE * less


def _least(value: Count) -> int:
    return value.low or value.number or 0
