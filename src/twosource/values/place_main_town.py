"""The town an article is about: where its streets and hospitals are that name no town of their own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twosource.values.place_shape import Place, PlaceMention

_LEAD = 600  # characters; what a first paragraph and a dateline take
_TOWN = frozenset({"city", "district"})


@dataclass(frozen=True, slots=True)
class _Town:
    """A town by its name and country; a district counts for its town."""

    name: str
    country: str | None


def main_town(
    mentions: Sequence[PlaceMention], country: str | None, headline: Iterable[str] = ()
) -> Place | None:
    """Return the town most mentions speak of, None where no town has more than half of them.

    None too where it is not in ``country``, the one the article speaks of most.
    ``headline`` holds the names of the towns in the title. A town named in the first lines counts
    twice: the rest of an article may list where else such things happened.
    """
    votes: Counter[_Town] = Counter()
    places: dict[_Town, Place] = {}
    for mention in mentions:
        town = _town_of(mention.place)
        if town is None:
            continue
        votes[town] += 2 if mention.span.start < _LEAD else 1
        if mention.place.kind == "city" and mention.place.gazetteer_id is not None:
            places.setdefault(town, mention.place)
    named = set(headline)
    for town in votes:
        votes[town] += 2 if town.name in named else 0
    best = max(votes, key=lambda town: votes[town], default=None)
    if best is None or best.country != country or 2 * votes[best] <= votes.total():
        return None
    return places.get(best)


def _town_of(place: Place) -> _Town | None:
    if place.lat is None or place.kind not in _TOWN:
        return None
    if place.kind == "city":
        return _Town(place.name, place.country)
    return _Town(place.within[0], place.country) if place.within else None
