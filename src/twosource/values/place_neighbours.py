"""How well the places of an article lie together: the namesake amid its other names is the one meant.

Every name votes for the spots it may mean, one vote shared out among its places by how many people
live there; a place is backed by the votes of the other names around it and in its state. This needs
no unmistakable name: four towns that each have namesakes share few regions (Leidner, "Toponym
resolution in text", 2007, calls it spatial minimality).
"""

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

_ROW = 1000  # cells of a degree are numbered row by row
_AROUND = tuple(row * _ROW + column for row in (-1, 0, 1) for column in (-1, 0, 1))

Votes = dict[str, float]
State = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Votes by cells of a degree and by state, each with the name it comes from."""

    cells: Mapping[int, Votes]
    states: Mapping[State, Votes]

    def backing(self, entry: Entry, key: str) -> float:
        """Return how many other names speak for a place, counting those both near and in its state twice."""
        return self._near(entry, key) + self._in_state(entry, key)

    def _near(self, entry: Entry, key: str) -> float:
        """Return the votes of other names for spots within about a degree of a place."""
        cell, best, get = _cell(entry), Votes(), self.cells.get
        for step in _AROUND:
            votes = get(cell + step)
            if votes is not None:
                for name, vote in votes.items():
                    if vote > best.get(name, 0.0):
                        best[name] = vote
        return sum(best.values()) - best.get(key, 0.0)

    def _in_state(self, entry: Entry, key: str) -> float:
        votes = self.states.get((entry.country, entry.admin1)) if entry.admin1 else None
        return sum(votes.values()) - votes.get(key, 0.0) if votes else 0.0


def _cell(entry: Entry) -> int:
    return floor(entry.lat) * _ROW + floor(entry.lon)


def read_neighbours(by_key: Mapping[str, Sequence[Candidate]]) -> Neighbours:
    """Take the votes of all names of an article, by key."""
    cells: dict[int, Votes] = {}
    states: dict[State, Votes] = {}
    for key, same in by_key.items():
        trust = max([_trust(one) for one in same])
        for entry, vote in _share(_meant(same), trust) if trust else ():
            if entry.radius_km < _WIDE_KM and entry.kind != "country":
                at = cells.setdefault(_cell(entry), {})
                at[key] = max(at.get(key, 0.0), vote)
            if entry.admin1:
                at = states.setdefault((entry.country, entry.admin1), {})
                at[key] = max(at.get(key, 0.0), vote)
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


def _share(entries: Sequence[Entry], trust: float) -> Iterable[tuple[Entry, float]]:
    """Return each place with its part of a name's vote: a town with nine times the people has three times it."""
    weights = [sqrt(entry.population + 1000) for entry in entries]
    total = sum(weights)
    return [(entry, trust * weight / total) for entry, weight in zip(entries, weights, strict=True)]
