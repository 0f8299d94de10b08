"""How surely a text says that something happened: classes, correlation and error of a degree.

The judgements lie on the scale of FactBank as Stanovsky et al. (ACL 2017) made it one: 3 is
certain, 2 probable, 1 possible, 0 open, and the same below 0 for what did not happen. A judgement
belongs to the degree nearest to it; certain and probable are asserted (or denied), possible and
open are hedged, which cuts at +-1.5. Pearson correlation and mean absolute error are those of
Stanovsky et al. and Rudinger et al. (NAACL 2018).
"""

from collections.abc import Sequence
from math import sqrt

from eval.scorers.rates import Counts, count

CLASSES = ("asserted", "hedged", "denied")
#: Halfway between "possible" (1) and "probable" (2) of FactBank (Sauri and Pustejovsky, 2009).
CUT = 1.5


def get_class(label: float) -> str:
    """Return the class of a judgement in [-3, 3]."""
    if label >= CUT:
        return "asserted"
    return "denied" if label <= -CUT else "hedged"


def count_class(gold: Sequence[str], ours: Sequence[str], name: str) -> Counts:
    """Count how often one class is given, is right and was to be given."""
    right = sum(wanted == given == name for wanted, given in zip(gold, ours, strict=True))
    return count(
        right=right, given=sum(given == name for given in ours), gold=sum(wanted == name for wanted in gold)
    )


def macro_f1(gold: Sequence[str], ours: Sequence[str]) -> float | None:
    """Return the mean F1 of the classes that gold has; None of nothing."""
    scores = [count_class(gold, ours, name).f1 or 0.0 for name in CLASSES if name in gold]
    return sum(scores) / len(scores) if scores else None


def correlation(gold: Sequence[float], ours: Sequence[float]) -> float | None:
    """Return Pearson's r; None where one side does not vary."""
    if len(gold) < 2:
        return None
    mean_gold, mean_ours = sum(gold) / len(gold), sum(ours) / len(ours)
    above = [(wanted - mean_gold, given - mean_ours) for wanted, given in zip(gold, ours, strict=True)]
    spread = sqrt(sum(w * w for w, _ in above) * sum(g * g for _, g in above))
    return sum(w * g for w, g in above) / spread if spread else None


def mean_absolute_error(gold: Sequence[float], ours: Sequence[float]) -> float | None:
    """Return the mean distance of two lists of degrees; None of nothing."""
    if not gold:
        return None
    return sum(abs(wanted - given) for wanted, given in zip(gold, ours, strict=True)) / len(gold)
