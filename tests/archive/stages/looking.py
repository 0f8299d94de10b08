"""Reports under invented keys, and which of them meet as ``add`` goes about it: one article after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from tests.archive.stages.flow import Flow
from twosource.archive.stages import linking
from twosource.archive.stages.filing import hash_key
from twosource.archive.stages.meeting import COARSE, COUNTED, FILED, PROBES, TELLING
from twosource.archive.stages.rows import MEMBER, to_table

CHOOSING = tuple(stage for stage in linking.STAGES if stage.name in {"blocks", "slabs", "pairs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report, when its article came, under which keys others find it, and where it looks.

    A key that begins with "u" is coarse, one that begins with "n", "p", "q" or "w" is telling, as in ``link.blocking``.
    """

    report: int
    arrival: int
    keys: frozenset[str]
    probes: frozenset[str]
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """From how many reports on a key says nothing, and how many candidates are taken."""

    crowded: int
    busy: int
    most: int


def file(told: Sequence[Told], buckets: int) -> Flow:
    """Return reports as filing leaves them, each at home in the bucket of its number."""
    rows = [
        (hash_key(key), hash_key(key) % 3, one.report, one.arrival, one.report % buckets, role)
        for one in told
        for key, role in _roles(one)
    ]
    flow = Flow(buckets=buckets)
    members = np.array(rows, dtype=MEMBER)
    flow.parts[linking.FILED.name] = [to_table(members[start::2], linking.FILED) for start in (0, 1)]
    return flow


def chosen(flow: Flow) -> set[tuple[int, int]]:
    """Return the pairs that are chosen, the later report first."""
    rows = flow.table(linking.PAIRS).to_pylist()
    pairs = [(row["later"], row["earlier"]) for row in rows]
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def choose_one_by_one(told: Sequence[Told], bounds: Bounds) -> set[tuple[int, int]]:
    """Return the pairs that are found when articles come one after the other."""
    filed: dict[str, list[Told]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for _, together in groupby(sorted(told, key=lambda one: one.arrival), key=lambda one: one.arrival):
        article = list(together)
        for one in article:
            for key in one.keys:
                filed[key].append(one)
        pairs |= {
            (one.report, other) for one in article if not one.settled for other in _find(one, filed, bounds)
        }
    return pairs


def _find(looking: Told, filed: Mapping[str, Sequence[Told]], bounds: Bounds) -> list[int]:
    shared: Counter[int] = Counter()
    telling: Counter[int] = Counter()
    for key in looking.probes:
        standing = filed.get(key, ())
        open_to_all = [one for one in standing if not one.settled]
        if len(standing) > bounds.crowded if key[0] == "u" else len(open_to_all) > bounds.busy:
            continue
        others = [one.report for one in open_to_all if one.arrival != looking.arrival]
        shared.update(others)
        telling.update(others if key[0] in "npqw" else ())
    ranked = sorted(shared, key=lambda one: (-telling[one], -shared[one], one))
    return ranked[: bounds.most]


def _roles(told: Told) -> Iterator[tuple[str, int]]:
    for key in sorted(told.keys | told.probes):
        described = (COARSE if key[0] == "u" else 0) | (TELLING if key[0] in "npqw" else 0)
        does = (FILED if key in told.keys else 0) | (PROBES if key in told.probes else 0)
        if not told.settled:
            yield key, does | described
        elif key in told.keys and key[0] == "u":
            yield key, COUNTED | described
