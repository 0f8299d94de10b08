"""What linking needs to know of a report, in a form that is small and can be stored.

An :class:`Outline` holds values only; how one is drawn from a report stands in ``drawing``. Nothing
here compares anything.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

import msgspec

from twosource.ids import ArticleId, ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The calendar days on which it can have happened, both inclusive, and the words for them."""

    first: date
    last: date
    said: str

    @property
    def width(self) -> int:
        """Number of days, at least 1."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Local time of day, earliest and latest, with the UTC offset where one is known."""

    earliest: time
    latest: time
    zone: str | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place of a report; ``key`` is its folded name, ``within`` folded names, narrowest first."""

    name: str
    key: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    kind: str | None
    within: tuple[str, ...] = ()
    gazetteer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How many, inclusive; None is an open side."""

    low: int | None
    high: int | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What linking needs of one report.

    ``days`` is None where no calendar day is said, ``weekday`` may then still be known.
    ``quotations`` and ``sketch`` hold hashes of word shingles: of the quoted words, and the lowest
    of the report's own sentences; ``words`` are its telling words (``wording``). ``persons`` are first
    and last names of people it was done by or to, ``ages`` those of people in it.
    """

    report: ReportId
    article: ArticleId
    kind: str
    main: bool = True
    recalled: bool = False
    published: datetime | None = None
    newsroom: str | None = None
    days: Days | None = None
    weekday: int | None = None
    clock: Clock | None = None
    spots: tuple[Spot, ...] = ()
    killed: Range | None = None
    injured: Range | None = None
    munitions: Range | None = None
    salvos: Range | None = None
    weapons: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    tallies: tuple[str, ...] = ()
    quotations: tuple[int, ...] = ()
    sketch: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    streets: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Outline)


def outline_to_json(outline: Outline) -> bytes:
    """Write an outline for the ledger."""
    return _ENCODER.encode(outline)


def outline_from_json(raw: bytes | str) -> Outline:
    """Read what :func:`outline_to_json` wrote; raises msgspec.ValidationError for anything else."""
    return _DECODER.decode(raw)
