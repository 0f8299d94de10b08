"""Claims of a plainly read text picked by field, as fillers and as values, for sets with slots.

A set that tells of one incident a text is held against the main report; others against all that
are not mere looking back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from eval.scorers.fills import Fill, make_fill, merge_fills
from eval.tasks import Mark, Outcome

Claim = Mapping[str, Any]


def main_claims(outcome: Outcome, *fields: str) -> list[Claim]:
    """Return the claims of some fields in the main report; none where there is no report."""
    return [claim for claim in _claims(main_report(outcome)) if claim["field"] in fields]


def main_report(outcome: Outcome) -> Mapping[str, Any] | None:
    """Return the main report, the first where none is called so, or None."""
    reports = (outcome or {}).get("reports") or []
    return next((report for report in reports if report["main"]), reports[0] if reports else None)


def told_claims(outcome: Outcome, *fields: str) -> list[Claim]:
    """Return the claims of some fields in all reports that do not only look back."""
    return [
        claim
        for report in (outcome or {}).get("reports") or []
        if not report["recalled"]
        for claim in _claims(report)
        if claim["field"] in fields
    ]


def all_claims(outcome: Outcome, *fields: str) -> list[Claim]:
    """Return the claims of some fields in all reports, the main one's first."""
    reports = sorted((outcome or {}).get("reports") or [], key=lambda report: not report["main"])
    return [claim for report in reports for claim in _claims(report) if claim["field"] in fields]


def _claims(report: Mapping[str, Any] | None) -> Iterator[Claim]:
    """Yield what a report claims; denials claim nothing."""
    yield from (claim for claim in (report or {}).get("claims", ()) if claim["certainty"] != "denied")


def fills_of(claims: Iterable[Claim], *, whole_quote: bool = False) -> list[Fill]:
    """Return the claims as fillers, each value once; ``whole_quote`` takes the words that make it."""
    return merge_fills(
        make_fill(claim["as_said"], tuple(claim["quote"]) if whole_quote else (claim["start"], claim["end"]))
        for claim in claims
    )


def exact_number(claims: Sequence[Claim]) -> int | None:
    """Return the highest number that is said to be exactly so, additions left out; None of none."""
    counts = [claim["value"] for claim in claims if not claim["scope"] and isinstance(claim["value"], dict)]
    exact = [
        count["low"]
        for count in counts
        if count.get("low") is not None and count["low"] == count.get("high") and not count.get("more")
    ]
    return max(exact, default=None)


def marks_of(claims: Iterable[Claim]) -> tuple[Mark, ...]:
    """Return the claims as marks for the error browser."""
    return tuple(Mark(start=claim["start"], end=claim["end"], label=claim["field"]) for claim in claims)
