"""Reasons from the dead and injured: a toll may rise while people dig, and hardly falls."""

from datetime import timedelta

from twosource.link.finding import Finding
from twosource.link.shape import Outline, Range
from twosource.link.what_features import is_exact

SETTLING = timedelta(hours=2)  # reports within it had the same chance to know the toll


def same_toll(left: Outline, right: Outline) -> Finding:
    """Both reports give the same number of dead or injured; a large number says more."""
    points, said = 0.0, []
    for name, ours, theirs in _figures(left, right):
        if is_exact(ours) and (ours.low, ours.high) == (theirs.low, theirs.high):
            points += _telling(ours.low or 0)
            said.append(f"{ours.low} {name}")
    return (min(points, 4.0), f"both have {' and '.join(said)}") if said else None


def _telling(number: int) -> float:
    """Points for sharing an exact figure: one dead is common, 37 are not."""
    return 0.2 if number <= 1 else 0.5 if number == 2 else 1.5 if number <= 5 else 2.5


def toll_rises(left: Outline, right: Outline) -> Finding:
    """Somewhat more dead or injured are told later, as tolls go."""
    for name, early, late in _in_order(left, right):
        if _is_above(late, early) and (late.low or 0) <= 3 * (early.high or 0) + 3:
            return 0.5, f'{name} rose from "{early.said}" to "{late.said}"'
    return None


def toll_falls(left: Outline, right: Outline) -> Finding:
    """Far fewer dead or injured are told later, which tolls hardly do."""
    for name, early, late in _in_order(left, right):
        if _is_above(early, late) and (early.low or 0) >= 2 * (late.high or 0) + 3:
            return -3.0, f'{name} would have fallen from "{early.said}" to "{late.said}"'
    return None


def tolls_apart(left: Outline, right: Outline) -> Finding:
    """Numbers of dead that do not go together are told at about the same time."""
    if left.killed is None or right.killed is None or _in_order(left, right):
        return None
    low, high = sorted((left.killed, right.killed), key=lambda figure: figure.low or 0)
    if not _is_above(high, low):
        return None
    far = (high.low or 0) >= 3 * (low.high or 0) + 3
    return (-5.0 if far else -1.5), f'"{low.said}" and "{high.said}" killed do not go together'


def _is_above(high: Range, low: Range) -> bool:
    return high.low is not None and low.high is not None and high.low > low.high


def _figures(left: Outline, right: Outline) -> list[tuple[str, Range, Range]]:
    pairs = (("killed", left.killed, right.killed), ("injured", left.injured, right.injured))
    return [(name, a, b) for name, a, b in pairs if a is not None and b is not None]


def _in_order(left: Outline, right: Outline) -> list[tuple[str, Range, Range]]:
    """Figures of both as earlier and later printed; empty where the order is not known or close."""
    if left.published is None or right.published is None:
        return []
    if abs(left.published - right.published) < SETTLING:
        return []
    early, late = (left, right) if left.published < right.published else (right, left)
    return _figures(early, late)
