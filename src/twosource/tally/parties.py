"""Whether a target or a culprit is the one asked for: by lists, by words, by country and by place."""

from collections.abc import Sequence

from twosource.model import Value
from twosource.tally.answers import INSIDE, OUTSIDE, Answer, all_of, border
from twosource.tally.names import Name, find_countries, find_words, is_met
from twosource.tally.places import fit_place
from twosource.values.party import Party
from twosource.values.place import Place

#: Kinds of party that belong to the country they are hit in, where nothing else is told.
_LOCAL = frozenset({"police", "government", "civilians", "site"})


def fit_party(value: Value | None, asked: Name, places: Sequence[Place]) -> Answer:
    """Say whether a party is the one asked for; ``places`` are where the incident happened."""
    listed = _fit_listed(value, asked)
    if listed is not None:
        return listed
    if not _names_some(value, asked, places):
        return OUTSIDE
    return all_of(
        (_fit_words(value, asked, places), *_fit_sides(value, asked, places), _fit_places(asked, places))
    )


def name_of(value: Value | None) -> str:
    """Return the name of a party, a place or plain words; "" for any other value."""
    return value if isinstance(value, str) else str(getattr(value, "name", ""))


def _fit_listed(value: Value | None, asked: Name) -> Answer | None:
    """Compare by the actor list; None where it does not hold both."""
    if asked.actor is None or not isinstance(value, Party) or value.id is None:
        return None
    if value.id == asked.actor or value.id.startswith(asked.actor + "/"):
        return INSIDE
    wider = asked.actor.startswith(value.id + "/")
    return border(f"only {value.name} is named, to which {asked.said} belongs") if wider else OUTSIDE


def _own_words(value: Value | None) -> frozenset[str]:
    said = value.as_said if isinstance(value, Party) else ""
    return find_words(f"{name_of(value)} {said}")


def _own_sides(value: Value | None) -> frozenset[str]:
    known = {value.country} if isinstance(value, Party) and value.country else set()
    return find_countries(name_of(value)) | known


def _names_some(value: Value | None, asked: Name, places: Sequence[Place]) -> bool:
    """Whether the party itself, or the site that was hit, says something of what is asked."""
    if not asked.words:
        return bool(_own_sides(value) & (asked.whose | asked.either))
    sites = " ".join(place.name for place in places if place.kind == "site")
    own = _own_words(value) | find_words(sites)
    return any(is_met(word, own) for word in asked.words)


def _fit_words(value: Value | None, asked: Name, places: Sequence[Place]) -> Answer:
    """Say whether every word is the party's, or names the place or what is around it."""
    own = _own_words(value)
    missing = {word for word in asked.words if not is_met(word, own)}
    missing -= frozenset[str]().union(*(find_words(name) for place in places for name in _around(place)))
    if not missing:
        return INSIDE
    sites = [place for place in places if missing <= find_words(place.name)]
    if sites:
        return border(f"{sites[0].name} is told as the place, {name_of(value)} as the target")
    return OUTSIDE


def _around(place: Place) -> tuple[str, ...]:
    return place.within if place.kind == "site" else (place.name, *place.within)


def _fit_sides(value: Value | None, asked: Name, places: Sequence[Place]) -> list[Answer]:
    own = _own_sides(value)
    here = frozenset(place.country for place in places if place.country)
    whose = [_fit_owner(value, code, own, here) for code in sorted(asked.whose)]
    either = [_fit_either(code, own, here) for code in sorted(asked.either)]
    return whose + either


def _fit_owner(value: Value | None, code: str, own: frozenset[str], here: frozenset[str]) -> Answer:
    if code in own:
        return INSIDE
    if own:
        return OUTSIDE
    if not isinstance(value, Party) or value.kind in _LOCAL:
        return (
            INSIDE
            if code in here
            else OUTSIDE
            if here
            else border(f"whose {name_of(value)} it is, is not told")
        )
    return border(f"whose {name_of(value)} it is, is not told")


def _fit_either(code: str, own: frozenset[str], here: frozenset[str]) -> Answer:
    if code in own | here:
        return INSIDE
    return OUTSIDE if here else border("the place is not told")


def _fit_places(asked: Name, places: Sequence[Place]) -> Answer:
    """Say whether it happened where the name says: in every place of it."""
    if not asked.places:
        return INSIDE
    if not places:
        return border("the place is not told")
    return all_of(_best_place(places, each) for each in asked.places)


def _best_place(places: Sequence[Place], asked: Place) -> Answer:
    return max((fit_place(place, asked) for place in places), key=lambda answer: answer.fit)
