"""What stands in ``odd.toml``: strings that readers trip over."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """Strings put for values, pieces put into markup, and encodings that text is written in."""

    strings: tuple[str, ...]
    markup: tuple[str, ...]
    encodings: tuple[str, ...]


@cache
def load_odd() -> Odd:
    """Return what the data file holds."""
    raw = loads(files("fuzz").joinpath("odd.toml").read_text(encoding="utf-8"))
    return Odd(strings=tuple(raw["strings"]), markup=tuple(raw["markup"]), encodings=tuple(raw["encodings"]))
