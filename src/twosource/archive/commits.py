"""What a finished task leaves: which files, how many rows of what, how long it took, how much memory it held.

A task is done where its commit lies in its folder. The folder is named by all that the task's work depends on,
so that a commit is never of other inputs, other settings or another program.
"""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

import msgspec

from twosource.archive.storage import Storage

_NAME: Final = "commit.json"
_REQUESTS: Final = 16  # to a storage at a time: an object store takes tens of milliseconds to answer each


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One finished task. ``files``, ``rows`` and ``bytes`` are by dataset; ``counts`` by whatever the stage counts.

    Times are seconds, on the wall and of the processor; ``peak_bytes`` is the most memory its process held.
    ``attempts`` is how often it was begun.
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


def keep(storage: Storage, folder: str, commit: Commit) -> Commit:
    """Leave a commit: from now on the task is done. Returns the one that holds.

    That is another's where two workers did the task at once (one was given up, but lived): the first to end.
    """
    path = f"{folder}/{_NAME}"
    kept = find_commit(storage, folder, [path] if storage.has(path) else [])
    if kept is None:
        storage.write(path, to_json(commit).encode())
    return kept or commit


def find_commit(storage: Storage, folder: str, names: Collection[str]) -> Commit | None:
    """Return the commit among the files of a folder; a torn one is none, and is made again."""
    path = f"{folder}/{_NAME}"
    return _find(storage, path) if path in names else None


def load_commits(storage: Storage, stage: str, works: Collection[str]) -> dict[str, Commit]:
    """Return the commits that earlier runs left of a stage, by the work they are of, of these works alone."""
    paths = [path for path in storage.names(f"_work/{stage}") if _work_of(path) in works]
    with ThreadPoolExecutor(_REQUESTS) as pool:
        found = pool.map(lambda path: _find(storage, path), paths)
        return {commit.work: commit for commit in found if commit is not None}


def _work_of(path: str) -> str:
    """Return the work that a commit is of by where it lies; empty for the path of anything else."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("-")[2] if name == _NAME else ""


def _find(storage: Storage, path: str) -> Commit | None:
    try:
        return from_json(storage.read(path))
    except msgspec.DecodeError:
        return None
