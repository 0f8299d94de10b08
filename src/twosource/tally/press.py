"""Check a count made by the press against the ledger: supported, contradicted, or cannot say.

A ledger holds what was added to it, so fewer incidents than the press counts prove little; more do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from twosource.ids import IncidentId
from twosource.knowledge.kinds import is_a, load_kinds
from twosource.model import Incident, PressTally
from twosource.tally.counting import is_covered, sort_out
from twosource.tally.question import Question, find_words
from twosource.values.count import format_count
from twosource.values.party import Party

#: Articles a ledger must hold of the place and period for each incident that the press counts and it
#: lacks; set by judgement, a followed region has several stories of each incident.
ENOUGH_ARTICLES = 10
_GENERIC = frozenset(["attack", "strike", "incident", "assault", "such", "operation", "violence"])
_SMALL = frozenset(
    ["the", "a", "an", "of", "on", "in", "at", "by", "or", "and", "against", "for", "to", "it", "other"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCheck:
    """What the ledger says of a press tally, in one sentence, and what it counted."""

    verdict: Literal["supported", "contradicted", "cannot say"]
    why: str
    low: int
    high: int
    counted: tuple[IncidentId, ...]
    borderline: tuple[IncidentId, ...]


def check_press(
    press: PressTally,
    incidents: Iterable[Incident],
    *,
    ledger_since: datetime | None,
    said_at: datetime | None = None,
) -> PressCheck:
    """Set a press tally against the ledger's incidents.

    ``ledger_since`` is when the ledger's first incident happened, None where that is not known.
    ``said_at`` is when the tally was printed, which ends the period where the tally does not.
    """
    known = list(incidents)
    question = _ask(press, said_at)
    if question.since is None:
        return _cannot("It is not said since when the press counts.", (), ())
    inside, border = _count(press, known, question)
    return _compare(press, question, (inside, border), _Ledger(since=ledger_since, incidents=known))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ledger:
    since: datetime | None
    incidents: Sequence[Incident]


def _ask(press: PressTally, said_at: datetime | None) -> Question:
    since = press.since.earliest if press.since is not None else None
    until = press.until.latest if press.until is not None else None
    return Question(places=press.where, since=since, until=until or said_at)


_Ids = tuple[IncidentId, ...]


def _count(press: PressTally, incidents: list[Incident], question: Question) -> tuple[_Ids, _Ids]:
    """Count what fits time and place and is of a kind named; what cannot be told is borderline."""
    kinds = find_kinds(press.what)
    of_kind = [each for each in incidents if not kinds or any(is_a(each.kind, kind) for kind in kinds)]
    inside, border = sort_out(of_kind, question)
    words = _find_qualifiers(press)
    by_id = {incident.id: incident for incident in of_kind}
    sure = tuple(each for each in inside if not words or words & _named(by_id[each]))
    return sure, tuple(sorted({*border, *inside} - {*sure}))


def find_kinds(what: str) -> tuple[str, ...]:
    """Return the kinds that a press tally names; none where it says no more than "attacks"."""
    words = find_words(what)
    named = {key: find_words(kind.label) - _GENERIC for key, kind in load_kinds().items()}
    return tuple(key for key, label in named.items() if label and label <= words)


def _find_qualifiers(press: PressTally) -> frozenset[str]:
    """Words of the tally that are neither kinds nor places: against whom, by whom."""
    words = find_words(press.what) - _GENERIC - _SMALL
    told = (load_kinds()[kind].label for kind in find_kinds(press.what))
    return words.difference(*(find_words(label) for label in (*told, *press.where)))


def _named(incident: Incident) -> frozenset[str]:
    values = (fact.value for fact in incident.facts if fact.field in {"target", "perpetrator", "place"})
    names = (each if isinstance(each, str) else getattr(each, "name", "") for each in values)
    sides = (each.country or "" for fact in incident.facts if isinstance(each := fact.value, Party))
    return frozenset[str]().union(*(find_words(name) for name in (*names, *sides)))


def _compare(press: PressTally, question: Question, found: tuple[_Ids, _Ids], ledger: _Ledger) -> PressCheck:
    inside, border = found
    low, high = len(inside), len(inside) + len(border)
    said = f'the press counts "{press.count.as_said or format_count(press.count)}"'
    holds = f"The ledger holds {low}" + (f" to {high}" if border else "")
    least, most = press.count.low or 0, press.count.high
    if most is not None and low > most:
        if question.until is None:
            return _cannot(f"{holds}, but it is not known until when the press counts.", inside, border)
        return _check("contradicted", f"{holds}; {said}.", inside, border)
    if low >= least:
        return _check("supported", f"{holds}; {said}.", inside, border)
    if not is_covered(question.since, ledger.since):
        return _cannot(f"{holds}; {said}, and the ledger starts later.", inside, border)
    if high >= least or not _is_rich(least, question, ledger):
        return _cannot(f"{holds}; {said}, and the ledger has too few sources to contradict.", inside, border)
    return _check("contradicted", f"{holds}; {said}.", inside, border)


def _is_rich(least: int, question: Question, ledger: _Ledger) -> bool:
    """Whether the ledger has followed the place and period closely enough to miss little."""
    period = replace(question, kind=None)
    inside, _ = sort_out(ledger.incidents, period)
    held = frozenset(inside)
    articles = {article for each in ledger.incidents if each.id in held for article in each.articles}
    return len(articles) >= ENOUGH_ARTICLES * max(1, least)


def _cannot(why: str, inside: _Ids, border: _Ids) -> PressCheck:
    return _check("cannot say", why, inside, border)


def _check(
    verdict: Literal["supported", "contradicted", "cannot say"], why: str, inside: _Ids, border: _Ids
) -> PressCheck:
    low = len(inside)
    return PressCheck(
        verdict=verdict, why=why, low=low, high=low + len(border), counted=inside, borderline=border
    )
