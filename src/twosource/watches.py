"""What people wait for, and what they are told when it comes: sites, watches, alerts.

Nothing here decides or sends anything.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final, Literal
from unicodedata import normalize

from twosource.ids import ArticleId, IncidentId, digest
from twosource.model import Certainty, Status, VoiceKind

#: What about an incident, or a feed, raises an alert.
Trigger = Literal[
    "new incident", "killed", "injured", "voices", "contradiction", "toll rises", "claim of responsibility",
    "press tally contradicted", "feed is silent",
]  # fmt: skip

#: What an alert does to those before it of the same watch and incident, as CAP's msgType says it.
Move = Literal["alert", "update", "cancel"]

Rhythm = Literal["at once", "hourly", "daily"]

#: How long after it can have happened an incident is still told as new: archives and anniversaries are not.
FRESH_FOR: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of one's own that has a name ("our office"), WGS84 degrees."""

    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A circle: a point (WGS84 degrees), how far from it counts, and the site it is drawn round, if one."""

    lat: float
    lon: float
    radius_km: float
    site: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which nothing is sent but kept for later; an end before its beginning is on the next day.

    ``zone`` is an IANA name. ``breaks_at_killed`` sends even then from so many killed on; None never.
    """

    begins: time
    ends: time
    zone: str = "UTC"
    breaks_at_killed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing question: what an incident must be, what about it raises an alert, and who is told.

    All of what is given must hold; empty and None leave it open. ``kinds`` stand for their special cases
    too. ``places`` are parts of names or country codes, ``actors`` and ``targets`` parts of names.
    ``words`` are looked up in the articles as in any list. ``killed_at_least`` and the like are met by the
    least that the reconciled count allows. ``tells`` are the triggers; "killed", "injured" and "voices"
    go with their thresholds. ``feeds`` and ``silent_for`` belong to "feed is silent": no feed named means
    all. ``channels`` are names from the configuration. ``source`` is "file", "cli" or "desk": who keeps it.
    ``rehearsal`` marks what it raises as an exercise. An incident is told as new only while it can have
    happened within ``fresh_for`` before now, and other news only while it was printed within that time.
    """

    name: str
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    near: Area | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    words: str | None = None
    killed_at_least: int | None = None
    injured_at_least: int | None = None
    voices_at_least: int | None = None
    tells: tuple[Trigger, ...] = ("new incident",)
    feeds: tuple[str, ...] = ()
    silent_for: timedelta | None = None
    rhythm: Rhythm = "at once"
    quiet: Quiet | None = None
    channels: tuple[str, ...] = ()
    paused: bool = False
    rehearsal: bool = False
    source: Literal["file", "cli", "desk"] = "cli"
    fresh_for: timedelta = FRESH_FOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """Words of an article, who said them and where they stand."""

    words: str
    article: ArticleId
    start: int
    end: int
    voice: str | None
    voice_kind: VoiceKind
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One fact as an alert tells it: the value in words, how it stands, from whom, and in which words."""

    field: str
    scope: str
    value: str
    status: Status
    certainty: Certainty | None
    voices: int
    newsrooms: int
    confirmed: bool
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is told otherwise than in the alert before: a sentence, and the field it is about."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What a watch raised: what is known of an incident now, how surely, from whom, and what is new.

    ``id`` follows from the watch, the incident and ``number``, which counts its alerts from 1: the same
    is never told twice under two ids. ``triggers`` are why it was raised, a sentence each. ``differences``
    are against the alert before. ``instructions`` are what a source told people to do, in its words.
    ``earlier`` are the alerts it updates or cancels, oldest first. ``incident`` is None for the silence of
    a feed. ``moved_into`` is the incident that a cancelled one was merged into. ``approved_by`` is the
    person who let it go to the public; None keeps it among those it was raised for. ``feed`` is the feed
    that is silent. ``reason`` says why it was cancelled, or what became of the incident, "" for nothing.
    """

    id: str
    watch: str
    incident: IncidentId | None
    number: int
    move: Move
    raised_at: datetime
    change: int
    headline: str
    kind: str
    triggers: tuple[tuple[Trigger, str], ...]
    differences: tuple[Difference, ...] = ()
    known: tuple[Known, ...] = ()
    instructions: tuple[Quoted, ...] = ()
    earliest: datetime | None = None
    latest: datetime | None = None
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    voices: int = 0
    newsrooms: int = 0
    outlets: int = 0
    killed_low: int | None = None
    injured_low: int | None = None
    earlier: tuple[str, ...] = ()
    moved_into: IncidentId | None = None
    reason: str = ""
    rehearsal: bool = False
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    links: tuple[str, ...] = field(default=())
    feed: str | None = None

    @property
    def subject(self) -> str:
        """Return what the watch raised it about: an incident by its id, or a feed as "feed:NAME"."""
        return self.incident or f"feed:{self.feed or ''}"


def fold_watch(name: str) -> str:
    """Return a watch's name as it is compared: "Office" and "office" are one."""
    return normalize("NFKC", name).casefold().strip()


def alert_id(watch: str, subject: str, number: int) -> str:
    """Name an alert by its watch, what it is about and its number: the same always, on every machine."""
    return "w_" + digest("alert", watch, subject, str(number), size=12)
