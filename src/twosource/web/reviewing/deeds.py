"""Doing what is meant: each intent handed to the act of ``review`` that it names, and what it is about."""

from collections.abc import Callable, Mapping
from typing import Final

from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.review import (
    Outcome,
    Right,
    Signed,
    accept,
    correct,
    dismiss,
    find_claim,
    get_item,
    merge,
    move,
    reject,
    split,
    undo,
)
from twosource.review.correcting import nearest
from twosource.review.log import touched_by
from twosource.store import Ledger
from twosource.text import Span
from twosource.web.reviewing.intent import Intent, What


def perform(ledger: Ledger, signed: Signed, intent: Intent) -> Outcome:
    """Do what is meant; raises what ``review`` raises."""
    return _DEEDS[intent.what](ledger, signed, intent)


def find_subject(ledger: Ledger, intent: Intent) -> tuple[IncidentId, ...]:
    """Return the incidents that an act is about as they stand before it, merges followed; may be none.

    Raises NoSuchRecord.
    """
    found = dict.fromkeys(_SUBJECTS[intent.what](ledger, intent))
    return tuple(dict.fromkeys(ledger.incident(one).id for one in found))


# --- doing --------------------------------------------------------------------------------------------

_Deed = Callable[[Ledger, Signed, Intent], Outcome]
_DEEDS: Final[Mapping[What, _Deed]] = {
    "accept": lambda ledger, signed, one: accept(ledger, signed, *one.reports),
    "reject": lambda ledger, signed, one: reject(ledger, signed, *one.reports),
    "merge": lambda ledger, signed, one: merge(ledger, signed, one.incidents),
    "split": lambda ledger, signed, one: split(ledger, signed, one.incidents[0], one.reports),
    "move": lambda ledger, signed, one: move(ledger, signed, one.reports[0], one.incidents[0]),
    "correct": lambda ledger, signed, one: correct(ledger, signed, one.claim, _right(ledger, one)),
    "dismiss": lambda ledger, signed, one: dismiss(ledger, signed, one.item),
    "undo": lambda ledger, signed, one: undo(ledger, signed, one.act),
}


def _right(ledger: Ledger, intent: Intent) -> Right:
    if not (intent.value is None or intent.value or intent.words):
        raise InputError(
            "say what is right", hint="write the value, mark other words, or say that the words say nothing"
        )
    said = _find_words(ledger, intent) if intent.words and intent.value is not None else None
    value = intent.words if intent.value == "" else intent.value
    return Right(words=value, certainty=intent.certainty, said=said)


def _find_words(ledger: Ledger, intent: Intent) -> Span:
    """Return where the marked words stand in the claim's article; raises InputError where they do not."""
    claim = find_claim(ledger, intent.claim)
    text = ledger.articles_by_id([claim.evidence.article])[claim.evidence.article].text
    place = claim.evidence.span.start if intent.at is None else intent.at
    at = nearest(text, intent.words, place)
    if at is None:
        raise InputError(
            f"“{intent.words}” is not in the article", hint="mark the words in its text, or copy them from it"
        )
    return Span(at, at + len(intent.words))


# --- what it is about ---------------------------------------------------------------------------------

_Subjects = Callable[[Ledger, Intent], tuple[IncidentId, ...]]


def _of_reports(ledger: Ledger, intent: Intent) -> tuple[IncidentId, ...]:
    members = ledger.members(ledger.report(one).id for one in intent.reports).values()
    return tuple(one.incident for one in members if one.incident is not None)


def _of_incidents(ledger: Ledger, intent: Intent) -> tuple[IncidentId, ...]:
    return tuple(ledger.incident(one).id for one in intent.incidents)


def _of_claim(ledger: Ledger, intent: Intent) -> tuple[IncidentId, ...]:
    members = ledger.members_of_article(find_claim(ledger, intent.claim).evidence.article)
    return tuple(one.incident for one in members if one.incident is not None)


def _of_act(ledger: Ledger, intent: Intent) -> tuple[IncidentId, ...]:
    named = touched_by(ledger.decisions.act(intent.act))
    return tuple(IncidentId(one) for one in sorted(named) if one.startswith("i_"))


_SUBJECTS: Final[Mapping[What, _Subjects]] = {
    "accept": _of_reports,
    "reject": _of_reports,
    "merge": _of_incidents,
    "split": _of_incidents,
    "move": lambda ledger, one: (*_of_reports(ledger, one), *_of_incidents(ledger, one)),
    "correct": _of_claim,
    "dismiss": lambda ledger, one: get_item(ledger, one.item).incidents,
    "undo": _of_act,
}
