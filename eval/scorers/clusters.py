"""How well two groupings of the same things agree: B-cubed, pairs, adjusted Rand, groups exactly right.

A grouping is one label a thing; things with one label are one group. B-cubed follows Bagga and Baldwin
(Algorithms for scoring coreference chains, 1998), every thing weighing the same; the adjusted Rand
index is scikit-learn's (Hubert and Arabie, Comparing partitions, 1985).
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain
from math import comb

from eval.scorers.rates import Counts
from eval.tasks import share

Labels = Sequence[Hashable]


def count_b_cubed(gold: Labels, ours: Labels) -> Counts:
    """Sum, over things, the share of each thing's group of ours that is right, and of gold's that is found.

    Precision, recall and F1 of the counts are B-cubed's; raises ValueError for unequal lengths.
    """
    cells = _cells(gold, ours)
    wanted, given = Counter(gold), Counter(ours)
    return Counts(
        right_given=sum(n * n / given[theirs] for (_, theirs), n in cells.items()),
        given=len(ours),
        right_gold=sum(n * n / wanted[label] for (label, _), n in cells.items()),
        gold=len(gold),
    )


def count_pairs(gold: Labels, ours: Labels) -> Counts:
    """Count pairs of things that are in one group; raises ValueError for unequal lengths."""
    right = sum(comb(n, 2) for n in _cells(gold, ours).values())
    given, wanted = (sum(comb(n, 2) for n in Counter(labels).values()) for labels in (ours, gold))
    return Counts(right_given=right, given=given, right_gold=right, gold=wanted)


def adjusted_rand(gold: Labels, ours: Labels) -> float | None:
    """Return the adjusted Rand index, 1 for the same groups and about 0 for chance; None of nothing."""
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 - takes a second to import

    return float(adjusted_rand_score(_numbers(gold), _numbers(ours))) if gold else None


def exact_share(gold: Labels, ours: Labels) -> float | None:
    """Return the share of gold's groups that are a group of ours too, no thing more and none less."""
    wanted, given = Counter(gold), Counter(ours)
    exact = sum(n == wanted[label] == given[theirs] for (label, theirs), n in _cells(gold, ours).items())
    return share(exact, len(wanted))


def _cells(gold: Labels, ours: Labels) -> Counter[tuple[Hashable, Hashable]]:
    """Count the things that each group of gold shares with each of ours."""
    return Counter(zip(gold, ours, strict=True))


def _numbers(labels: Labels) -> list[int]:
    number = {label: place for place, label in enumerate(dict.fromkeys(chain(labels)))}
    return [number[label] for label in labels]
