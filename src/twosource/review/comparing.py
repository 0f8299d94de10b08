"""Two reports side by side, field by field, and the claims of a contradicted fact: what a person looks at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

from twosource.ids import ClaimId, ReportId
from twosource.link.clusters import find_standing
from twosource.model import Article, Claim, Judgement, Report
from twosource.reconcile import RULES
from twosource.reconcile.relations import relate
from twosource.review.listing import Item
from twosource.store import Ledger
from twosource.values.comparison import Relation

_LAST: Final = frozenset({"quote", "tally", "first since", "background"})  # long, and seldom what decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One report of a pair with its article."""

    report: Report
    article: Article


class Stand(StrEnum):
    """How what two reports tell of one field stands to each other."""

    SHARED = "shared"  # both say the same
    FITS = "fits"  # both can be true
    CLASHES = "clashes"  # they can't both be true
    UNCLEAR = "unclear"  # too little is said to tell
    ALONE = "alone"  # one of them says nothing on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What both reports claim of one field; either may claim nothing. ``why`` says how they stand."""

    field: str
    scope: str
    left: tuple[Claim, ...]
    right: tuple[Claim, ...]
    stand: Stand = Stand.ALONE
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two reports side by side, and what was decided about them last."""

    left: Side
    right: Side
    rows: tuple[Row, ...]
    judgement: Judgement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """The claims of a contradicted fact with their articles: those it rests on, and those against it."""

    support: tuple[tuple[Claim, Article], ...]
    against: tuple[tuple[Claim, Article], ...]


def compare_reports(ledger: Ledger, one: ReportId, other: ReportId) -> Compared:
    """Lay two reports side by side: the fields both tell first, what is quoted last."""
    left, right = _side(ledger, one), _side(ledger, other)
    ours, theirs = _by_field(left.report), _by_field(right.report)
    fields = sorted(
        dict.fromkeys((*ours, *theirs)), key=lambda one: (one[0] in _LAST, *_place(one, ours, theirs))
    )
    standing = find_standing(ledger.judgements_between(one, other)).values()
    return Compared(
        left=left,
        right=right,
        rows=tuple(_row(field, ours.get(field, ()), theirs.get(field, ())) for field in fields),
        judgement=next(iter(standing), None),
    )


def _row(field: tuple[str, str], left: tuple[Claim, ...], right: tuple[Claim, ...]) -> Row:
    stand, why = _find_stand(left, right)
    return Row(field=field[0], scope=field[1], left=left, right=right, stand=stand, why=why)


_STANDS: Final = {
    Relation.SAME: Stand.SHARED,
    Relation.NARROWER: Stand.FITS,
    Relation.WIDER: Stand.FITS,
    Relation.OVERLAPPING: Stand.FITS,
    Relation.UNKNOWN: Stand.UNCLEAR,
    Relation.APART: Stand.CLASHES,
}
_BEST_FIRST: Final = tuple(_STANDS)


def _find_stand(left: Collection[Claim], right: Collection[Claim]) -> tuple[Stand, str]:
    """Return how the two claims stand that agree best, for a report may say a thing in several ways."""
    if not left or not right:
        return Stand.ALONE, ""
    found = (relate(one, other) for one, other in product(left, right))
    best = min(found, key=lambda one: _BEST_FIRST.index(one.relation))
    return _STANDS[best.relation], best.why


def _place(field: tuple[str, str], *sides: Collection[tuple[str, str]]) -> tuple[int, int]:
    """Return where a field stands: what both sides tell first, then in the order of a brief."""
    known: list[str] = list(RULES)
    place = known.index(field[0]) if field[0] in RULES else len(known)
    return -sum(field in side for side in sides), place


def find_sayings(ledger: Ledger, item: Item) -> Sayings:
    """Return the claims a contradicted fact rests on and those against it; raises ValueError for no fact."""
    if item.fact is None:
        raise ValueError(item.id)
    incident = ledger.incident(item.incidents[0])
    reports = ledger.reports(incident.reports)
    articles = ledger.articles_by_id({report.article for report in reports})
    claims = {claim.id: claim for report in reports for claim in report.claims}

    def quoted(ids: Iterable[ClaimId]) -> tuple[tuple[Claim, Article], ...]:
        known = (claims[one] for one in ids if one in claims)
        return tuple((claim, articles[claim.evidence.article]) for claim in known)

    return Sayings(support=quoted(item.fact.support), against=quoted(item.fact.against))


def _side(ledger: Ledger, name: ReportId) -> Side:
    report = ledger.report(name)
    return Side(report=report, article=ledger.articles_by_id([report.article])[report.article])


def _by_field(report: Report) -> dict[tuple[str, str], tuple[Claim, ...]]:
    found: dict[tuple[str, str], tuple[Claim, ...]] = {}
    for claim in report.claims:
        key = (claim.field, claim.scope)
        found[key] = (*found.get(key, ()), claim)
    return found
