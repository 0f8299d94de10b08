"""An incident that very many reports tell of stays one, though each was compared with few of the others."""

from datetime import UTC, datetime
from random import Random

from twosource.ids import ReportId
from twosource.link import MOST, cluster
from twosource.link.finding import HARD
from twosource.model import Judgement, Reason, Verdict

AT = datetime(2024, 3, 6, tzinfo=UTC)
NEIGHBOURS = 60  # each report is compared with about as many before it


def judged(one: int, other: int, verdict: Verdict, points: float) -> Judgement:
    left, right = sorted((name(one), name(other)))
    reason = Reason(name="two_attacks", points=points, text="")
    return Judgement(
        left=left, right=right, verdict=verdict, reasons=(reason,), decided_by="link/1", decided_at=AT
    )


def name(number: int) -> ReportId:
    return ReportId(f"r_{number * 7919 % 10007:05}")


def compared(number: int, incidents: int) -> list[Judgement]:
    """Judge reports of so many incidents as a ledger would: each with a few others, drawn by lot."""
    random = Random(7)
    pairs = {
        (other, one) for one in range(1, number) for other in random.sample(range(one), min(one, NEIGHBOURS))
    }
    return [
        judged(one, other, Verdict.SAME, 9.0 + random.random())
        if one % incidents == other % incidents
        else judged(one, other, Verdict.DIFFERENT, HARD)
        for one, other in sorted(pairs)
    ]


def test_a_thousand_reports_of_one_incident_stay_together() -> None:
    number = 4 * MOST
    found = cluster([name(one) for one in range(number)], compared(number, 1))
    assert [len(group) for group in found] == [number]


def test_two_incidents_that_very_many_tell_of_stay_apart() -> None:
    number = 2 * MOST
    found = cluster([name(one) for one in range(number)], compared(number, 2))
    assert sorted(len(group) for group in found) == [MOST, MOST]
