"""How many incidents pass a filter, by kind, country, status, and number of voices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from twosource.model import Status
from twosource.store.cards import status_bits
from twosource.store.passing import CONFIRMED, KIND, PLACE, STATUS, VOICES, join
from twosource.store.register import Mask, Register

T = TypeVar("T")

#: Numbers of independent voices by which incidents are counted.
LEAST_VOICES: Final = (1, 2, 3, 5, 10)


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


def count_facets(register: Register, parts: Mapping[str, Mask]) -> Facets:
    """Count what passes the parts of a filter (:func:`twosource.store.passing.part_masks`)."""
    passing = join(parts.values())
    statuses = register["statuses"][_without(parts, STATUS)]
    voices = register["voices"][_without(parts, VOICES)]
    counted = {one: int(np.count_nonzero(statuses & status_bits([one]))) for one in Status}
    return Facets(
        total=int(np.count_nonzero(passing)),
        without_place=int(np.count_nonzero(passing & np.isnan(register["lat"]))),
        single_source=int(np.count_nonzero(_without(parts, CONFIRMED) & (register["confirmed"] == 0))),
        kinds=_count_words(register, "kind", _without(parts, KIND)),
        countries=_count_words(register, "country", _without(parts, PLACE)),
        statuses=_most_first(counted),
        voices=tuple((least, int(np.count_nonzero(voices >= least))) for least in LEAST_VOICES),
    )


def _without(parts: Mapping[str, Mask], left_out: str) -> Mask:
    return join([mask for name, mask in parts.items() if name != left_out])


def _count_words(register: Register, column: str, passing: Mask) -> tuple[tuple[str, int], ...]:
    numbers = np.bincount(register[column][passing])
    words = register.vocabularies[column].words
    return _most_first({words[at]: int(numbers[at]) for at in np.flatnonzero(numbers) if words[at]})


def _most_first(counted: Mapping[T, int]) -> tuple[tuple[T, int], ...]:
    found = ((word, number) for word, number in counted.items() if number)
    return tuple(sorted(found, key=lambda one: (-one[1], str(one[0]))))
