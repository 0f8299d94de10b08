"""Changes to what is written in lines, as TOML, WARC heads and plain text are."""

from collections.abc import Callable
from random import Random
from typing import Final

from fuzz.odd import load_odd

_MOST_REPEATED: Final = 400
_SIGNS: Final = ("=", ":", ",")


def change_lines(text: str, rng: Random) -> str:
    """Return text with one change to its lines."""
    lines = text.splitlines(keepends=True) or [""]
    return "".join(rng.choice(_CHANGES)(lines, rng))


def _lose(lines: list[str], rng: Random) -> list[str]:
    at = rng.randrange(len(lines))
    return lines[:at] + lines[at + 1 :]


def _double(lines: list[str], rng: Random) -> list[str]:
    at = rng.randrange(len(lines))
    return lines[:at] + [lines[at]] * rng.choice((2, 2, rng.randint(3, _MOST_REPEATED))) + lines[at + 1 :]


def _swap(lines: list[str], rng: Random) -> list[str]:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    return swapped


def _revalue(lines: list[str], rng: Random) -> list[str]:
    """Put an odd string for what stands after the first sign of a line."""
    at = rng.randrange(len(lines))
    sign = next((sign for sign in _SIGNS if sign in lines[at]), None)
    if sign is None:
        return [*lines[:at], rng.choice(load_odd().strings), *lines[at:]]
    name = lines[at].partition(sign)[0]
    odd = rng.choice(load_odd().strings)
    value = rng.choice((odd, f'"{odd}"', f"[{odd}]", f'["{odd}"]'))
    return [*lines[:at], f"{name}{sign} {value}\n", *lines[at + 1 :]]


_CHANGES: Final[tuple[Callable[[list[str], Random], list[str]], ...]] = (
    _lose,
    _double,
    _swap,
    _revalue,
    _revalue,
)
