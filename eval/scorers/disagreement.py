"""How often reports of one event disagree, counted plainly, and whether coded ranges can both be true.

``count_differing`` is the share of events with two or more distinct values, as ``share_disagreement``
of the R package eventreport (van Baalen and Hoglund, 2025) has it, over events that two reports or
more give a value for. A value left out (None) is no value here; an empty word is one. The package
takes a value left out for a value of its own: ``count_differing_or_silent`` does as it does.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations

from eval.scorers.rates import Counts, count

Values = Sequence[Hashable]
Bounds = tuple[float, float]


def differ(values: Values) -> bool | None:
    """Whether reports give more than one value; None where fewer than two give any."""
    given = [value for value in values if value is not None]
    return len(set(given)) > 1 if len(given) > 1 else None


def count_differing(events: Iterable[Values]) -> tuple[int, int]:
    """Count the events whose reports differ, and those that two reports or more give a value for."""
    found = [answer for values in events if (answer := differ(values)) is not None]
    return sum(found), len(found)


def count_differing_or_silent(events: Iterable[Values]) -> tuple[int, int]:
    """Count the same with a value left out as one more value, and all events of two or more reports."""
    several = [values for values in events if len(values) > 1]
    return sum(len(set(values)) > 1 for values in several), len(several)


def are_apart(ranges: Iterable[Bounds]) -> bool:
    """Whether two of the ranges, both ends included, have no number in common."""
    return any(
        left[1] < right[0] or right[1] < left[0] for left, right in combinations(sorted(set(ranges)), 2)
    )


def count_flags(gold: Sequence[bool], ours: Sequence[bool]) -> Counts:
    """Count flags we raised against flags to be raised."""
    right = sum(wanted and given for wanted, given in zip(gold, ours, strict=True))
    return count(right=right, given=sum(ours), gold=sum(gold))
