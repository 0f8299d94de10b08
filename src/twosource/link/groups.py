"""Groups of reports that grow together, and how many ties lie between any two of them.

Both are counted as groups grow, so that hundreds of reports of one incident are gathered in time near
to linear in their ties. Says nothing of what a tie means.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from twosource.ids import ReportId


class Groups:
    """Disjoint groups of reports; each is known by one report of its own."""

    def __init__(self, reports: Iterable[ReportId]) -> None:
        self._members = {report: [report] for report in reports}
        self._group = {report: report for report in self._members}

    def find(self, report: ReportId) -> ReportId:
        """Return the group a report is in."""
        return self._group[report]

    def size(self, group: ReportId) -> int:
        """Return the number of reports in a group."""
        return len(self._members[group])

    def join(self, ours: ReportId, theirs: ReportId) -> tuple[ReportId, ReportId]:
        """Make one group of two; returns the larger, which is kept, and the one that is gone."""
        kept, gone = (
            (ours, theirs) if len(self._members[ours]) >= len(self._members[theirs]) else (theirs, ours)
        )
        moved = self._members.pop(gone)
        self._members[kept].extend(moved)
        self._group.update(dict.fromkeys(moved, kept))
        return kept, gone

    def list_all(self) -> tuple[frozenset[ReportId], ...]:
        """Return the groups, ordered by their first report."""
        return tuple(sorted(map(frozenset, self._members.values()), key=min))


class Ties:
    """How many ties of one sort lie between each two groups; at first every report is its own group.

    ``pairs`` hold no pair twice.
    """

    def __init__(self, pairs: Iterable[tuple[ReportId, ReportId]]) -> None:
        self._between: dict[ReportId, dict[ReportId, int]] = defaultdict(dict)
        for left, right in pairs:
            self._between[left][right] = self._between[right][left] = 1

    def count(self, ours: ReportId, theirs: ReportId) -> int:
        """Return the number of ties between two groups; a group has none with itself."""
        found = self._between.get(ours)
        return 0 if found is None else found.get(theirs, 0)

    def merge(self, kept: ReportId, gone: ReportId) -> None:
        """Let a group that is gone leave its ties to the one that took it in."""
        left = self._between.pop(gone, None)
        if left is None:
            return
        home = self._between[kept]
        home.pop(gone, None)
        left.pop(kept, None)
        for other, number in left.items():
            theirs = self._between[other]
            del theirs[gone]
            home[other] = theirs[kept] = home.get(other, 0) + number


class Odds:
    """What the pairs between each two groups say together, and how many of them were asked.

    ``pairs`` give what each pair says, and hold no pair twice.
    """

    def __init__(self, pairs: Mapping[tuple[ReportId, ReportId], float]) -> None:
        self._between: dict[ReportId, dict[ReportId, tuple[float, int]]] = defaultdict(dict)
        for (left, right), weight in pairs.items():
            self._between[left][right] = self._between[right][left] = (weight, 1)

    def between(self, ours: ReportId, theirs: ReportId) -> tuple[float, int]:
        """Return the weight of the pairs between two groups, and their number."""
        return self._between[ours].get(theirs, (0.0, 0))

    def merge(self, kept: ReportId, gone: ReportId) -> None:
        """Let a group that is gone leave its weights to the one that took it in."""
        home, left = self._between[kept], self._between.pop(gone, {})
        home.pop(gone, None)
        left.pop(kept, None)
        for other, (weight, number) in left.items():
            theirs = self._between[other]
            del theirs[gone]
            had, count = home.get(other, (0.0, 0))
            home[other] = theirs[kept] = (had + weight, count + number)
