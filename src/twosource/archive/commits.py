"""What a finished task leaves: which files, how many rows of what, how long it took, how much memory it held.

A task is done where its commit lies in its folder. The folder is named by all that the task's work depends on,
so that a commit is never of other inputs, other settings or another program.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from twosource.archive.storage import Storage

_NAME: Final = "commit.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One finished task. ``files`` and ``rows`` are by dataset; ``counts`` by whatever the stage counts.

    Times are seconds, on the wall and of the processor; ``peak_bytes`` is the most memory its process held.
    """

    stage: str
    number: int
    work: str
    files: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    bytes: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0
    attempts: int = 1


def to_json(commit: Commit) -> str:
    """Write a commit in one line."""
    return msgspec.json.encode(commit).decode()


def from_json(raw: str | bytes) -> Commit:
    """Read what :func:`to_json` wrote; raises msgspec.DecodeError for anything else."""
    return msgspec.json.decode(raw, type=Commit)


def keep(storage: Storage, folder: str, commit: Commit) -> None:
    """Leave a commit: from now on the task is done."""
    storage.write(f"{folder}/{_NAME}", to_json(commit).encode())


def load_commits(storage: Storage, stage: str) -> dict[str, Commit]:
    """Return the commits that earlier runs left of a stage, by the work they are of; torn ones are none."""
    paths = (path for path in storage.names(f"_work/{stage}") if path.endswith(f"/{_NAME}"))
    return {commit.work: commit for commit in _read(storage, paths)}


def _read(storage: Storage, paths: Iterable[str]) -> Iterator[Commit]:
    for path in paths:
        try:
            yield from_json(storage.read(path))
        except msgspec.DecodeError:
            continue  # is made again
