"""How many incidents pass a filter, by kind, country, status, and number of voices."""

from dataclasses import dataclass
from typing import Final

from twosource.model import Status

#: Numbers of independent voices by which incidents are counted.
VOICES: Final = (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many incidents there are of what, most first.

    Each thing is counted as if the filter asked nothing of that very thing, so that the numbers say what
    choosing another would show. ``voices`` counts incidents with at least so many. ``kinds`` are as
    reports name them, special cases apart. ``countries`` are ISO 3166-1 alpha-2 codes. ``total`` are
    those that pass the whole filter, ``without_place`` those of them that have no point on the map.
    """

    total: int
    without_place: int
    single_source: int
    kinds: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[Status, int], ...]
    voices: tuple[tuple[int, int], ...]
