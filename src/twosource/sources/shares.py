"""Shares with how sure they are: of few cases nothing is said, of more an interval (Wilson 1927, 95 %)."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from twosource.store.source_rows import ENOUGH

_Z: Final = 1.959964  # the standard normal's 97.5 % point


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``part`` of ``whole`` cases; ``low`` and ``high`` bound the share behind them, 0 to 1."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """Return the share, 0 to 1; 0 of none."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def is_told(self) -> bool:
        """Whether there are cases enough to tell a share at all."""
        return self.whole >= ENOUGH


def make_share(part: int, whole: int) -> Share:
    """Return a share with its interval; raises ValueError for a part beyond the whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole == 0:
        return Share(part=0, whole=0, low=0.0, high=1.0)
    share, weight = part / whole, _Z * _Z / whole
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z * sqrt(share * (1 - share) / whole + weight / (4 * whole)) / (1 + weight)
    return Share(part=part, whole=whole, low=max(0.0, middle - reach), high=min(1.0, middle + reach))


def show_share(share: Share) -> str:
    """Write a share for people: "12 % (8 to 17) of 240", "too few: 1 of 4", "none to tell by"."""
    if not share.whole:
        return "none to tell by"
    if not share.is_told:
        return f"too few: {share.part:,} of {share.whole:,}"
    low, high = round(100 * share.low), round(100 * share.high)
    return f"{100 * share.value:.0f} % ({low} to {high}) of {share.whole:,}"
