"""Incidents as they now stand: a summary each, their facts, and where merged ones went.

All of it is a view that can be made again from claims and judgements; only the ids are given once.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update

from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.model import Fact, Field, Incident, Value
from twosource.store import records
from twosource.store.cards import card_columns, digest_incident, fact_body, from_micros
from twosource.store.changes import Entry, log_change
from twosource.store.database import Database
from twosource.store.dialect import insert, listed
from twosource.store.schema import facts, incidents, members, place_names
from twosource.text import fold
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.lines import find_fact

_MOST_REDIRECTS: Final = 100  # merges of merges; a longer chain is a circle
_LISTED: Final = listed()
_OPEN: Final = insert(incidents).on_conflict_do_nothing()
_SUMMARISE: Final = update(incidents).where(incidents.c.id == bindparam("known"))
_ONE: Final = select(incidents).where(incidents.c.id == bindparam("id"))
_BY_IDS: Final = select(incidents).where(incidents.c.id.in_(_LISTED))
_DROP_FACTS: Final = delete(facts).where(facts.c.incident == bindparam("known"))
_SAVE_FACT: Final = insert(facts)
_SAVE_PLACE: Final = insert(place_names).on_conflict_do_nothing()
_FACTS: Final = select(facts).where(facts.c.incident.in_(_LISTED)).order_by(facts.c.position)
_MEMBERS: Final = (
    select(members.c.incident, members.c.report, members.c.article)
    .where(members.c.incident.in_(_LISTED))
    .order_by(members.c.seq)
)
_SUMMARY: Final = (
    "redirect_to", "reports", "kind", "headline", "earliest", "latest", "sort_at", "place", "country",
    "lat", "lon", "radius_km", "voices", "newsrooms", "outlets",
)  # fmt: skip
_CARD: Final = ("digest", "statuses", "confirmed", "actors", "card", "changed", "changed_at")
_SUMMARISE_ALL: Final = _SUMMARISE.values({name: bindparam(name) for name in (*_SUMMARY, *_CARD)})
_CLOSED: Final = ("redirect_to", "changed", "changed_at")
_CLOSE: Final = _SUMMARISE.values(reports=0, digest="", **{name: bindparam(name) for name in _CLOSED})
_KNOWN: Final = ("reports", "redirect_to", "digest", "changed", "changed_at")
_STATE: Final = select(*(incidents.c[name] for name in _KNOWN)).where(incidents.c.id == bindparam("id"))


def open_incident(database: Database, incident: IncidentId, opened_at: datetime) -> None:
    """Give an id its row, without facts yet; a known id is left as it is."""
    blank = {"reports": 0, "kind": "", "headline": "", "sort_at": int(opened_at.timestamp()), "place": ""}
    numbers = dict.fromkeys(
        ("voices", "newsrooms", "outlets", "changed", "changed_at", "statuses", "confirmed"), 0
    )
    blank |= dict.fromkeys(("digest", "actors", "card"), "")
    database.run(_OPEN, {"id": incident, "opened_at": opened_at.isoformat(), **blank, **numbers})


def save_incident(
    database: Database, incident: Incident, printed_at: datetime, now: datetime | None = None
) -> None:
    """Write down how an incident now stands; ``printed_at`` is when its first article came out.

    Where readers see a difference, it changes at ``now`` (else at ``printed_at``). Raises KeyError for an
    id that was never opened.
    """
    known = database.row(_STATE, {"id": incident.id})
    if known is None:
        raise KeyError(incident.id)
    rows = [_fact_row(incident.id, at, one) for at, one in enumerate(incident.facts)]
    columns = {**summarise(incident, printed_at), **card_columns(incident)}
    columns["digest"] = digest_incident(incident, columns["sort_at"], (row["body"] for row in rows))
    changed = {"changed": known.changed, "changed_at": known.changed_at}
    if known.digest != columns["digest"]:
        changed = log_change(database, Entry(incident.id, "changed"), now or printed_at)
    database.run(_SUMMARISE_ALL, {"known": incident.id, **columns, **changed})
    database.run(_SAVE_PLACE, {"place": columns["place"]})
    database.run(_DROP_FACTS, {"known": incident.id})
    database.run(_SAVE_FACT, rows)


def close_incident(
    database: Database, incident: IncidentId, into: IncidentId | None, now: datetime | None = None
) -> None:
    """Note that an incident was merged into another, or holds nothing any more."""
    known = database.row(_STATE, {"id": incident})
    if known is None:
        return
    changed = {"changed": known.changed, "changed_at": known.changed_at}
    if known.reports or known.redirect_to != into:
        at = from_micros(known.changed_at) if now is None else now
        changed = log_change(database, Entry(incident, "removed" if into is None else "merged", into), at)
    database.run(_CLOSE, {"known": incident, "redirect_to": into, **changed})
    database.run(_DROP_FACTS, {"known": incident})


def is_open(database: Database, incident: IncidentId) -> bool:
    """Whether reports tell of an incident of this id."""
    row = database.row(_ONE, {"id": incident})
    return row is not None and row.reports > 0


def follow(database: Database, incident: IncidentId) -> IncidentId | None:
    """Return where an id now leads, through all merges; None for an id that was never given."""
    for _ in range(_MOST_REDIRECTS):
        row = database.row(_ONE, {"id": incident})
        if row is None:
            return None
        if row.redirect_to is None:
            return incident
        incident = IncidentId(row.redirect_to)
    raise ValueError(f"incident {incident} redirects in a circle")


def load_incidents(
    database: Database, ids: Sequence[IncidentId], fields: Collection[Field] | None = None
) -> tuple[Incident, ...]:
    """Return incidents as they now stand, in the order asked for; unknown ids are passed over.

    With ``fields``, only the facts about these are read: most of the time goes into reading facts.
    """
    listed = {"ids": records.to_json(list(ids))}
    wanted = _FACTS if fields is None else _FACTS.where(facts.c.field.in_(sorted(fields)))
    summaries = {row.id: row for row in database.rows(_BY_IDS, listed)}
    facts_of: dict[str, list[Fact]] = defaultdict(list)
    for row in database.rows(wanted, listed):
        facts_of[row.incident].append(records.read_fact(row))
    told: dict[str, list[Any]] = defaultdict(list)
    for row in database.rows(_MEMBERS, listed):
        told[row.incident].append(row)
    known = (one for one in ids if one in summaries)
    return tuple(_read_incident(summaries[one], facts_of[one], told[one]) for one in known)


def _read_incident(row: Any, facts_of: Sequence[Fact], told: Sequence[Any]) -> Incident:
    return Incident(
        id=IncidentId(row.id),
        kind=row.kind,
        headline=row.headline,
        reports=tuple(ReportId(member.report) for member in told),
        articles=tuple(dict.fromkeys(ArticleId(member.article) for member in told)),
        facts=tuple(facts_of),
        voices=row.voices,
        newsrooms=row.newsrooms,
        outlets=row.outlets,
    )


def _fact_row(incident: IncidentId, position: int, fact: Fact) -> dict[str, Any]:
    return {
        "incident": incident,
        "position": position,
        "field": fact.field,
        "scope": fact.scope,
        "status": fact.status.value,
        "body": fact_body(fact),
    }


def summarise(incident: Incident, printed_at: datetime) -> dict[str, Any]:
    """Return the columns by which an incident is found and ordered."""
    known = where_and_when(incident)
    earliest = known["earliest"]
    return {
        **known,
        "redirect_to": None,
        "reports": len(incident.reports),
        "kind": incident.kind,
        "headline": incident.headline,
        "sort_at": int(printed_at.timestamp()) if earliest is None else earliest,
        "voices": incident.voices,
        "newsrooms": incident.newsrooms,
        "outlets": incident.outlets,
    }


def where_and_when(incident: Incident) -> dict[str, Any]:
    """Return the columns that the facts on its time and place make."""
    earliest, latest = _bounds(incident)
    return {"earliest": earliest, "latest": latest, **_whereabouts(incident)}


def _bounds(incident: Incident) -> tuple[int | None, int | None]:
    """Return the seconds between which it happened, by the exact time if the calendar holds one."""
    fields: tuple[Field, ...] = ("time", "when")
    for field in fields:
        value = _value(incident, field)
        if isinstance(value, When) and value.earliest is not None and value.latest is not None:
            return int(value.earliest.timestamp()), int(value.latest.timestamp())
    return None, None


def _whereabouts(incident: Incident) -> dict[str, Any]:
    value = _value(incident, "place")
    if not isinstance(value, Place):
        words = value if isinstance(value, str) else ""
        return {"place": fold(words), **dict.fromkeys(("country", "lat", "lon", "radius_km"))}
    return {
        "place": fold(", ".join((value.name, *value.within))),
        "country": value.country,
        "lat": value.lat,
        "lon": value.lon,
        "radius_km": value.radius_km,
    }


def _value(incident: Incident, field: Field) -> Value | None:
    fact = find_fact(incident, field)
    return None if fact is None else fact.value
