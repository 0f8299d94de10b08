"""A line chart as SVG, written by hand: both axes logarithmic, one colour a line, a limit dashed."""

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Final

_WIDE: Final = 720
_HIGH: Final = 420
_LEFT: Final = 60
_RIGHT: Final = 190  # room for the names of the lines
_TOP: Final = 30
_BOTTOM: Final = 50
_COLOURS: Final = ("#0b6e99", "#c4501b", "#4a7a2a", "#7b3fa0", "#9a7d0a", "#5a5a5a")

#: The points of one line: reports in the ledger, milliseconds.
Line = Sequence[tuple[float, float]]


_BELOW: Final = "reports in the ledger; milliseconds upwards"


def draw_chart(
    lines: Mapping[str, Line], *, title: str, limits: Sequence[float] = (), below: str = _BELOW
) -> str:
    """Return the SVG of a chart, with words under it; lines without a point are left out."""
    drawn = {name: line for name, line in lines.items() if line}
    points = [point for line in drawn.values() for point in line]
    place = _Axes(
        left=floor(log10(min(x for x, _ in points))),
        right=max(ceil(log10(max(x for x, _ in points))), 1 + floor(log10(min(x for x, _ in points)))),
        low=floor(log10(min(y for _, y in points))),
        high=ceil(log10(max([*(y for _, y in points), *limits]))),
    )
    parts = [f'<text x="{_LEFT}" y="18" font-weight="bold">{title}</text>', *place.grid(below)]
    parts += [place.limit(value) for value in limits]
    ends = sorted(drawn, key=lambda name: -drawn[name][-1][1])
    for seat, name in enumerate(ends):
        parts += place.line(name, drawn[name], _COLOURS[list(drawn).index(name) % len(_COLOURS)], seat)
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" font-family="sans-serif"'
        f' font-size="12"><rect width="{_WIDE}" height="{_HIGH}" fill="white"/>\n{inside}\n</svg>\n'
    )


class _Axes:
    """Where numbers stand on the sheet; bounds are powers of ten."""

    def __init__(self, *, left: int, right: int, low: int, high: int) -> None:
        self._x = (left, right)
        self._y = (low, high)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point stands."""
        across = (log10(x) - self._x[0]) / (self._x[1] - self._x[0])
        up = (log10(y) - self._y[0]) / max(1, self._y[1] - self._y[0])
        wide, high = _WIDE - _LEFT - _RIGHT, _HIGH - _TOP - _BOTTOM
        return round(_LEFT + across * wide, 1), round(_HIGH - _BOTTOM - up * high, 1)

    def grid(self, below: str) -> list[str]:
        """Return the lines at powers of ten, with their numbers, and what the axes are."""
        made = []
        for power in range(self._x[0], self._x[1] + 1):
            x, y = self.at(10.0**power, 10.0 ** self._y[0])
            made.append(f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{y}" stroke="#ddd"/>')
            made.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{10**power:,}</text>')
        for power in range(self._y[0], self._y[1] + 1):
            x, y = self.at(10.0 ** self._x[0], 10.0**power)
            made.append(f'<line x1="{x}" y1="{y}" x2="{_WIDE - _RIGHT}" y2="{y}" stroke="#ddd"/>')
            made.append(f'<text x="{x - 6}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>')
        made.append(f'<text x="{_LEFT}" y="{_HIGH - 10}">{below}</text>')
        return made

    def limit(self, value: float) -> str:
        """Return a dashed line at a value."""
        x, y = self.at(10.0 ** self._x[0], value)
        return (
            f'<line x1="{x}" y1="{y}" x2="{_WIDE - _RIGHT}" y2="{y}" stroke="#c00" stroke-dasharray="4 4"/>'
        )

    def line(self, name: str, points: Line, colour: str, seat: int) -> list[str]:
        """Return a line with its points and, in its seat at the right, its name."""
        placed = [self.at(x, y) for x, y in points]
        path = " ".join(f"{x},{y}" for x, y in placed)
        dots = [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in placed]
        text = f'<text x="{_WIDE - _RIGHT + 12}" y="{_TOP + 14 + 18 * seat}" fill="{colour}">{name}</text>'
        return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots, text]
