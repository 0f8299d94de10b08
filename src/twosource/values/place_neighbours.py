"""How well the places of an article lie together: the namesake amid its other names is the one meant.

Every name votes for the spots it may mean, one vote shared out among its places by how many people
live there; a place is backed by the votes of the other names around it and in its state. This needs
no unmistakable name: four towns that each have namesakes share few regions (Leidner, "Toponym
resolution in text", 2007, calls it spatial minimality).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, sqrt

from twosource.values.place_evidence import FAIR, NONE, STRONG, WEAK, fits
from twosource.values.place_gazetteer import Entry
from twosource.values.place_scan import Candidate

_TRUST = {STRONG: 1.0, FAIR: 0.8, WEAK: 0.5, NONE: 0.3}  # how much of a vote a name has that may be none
_EMBEDDED = 0.5  # "Hall County Library": part of a longer name, but of a place's
_WIDE_KM = 250.0  # what is wider tells of no neighbourhood
_MOST_PLACES = 40  # of one name, the largest first

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Votes by cells of a degree and by state, each with the name it comes from."""

    cells: Mapping[Cell, Mapping[str, float]]
    states: Mapping[tuple[str | None, str | None], Mapping[str, float]]

    def backing(self, entry: Entry, key: str) -> float:
        """Return how many other names speak for a place, counting those both near and in its state twice."""
        return self.near(entry, key) + self.in_state(entry, key)

    def near(self, entry: Entry, key: str) -> float:
        """Return the votes of other names for spots within about a degree of a place."""
        row, column = _cell(entry)
        best: dict[str, float] = {}
        for lat in (row - 1, row, row + 1):
            for lon in (column - 1, column, column + 1):
                for name, vote in self.cells.get((lat, lon), {}).items():
                    if vote > best.get(name, 0.0):
                        best[name] = vote
        best.pop(key, None)
        return sum(best.values())

    def in_state(self, entry: Entry, key: str) -> float:
        """Return the votes of other names for places of the same state or province."""
        votes = self.states.get((entry.country, entry.admin1), {}) if entry.admin1 else {}
        return sum(votes.values()) - votes.get(key, 0.0)


def _cell(entry: Entry) -> Cell:
    return floor(entry.lat), floor(entry.lon)


def read_neighbours(by_key: Mapping[str, Sequence[Candidate]]) -> Neighbours:
    """Take the votes of all names of an article, by key."""
    cells: dict[Cell, dict[str, float]] = defaultdict(dict)
    states: dict[tuple[str | None, str | None], dict[str, float]] = defaultdict(dict)
    for key, same in by_key.items():
        trust = max(_trust(one) for one in same)
        if not trust:
            continue
        for entry, vote in _share(_meant(same)):
            if entry.radius_km < _WIDE_KM and entry.kind != "country":
                at = cells[_cell(entry)]
                at[key] = max(at.get(key, 0.0), trust * vote)
            if entry.admin1:
                state = states[entry.country, entry.admin1]
                state[key] = max(state.get(key, 0.0), trust * vote)
    return Neighbours(cells, states)


def _trust(one: Candidate) -> float:
    if "embedded" in one.notes:
        return _EMBEDDED
    return _TRUST.get(one.evidence, 0.0)


def _meant(same: Sequence[Candidate]) -> Sequence[Entry]:
    """Return the places a name may mean: those in the state said after it, if one is."""
    said = {one.said_region for one in same if one.said_region is not None}
    entries = same[0].entries[:_MOST_PLACES]
    return [entry for entry in entries if any(fits(entry, one) for one in said)] if said else entries


def _share(entries: Sequence[Entry]) -> Iterable[tuple[Entry, float]]:
    weights = [sqrt(entry.population + 1000) for entry in entries]
    total = sum(weights)
    return [(entry, weight / total) for entry, weight in zip(entries, weights, strict=True)]
