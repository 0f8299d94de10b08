"""What the grammar of places must be told: known places by name, and lists of words.

The grammar never loads data. :mod:`twosource.knowledge.places` satisfies these shapes from the
compiled gazetteer; a test may hand in a handful of entries of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from twosource.values.place_shape import PlaceKind

NAME, ALIAS, LOOSE = 2, 1, 0  # how a name fits its entry: its own name, another name, a looser spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One known place. ``fit`` tells how the name looked up fits it (NAME, ALIAS or LOOSE).

    ``population`` is people for settlements; for all else it stands for how often the press means
    this one when it uses the name. ``within`` holds the places around it, without admin regions.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    population: int
    zone: str | None
    within: tuple[str, ...] = ()
    fit: int = NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Word lists of the grammar; all keys are folded, phrases are keys with single blanks."""

    demonyms: Mapping[str, str]  # "iraqi" -> "IQ"
    adjectives: Mapping[str, str]  # of lands that are no one country, to their key: "european" -> "europe"
    qualifiers: Mapping[str, tuple[str, str | None]]  # "fla" -> ("US", "FL"); only after a comma
    facilities: frozenset[str]  # "embassy", "police station"
    areas: Mapping[str, PlaceKind]  # nouns that follow or lead a name: "province" -> "region"
    words: frozenset[str]  # ordinary English words that are also names of places
    given_names: frozenset[str]  # first names that are also names of places
    titles: frozenset[str]  # "president", "mr": a person's name follows
    bodies: frozenset[str]  # "police", "council": a body named after its place follows the name
    institutions: frozenset[str]  # "association", "senator": a longer name that holds a place's goes on so
    mastheads: frozenset[str]  # "times", "post": a newspaper's name, no place
    actors: frozenset[str]  # "islamic state": holds a place's name but names no place


class Gazetteer(Protocol):
    """Known places, looked up by the keys of :mod:`twosource.values.place_spelling`."""

    def __hash__(self) -> int: ...

    @property
    def lexicon(self) -> Lexicon:
        """Return the word lists."""

    def find(self, key: str) -> tuple[Entry, ...]:
        """Return every place of that name, most populous first; empty where there is none."""

    def find_country(self, code: str) -> Entry | None:
        """Return the country with this ISO 3166-1 alpha-2 code."""

    def find_capital(self, code: str) -> Entry | None:
        """Return the capital of the country with this ISO 3166-1 alpha-2 code."""

    def find_region(self, country: str, admin1: str) -> Entry | None:
        """Return the first-order region (state, province, governorate) with this GeoNames code."""
