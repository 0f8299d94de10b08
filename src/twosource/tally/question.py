"""What is asked of the ledger, and whether an incident answers it: surely, perhaps, or not.

Pure over an incident's facts. Unknown is not "no": an incident without a day or a place may be
inside, and stands at the border. Of a contradicted fact every value that was told is asked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from twosource.ids import ClaimId
from twosource.knowledge.kinds import is_a, load_kinds
from twosource.model import Certainty, Fact, Incident, Responsibility, Status, Value
from twosource.tally.answers import INSIDE, OUTSIDE, Answer, Fit, all_of, any_of, border
from twosource.tally.names import Name, read_name
from twosource.tally.parties import fit_party, name_of
from twosource.tally.periods import fit_period
from twosource.tally.places import fit_any
from twosource.values.count import Count, format_count
from twosource.values.party import Party
from twosource.values.place import Place, format_place
from twosource.values.place_geometry import arc_km
from twosource.values.when import When, format_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A circle on the map, in WGS84 degrees and km."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is counted; None and empty ask nothing, and of several of one sort any will do.

    ``places`` are names of the place itself or of one around it. A kind takes in its special
    cases. ``since`` and ``until`` are inclusive: days of the calendar where it happened, or aware
    instants.
    """

    places: tuple[str, ...] = ()
    near: Near | None = None
    kinds: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def asked(self) -> tuple[tuple[str, str], ...]:
        """Return what is asked as (name, words) pairs, for machines to read."""
        near = f"{self.near.lat}, {self.near.lon}, {self.near.km} km" if self.near else None
        pairs = (
            ("place", " or ".join(self.places)),
            ("near", near),
            ("kind", " or ".join(self.kinds)),
            ("target", " or ".join(self.targets)),
            ("actor", " or ".join(self.actors)),
            ("since", self.since and self.since.isoformat()),
            ("until", self.until and self.until.isoformat()),
        )
        return tuple((name, words) for name, words in pairs if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An incident, with the values of the claims that stand against its facts, where they are known."""

    incident: Incident
    against: Mapping[ClaimId, Value] = field(default_factory=dict)

    def facts(self, *fields: str) -> list[Fact]:
        """Return what is known in some fields."""
        return [fact for fact in self.incident.facts if fact.field in fields and fact.value is not None]

    def values(self, fact: Fact) -> list[Value | None]:
        """Return every value a fact is told with: more than one only where it is contradicted."""
        if fact.status is not Status.CONTRADICTED:
            return [fact.value]
        told = (self.against[claim] for claim in fact.against if claim in self.against)
        return [fact.value, *(value for value in dict.fromkeys(told) if value != fact.value)]

    def places(self) -> list[Place]:
        """Return every place told."""
        told = (value for fact in self.facts("place", "impact place") for value in self.values(fact))
        return [value for value in told if isinstance(value, Place)]


def answer(held: Held, question: Question) -> Answer:
    """Say how an incident answers a question; raises KnowledgeError for an unknown kind."""
    return all_of(check(held, question) for check in CHECKS)


def matches(incident: Incident, question: Question) -> Fit:
    """Say how an incident answers, without the reasons."""
    return answer(Held(incident=incident), question).fit


def _settled(held: Held, fact: Fact, name: str, fit: Callable[[Fact, Value | None], Answer]) -> Answer:
    """Ask a fact; a contradicted one is sure of nothing, unless every value told gives one answer."""
    values = held.values(fact)
    answers = [fit(fact, value) for value in values]
    if fact.status is not Status.CONTRADICTED or _is_settled(answers):
        return answers[0]
    return border(f"the {name} is contradicted: {_or(values) or fact.why}")


def _is_settled(answers: list[Answer]) -> bool:
    return len(answers) > 1 and len({answer.fit for answer in answers}) == 1


def _or(values: list[Value | None]) -> str:
    """Write the values of a contradiction, where more than one of them is known."""
    return ", or ".join(_shown(value) for value in values) if len(values) > 1 else ""


def _shown(value: Value | None) -> str:
    match value:
        case When():
            return format_when(value)
        case Place():
            return format_place(value)
        case Count():
            return format_count(value)
        case _:
            return name_of(value) or str(value)


# --- where ----------------------------------------------------------------------------------------


def check_places(held: Held, question: Question) -> Answer:
    """Tell whether a place, or one around it, is one of those asked for."""
    if not question.places:
        return INSIDE
    return _by_place(held, lambda place: fit_any([place], question.places))


def check_near(held: Held, question: Question) -> Answer:
    """Tell whether a place lies in the circle: wholly, partly, or outside it."""
    near = question.near
    if near is None:
        return INSIDE
    return _by_place(held, lambda place: _fit_circle(place, near))


def _by_place(held: Held, fit: Callable[[Place], Answer]) -> Answer:
    found = held.facts("place") or held.facts("impact place")
    return any_of(
        (
            _settled(
                held, fact, "place", lambda _, value: fit(value) if isinstance(value, Place) else OUTSIDE
            )
            for fact in found
            if isinstance(fact.value, Place)
        ),
        border("the place is not told"),
    )


def _fit_circle(place: Place, near: Near) -> Answer:
    if place.lat is None or place.lon is None:
        return border(f"where {place.name} lies is not known")
    distance, radius = arc_km(place.lat, place.lon, near.lat, near.lon), place.radius_km or 0.0
    if distance + radius <= near.km:
        return INSIDE
    if distance - radius > near.km:
        return OUTSIDE
    return border(f"{format_place(place)} lies {distance:,.0f} km off, give or take {radius:,.0f} km")


# --- what, whom, who ------------------------------------------------------------------------------


def check_kind(held: Held, question: Question) -> Answer:
    """Tell whether the kind is one asked for or a case of it; a more general one may be."""
    if not question.kinds:
        return INSIDE
    disputed = [fact for fact in held.facts("kind") if fact.status is Status.CONTRADICTED]
    if disputed:
        return _settled(held, disputed[0], "kind", lambda _, value: _fit_kind(str(value), question.kinds))
    return _fit_kind(held.incident.kind, question.kinds)


def _fit_kind(kind: str, asked: Iterable[str]) -> Answer:
    return any_of(_fit_one_kind(kind, each) for each in asked)


def _fit_one_kind(kind: str, asked: str) -> Answer:
    if kind not in load_kinds():
        return OUTSIDE
    if is_a(kind, asked):
        return INSIDE
    wider = is_a(asked, kind) or (kind == "explosion" and is_a(asked, "explosive attack"))
    return border(f"the kind is only {kind!r}") if wider else OUTSIDE


def check_target(held: Held, question: Question) -> Answer:
    """Tell whether a target is one asked for; its place and country may say part of it."""
    return any_of(
        (_fit_target(held, read_name(asked)) for asked in question.targets),
        INSIDE,
    )


def _fit_target(held: Held, asked: Name) -> Answer:
    places, found = held.places(), held.facts("target")
    if found:
        return any_of(
            _settled(held, fact, "target", lambda one, value: _fit_told(one, value, asked, places))
            for fact in found
        )
    sites = [place.name for place in places if place.kind == "site"]
    if sites:
        fits = fit_party(sites[0], asked, places).fit is not Fit.OUTSIDE
        return border(f"it happened at {sites[0]}; the target is not told") if fits else OUTSIDE
    return all_of((border("the target is not told"), _fit_around(asked, places)))


def _fit_told(fact: Fact, value: Value | None, asked: Name, places: list[Place]) -> Answer:
    found = fit_party(value, asked, places)
    if fact.certainty is Certainty.DENIED and found.fit is Fit.INSIDE:
        return border(f"that it was aimed at {name_of(value)} is denied")
    return found


def _fit_around(asked: Name, places: list[Place]) -> Answer:
    """Say whether an incident without a target happened where the target asked for stands."""
    if not asked.places or not places:
        return INSIDE
    return fit_any(places, [place.name for place in asked.places])


def check_actor(held: Held, question: Question) -> Answer:
    """Tell whether who is asked for owns up, or is blamed; suspicion alone is not sure."""
    return any_of((_fit_actor(held, read_name(asked)) for asked in question.actors), INSIDE)


def _fit_actor(held: Held, asked: Name) -> Answer:
    blamed, owned = held.facts("perpetrator"), held.facts("responsibility")
    answers = [
        _settled(held, fact, "culprit", lambda one, value: _fit_blamed(one, value, asked)) for fact in blamed
    ]
    answers += [
        _settled(held, fact, "claim of responsibility", lambda _, value: _fit_owned(value, asked))
        for fact in owned
        if not (blamed and isinstance(fact.value, Responsibility) and fact.value.by is None)
    ]
    return any_of(answers, border("who did it is not told"))


def _fit_blamed(fact: Fact, value: Value | None, asked: Name) -> Answer:
    found = fit_party(value, asked, ())
    if found.fit is Fit.OUTSIDE and isinstance(value, Party) and value.kind == "unidentified":
        return border(f"nobody has said who {value.name!r} were")
    if found.fit is not Fit.INSIDE or fact.certainty is Certainty.ASSERTED:
        return found
    return border(f"{_HOW.get(fact.certainty, 'not surely')} by {name_of(value)}")


_HOW: Final[Mapping[Certainty | None, str]] = {
    Certainty.SUSPECTED: "suspected, not claimed,",
    Certainty.REPORTED: "reported, not established, to be",
    Certainty.CLAIMED: "said by one side to be",
    Certainty.POSSIBLE: "only possibly",
    Certainty.DENIED: "denied to be",
}


def _fit_owned(value: Value | None, asked: Name) -> Answer:
    if not isinstance(value, Responsibility) or value.by is None:
        return border("nobody has claimed it")
    found = fit_party(value.by, asked, ())
    if found.fit is Fit.INSIDE and value.stance == "denied":
        return border(f"{value.by.name} denies it")
    return found


# --- when -----------------------------------------------------------------------------------------


def check_period(held: Held, question: Question) -> Answer:
    """Tell whether the days lie in the period: wholly, partly, or outside it."""
    if question.since is None and question.until is None:
        return INSIDE
    found = held.facts("when") or held.facts("time")
    return any_of(
        (
            _settled(held, fact, "day", lambda _, value: fit_period(value, question.since, question.until))
            for fact in found
        ),
        border("the day is not told"),
    )


Check = Callable[[Held, Question], Answer]

#: Everything a question can ask.
CHECKS: Final[tuple[Check, ...]] = (
    check_period, check_kind, check_places, check_near, check_target, check_actor,
)  # fmt: skip
