"""Which id each cluster of reports bears: ids are given once, kept as long as can be, and never lost.

A cluster keeps the id of its oldest report's incident. An incident that falls apart stays with the
part that holds its oldest report, the rest is named anew; one that is merged leads on to the other.
Pure: nothing here reads or writes the ledger.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from twosource.ids import IncidentId, ReportId, incident_id
from twosource.store.reports import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The clusters with their ids, oldest first, and where ids lead that no cluster bears any more.

    A cluster without an opening report has no id. An id that leads to None holds nothing now.
    """

    clusters: tuple[tuple[IncidentId | None, tuple[Member, ...]], ...]
    redirects: tuple[tuple[IncidentId, IncidentId | None], ...]


def name_clusters(
    clusters: Iterable[Collection[ReportId]],
    members: Mapping[ReportId, Member],
    *,
    openers: Collection[ReportId],
    is_taken: Callable[[IncidentId], bool],
) -> Naming:
    """Name clusters by how their members stood before.

    ``openers`` are the reports that may open an incident; ``is_taken`` tells whether an id is borne
    by an incident outside these clusters.
    """
    ordered = sorted((_by_arrival(cluster, members) for cluster in clusters), key=lambda found: found[0].seq)
    opened = [any(member.report in openers for member in cluster) for cluster in ordered]
    homes = _homes(cluster for cluster, opens in zip(ordered, opened, strict=True) if opens)
    names: list[IncidentId | None] = []
    for cluster, opens in zip(ordered, opened, strict=True):
        borne = {*names, *homes}
        name = _find_name(cluster, homes) if opens else None
        names.append(_make_name(cluster, openers, borne, is_taken) if opens and name is None else name)
    return Naming(
        clusters=tuple(zip(names, ordered, strict=True)),
        redirects=tuple(_redirects(names, ordered)),
    )


def _by_arrival(cluster: Collection[ReportId], members: Mapping[ReportId, Member]) -> tuple[Member, ...]:
    return tuple(sorted((members[report] for report in cluster), key=lambda member: member.seq))


def _homes(clusters: Iterable[tuple[Member, ...]]) -> dict[IncidentId, ReportId]:
    """Return the oldest report of each incident that the clusters hold."""
    homes: dict[IncidentId, Member] = {}
    for member in (member for cluster in clusters for member in cluster):
        if member.incident is not None:
            homes[member.incident] = min(homes.get(member.incident, member), member, key=lambda one: one.seq)
    return {incident: member.report for incident, member in homes.items()}


def _find_name(cluster: tuple[Member, ...], homes: Mapping[IncidentId, ReportId]) -> IncidentId | None:
    """Return the id of the oldest report that is the oldest of its incident."""
    for member in cluster:
        if member.incident is not None and homes[member.incident] == member.report:
            return member.incident
    return None


def _make_name(
    cluster: tuple[Member, ...],
    openers: Collection[ReportId],
    borne: Collection[IncidentId | None],
    is_taken: Callable[[IncidentId], bool],
) -> IncidentId:
    founder = next(member.report for member in cluster if member.report in openers)
    return next(name for name in _new_names(founder) if name not in borne and not is_taken(name))


def _new_names(founder: ReportId) -> Iterator[IncidentId]:
    yield incident_id(founder)
    yield from (incident_id(ReportId(f"{founder}/{again}")) for again in count(2))


def _redirects(
    names: list[IncidentId | None], clusters: list[tuple[Member, ...]]
) -> Iterator[tuple[IncidentId, IncidentId | None]]:
    """Yield the ids no cluster bears any more, with that of the cluster that holds their oldest report."""
    led: dict[IncidentId, tuple[int, IncidentId | None]] = {}
    for name, cluster in zip(names, clusters, strict=True):
        for member in cluster:
            old = member.incident
            if old is not None and old not in names and (old not in led or member.seq < led[old][0]):
                led[old] = (member.seq, name)
    yield from ((old, new) for old, (_, new) in sorted(led.items()))
