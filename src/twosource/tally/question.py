"""What is asked of the ledger, and whether an incident answers it: surely, perhaps, or not.

Pure over an incident's facts. Unknown is not "no": an incident without a day or a place may be
inside, and stands at the border.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache

from twosource.knowledge.kinds import is_a
from twosource.model import Certainty, Fact, Incident, Responsibility, Status, Value
from twosource.text import fold
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.place_geometry import arc_km
from twosource.values.place_spelling import loose_key, name_key
from twosource.values.when import When


class Fit(IntEnum):
    """How an incident answers a question; of several answers the lowest counts."""

    OUTSIDE = 0
    BORDER = 1
    INSIDE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A circle on the map, in WGS84 degrees and km."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is counted; None and empty ask nothing.

    ``places`` are names of which any will do, of the place itself or of one around it. ``kind``
    takes in its special cases. ``since`` and ``until`` are aware and inclusive.
    """

    places: tuple[str, ...] = ()
    near: Near | None = None
    kind: str | None = None
    target: str | None = None
    actor: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def asked(self) -> tuple[tuple[str, str], ...]:
        """Return what is asked as (name, words) pairs, for people to read."""
        near = f"{self.near.lat}, {self.near.lon}, {self.near.km} km" if self.near else None
        pairs = (
            ("place", " or ".join(self.places)),
            ("near", near),
            ("kind", self.kind),
            ("target", self.target),
            ("actor", self.actor),
            ("since", self.since and self.since.isoformat()),
            ("until", self.until and self.until.isoformat()),
        )
        return tuple((name, words) for name, words in pairs if words)


def matches(incident: Incident, question: Question) -> Fit:
    """Say how an incident answers a question; raises KnowledgeError for an unknown kind."""
    return min((check(incident, question) for check in CHECKS), default=Fit.INSIDE)


def _facts(incident: Incident, *fields: str) -> list[Fact]:
    return [fact for fact in incident.facts if fact.field in fields and fact.value is not None]


def _doubted(fact: Fact, fit: Fit) -> Fit:
    """Put a contradicted fact at the border: it is sure of nothing, neither inside nor outside."""
    return Fit.BORDER if fact.status is Status.CONTRADICTED else fit


def _best(fits: Iterable[Fit]) -> Fit:
    """Return the best of several answers; none at all may be inside."""
    return max(fits, default=Fit.BORDER)


# --- where ----------------------------------------------------------------------------------------


def check_places(incident: Incident, question: Question) -> Fit:
    """Tell whether a place, or one around it, has one of the names asked for."""
    if not question.places:
        return Fit.INSIDE
    asked = {_place_key(name) for name in question.places}
    found = _located(incident)
    return _best(
        _doubted(fact, Fit.INSIDE if asked & _place_keys(place) else Fit.OUTSIDE) for fact, place in found
    )


def _located(incident: Incident) -> Iterator[tuple[Fact, Place]]:
    for fact in _facts(incident, "place", "impact place"):
        if isinstance(fact.value, Place):
            yield fact, fact.value


@lru_cache(maxsize=4096)
def _place_key(name: str) -> str:
    return loose_key(name_key(name))


def _place_keys(place: Place) -> set[str]:
    return {_place_key(name) for name in (place.name, place.country or "", *place.within) if name}


def check_near(incident: Incident, question: Question) -> Fit:
    """Tell whether a place lies in the circle: wholly, partly, or outside it."""
    if question.near is None:
        return Fit.INSIDE
    near = question.near
    return _best(_doubted(fact, _fit_circle(place, near)) for fact, place in _located(incident))


def _fit_circle(place: Place, near: Near) -> Fit:
    if place.lat is None or place.lon is None:
        return Fit.BORDER
    distance, radius = arc_km(place.lat, place.lon, near.lat, near.lon), place.radius_km or 0.0
    if distance + radius <= near.km:
        return Fit.INSIDE
    return Fit.BORDER if distance - radius <= near.km else Fit.OUTSIDE


# --- what, whom, who ------------------------------------------------------------------------------


def check_kind(incident: Incident, question: Question) -> Fit:
    """Tell whether the kind is the one asked for or a case of it; a more general one may be."""
    if question.kind is None or is_a(incident.kind, question.kind):
        return Fit.INSIDE
    return Fit.BORDER if is_a(question.kind, incident.kind) else Fit.OUTSIDE


def check_target(incident: Incident, question: Question) -> Fit:
    """Tell whether a target has all the words asked for."""
    if question.target is None:
        return Fit.INSIDE
    words = find_words(question.target)
    targets = _facts(incident, "target")
    return _best(
        _doubted(fact, Fit.INSIDE if words <= find_words(_name(fact.value)) else Fit.OUTSIDE)
        for fact in targets
    )


def check_actor(incident: Incident, question: Question) -> Fit:
    """Tell whether who is asked for owns up, or is blamed; suspicion alone is not sure."""
    if question.actor is None:
        return Fit.INSIDE
    words = find_words(question.actor)
    return _best(_fit_actor(fact, words) for fact in _facts(incident, "perpetrator", "responsibility"))


def _fit_actor(fact: Fact, words: frozenset[str]) -> Fit:
    value = fact.value
    if isinstance(value, Responsibility):
        if value.by is None:
            return Fit.BORDER
        if not words <= find_words(value.by.name):
            return Fit.OUTSIDE
        return _doubted(fact, Fit.INSIDE if value.stance == "claimed" else Fit.BORDER)
    if not words <= find_words(_name(value)):
        return _doubted(
            fact, Fit.BORDER if isinstance(value, Party) and value.kind == "unidentified" else Fit.OUTSIDE
        )
    return _doubted(fact, Fit.INSIDE if fact.certainty is Certainty.ASSERTED else Fit.BORDER)


def _name(value: Value | None) -> str:
    return value if isinstance(value, str) else str(getattr(value, "name", ""))


_WORD = re.compile(r"[^\W_]+")


def find_words(text: str) -> frozenset[str]:
    """Return the folded words of a name, plurals as singulars and dotted initials as one word."""
    words = _WORD.findall(fold(text).replace("u.s.", "us").replace("u.k.", "uk"))
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


# --- when -----------------------------------------------------------------------------------------


def check_period(incident: Incident, question: Question) -> Fit:
    """Tell whether the days lie in the period: wholly, partly, or outside it."""
    if question.since is None and question.until is None:
        return Fit.INSIDE
    facts = _facts(incident, "when")
    return _best(_doubted(fact, _fit_period(fact.value, question)) for fact in facts)


def _fit_period(value: Value | None, question: Question) -> Fit:
    if not isinstance(value, When) or value.earliest is None or value.latest is None:
        return Fit.BORDER
    since, until = question.since or value.earliest, question.until or value.latest
    if since <= value.earliest and value.latest <= until:
        return Fit.INSIDE
    return Fit.OUTSIDE if value.latest < since or until < value.earliest else Fit.BORDER


Check = Callable[[Incident, Question], Fit]

#: Everything a question can ask.
CHECKS: tuple[Check, ...] = (check_places, check_near, check_kind, check_target, check_actor, check_period)
