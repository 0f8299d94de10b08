"""What stands beside an incident: the others that nearly were this one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from twosource.ids import IncidentId
from twosource.link.clusters import find_standing
from twosource.model import Incident, Judgement, Verdict
from twosource.store import Ledger

_MOST: Final = 5  # neighbours shown, the likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another incident, and the likeliest judgement between a report of each."""

    incident: Incident
    judgement: Judgement


def find_neighbours(ledger: Ledger, incident: Incident) -> tuple[Neighbour, ...]:
    """Return the incidents that nearly were this one: unsure ones first, then the likeliest."""
    best: dict[IncidentId, Judgement] = {}
    for other, judgement in _crossing(ledger, incident):
        if other not in best or _rank(judgement) < _rank(best[other]):
            best[other] = judgement
    ranked = sorted(best, key=lambda other: (*_rank(best[other]), other))[:_MOST]
    return tuple(Neighbour(incident=one, judgement=best[one.id]) for one in ledger.incidents_by_id(ranked))


def _rank(judgement: Judgement) -> tuple[bool, float]:
    return judgement.verdict is not Verdict.UNSURE, -judgement.score


def _crossing(ledger: Ledger, incident: Incident) -> Iterator[tuple[IncidentId, Judgement]]:
    """Yield what is decided between this incident's reports and those of others."""
    own = set(incident.reports)
    standing = find_standing(ledger.judgements_touching(own)).values()
    members = ledger.members({report for one in standing for report in (one.left, one.right)})
    for judgement in standing:
        other = judgement.right if judgement.left in own else judgement.left
        member = members.get(other)
        if member is not None and member.incident not in {None, incident.id}:
            assert member.incident is not None
            yield member.incident, judgement
