"""What linking needs to know of a report, in a form that is small and can be stored.

An :class:`Outline` holds values only; how one is drawn from a report stands in ``drawing``. Nothing
here compares anything.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import msgspec

from twosource.ids import ArticleId, ReportId
from twosource.link.wording import Weighed, rare_words, weigh_words

#: Kinds of places with bounds of their own in a town, and those too wide to tell two towns apart.
SITES = frozenset({"site", "base", "camp", "district"})
VAGUE = frozenset({"country", "region", "water"})
TOWN_KM = 60.0  # a radius up to this is a town or smaller
UNLISTED_KM = 20.0  # a village known only by the town it lies near is placed no closer than this
#: What reasons ask both reports for.
ASKED = (
    *("days", "weekdays", "published", "clock", "sites", "towns", "countries", "weapons", "targets"),
    *("perpetrators", "killed", "persons", "streets", "ages", "tallies", "quotations", "sketch", "words"),
)
_WEEK_KNOWN = 3  # days; a longer stretch names no weekday


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


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What linking needs of one report.

    What follows from the fields is worked out once, when first asked for, and kept: an outline is compared
    with hundreds of others. So it has no slots.

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

    @cached_property
    def towns(self) -> tuple[Spot, ...]:
        """Places of the size of a town or smaller that are on the map."""
        return tuple(
            spot
            for spot in self.spots
            if spot.lat is not None and spot.kind not in VAGUE and (spot.radius_km or 0.0) <= TOWN_KM
        )

    @cached_property
    def sites(self) -> tuple[Spot, ...]:
        """Sites and districts with a name of their own; "a house" is no site to tell apart."""
        return tuple(
            spot
            for spot in self.spots
            if spot.kind in SITES and spot.name != spot.name.lower() and (spot.radius_km or 0.0) <= TOWN_KM
        )

    @cached_property
    def villages(self) -> tuple[Spot, ...]:
        """Towns and villages no gazetteer lists: few reports name one, so that its name says much."""
        return tuple(
            spot
            for spot in self.spots
            if spot.kind == "city" and spot.gazetteer_id is None and (spot.radius_km or 0.0) >= UNLISTED_KM
        )

    @cached_property
    def countries(self) -> frozenset[str]:
        """Countries of all places."""
        return frozenset(spot.country for spot in self.spots if spot.country)

    @cached_property
    def regions(self) -> frozenset[str]:
        """Names of the regions and towns a report is set in, without its sites and countries."""
        return frozenset(spot.key for spot in self.spots if spot.kind not in {"country", *SITES})

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """Weekdays it can have been, Monday 0; none where more than three days are open."""
        if self.days is None:
            return frozenset(() if self.weekday is None else (self.weekday,))
        if self.days.width > _WEEK_KNOWN:
            return frozenset()
        return frozenset((self.days.first + timedelta(days=n)).weekday() for n in range(self.days.width))

    @cached_property
    def stretch(self) -> tuple[int, int] | None:
        """The first and last of its days, counted from the year 1; None where no day is said."""
        return None if self.days is None else (self.days.first.toordinal(), self.days.last.toordinal())

    @cached_property
    def printed_on(self) -> int | None:
        """The day of printing, counted from the year 1."""
        return None if self.published is None else self.published.toordinal()

    @cached_property
    def moment(self) -> datetime | None:
        """Noon of the last day said; where none is, the time of printing, unless it only looks back."""
        if self.days is not None:
            return datetime.combine(self.days.last, time(12), UTC)
        return None if self.recalled else self.published

    @cached_property
    def told(self) -> int:
        """Which of ``ASKED`` it tells, one bit each."""
        return sum(1 << bit for bit, name in enumerate(ASKED) if getattr(self, name))

    @cached_property
    def weighed(self) -> Weighed:
        """The telling words with their weights."""
        return weigh_words(self.words)

    @cached_property
    def rare(self) -> frozenset[int]:
        """Hashes of the telling words that are on no list: names, more often than not."""
        return frozenset(rare_words(self.words))

    @cached_property
    def people(self) -> frozenset[str]:
        """Names in ``persons``."""
        return frozenset(self.persons)

    @cached_property
    def runs(self) -> frozenset[int]:
        """Hashes in ``sketch``."""
        return frozenset(self.sketch)

    @cached_property
    def blamed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The perpetrators, each with its words."""
        return tuple((name, frozenset(name.split())) for name in self.perpetrators)

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Hashes in ``quotations``."""
        return frozenset(self.quotations)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Outline)


def outline_to_json(outline: Outline) -> bytes:
    """Write an outline for the ledger."""
    return _ENCODER.encode(outline)


def outline_from_json(raw: bytes | str) -> Outline:
    """Read what :func:`outline_to_json` wrote; raises msgspec.ValidationError for anything else."""
    return _DECODER.decode(raw)
