"""Matching stretches of text: exactly the same, or overlapping (TempEval-3, MUC, PARC).

Relaxed matching is one to one: each span of gold answers for one of ours and the other way round,
in the order of the text, so that one wide span does not earn many (UzZaman et al., SemEval 2013).
"""

from collections.abc import Iterable, Sequence

from eval.scorers.rates import Counts, count

Stretch = tuple[int, int]


def count_exact(gold: Iterable[Stretch], ours: Iterable[Stretch]) -> Counts:
    """Count spans with the same start and end."""
    wanted, given = set(gold), set(ours)
    return count(right=len(wanted & given), given=len(given), gold=len(wanted))


def count_overlapping(gold: Iterable[Stretch], ours: Iterable[Stretch]) -> Counts:
    """Count spans that share at least one character, one to one."""
    wanted, given = sorted(set(gold)), sorted(set(ours))
    return count(right=len(pair_overlapping(wanted, given)), given=len(given), gold=len(wanted))


def pair_overlapping(gold: Sequence[Stretch], ours: Sequence[Stretch]) -> list[tuple[Stretch, Stretch]]:
    """Pair overlapping spans one to one: the same ones first, then by the words they share."""
    shared = [
        (wanted != given, -overlap(wanted, given), wanted, given)
        for wanted in gold
        for given in ours
        if overlap(wanted, given) > 0
    ]
    used_gold: set[Stretch] = set()
    used_ours: set[Stretch] = set()
    pairs = []
    for _, _, wanted, given in sorted(shared):
        if wanted not in used_gold and given not in used_ours:
            used_gold.add(wanted)
            used_ours.add(given)
            pairs.append((wanted, given))
    return pairs


def overlap(one: Stretch, other: Stretch) -> int:
    """Count the characters two spans share; 0 or less where they share none."""
    return min(one[1], other[1]) - max(one[0], other[0])
