"""What a count needs of a ledger, fetched once for any number of questions that ask the same.

A question is narrowed to what the ledger can look up: time, kind and place. What comes through is
more than answers. Only one thing is lost by it: a place inside a city's circle whose names in full do not
hold the city's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any, Final

from twosource.ids import ClaimId, IncidentId
from twosource.knowledge.kinds import ancestry, is_a, load_kinds
from twosource.lens import PLAIN, Lens, look_over
from twosource.model import Field, Incident, Status, Twins, Value
from twosource.store import Circle, Filter, Ledger
from twosource.store.judgements import OpenPair
from twosource.tally import Held, Holding, Printed, Question
from twosource.tally.names import find_place, read_name
from twosource.tally.periods import ends_at, starts_at
from twosource.text import fold
from twosource.values.place import Place

_ZONES: Final = timedelta(hours=14)  # the widest offset from UTC: a day may begin so much earlier
_VAGUE_KM: Final = 500.0  # how far off a place told by its country alone may lie and still be borderline
_SPOTS: Final = frozenset({"city", "district", "site", "base", "camp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Incidents as they are through a lens, with the facts that a question needs.

    ``fields`` are needed beside those; None means all facts.
    """

    ledger: Ledger
    lens: Lens = PLAIN
    fields: frozenset[Field] | None = frozenset()
    _follows: dict[tuple[Filter, IncidentId | None], bool] = field(
        default_factory=dict, init=False, repr=False
    )

    def holding(self, question: Question) -> Holding:
        """Return all that may answer a question, and more."""
        return self._fetch(narrow(question), question)

    def piles(self, questions: Sequence[Question]) -> Iterator[tuple[int, Holding]]:
        """Yield the number of each question with what may answer it, in an order of its own.

        Questions that differ in their period alone share what is fetched: each incident is loaded
        once for all of them.
        """
        groups: dict[Filter, list[int]] = defaultdict(list)
        for number, question in enumerate(questions):
            groups[narrow(replace(question, since=None, until=None))].append(number)
        for group in groups.values():
            yield from self._pile(group, questions)

    def _pile(self, group: Sequence[int], questions: Sequence[Question]) -> Iterator[tuple[int, Holding]]:
        wanted = [narrow(questions[number]) for number in group]
        if len(group) == 1 or not self.lens.is_plain:
            yield from ((number, self.holding(questions[number])) for number in group)
            return
        since, until = [one.since for one in wanted], [one.until for one in wanted]
        whole = replace(
            wanted[0],
            since=None if None in since else min(at for at in since if at is not None),
            until=None if None in until else max(at for at in until if at is not None),
        )
        holding = self._fetch(whole, *(questions[number] for number in group))
        spans = self.ledger.spans([each.id for each in holding.incidents])
        for number, one in zip(group, wanted, strict=True):
            kept = (each for each in holding.incidents if _is_within(spans[each.id], one))
            yield number, replace(holding, incidents=tuple(kept))

    def held(self, ids: Sequence[IncidentId], question: Question) -> Iterator[Held]:
        """Yield some incidents as they stand, in that order, with the facts that a question needs."""
        incidents = tuple(self.ledger.incidents_by_id(ids, _needs(question)))
        against = _values_against(self.ledger, incidents)
        yield from (Held(incident=each, against=against) for each in incidents)

    def follows(self, question: Question, printed: Printed) -> bool:
        """Whether the ledger tells of anything in a question's places and period.

        For what leads up to an incident, of anything but that one.
        """
        home = printed.home.incident
        places = question.places or _countries(home)
        wanted = replace(narrow(replace(question, kinds=(), targets=(), places=places)), limit=2)
        key = (wanted, home.id if printed.leads_up else None)
        if key not in self._follows:
            found = self.ledger.incidents(wanted) if places else ()
            self._follows[key] = any(each.id != key[1] for each in found)
        return self._follows[key]

    def _fetch(self, wanted: Filter, *questions: Question) -> Holding:
        incidents = tuple(self._incidents(wanted, questions))
        return Holding(
            incidents=incidents,
            against=_values_against(self.ledger, incidents),
            twins=find_twins(self.ledger, [each.id for each in incidents]),
            since=self.ledger.first_happened_at(),
        )

    def _incidents(self, wanted: Filter, questions: Iterable[Question]) -> Iterator[Incident]:
        if not self.lens.is_plain or self.fields is None:
            return look_over(self.ledger, wanted, self.lens)
        needed = self.fields.union(*map(_needs, questions))
        return self.ledger.incidents_by_id(self.ledger.incident_ids(wanted), needed)


#: Facts that every question asks about, or that say how sure an incident is.
_ALWAYS: Final[frozenset[Field]] = frozenset({"kind", "when", "time", "place", "impact place"})


def _needs(question: Question) -> frozenset[Field]:
    """Return the fields of the facts that a question asks about."""
    target: frozenset[Field] = frozenset({"target"} if question.targets else ())
    actor: frozenset[Field] = frozenset({"perpetrator", "responsibility"} if question.actors else ())
    return _ALWAYS | target | actor


def _is_within(span: tuple[int, int], wanted: Filter) -> bool:
    """Whether a filter's period admits an incident, as the ledger's look-up has it."""
    begins = wanted.since is None or int(wanted.since.timestamp()) <= span[1]
    return begins and (wanted.until is None or span[0] <= int(wanted.until.timestamp()))


def narrow(question: Question) -> Filter:
    """Return a filter that lets through whatever may answer."""
    near = question.near
    return Filter(
        since=None if question.since is None else starts_at(question.since) - _ZONES,
        until=None if question.until is None else ends_at(question.until) + _ZONES,
        kinds=_related(question.kinds),
        near=None if near is None else Circle(lat=near.lat, lon=near.lon, km=max(near.km, _VAGUE_KM)),
        **_narrow_places(question),
    )


def _related(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds with their special cases, and the wider ones that may turn out to be them."""
    asked = tuple(kinds)
    cases = {key for key in load_kinds() for kind in asked if is_a(key, kind)}
    wider = {above for kind in asked for above in ancestry(kind)}
    maybe = {"explosion"} if "explosive attack" in wider else set()
    return tuple(sorted(cases | wider | maybe))


# --- places ---------------------------------------------------------------------------------------


def _narrow_places(question: Question) -> dict[str, Any]:
    """Return the places to look up; none where some way of answering has no place."""
    asked = list(_asked_places(question))
    if not asked or None in asked:
        return {}
    parts = sorted({part for one in asked if one is not None for part in one.parts})
    whole = sorted({name for one in asked if one is not None for name in one.around})
    known = {each.name for each in fields(Filter)}
    return {
        name: value
        for name, value in (("places", tuple(parts)), ("whole_places", tuple(whole)))
        if name in known
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """What the names in full of a place asked for hold, and the names of what is around it."""

    parts: tuple[str, ...]
    around: tuple[str, ...] = ()


def _asked_places(question: Question) -> Iterator[_Sought | None]:
    """Yield each place of which any will do; None for a target that may be anywhere."""
    if question.places:
        yield from (_seek(name, find_place(name)) for name in question.places)
        return
    for target in question.targets:
        places = read_name(target).places
        yield _seek(places[0].name, places[0]) if places else None


def _seek(asked: str, listed: Place | None) -> _Sought | None:
    """Return what to look up for a place: itself, or for a wide one its whole country."""
    names = {asked, asked.removeprefix("al-").removeprefix("Al-")} | ({listed.name} if listed else set())
    if listed is None or listed.kind in _SPOTS:
        within = listed.within if listed else ()
        around = tuple(fold(", ".join(within[at:])) for at in range(len(within)))
        return _Sought(parts=tuple(map(fold, names)), around=around)
    return None if listed.country is None else _Sought(parts=(*map(fold, names), listed.country))


def _countries(incident: Incident) -> tuple[str, ...]:
    places = Held(incident=incident).places()
    return tuple(dict.fromkeys(place.country for place in places if place.country))


# --- beside the incidents -------------------------------------------------------------------------


def _values_against(ledger: Ledger, incidents: Iterable[Incident]) -> Mapping[ClaimId, Value]:
    """Return the values of the claims that stand against the facts of incidents."""
    disputed = [one for one in incidents if any(fact.status is Status.CONTRADICTED for fact in one.facts)]
    wanted = {claim for one in disputed for fact in one.facts for claim in fact.against}
    reports = ledger.reports([report for one in disputed for report in one.reports]) if disputed else ()
    return {claim.id: claim.value for report in reports for claim in report.claims if claim.id in wanted}


def find_twins(ledger: Ledger, incidents: Iterable[IncidentId]) -> tuple[Twins, ...]:
    """Return the pairs of incidents that may be one, each once, with why nobody could say."""
    return name_twins(ledger.twins(incidents))


def name_twins(pairs: Iterable[OpenPair]) -> tuple[Twins, ...]:
    """Return the incidents of pairs of reports left unsure, each pair once, with why nobody could say."""
    found: dict[tuple[IncidentId, IncidentId], Twins] = {}
    for pair in pairs:
        left, right = sorted((pair.left_incident, pair.right_incident))
        why = f"linking could not tell ({pair.score:+.1f} points); twosource why {left} {right} says why"
        found.setdefault((left, right), Twins(left=left, right=right, why=why))
    return tuple(found[pair] for pair in sorted(found))
