"""Which of several places of one name an article means: one sense per name and article.

A name's places are scored by how many people live there, by the countries and states the article
speaks of, by what is said after a comma, and by nearness to the article's other places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from twosource.values.place_belief import Hints, is_believed
from twosource.values.place_context import Context, names_one_country
from twosource.values.place_evidence import NONE, fits
from twosource.values.place_gazetteer import ALIAS, LOOSE, NAME, Entry, Gazetteer
from twosource.values.place_geometry import arc_km
from twosource.values.place_neighbours import Neighbours, read_neighbours
from twosource.values.place_scan import Candidate

# Points beside log10 of the population; set by hand on newspaper text, not swept.
_FIT = {NAME: 0.0, ALIAS: -0.6, LOOSE: -1.4}
_COUNTRY_POINTS = 2.5
_STATE_POINTS = 2.5
_NEAR_POINTS = 1.2
_NEAR_KM = 250.0
_MOST_BACKING = 4.0  # swept 2-4; one vote of another name, near or in the state, is a point
_SAID = 100.0


@dataclass(frozen=True, slots=True)
class _Scales:
    """What weighs the places of one name against one another: the whole article."""

    context: Context
    anchors: Sequence[tuple[str, Entry]]
    neighbours: Neighbours

    def choose(self, same: Sequence[Candidate]) -> Entry:
        """Return the place that candidates of one name mean."""
        entries, said = same[0].entries, _said(same)
        if len(entries) == 1:
            return entries[0]
        return max(entries, key=lambda entry: self._points(entry, same[0].key, said))

    def _points(self, entry: Entry, key: str, said: set[tuple[str, str | None]]) -> float:
        context = self.context
        points = log10(entry.population + 1000) + _FIT[entry.fit]
        points += _COUNTRY_POINTS * context.share(entry.country, key) + _STATE_POINTS * context.state_share(
            entry
        )
        points += min(_MOST_BACKING, self.neighbours.backing(entry, key))
        if any(
            arc_km(entry.lat, entry.lon, other.lat, other.lon) < _NEAR_KM
            for name, other in self.anchors
            if name != key
        ):
            points += _NEAR_POINTS
        if any(fits(entry, one) for one in said):
            points += _SAID
        return points


def resolve(found: Sequence[Candidate], context: Context, gazetteer: Gazetteer) -> list[Candidate]:
    """Give each believed candidate its place and return those. One sense per name.

    Names embedded in longer ones get the place they would mean, too, but are not returned.
    """
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for one in found:
        by_key[one.key].append(one)
    neighbours = read_neighbours(by_key)
    scales = _Scales(context, _anchors(by_key), neighbours)
    chosen = {key: scales.choose(same) for key, same in by_key.items()}
    context.settle(chosen)
    hints = {
        key: Hints(context.share(entry.country), context.top_share, neighbours.backing(entry, key))
        for key, entry in chosen.items()
    }
    believed = []
    for one in found:
        if is_believed(one, chosen[one.key], gazetteer.lexicon, hints[one.key]):
            believed.append(one)
        elif "embedded" not in one.notes:
            continue
        one.entry = chosen[one.key]
    return believed


def _anchors(by_key: Mapping[str, Sequence[Candidate]]) -> list[tuple[str, Entry]]:
    """Return the places that need no context, for others to be near to, with their names' keys."""
    return [
        (key, same[0].entries[0])
        for key, same in by_key.items()
        if names_one_country(same[0])
        and same[0].entries[0].radius_km < _NEAR_KM
        and same[0].evidence >= NONE
        and "namesake" not in same[0].notes
    ]


def _said(same: Iterable[Candidate]) -> set[tuple[str, str | None]]:
    return {one.said_region for one in same if one.said_region is not None}
