"""What each way of aggregating event reports makes of coded values, computed plainly.

After the models of the R package eventreport (van Baalen and Hoglund, 2025) and its functions: the most
conservative (``min``, the mode at the least precision), the most informative (``max``, the mode at the
greatest precision) and the most representative (``calc_mode``, ``calc_mode_numeric``, ``calc_mode_date``).
A value left out is none, as ``calc_mode_na_ignore`` has it; ties are not broken by the coders' judgement of
sources, so that a mode is a set of values. Beside them the least and the most figure, as Iraq Body Count
gives both. Nothing here goes through the program.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean, stdev
from typing import TypeVar

H = TypeVar("H", bound=Hashable)
Days = tuple[date, date]


def find_modes(values: Iterable[H]) -> frozenset[H]:
    """Return the values given most often; several where they tie (the package then says Indeterminate)."""
    counted = Counter(values)
    most = max(counted.values(), default=0)
    return frozenset(value for value, times in counted.items() if times == most)


def find_numeric_mode(numbers: Sequence[int]) -> int:
    """Return the number given most often, the lowest of those that tie; raises ValueError for none."""
    return min(find_modes(numbers))


def find_modes_at(values: Iterable[tuple[H, float]], *, most_precise: bool) -> frozenset[H]:
    """Return the modes among the values of the greatest precision, or of the least."""
    told = list(values)
    ends = [precision for _, precision in told]
    wanted = max(ends, default=0.0) if most_precise else min(ends, default=0.0)
    return find_modes(value for value, precision in told if precision == wanted)


def find_widest(days: Sequence[Days]) -> Days:
    """Return the first start and the last end; raises ValueError for none."""
    return min(start for start, _ in days), max(end for _, end in days)


def find_narrowest(days: Sequence[Days]) -> Days | None:
    """Return the last start and the first end; None where it would end before it begins."""
    start, end = max(start for start, _ in days), min(end for _, end in days)
    return (start, end) if start <= end else None


def find_date_mode(days: Sequence[date]) -> date:
    """Return the day given most often; the mean of those that tie, cut to a whole day."""
    modes = sorted(find_modes(days))
    return modes[0] + timedelta(days=int(fmean((day - modes[0]).days for day in modes)))


# --- how far reports differ ---------------------------------------------------------------------------

Events = Sequence[Sequence[Hashable]]


def mean_divergence(events: Events) -> float:
    """Return ``dscore``: the mean number of distinct values beyond the first; a value left out is one."""
    return _mean(len(set(values)) - 1 for values in events)


def mean_deviation(events: Sequence[Sequence[float]]) -> float:
    """Return ``mean_sd``: the mean standard deviation (n - 1) of events with two numbers or more."""
    return _mean(stdev(values) for values in events if len(values) > 1)


def mean_range(events: Sequence[Sequence[float]]) -> float:
    """Return ``mean_range``: the mean distance from the least to the most number of an event."""
    return _mean(max(values) - min(values) for values in events if values)


def modal_confidence(events: Events) -> float:
    """Return ``modal_confidence``: the mean share of an event's values that are its mode, those left out aside."""
    shares = []
    for values in events:
        given = [value for value in values if value is not None]
        if given:
            shares.append(Counter(given).most_common(1)[0][1] / len(given))
    return _mean(shares)


def _mean(values: Iterable[float]) -> float:
    """Return the mean, 0.0 of nothing."""
    told = list(values)
    return fmean(told) if told else 0.0
