"""Reasons from the dead and injured: a toll may rise while people dig, and hardly falls."""

from datetime import timedelta

from twosource.link.finding import Finding, Pair
from twosource.link.shape import Outline, Range
from twosource.link.what_features import is_exact

SETTLING = timedelta(hours=2)  # reports within it had the same chance to know the toll
FEW, SOME = 2, 5  # dead or injured: up to these is often told, more is seldom


def same_toll(pair: Pair) -> Finding:
    """Both reports give the same number of dead or injured; a large number says more."""
    shared = [
        (ours.low or 0, name)
        for name, ours, theirs in _figures(pair.left, pair.right)
        if is_exact(ours) and (ours.low, ours.high) == (theirs.low, theirs.high)
    ]
    if not shared:
        return None
    text = f"both have {' and '.join(f'{number} {name}' for number, name in shared)}"
    several = len(shared) > 1 and max(shared)[0] > 1
    return ("both" if several else _telling(max(shared)[0])), text


def _telling(number: int) -> str:
    """Level of sharing an exact figure: one dead is common, 37 are not."""
    return "none or one" if number <= 1 else "two" if number == FEW else "some" if number <= SOME else "many"


def toll_rises(pair: Pair) -> Finding:
    """Somewhat more dead or injured are told later, as tolls go."""
    for name, early, late in _in_order(pair):
        if _is_above(late, early) and (late.low or 0) <= 3 * (early.high or 0) + 3:
            return "somewhat", f'{name} rose from "{early.said}" to "{late.said}"'
    return None


def toll_falls(pair: Pair) -> Finding:
    """Far fewer dead or injured are told later, which tolls hardly do."""
    for name, early, late in _in_order(pair):
        if _is_above(early, late) and (early.low or 0) >= 2 * (late.high or 0) + 3:
            return "far", f'{name} would have fallen from "{early.said}" to "{late.said}"'
    return None


def tolls_apart(pair: Pair) -> Finding:
    """Numbers of dead that do not go together are told at about the same time."""
    ours, theirs = pair.left.killed, pair.right.killed
    if ours is None or theirs is None or _in_order(pair):
        return None
    low, high = sorted((ours, theirs), key=lambda figure: figure.low or 0)
    if not _is_above(high, low):
        return None
    far = (high.low or 0) >= 3 * (low.high or 0) + 3
    return ("far" if far else "a little"), f'"{low.said}" and "{high.said}" killed do not go together'


def _is_above(high: Range, low: Range) -> bool:
    return high.low is not None and low.high is not None and high.low > low.high


def _figures(left: Outline, right: Outline) -> list[tuple[str, Range, Range]]:
    pairs = (("killed", left.killed, right.killed), ("injured", left.injured, right.injured))
    return [(name, a, b) for name, a, b in pairs if a is not None and b is not None]


def _in_order(pair: Pair) -> list[tuple[str, Range, Range]]:
    """Figures of both as earlier and later printed; empty where the order is not known or close."""
    if pair.left.published is None or pair.right.published is None:
        return []
    if abs(pair.left.published - pair.right.published) < SETTLING:
        return []
    is_first = pair.left.published < pair.right.published
    return _figures(*((pair.left, pair.right) if is_first else (pair.right, pair.left)))
