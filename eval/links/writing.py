"""Write weights as TOML, with what each was learned on beside it; the priors are read from the same file."""

import tomllib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from eval.links.fitting import Fit
from eval.links.reading import Level, Pair
from twosource.link.finding import HARD

_HEAD = """\
# What each level of each reason of linking is worth. Written by `python -m eval.learn_links` but for `prior`, what
# a person set, and the costs: change those and run it again. Points are bits: one more doubles the odds.
#   points  what linking uses: bits drawn to the prior and kept on its side of nothing; -20 is hard evidence
#   bits    the same without being kept on its side
#   pairs   pairs seen with this level; same: the share of them that tell of one incident
# Learned on: {data}
# docs/decisions/0011-learned-weights.md tells why.
"""
_COSTS = """
# What a mistake costs, in missed joins: a wrong join mixes the dead of two incidents and makes one voice look like
# two; a missed one shows an incident twice; a look is a person's glance at a pair. Joining costs (1 - chance) * wrong,
# not joining chance * missed; a look pays where both cost more.
[costs]
wrong = {wrong}
missed = {missed}
look = {look}

# A pair is the same from {same} points (chance {chance}), unsure from {unsure}; at `even` one in two is the same.
[thresholds]
even = {even}
same = {same}
unsure = {unsure}
"""


def read_priors(text: str) -> tuple[dict[Level, float], Mapping[str, float]]:
    """Return the prior of each level, and the costs."""
    data: dict[str, Any] = tomllib.loads(text)
    rows = data["reasons"].items()
    return {(name, level): row["prior"] for name, levels in rows for level, row in levels.items()}, data[
        "costs"
    ]


def find_thresholds(
    chances: Sequence[tuple[float, float]], costs: Mapping[str, float]
) -> tuple[float, float]:
    """Return from which scores joining, and at least a look, cost least; the first such score of the table."""
    sure = 1 - costs["look"] / costs["wrong"]
    worth = costs["look"] / costs["missed"]
    return find_score(chances, sure), find_score(chances, worth)


def find_score(chances: Sequence[tuple[float, float]], wanted: float) -> float:
    """Return the score at which the chance passes a share, drawn between the two rows of the table beside it."""
    for (low, below), (high, above) in pairwise(chances):
        if below < wanted <= above:
            return round(low + (wanted - below) / (above - below) * (high - low), 2)
    return chances[0][0] if wanted <= chances[0][1] else chances[-1][0]


def calibrate(fit: Fit, pairs: Sequence[Pair]) -> list[tuple[float, float]]:
    """Return how many pairs in a hundred are the same by score: pools of like scores, never falling."""
    hard = {level for level, row in fit.rows.items() if row.points <= HARD}
    scored = sorted((fit.score(pair), pair.same) for pair in pairs if hard.isdisjoint(pair.levels))
    size = max(1, len(scored) // 24)
    pools = [(scored[at : at + size]) for at in range(0, len(scored), size)]
    rows = [[sum(score for score, _ in pool), sum(same for _, same in pool), len(pool)] for pool in pools]
    merged: list[list[float]] = []
    for row in rows:
        merged.append([float(value) for value in row])
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] >= merged[-1][1] / merged[-1][2]:
            last = merged.pop()
            merged[-1] = [a + b for a, b in zip(merged[-1], last, strict=True)]
    return [(round(total / count, 2), round(same / count, 3)) for total, same, count in merged]


def format_weights(
    fit: Fit,
    priors: Mapping[Level, float],
    costs: Mapping[str, float],
    data: str,
    chances: Sequence[tuple[float, float]],
) -> str:
    """Lay out the whole file."""
    same, unsure = find_thresholds(chances, costs)
    even = find_score(chances, 0.5)
    sure = round(1 - costs["look"] / costs["wrong"], 3)
    parts = [
        _HEAD.format(data=data),
        _COSTS.format(**costs, even=even, same=same, unsure=unsure, chance=sure),
    ]
    names = dict.fromkeys(name for name, _ in priors)
    parts.extend(_table(name, fit, priors) for name in names)
    parts.append(
        "# The chance that a pair of this score is one incident, on the half that was not learned from.\n"
    )
    parts.extend(f"[[chances]]\nscore = {score}\nsame = {share}\n" for score, share in chances)
    return "\n".join(parts)


def _table(name: str, fit: Fit, priors: Mapping[Level, float]) -> str:
    rows = [
        f"{_key(level)} = {{ points = {row.points}, prior = {priors[name, level]}, bits = {row.bits},"
        f" pairs = {row.pairs}, same = {round(row.same / row.pairs, 3) if row.pairs else 0.0} }}"
        for (other, level), row in fit.rows.items()
        if other == name
    ]
    return "\n".join([f"[reasons.{name}]", *rows, ""])


def _key(level: str) -> str:
    return f'"{level}"' if " " in level else level
