"""What can be asked in a notebook: the words of the command line and of addresses, as Python values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict

from twosource.asking import parse_filter
from twosource.lens import Lens
from twosource.store import Filter


class Lenses(TypedDict, total=False):
    """At which moment to look, and by which profile."""

    as_of: str | date | datetime
    as_of_by: str
    profile: str


class Filters(Lenses, total=False):
    """What a list can be narrowed by, in the words of the command line and of addresses of the desk.

    Days may be written (``"2024-03-12"``) or be dates; ``near`` is ``(lat, lon, km)``, ``box`` is
    ``(west, south, east, north)``. ``kind`` and ``status`` may be several.
    """

    since: str | date | datetime
    until: str | date | datetime
    place: str
    near: tuple[float, float, float]
    box: tuple[float, float, float, float]
    kind: str | Sequence[str]
    actor: str
    status: str | Sequence[str]
    voices: int
    single_source: bool
    text: str
    updated_since: str | date | datetime


class Questions(Lenses, total=False):
    """What a tally can ask; of ``kind``, ``place``, ``target`` and ``actor`` there may be several."""

    since: str | date | datetime
    until: str | date | datetime
    kind: str | Sequence[str]
    place: str | Sequence[str]
    near: tuple[float, float, float]
    target: str | Sequence[str]
    actor: str | Sequence[str]
    by: str


def read_filter(asked: Lenses) -> tuple[Filter, Lens]:
    """Return what is asked as the ledger takes it; raises ValueError with one line naming what can't be read."""
    found = parse_filter(to_params(asked))
    return found.filter, found.lens


def to_params(asked: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return what is asked as an address would have it."""
    return [(name, words) for name, value in asked.items() for words in _words(name, value)]


def _words(name: str, value: object) -> Iterator[str]:
    """Yield a value as an address writes it; None asks nothing."""
    match value:
        case None:
            return
        case bool():
            yield str(value).lower()
        case date():  # a datetime is one too
            yield value.isoformat()
        case list() | tuple() if name in {"near", "box"}:
            yield ",".join(map(str, value))
        case list() | tuple() | set() | frozenset():
            yield from map(str, value)
        case _:
            yield str(value)
