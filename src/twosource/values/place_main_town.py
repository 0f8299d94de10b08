"""The town an article is about: where its streets and hospitals are that name no town of their own."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.values.place_shape import Place, PlaceMention

_LEAD = 600  # characters; what a first paragraph and a dateline take
_ANSWERING = 4  # votes of a town whose police answer, or that a dateline names
_ANSWERS = re.compile(
    r"(?:'s)? (?:[Pp]olice|[Ff]ire [Dd]epartment|[Ff]irefighters)\b|,?[\w. ]{0,9} (?:\([^)\n]{2,20}\) ?)?- "
)
_TOWN = frozenset({"city", "district"})


@dataclass(frozen=True, slots=True)
class _Town:
    """A town by its name and country; a district counts for its town."""

    name: str
    country: str | None


def main_town(
    text: str, mentions: Sequence[PlaceMention], country: str | None, headline: Iterable[str] = ()
) -> Place | None:
    """Return the town most mentions speak of, None where no town has more than half of them.

    None too where it is not in ``country``, the one the article speaks of most, if any. A town named
    in the first lines counts twice, as the rest of an article may list where else such things
    happened; a dateline or a town whose police answer counts more. ``headline`` holds the towns in
    the title.
    """
    votes: Counter[_Town] = Counter()
    places: dict[_Town, Place] = {}
    for mention in mentions:
        town = _town_of(mention.place)
        if town is None:
            continue
        votes[town] += _votes(text, mention)
        if mention.place.kind == "city" and mention.place.gazetteer_id is not None:
            places.setdefault(town, mention.place)
    named = set(headline)
    for town in votes:
        votes[town] += 2 if town.name in named else 0
    best = max(votes, key=lambda town: votes[town], default=None)
    if best is None or country not in {best.country, None} or 2 * votes[best] <= votes.total():
        return None
    return places.get(best)


def _votes(text: str, mention: PlaceMention) -> int:
    if _ANSWERS.match(text, mention.span.end):
        return _ANSWERING
    return 2 if mention.span.start < _LEAD else 1


def _town_of(place: Place) -> _Town | None:
    if place.lat is None or place.kind not in _TOWN:
        return None
    if place.kind == "city":
        return _Town(place.name, place.country)
    return _Town(place.within[0], place.country) if place.within else None
