"""Which of several places of one name an article means: one sense per name and article.

A name's places are scored by how many people live there, by the countries and states the article
speaks of, by what is said after a comma, and by the other names that lie around them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import log10

from twosource.values.place_belief import Hints, is_believed
from twosource.values.place_context import Context
from twosource.values.place_evidence import fits
from twosource.values.place_gazetteer import ALIAS, LOOSE, NAME, Entry, Gazetteer
from twosource.values.place_neighbours import Neighbours, read_neighbours
from twosource.values.place_scan import Candidate

# Points beside log10 of the population; set by hand on newspaper text, not swept.
_FIT = {NAME: 0.0, ALIAS: -0.6, LOOSE: -1.4}
_COUNTRY_POINTS = 2.5
_STATE_POINTS = 2.5
_MOST_BACKING = 4.0  # swept 2-5; one vote of another name, near or in the state, is a point
_SAID = 100.0


@dataclass(frozen=True, slots=True)
class _Scales:
    """What weighs the places of one name against one another: the whole article."""

    context: Context
    neighbours: Neighbours

    def choose(self, same: Sequence[Candidate]) -> Entry:
        """Return the place that candidates of one name mean."""
        entries = same[0].entries
        if len(entries) == 1:
            return entries[0]
        key, said, shares = same[0].key, _said(same), self.context.shares(same[0].key)
        best, most = entries[0], float("-inf")
        for entry in entries:
            points = log10(entry.population + 1000) + _FIT[entry.fit] + self._state_points(entry)
            points += _COUNTRY_POINTS * shares.get(entry.country, 0.0)
            if said and any(fits(entry, one) for one in said):
                points += _SAID
            if points + _MOST_BACKING > most:  # else no backing could make it the best
                points += min(_MOST_BACKING, self.neighbours.backing(entry, key))
                best, most = (entry, points) if points > most else (best, most)
        return best

    def _state_points(self, entry: Entry) -> float:
        return _STATE_POINTS * self.context.state_share(entry) if self.context.states else 0.0


def resolve(found: Sequence[Candidate], context: Context, gazetteer: Gazetteer) -> list[Candidate]:
    """Give each believed candidate its place and return those. One sense per name.

    Names embedded in longer ones get the place they would mean, too, but are not returned.
    """
    by_key: dict[str, list[Candidate]] = defaultdict(list)
    for one in found:
        by_key[one.key].append(one)
    neighbours = read_neighbours(by_key)
    scales = _Scales(context, neighbours)
    chosen = {key: scales.choose(same) for key, same in by_key.items()}
    context.settle(chosen)
    top = context.top_share
    hints = {
        key: Hints(context.share(entry.country), top, partial(neighbours.backing, entry, key))
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


def _said(same: Iterable[Candidate]) -> set[tuple[str, str | None]]:
    return {one.said_region for one in same if one.said_region is not None}
