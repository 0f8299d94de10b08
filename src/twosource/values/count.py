"""Counts as ranges: how the press says how many, and what that bounds.

Finds, parses, compares and formats counts. Says nothing about what happened to what is counted;
dates, ages, measures, money and labels are not counts.
"""

import re
from dataclasses import dataclass
from math import inf

from twosource.text import Span, lower, plain
from twosource.values.comparison import Comparison, Relation
from twosource.values.count_context import is_no_count, is_no_one
from twosource.values.count_grammar import FIGURE, Figure, find_figures, read_figure
from twosource.values.count_nouns import find_denied, find_next, find_plural, find_singular, is_counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, never more exact than its words.

    ``low`` and ``high`` are inclusive; None is an open side ("more than 70" is 71..None).
    ``number`` is the figure that was said, where one was ("about 900" is 850..950, number 900).
    ``about`` marks hedged figures. ``more`` marks additions ("three more"), which are not totals.
    """

    low: int | None
    high: int | None
    as_said: str
    number: int | None = None
    about: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention:
    """Words of a text that say how many of what.

    ``span`` covers the figure with its bound words ("at least three"); ``noun`` covers what is
    counted ("people", "Katyusha rockets"), or is None where nothing is named.
    """

    span: Span
    count: Count
    noun: Span | None


_FAMILY = re.compile(r"\b(?:a|the|one) (?P<noun>family|group|crew|team|party|squad|gang) of $")
_HAPPENED = re.compile(
    r" (?:was|is|killed|dead|died|wounded|injured|hurt|missing|sustained|suffered|in critical)\b"
)
_DESCRIBES = re.compile(
    r"(?:an?|another|the|his|her|their|its)(?!\w)(?! (?:dozen|hundred|thousand|million)\b)"
)
_NEED_NOUN = frozenset({"no", "without", "without any", "zero"})


def find_counts(text: str) -> tuple[CountMention, ...]:
    """Return the counts of a text in reading order, with what they count.

    Spans are offsets into ``text``. "A" and "an" count only persons and weapons ("a soldier",
    "a rocket"); "no" counts only people, harm and weapons.
    """
    straight = plain(text)
    folded = lower(straight)
    found = (_mention(text, straight, folded, match) for match in find_figures(folded))
    return tuple(mention for mention in found if mention is not None)


def _mention(text: str, straight: str, folded: str, match: re.Match[str]) -> CountMention | None:
    """Read one figure where it stands; None where it counts nothing."""
    noun = _noun(folded, match)
    if match["number"] == "one" and not match["bound"] and is_no_one(folded, match.start(), match.end()):
        return None
    if noun is None and (
        _is_article(folded, match) or match["zero"] in _NEED_NOUN or match["pair"] or match["dash"]
    ):
        return None
    first = max(match.start("number"), match.start("from"), match.start("crowd"))
    last = max(match.end("number"), match.end("till"), match.end("upper"), match.end("crowd"))
    bare = not (match["bound"] or match["another"] or noun)
    if first >= 0 and is_no_count(straight, folded, first, last, bare=bare):
        return None
    try:
        figure = read_figure(match)
    except ValueError:
        return None
    start = match.start()
    if noun is None and (family := _FAMILY.search(folded, max(0, start - 14), start)) is not None:
        start, noun = family.start(), Span(*family.span("noun"))
    return CountMention(
        span=Span(start, match.end()), count=_count(figure, text[start : match.end()]), noun=noun
    )


def _is_article(folded: str, match: re.Match[str]) -> bool:
    """Whether "a" counts nothing here; "another" does before what happened: "and another injured"."""
    return bool(match["one"]) and not (match["one"] == "another" and _HAPPENED.match(folded, match.end()))


def _count(figure: Figure, as_said: str) -> Count:
    return Count(
        low=figure.low,
        high=figure.high,
        as_said=as_said,
        number=figure.number,
        about=figure.about,
        more=figure.more,
    )


def _noun(folded: str, match: re.Match[str]) -> Span | None:
    """Return what a figure counts, by the rule of its sort."""
    end = match.end()
    if match["one"]:
        return find_singular(folded, end)
    if match["number"] == "one" or match["number"] == "1":
        return find_singular(folded, end) or find_plural(folded, end) or find_next(folded, end)
    if match["zero"]:
        return find_denied(folded, end) if match["zero"] in _NEED_NOUN else None
    noun = find_plural(folded, end)
    if match["pair"] == "both" and noun is not None and not is_counted(folded[noun.start : noun.end]):
        return None
    return noun


def parse_count(words: str) -> Count:
    """Read words that are one count, with or without its noun; raises ValueError for any others.

    >>> parse_count("at least three people").low
    3
    """
    folded = lower(plain(words)).strip()
    match = FIGURE.match(folded)
    if match is None or (
        match["one"] and folded not in {"a", "an"} and find_singular(folded, match.end()) is None
    ):
        raise ValueError(f"not a count: {words!r}")
    noun = (
        find_plural(folded, match.end())
        or find_singular(folded, match.end())
        or find_denied(folded, match.end())
    )
    if folded[noun.end if noun else match.end() :].strip(" ."):
        raise ValueError(f"more than a count: {words!r}")
    return _count(read_figure(match), words)


def compare(left: Count, right: Count) -> Comparison:
    """Say how two counts of one thing stand to each other, with the reason.

    An open side admits everything beyond it. Additions ("three more") say nothing about totals.
    """
    said = f"{left.as_said!r} ({format_count(left)}) and {right.as_said!r} ({format_count(right)})"
    if left.more != right.more:
        return Comparison(relation=Relation.UNKNOWN, why=f"{said}: one is an addition, the other a total")
    return _compare_bounds(_bounds(left), _bounds(right), said)


def is_described(count: Count) -> bool:
    """Whether the words tell of people without stating a figure: "a man", "his wife and two sons".

    Who tells so of some has not said that there were no more.
    """
    if count.low != count.high or not count.low:
        return False
    words = count.as_said.lower()
    return count.number is None or _DESCRIBES.match(words) is not None or " and " in words


def _bounds(count: Count) -> tuple[float, float]:
    return (0 if count.low is None else count.low, inf if count.high is None else count.high)


def _compare_bounds(left: tuple[float, float], right: tuple[float, float], said: str) -> Comparison:
    if left == right:
        return Comparison(relation=Relation.SAME, why=f"{said} bound the same numbers")
    if left[1] < right[0] or right[1] < left[0]:
        return Comparison(relation=Relation.APART, why=f"{said} have no number in common")
    if right[0] <= left[0] and left[1] <= right[1]:
        return Comparison(relation=Relation.NARROWER, why=f"{said}: the second admits the first")
    if left[0] <= right[0] and right[1] <= left[1]:
        return Comparison(relation=Relation.WIDER, why=f"{said}: the first admits the second")
    return Comparison(relation=Relation.OVERLAPPING, why=f"{said} overlap")


def format_count(count: Count) -> str:
    """Write a count for people, in words that parse back to the same bounds.

    >>> format_count(Count(low=71, high=None, as_said="more than 70", number=70))
    'more than 70'
    """
    words = _format_bounds(count)
    return f"{words} more" if count.more else words


def _format_bounds(count: Count) -> str:
    low, high, number = count.low, count.high, count.number
    if count.about and number is not None:
        return f"about {number:,}"
    if low == high and low is not None:
        return f"{low:,}" if low else "none"
    if high is None:
        return f"more than {number:,}" if low is not None and number == low - 1 else f"at least {low or 0:,}"
    if not low:
        return f"fewer than {number:,}" if number == high + 1 else f"up to {high:,}"
    return f"{low:,} to {high:,}"
