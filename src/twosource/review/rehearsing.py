"""Trying an act to see what it would change: it is done in full, and then nothing of it is kept.

Tells incidents before and after, their reports and their facts. What an act did once it is done is
told by trying to take it back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from twosource.ids import IncidentId, ReportId
from twosource.model import Fact, Incident, Status
from twosource.review.acting import Outcome
from twosource.store import Ledger

Deed = Callable[[Ledger], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One fact before and after; None where there is none."""

    field: str
    scope: str
    before: Fact | None
    after: Fact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One incident before and after: None before where it is new, None after where it ends.

    An incident that ends leads ``into`` another, where its first report is now. ``facts`` are those that
    read otherwise in an incident that there was and still is.
    """

    incident: IncidentId
    before: Incident | None
    after: Incident | None
    came: tuple[ReportId, ...]
    left: tuple[ReportId, ...]
    facts: tuple[FactChange, ...]
    into: IncidentId | None = None

    def reversed(self) -> "Change":
        """Return the same the other way round: what taking back would change, as what the act changed."""
        facts = (
            FactChange(field=one.field, scope=one.scope, before=one.after, after=one.before)
            for one in self.facts
        )
        return Change(
            incident=self.incident,
            before=self.after,
            after=self.before,
            came=self.left,
            left=self.came,
            facts=tuple(facts),
            into=self.into,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What an act would come to. Its outcome's act was never kept."""

    outcome: Outcome
    changes: tuple[Change, ...]


def rehearse(ledger: Ledger, deed: Deed) -> Rehearsal:
    """Try an act; raises what the act itself would raise. The ledger is left as it was."""
    with ledger.rehearsal():
        outcome = deed(ledger)
        after = _find_incidents(ledger, outcome)
    before = {one.id: one for one in ledger.incidents_by_id(tuple(after))}
    return Rehearsal(outcome=outcome, changes=_compare(before, after))


def _find_incidents(ledger: Ledger, outcome: Outcome) -> dict[IncidentId, Incident | None]:
    """Return how incidents stand that an act is about, those it left empty too."""
    if outcome.act is None:
        return {}
    stood: Mapping[IncidentId, Mapping[ReportId, int]] = outcome.act.body.get("stood", {})
    members = ledger.members_by_number({seq for reports in stood.values() for seq in reports.values()})
    homes = (member.incident for member in members if member.incident is not None)
    ids = tuple(dict.fromkeys((*stood, *homes, *outcome.incidents)))
    standing = {one.id: one for one in ledger.incidents_by_id(ids) if one.reports}
    return {one: standing.get(one) for one in ids}


def _compare(
    before: Mapping[IncidentId, Incident], after: Mapping[IncidentId, Incident | None]
) -> tuple[Change, ...]:
    home = {report: one.id for one in after.values() if one is not None for report in one.reports}
    found = (_change(one, before.get(one), after[one], home) for one in after)
    return tuple(one for one in found if one.came or one.left or one.facts or _is_renamed(one))


def _is_renamed(one: Change) -> bool:
    return one.before is not None and one.after is not None and one.before.headline != one.after.headline


def _change(
    incident: IncidentId, before: Incident | None, after: Incident | None, home: Mapping[ReportId, IncidentId]
) -> Change:
    was = before if before is not None and before.reports else None
    had, has = was.reports if was else (), after.reports if after else ()
    ended = after is None and bool(had)
    return Change(
        incident=incident,
        before=was,
        after=after,
        came=tuple(report for report in has if report not in had),
        left=tuple(report for report in had if report not in has),
        facts=_compare_facts(was.facts, after.facts) if was and after else (),
        into=home.get(had[0]) if ended else None,
    )


def _compare_facts(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[FactChange, ...]:
    """Return the facts that read otherwise now: another value, another status, other voices behind it.

    What is unknown is no fact here.
    """
    was, now = _by_field(before), _by_field(after)
    found: list[FactChange] = []
    for key in dict.fromkeys((*now, *was)):
        field, scope = key
        ours, theirs = _without(was[key], now[key]), _without(now[key], was[key])
        found += (
            FactChange(field=field, scope=scope, before=one, after=other)
            for one, other in zip_longest(ours, theirs)
        )
    return tuple(found)


def _by_field(facts: Iterable[Fact]) -> defaultdict[tuple[str, str], list[Fact]]:
    found: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for one in facts:
        if one.status is not Status.UNKNOWN:
            found[one.field, one.scope].append(one)
    return found


def _without(facts: Iterable[Fact], others: Iterable[Fact]) -> list[Fact]:
    known = [_reads(one) for one in others]
    return [one for one in facts if _reads(one) not in known]


def _reads(fact: Fact) -> tuple[object, ...]:
    return fact.value, fact.status, fact.certainty, fact.voices, fact.newsrooms, fact.confirmed
