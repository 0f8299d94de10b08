"""Fit what levels are worth: a logistic regression that leans on the points people set.

Each level's bits are drawn towards its prior, so that a sparse level keeps it, and never cross zero: a
reason for never counts against. Pairs with hard evidence are left out, as no points outweigh that. Reads
and writes no file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from eval.links.reading import Level, Pair
from twosource.link.finding import HARD

Priors = Mapping[Level, float]
Vector = NDArray[np.float64]

#: How strongly a level is drawn to its prior: as much as about this many pairs at even odds would.
LEAN = 1.0
#: Reasons of which a register of shootings can tell nothing, as all are of one kind and most by night: they keep
#: their priors.
HELD = frozenset({"same_kind", "other_kind", "same_hour"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One level: the points it gets, the bits fitted without a prior's sign, and the pairs that have it."""

    points: float
    bits: float
    pairs: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The rows by level, and the score at which one pair in two is one incident."""

    rows: Mapping[Level, Row]
    even: float

    def score(self, pair: Pair) -> float:
        """Return the points of all reasons of a pair."""
        return sum(self.rows[level].points for level in pair.levels)


def fit(pairs: Sequence[Pair], priors: Priors) -> Fit:
    """Fit points, in bits, to labelled pairs; hard levels keep theirs.

    Raises KeyError for a level that has no prior.
    """
    soft = [level for level, prior in priors.items() if prior > HARD]
    free = [pair for pair in pairs if not any(priors[level] <= HARD for level in pair.levels)]
    place = {level: number for number, level in enumerate(soft)}
    shown = np.zeros((len(free), len(soft) + 1))
    shown[:, -1] = 1.0
    for number, pair in enumerate(free):
        shown[number, [place[level] for level in pair.levels]] = 1.0
    same = np.array([pair.same for pair in free], dtype=float)
    drawn = np.array([*(priors[level] for level in soft), 0.0]) * log(2)
    held = _minimise(shown, same, drawn, [*(_bounds(level, priors[level]) for level in soft), (None, None)])
    loose = _minimise(shown, same, drawn, [(None, None)] * (len(soft) + 1))
    counts = _count(pairs)
    rows = {
        level: _row(counts, level, held[place[level]], loose[place[level]])
        if level in place
        else _hard(counts, level, prior)
        for level, prior in priors.items()
    }
    return Fit(rows=rows, even=round(-held[-1] / log(2), 2))


def _bounds(level: Level, prior: float) -> tuple[float | None, float | None]:
    if level[0] in HELD:
        return prior * log(2), prior * log(2)
    return (0.0, None) if prior > 0 else (None, 0.0) if prior < 0 else (None, None)


def _minimise(
    shown: Vector, same: Vector, drawn: Vector, bounds: Sequence[tuple[float | None, float | None]]
) -> Vector:
    """Return the weights with the least loss and lean; the last one, which all have, is drawn to nothing."""
    lean = np.full(len(drawn), LEAN)
    lean[-1] = 0.0

    def loss(weights: Vector) -> tuple[float, Vector]:
        score = shown @ weights
        away = weights - drawn
        value = np.logaddexp(0, score).sum() - same @ score + (lean * away**2).sum() / 2
        return float(value), shown.T @ (expit(score) - same) + lean * away

    found = minimize(loss, drawn, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000})
    return np.asarray(found.x)


def _count(pairs: Sequence[Pair]) -> tuple[Counter[Level], Counter[Level]]:
    every = Counter(level for pair in pairs for level in pair.levels)
    return every, Counter(level for pair in pairs if pair.same for level in pair.levels)


def _row(counts: tuple[Counter[Level], Counter[Level]], level: Level, held: float, loose: float) -> Row:
    every, same = counts
    return Row(
        points=round(held / log(2), 2) + 0.0,
        bits=round(loose / log(2), 2) + 0.0,
        pairs=every[level],
        same=same[level],
    )


def _hard(counts: tuple[Counter[Level], Counter[Level]], level: Level, prior: float) -> Row:
    every, same = counts
    return Row(points=prior, bits=prior, pairs=every[level], same=same[level])
