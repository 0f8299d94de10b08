"""File reports: a row for every key that a report stands under or looks up (``link.keys``, ``link.probes``).

A copied report is settled by its original's: it is compared with nobody, and nobody with it, since clusters
pass over what likeness says of it. It still stands under its coarse keys, which are crowded as they are when
articles are added one by one. Keys are kept as 64 bits of their digest: two that fall together cost a comparison
and change no answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from twosource import link
from twosource.archive.datasets import COPIED, REPORTS, Table
from twosource.archive.stages import linking
from twosource.archive.stages.meeting import COARSE, COUNTED, FILED, PROBES, TELLING
from twosource.archive.stages.rows import MEMBER, Array, to_number, to_table

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_TELLING: Final = frozenset("npqw")  # as in store.reports: keys of a name or of words

_Row = tuple[str, str, int]  # report, outline, arrival
_Member = tuple[int, int, int, int, int, int]


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """File the reports of a part; counts "filed", "settled" and "keys"."""
    settled = frozenset(given[COPIED.name]["report"].to_pylist())
    told = given[REPORTS.name]
    rows = zip(*(told[name].to_pylist() for name in ("report", "outline", "arrival")), strict=True)
    found = task.each(rows, lambda row: row[0], lambda row: _file(row, task.number, row[0] in settled))
    members = np.concatenate([np.empty(0, dtype=MEMBER), *found])
    is_settled = sum(report in settled for report in told["report"].to_pylist())
    task.count("settled", is_settled)
    task.count("filed", told.num_rows - is_settled)
    task.count("keys", len(members))
    return {linking.FILED.name: to_table(members, linking.FILED)}


def _file(row: _Row, home: int, settled: bool) -> Array:
    report, outline, arrival = row
    number, drawn = to_number(report), link.outline_from_json(outline)
    roles = _settled_roles(drawn) if settled else _roles(drawn)
    made: list[_Member] = [
        (hash_key(key), find_group(key), number, arrival, home, role) for key, role in roles
    ]
    return np.array(made, dtype=MEMBER)


def _roles(outline: link.Outline) -> Iterator[tuple[str, int]]:
    """Yield the keys that a report stands under or looks up, each once, with what it does there."""
    keys, probes = set(link.keys(outline)), set(link.probes(outline))
    for key in sorted(keys | probes):
        does = (FILED if key in keys else 0) | (PROBES if key in probes else 0)
        yield key, does | _describe(key)


def _settled_roles(outline: link.Outline) -> Iterable[tuple[str, int]]:
    return [(key, COUNTED | _describe(key)) for key in sorted(set(link.keys(outline))) if link.is_coarse(key)]


def _describe(key: str) -> int:
    return (COARSE if link.is_coarse(key) else 0) | (TELLING if key[0] in _TELLING else 0)


def hash_key(key: str) -> int:
    """Return a key as 64 bits."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def find_group(key: str) -> int:
    """Return 32 bits for the day or the stretch of days of a key; a coarse key is a group of its own.

    What two reports share under several keys, they share within a group or two.
    """
    return crc32(
        key.encode("utf-8", "surrogatepass") if link.is_coarse(key) else key.split("|", 2)[1].encode()
    )
