import pytest

from tests.archive.stages.flow import Flow
from twosource.archive.datasets import PLACED
from twosource.archive.stages.gathering import NAMED, STAGES
from twosource.archive.stages.names import tell_apart
from twosource.ids import IncidentId, ReportId, incident_id

FIRST, SECOND, THIRD = (f"r_000000000000000{digit}" for digit in "123")
NAME = incident_id(ReportId(FIRST))


def row(report: str, founder: str | None, arrival: int | None) -> dict[str, object]:
    name = None if founder is None else NAME
    return {
        "key": name or report, "incident": name, "founder": founder, "arrival": arrival,
        "article": f"a{report[1:]}", "report": report,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arrivals", "expected"),
    [
        ({FIRST: 4}, {FIRST: NAME}),
        ({SECOND: 9, FIRST: 4}, {FIRST: NAME, SECOND: incident_id(ReportId(f"{SECOND}/2"))}),
        ({SECOND: 4, FIRST: 4}, {FIRST: NAME, SECOND: incident_id(ReportId(f"{SECOND}/2"))}),
        ({SECOND: 3, FIRST: 4}, {SECOND: NAME, FIRST: incident_id(ReportId(f"{FIRST}/2"))}),
    ],
    ids=["alone", "later", "at once", "earlier"],
)
def test_who_opens_an_incident_later_takes_the_next_id(
    arrivals: dict[str, int], expected: dict[str, IncidentId]
) -> None:
    assert dict(tell_apart(NAME, arrivals)) == expected


def test_reports_of_two_incidents_of_one_id_are_told_apart() -> None:
    flow = Flow(buckets=2)
    told = ([row(FIRST, FIRST, 1), row(THIRD, None, None)], [row(SECOND, SECOND, 2)])
    flow.parts = {NAMED.name: [NAMED.table(rows) for rows in told]}
    flow.run(*(stage for stage in STAGES if stage.name == "names"))
    assert {found["report"]: found["incident"] for found in flow.rows(PLACED)} == {
        FIRST: NAME,
        SECOND: incident_id(ReportId(f"{SECOND}/2")),
        THIRD: None,
    }
