"""A ledger as the output of a job: which places are ledgers, which may be filled, and that none is filled twice.

A ledger is filled that holds no article yet. Before the first is written, the job notes which ledger it fills with
what; so a job that was stopped goes on with its own ledger, and one that was asked something else does not.
"""

import json
from contextlib import closing
from pathlib import Path
from typing import Final

from twosource.archive.driver import Job, load_made
from twosource.archive.filling import Files, Filling
from twosource.archive.stages.read import load_once
from twosource.archive.storage import Storage
from twosource.errors import Refused
from twosource.ids import digest
from twosource.store import Ledger, open_ledger
from twosource.store.opening import find_path, is_there, name_of
from twosource.store.postgresql import is_address

_SUFFIXES: Final = (".db", ".sqlite", ".sqlite3")
_FILE: Final = "sqlite:///"
_MAGIC: Final = b"SQLite format 3\x00"  # sqlite.org/fileformat2.html, 1.3.1
_NOTE: Final = "_work/ledger.json"  # which ledger is filled with what


def is_ledger(out: str) -> bool:
    """Whether a place names a ledger: a file called so or that is one, or an address of a database."""
    if out.startswith(_FILE) or is_address(out):
        return True
    if "://" in out:
        return False
    path = Path(out)
    return (path.suffix.lower() in _SUFFIXES and not path.is_dir()) or _is_database(path)


def check_ledger(place: str, storage: Storage) -> None:
    """See, before a job is run, that a ledger may be filled; nothing is made.

    Raises Refused where it holds articles that the job at ``storage`` did not write, LedgerUnavailable where it is
    no ledger or can't be had.
    """
    if not is_there(place):
        return
    with open_ledger(place, create=False) as ledger:
        _refuse_others(ledger, is_own=_read_note(storage).get("ledger") == _name(place))


def write_ledger(job: Job, place: str) -> dict[str, int]:
    """Write what a finished job found into a ledger, going on where that was stopped; returns its rows by table.

    Raises Refused where the ledger holds what this job did not find; nothing is changed then.
    """
    files = load_made(job.storage)
    note, known = {"ledger": _name(place), "made": _digest(files)}, _read_note(job.storage)
    with open_ledger(place) as ledger:
        _refuse_others(ledger, is_own=known.get("ledger") == note["ledger"])
        _refuse_earlier(ledger, is_same=known == note)
        job.storage.write(_NOTE, json.dumps(note).encode())
        origin = load_once(job.settings.reader).origin
        Filling(job=job, files=files, origin=origin, ledger=ledger).fill()
        return ledger.stats()


def _refuse_others(ledger: Ledger, *, is_own: bool) -> None:
    held = ledger.stats()
    if held["articles"] and (held["pages"] or not is_own):
        raise Refused(
            f"ledger {ledger.name} holds {held['articles']} articles already",
            hint="name a new one with --out; twosource add adds articles to a ledger that has some",
        )


def _refuse_earlier(ledger: Ledger, *, is_same: bool) -> None:
    if ledger.stats()["articles"] and not is_same:
        raise Refused(
            f"ledger {ledger.name} holds what this job found before; its inputs or twosource are others now",
            hint="name a new one with --out, or remove this one first",
        )


def _read_note(storage: Storage) -> dict[str, str]:
    found: dict[str, str] = json.loads(storage.read(_NOTE)) if storage.has(_NOTE) else {}
    return found


def _digest(files: Files) -> str:
    """Name what a job found: files are named by all that they were made of."""
    return digest(*(path for name in sorted(files) for path in files[name]))


def _name(place: str) -> str:
    path = find_path(place)
    return name_of(place) if path is None else str(path.absolute())


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream, closing(stream):
        return stream.read(len(_MAGIC)) == _MAGIC
