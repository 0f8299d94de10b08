"""What a row of a list, a point of a map and a mark of a timeline show of an incident, kept beside it.

A card is made of an incident's facts when that is written down, so that no list ever reads facts.
What a filter asks of an incident is kept in columns, the rest of its card as JSON; nothing here reads a ledger.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from twosource.ids import IncidentId, digest
from twosource.model import Fact, Field, Incident, Responsibility, Status
from twosource.store import records
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import listed
from twosource.store.schema import incidents
from twosource.text import fold
from twosource.values.count import Count, format_count
from twosource.values.party import Party
from twosource.values.place import Place, format_place
from twosource.values.when import When, format_when
from twosource.wire.lines import fact_to_json, find_fact

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BITS: Final = {status: 1 << at for at, status in enumerate(Status)}
_TIMES: Final[tuple[Field, ...]] = ("time", "when")  # the finer first

#: Columns of the table of incidents that a card and the filters of cards are made of.
CARD_COLUMNS: Final = (
    "id", "kind", "headline", "opened_at", "changed", "changed_at", "sort_at", "earliest", "latest",
    "country", "lat", "lon", "radius_km", "voices", "newsrooms", "outlets", "reports", "statuses",
    "confirmed", "card",
)  # fmt: skip

_LISTED: Final = listed()
_BY_IDS: Final = select(*(incidents.c[name] for name in CARD_COLUMNS)).where(
    incidents.c.id.in_(_LISTED), incidents.c.reports > 0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many were killed or injured, in words and, where they have bounds, in numbers.

    Where nothing is said of all people, ``low`` is the most that is said of some ("3 children").
    """

    low: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One incident as a list shows it. ``earliest``, ``latest`` and ``sort_at`` are seconds since 1970.

    ``when``, ``day`` and ``place`` are words for people, empty where nothing is known; ``day`` is the
    short one ("2023-12-08"). ``killed`` and ``injured`` are None where nothing is said.
    ``confirmed`` counts the facts that two independent voices say through two newsrooms.
    ``contradicted`` and ``updated`` name fields, each once. ``actors`` did it or own up to it, as told.
    ``changed`` is the number of its latest change (:class:`twosource.store.Change`).
    """

    id: IncidentId
    kind: str
    headline: str
    earliest: int | None
    latest: int | None
    sort_at: int
    when: str
    day: str
    place: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    killed: Toll | None
    injured: Toll | None
    voices: int
    newsrooms: int
    outlets: int
    reports: int
    confirmed: int
    statuses: tuple[Status, ...]
    contradicted: tuple[Field, ...]
    updated: tuple[Field, ...]
    actors: tuple[str, ...]
    opened_at: datetime
    changed_at: datetime
    changed: int

    @property
    def is_single_source(self) -> bool:
        """Whether nothing of it is confirmed: no fact has two independent voices through two newsrooms."""
        return self.confirmed == 0


# --- asking ---


def load_cards(database: Database, ids: Sequence[IncidentId]) -> tuple[Card, ...]:
    """Return the cards of incidents that stand, in the order asked for; others are passed over."""
    rows = {row.id: row for row in database.rows(_BY_IDS, {"ids": records.to_json(list(ids))})}
    return tuple(read_card(rows[one]) for one in ids if one in rows)


# --- making --------------------------------------------------------------------------------------


def card_columns(incident: Incident) -> dict[str, Any]:
    """Return the columns that a card adds to an incident's row."""
    actors = tuple(dict.fromkeys(_actors(incident.facts)))
    return {
        "statuses": status_bits(fact.status for fact in incident.facts),
        "confirmed": sum(fact.confirmed for fact in incident.facts),
        "actors": "\n".join(map(fold, actors)),
        "card": records.to_json({**_told(incident), "actors": actors}),
    }


def digest_incident(incident: Incident, sort_at: int, bodies: Iterable[str]) -> str:
    """Return a digest of all that readers see of an incident.

    ``sort_at`` is where it stands in a list, ``bodies`` are its facts as they are stored.
    """
    numbers = (sort_at, incident.voices, incident.newsrooms, incident.outlets)
    behind = sorted((*incident.reports, *incident.articles))  # in whatever order they were handed in
    return digest(incident.kind, incident.headline, *map(str, numbers), *behind, *bodies)


def fact_body(fact: Fact) -> str:
    """Return a fact as it is stored."""
    return records.to_json(fact_to_json(fact))


def status_bits(statuses: Iterable[Status]) -> int:
    """Return statuses as one number, a bit each."""
    bits = 0
    for status in statuses:
        bits |= _BITS[status]
    return bits


def _told(incident: Incident) -> dict[str, Any]:
    """Return what is shown of an incident and never asked for."""
    place = _find_value(incident, "place")
    return {
        "when": _when(incident),
        "day": _day(_find_value(incident, "when")),
        "place": format_place(place) if isinstance(place, Place) else str(place or ""),
        "killed": _toll(incident, "killed"),
        "injured": _toll(incident, "injured"),
        "contradicted": _fields(incident, Status.CONTRADICTED),
        "updated": _fields(incident, Status.UPDATED),
    }


def _find_value(incident: Incident, field: Field) -> object:
    fact = find_fact(incident, field)
    return None if fact is None else fact.value


def _when(incident: Incident) -> str:
    """Write when it happened, by the exact time where the calendar holds one."""
    told = [value for value in (_find_value(incident, field) for field in _TIMES) if isinstance(value, When)]
    placed = (value for value in told if value.earliest is not None and value.latest is not None)
    found = next(placed, told[-1] if told else None)
    return "" if found is None else format_when(found)


def _day(when: object) -> str:
    """Write the days shortly: "2023-12-08", "2023-12-08..10", "2023-11..12"; nothing where none is known."""
    if not isinstance(when, When):
        return ""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return ""
    if first.date() == last.date():
        return f"{first:%Y-%m-%d}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m-%d}..{last:%d}"
    return f"{first:%Y-%m}.." + (f"{last:%m}" if first.year == last.year else f"{last:%Y-%m}")


def _toll(incident: Incident, field: Field) -> list[Any] | None:
    """Return least, most and words of a toll; where all people are not told of, of those that are."""
    whole = find_fact(incident, field)
    if whole is not None and whole.value is not None:
        value = whole.value
        return (
            [value.low, value.high, format_count(value)]
            if isinstance(value, Count)
            else [None, None, str(value)]
        )
    parts = [(fact.scope, fact.value) for fact in incident.facts if fact.field == field]
    counted = [(scope, value) for scope, value in parts if isinstance(value, Count)]
    if not counted:
        return None
    low = max((value.low for _, value in counted if value.low is not None), default=None)
    return [low, None, ", ".join(f"{format_count(value)} {scope}" for scope, value in counted)]


def _fields(incident: Incident, status: Status) -> list[Field]:
    return list(dict.fromkeys(fact.field for fact in incident.facts if fact.status is status))


def _actors(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the names of who did it, then of who owns up to it."""
    yield from (
        one.value.name for one in facts if one.field == "perpetrator" and isinstance(one.value, Party)
    )
    for fact in facts:
        value = fact.value
        if isinstance(value, Responsibility) and value.stance == "claimed" and value.by is not None:
            yield value.by.name


# --- reading back --------------------------------------------------------------------------------


@stored("card of incident")
def read_card(row: Any) -> Card:
    """Return the card of a row that holds :data:`CARD_COLUMNS`."""
    told = records.from_json(row.card)
    return Card(
        id=IncidentId(row.id),
        kind=row.kind,
        headline=row.headline,
        earliest=row.earliest,
        latest=row.latest,
        sort_at=row.sort_at,
        when=told["when"],
        day=told["day"],
        place=told["place"],
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        radius_km=row.radius_km,
        killed=_read_toll(told["killed"]),
        injured=_read_toll(told["injured"]),
        voices=row.voices,
        newsrooms=row.newsrooms,
        outlets=row.outlets,
        reports=row.reports,
        confirmed=row.confirmed,
        statuses=tuple(status for status, bit in _BITS.items() if row.statuses & bit),
        contradicted=tuple(told["contradicted"]),
        updated=tuple(told["updated"]),
        actors=tuple(told["actors"]),
        opened_at=datetime.fromisoformat(row.opened_at),
        changed_at=from_micros(row.changed_at),
        changed=row.changed,
    )


def _read_toll(told: list[Any] | None) -> Toll | None:
    return None if told is None else Toll(low=told[0], high=told[1], words=told[2])


def to_micros(instant: datetime) -> int:
    """Return an instant in microseconds since 1970, exactly."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """Return the instant that lies so many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=micros)
