"""Bars of a chart in the terminal: the sure part solid, the unsure part light; plain ASCII elsewhere."""

from dataclasses import dataclass
from typing import Final

from twosource.cli.screen import Piece, Screen

WIDEST: Final = 40  # characters of the longest bar
_NARROWEST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How many characters a number takes, and with which signs."""

    most: int
    width: int
    solid: str = "#"
    light: str = "."

    def bar(self, low: int, high: int | None) -> Piece:
        """Return the bar of a range; what is above nought shows at least one sign, an open end a "+"."""
        solid, most = self._length(low), low if high is None else high
        light = max(int(most > low), self._length(most) - solid)
        return Piece(self.solid * solid + self.light * light + "+" * (high is None))

    def _length(self, number: int) -> int:
        if number <= 0 or self.most <= 0:
            return 0
        return max(1, round(min(number, self.most) * self.width / self.most))


def make_scale(screen: Screen, most: int, *, room: int = 48) -> Scale:
    """Return the scale on which the largest number fits the screen beside ``room`` other characters."""
    if screen.width is None:
        return Scale(most=most, width=min(WIDEST, max(most, 1)))
    width = min(WIDEST, max(_NARROWEST, screen.width - room), max(most, 1))
    return Scale(most=most, width=width, solid="█", light="░")


def show_range(low: int, high: int | None) -> str:
    """Write a range as a table shows it: "3", "3 to 5", "3 or more"."""
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
