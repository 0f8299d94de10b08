"""See that no two incidents bear one id: of two whose reports give the same, the one opened later takes the next.

An id is 40 bits, so that of a hundred million incidents some thousands of pairs would share one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import count
from typing import TYPE_CHECKING

from twosource.archive.datasets import PLACED, Table
from twosource.archive.stages.gathering import NAMED
from twosource.ids import IncidentId, ReportId, incident_id

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return every report with the incident it tells of, none where that has no id; counts "placed reports"."""
    rows = given[NAMED.name].to_pylist()
    founders: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row["incident"] is not None:
            founders[row["incident"]][row["founder"]] = row["arrival"]
    names = {
        (name, founder): found for name in founders for founder, found in tell_apart(name, founders[name])
    }
    placed = [
        {
            "article": row["article"],
            "report": row["report"],
            "incident": names.get((row["incident"], row["founder"])),
        }
        for row in rows
    ]
    placed.sort(key=lambda row: (row["article"], row["report"]))
    task.count("placed reports", sum(row["incident"] is not None for row in placed))
    return {PLACED.name: PLACED.table(placed)}


def tell_apart(name: str, arrivals: Mapping[str, int]) -> Collection[tuple[str, IncidentId]]:
    """Return an id for each of the reports that open incidents of one id, by when these arrived."""
    first, *later = sorted(arrivals, key=lambda founder: (arrivals[founder], founder))
    found = [(first, IncidentId(name))]
    for founder in later:
        borne = {known for _, known in found}
        others = (incident_id(ReportId(f"{founder}/{again}")) for again in count(2))
        found.append((founder, next(other for other in others if other not in borne)))
    return found
