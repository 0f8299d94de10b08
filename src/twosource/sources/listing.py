"""The list of sources, and one source from all sides: what it told, how late, what became of its word."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from twosource.errors import NoSuchRecord
from twosource.ids import IncidentId
from twosource.reconcile.independence import spell_plainly
from twosource.sources.shares import Share, make_share
from twosource.store import Ledger
from twosource.store.ratings import Rating, Subject
from twosource.store.source_rows import Listed, SourceRow
from twosource.store.tellings import SourceKind

#: What is looked through for a source's kinds, countries and neighbours: its newest, so that a page is at once there.
NEWEST: Final = 2_000
HANDED: Final = 300
_LISTED: Final = 20
_MEDIAN: Final = 0.5
_LATE: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source with its shares and delays. ``rating`` is what people say of it, in no number of ours.

    ``median`` and ``late`` are the delays after the first report that half and nine in ten of its timed
    incidents do not exceed; None where there are none.
    """

    row: SourceRow
    copies: Share
    firsts: Share
    contradicted: Share
    updated: Share
    median: timedelta | None
    late: timedelta | None
    first_at: datetime | None
    last_at: datetime | None
    rating: Rating | None

    @property
    def subject(self) -> Subject:
        """Return what is rated."""
        return Subject(kind=self.row.kind, name=self.row.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A part of the list of sources, and how many there are in all."""

    sources: tuple[Source, ...]
    total: int
    asked: Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One source from all sides; each list is of its newest, most first, and says of how many.

    ``ratings`` are all that people ever gave it, newest first. ``prints`` are who wrote what an outlet
    prints, or who prints what a newsroom writes; ``hands_on`` whom a newsroom quotes, or who quotes a voice.
    """

    source: Source
    ratings: tuple[Rating, ...]
    kinds: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    prints: tuple[tuple[str, int], ...]
    hands_on: tuple["Handed", ...]
    newest: tuple[IncidentId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A newsroom or a voice at the other end, with how many claims went between."""

    kind: SourceKind
    name: str
    label: str
    claims: int


def list_sources(ledger: Ledger, asked: Listed) -> SourcePage:
    """Return a part of the list."""
    rows = ledger.sources.list(asked)
    return SourcePage(sources=_measure(ledger, rows), total=ledger.sources.count(asked), asked=asked)


def get_source(ledger: Ledger, kind: SourceKind, name: str) -> Source:
    """Return one source by its kind and key; raises NoSuchRecord."""
    row = ledger.sources.find(kind, name)
    if row is None:
        raise NoSuchRecord(f"no {kind} is named {name!r}", hint="twosource sources lists them")
    return _measure(ledger, [row])[0]


def find_sources(ledger: Ledger, name: str, kind: SourceKind | None = None) -> tuple[Source, ...]:
    """Return the sources that go by a name, of one kind or of all; empty for none."""
    rows = [row for row in ledger.sources.called(name) if kind in {None, row.kind}]
    return _measure(ledger, rows)


def portray(ledger: Ledger, source: Source) -> Portrait:
    """Return a source from all sides."""
    row, held = source.row, ledger.sources
    return Portrait(
        source=source,
        ratings=ledger.ratings.of(source.subject),
        kinds=held.kinds(row, NEWEST),
        countries=held.countries(row, NEWEST),
        prints=() if row.kind == "voice" else held.printed_with(row, NEWEST)[:_LISTED],
        hands_on=() if row.kind == "outlet" else tuple(_handed(ledger, row))[:_LISTED],
        newest=held.newest(row, _LISTED),
    )


def _handed(ledger: Ledger, row: SourceRow) -> Iterable[Handed]:
    """Return the other ends of what was handed on, most first; voices under one name are one."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for newsroom, voice, number in ledger.sources.handed_on(row, HANDED):
        key = name_voice(voice)
        if row.kind == "newsroom":
            counts[key] += number
            labels.setdefault(key, voice)
        elif key == row.name:
            counts[newsroom] += number
            labels.setdefault(newsroom, newsroom)
    other: SourceKind = "voice" if row.kind == "newsroom" else "newsroom"
    for name, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        if ledger.sources.find(other, name) is not None:
            yield Handed(kind=other, name=name, label=labels[name], claims=number)


def name_voice(told: str) -> str:
    """Return the key of a voice by its name as told."""
    return spell_plainly(" ".join(told.split())).removeprefix("the ").strip()


def _measure(ledger: Ledger, rows: Sequence[SourceRow]) -> tuple[Source, ...]:
    standing = ledger.ratings.standing([Subject(kind=row.kind, name=row.name) for row in rows])
    return tuple(
        _measure_one(ledger, row, standing.get(Subject(kind=row.kind, name=row.name))) for row in rows
    )


def _measure_one(ledger: Ledger, row: SourceRow, rating: Rating | None) -> Source:
    first_at, last_at = ledger.sources.span(row)
    return Source(
        row=row,
        copies=make_share(row.copies, row.articles),
        firsts=make_share(row.firsts, row.timed),
        contradicted=make_share(row.contradicted, row.checkable),
        updated=make_share(row.updated, row.checkable),
        median=_delay(ledger, row, _MEDIAN),
        late=_delay(ledger, row, _LATE),
        first_at=first_at,
        last_at=last_at,
        rating=rating,
    )


def _delay(ledger: Ledger, row: SourceRow, part: float) -> timedelta | None:
    seconds = ledger.sources.delay_at(row, part)
    return None if seconds is None else timedelta(seconds=seconds)
