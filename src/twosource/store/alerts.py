"""What watches raised, and what people did with it; nothing told is ever changed.

An alert's id follows from its watch, subject and number, so raising it again adds nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Select, bindparam, func, select, update

from twosource.errors import NoSuchRecord, Refused
from twosource.ids import IncidentId
from twosource.store import records
from twosource.store.alert_tables import alert_acts, alerts
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed
from twosource.store.watches import write_instant
from twosource.watches import Alert, fold_watch
from twosource.wire.alerts import alert_from_json, alert_to_json

Deed = Literal["acknowledge", "approve", "resend"]

_LETTER: Final = "w_"
_SHORTEST: Final = 4  # digits by which an alert may be called
_MOST: Final = 50
_ADD: Final = insert(alerts).on_conflict_do_nothing()
_NOTE: Final = insert(alert_acts)
_BY_IDS: Final = select(alerts).where(alerts.c.id.in_(listed())).order_by(alerts.c.seq)
_BEGINNING: Final = (
    select(alerts)
    .where(alerts.c.id >= bindparam("low"), alerts.c.id < bindparam("high"))
    .order_by(alerts.c.id)
    .limit(2)
)
_THREAD: Final = (
    select(alerts)
    .where(alerts.c.subject == bindparam("subject"), alerts.c.watch == bindparam("watch"))
    .order_by(alerts.c.number)
)
_OF_SUBJECT: Final = select(alerts).where(alerts.c.subject == bindparam("subject")).order_by(alerts.c.seq)
_ACTS: Final = select(alert_acts).where(alert_acts.c.alert == bindparam("alert")).order_by(alert_acts.c.seq)
_COUNTS: Final = select(
    alerts.c.watch, func.count().label("raised"), func.count(alerts.c.acknowledged_by).label("known")
).group_by(alerts.c.watch)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Which alerts to list; None and False leave it open. ``since`` and ``until`` are of raising them.

    ``approved`` keeps to those that a person let go to the public.
    """

    watch: str | None = None
    incident: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    unacknowledged: bool = False
    approved: bool = False
    limit: int = _MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """Alerts, newest first, and the number to go on before; None where there are no more."""

    alerts: tuple[Alert, ...]
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAct:
    """What a person did with an alert; ``detail`` is the channel it was sent to again, or empty."""

    alert: str
    what: Deed
    by: str
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCount:
    """How many alerts a watch raised, and how many of them nobody has taken note of."""

    watch: str
    raised: int
    unacknowledged: int


class Alerts:
    """The alerts of a ledger. Methods that write are transactions of their own, or a part of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- looking ---------------------------------------------------------------------------------

    def list(self, wanted: AlertFilter | None = None) -> tuple[Alert, ...]:
        """Return alerts, newest first."""
        return self.page(wanted).alerts

    def page(self, wanted: AlertFilter | None = None, before: int | None = None) -> AlertPage:
        """Return alerts, newest first, raised before one of a number."""
        asked = wanted or AlertFilter()
        query = _narrowed(asked) if before is None else _narrowed(asked).where(alerts.c.seq < before)
        rows = self._database.rows(query.order_by(alerts.c.seq.desc()).limit(asked.limit + 1))
        shown = rows[: asked.limit]
        more = shown[-1].seq if shown and len(rows) > asked.limit else None
        return AlertPage(alerts=tuple(map(_read, shown)), before=more)

    def find(self, name: str) -> Alert | None:
        """Return the alert of exactly this id, or None."""
        return self.by_id([name]).get(name)

    def get(self, given: str) -> Alert:
        """Return one alert by an id that may be shortened, its letter left out; raises NoSuchRecord."""
        digits = given.strip().lower().removeprefix(_LETTER)
        if len(digits) < _SHORTEST or not all(one in "0123456789abcdef" for one in digits):
            raise NoSuchRecord(
                f"{given!r} is no id of an alert",
                hint=f"it begins with {_LETTER} and takes at least {_SHORTEST} of its digits",
            )
        low = _LETTER + digits
        found = self._database.rows(_BEGINNING, {"low": low, "high": low + "g"})
        if len(found) > 1:
            raise NoSuchRecord(
                f"several alerts begin with {given!r}", hint=f"for example {found[0].id} and {found[1].id}"
            )
        if not found:
            raise NoSuchRecord(
                f"there is no alert {given!r} in this ledger", hint="twosource alerts lists them"
            )
        return _read(found[0])

    def by_id(self, ids: Iterable[str]) -> Mapping[str, Alert]:
        """Return alerts by id, oldest first; unknown ids are passed over."""
        rows = self._database.rows(_BY_IDS, {"ids": records.to_json([*ids])})
        return {row.id: _read(row) for row in rows}

    def chain(self, alert: Alert) -> tuple[Alert, ...]:
        """Return all that a watch raised about what an alert is about, oldest first."""
        return self.thread(alert.watch, alert.subject)

    def thread(self, watch: str, subject: str) -> tuple[Alert, ...]:
        """Return all that a watch raised about an incident, or a feed ("feed:NAME"), oldest first."""
        asked = {"watch": fold_watch(watch), "subject": subject}
        return tuple(map(_read, self._database.rows(_THREAD, asked)))

    def of_incident(self, incident: IncidentId) -> tuple[Alert, ...]:
        """Return what all watches raised about an incident, oldest first."""
        return tuple(map(_read, self._database.rows(_OF_SUBJECT, {"subject": incident})))

    def acts(self, name: str) -> tuple[AlertAct, ...]:
        """Return what people did with an alert, oldest first."""
        return tuple(map(_read_act, self._database.rows(_ACTS, {"alert": name})))

    def counts(self) -> tuple[AlertCount, ...]:
        """Return how many alerts each watch raised, by the watch's name as it is compared."""
        rows = self._database.rows(_COUNTS.order_by(alerts.c.watch))
        return tuple(
            AlertCount(watch=row.watch, raised=row.raised, unacknowledged=row.raised - row.known)
            for row in rows
        )

    def count_open(self) -> int:
        """Return how many alerts nobody has taken note of."""
        open_ones = select(func.count()).select_from(alerts).where(alerts.c.acknowledged_by.is_(None))
        return self._database.number(open_ones)

    # --- raising ---------------------------------------------------------------------------------

    def add(self, alert: Alert) -> bool:
        """Keep an alert; False, and nothing changed, where it was raised before."""
        row = {
            "id": alert.id,
            "watch": fold_watch(alert.watch),
            "subject": alert.subject,
            "number": alert.number,
            "raised_at": write_instant(alert.raised_at),
            "body": records.to_json(alert_to_json(alert)),
        }
        return self._database.run(_ADD, row) > 0

    # --- acts ------------------------------------------------------------------------------------

    def acknowledge(self, name: str, *, by: str, at: datetime) -> Alert:
        """Sign that one has taken note of an alert; raises NoSuchRecord, or Refused where somebody did before."""
        return self._sign(AlertAct(alert=name, what="acknowledge", by=by, at=at))

    def approve(self, name: str, *, by: str, at: datetime) -> Alert:
        """Sign that an alert may go to the public; raises NoSuchRecord, or Refused where somebody did before."""
        return self._sign(AlertAct(alert=name, what="approve", by=by, at=at))

    def note_resent(self, name: str, *, by: str, at: datetime, channel: str) -> None:
        """Note that a person had an alert sent again to a channel."""
        with self._database.transaction():
            self.get(name)
            self._note(AlertAct(alert=name, what="resend", by=by, at=at, detail=channel))

    def _sign(self, act: AlertAct) -> Alert:
        done = {"acknowledge": "acknowledged", "approve": "approved"}[act.what]
        with self._database.transaction():
            alert = self.get(act.alert)
            who, when = getattr(alert, f"{done}_by"), getattr(alert, f"{done}_at")
            if who is not None:
                raise Refused(f"{who} {done} alert {alert.id} already, on {when:%Y-%m-%d at %H:%M} UTC")
            signed = {f"{done}_by": act.by, f"{done}_at": write_instant(act.at)}
            self._database.run(update(alerts).where(alerts.c.id == alert.id).values(**signed))
            self._note(replace(act, alert=alert.id))
            return self.get(alert.id)

    def _note(self, act: AlertAct) -> None:
        row = {"alert": act.alert, "what": act.what, "by": act.by, "at": write_instant(act.at)}
        self._database.run(_NOTE, {**row, "detail": act.detail})


def _narrowed(wanted: AlertFilter) -> Select[Any]:
    query = select(alerts)
    if wanted.watch is not None:
        query = query.where(alerts.c.watch == fold_watch(wanted.watch))
    if wanted.incident is not None:
        query = query.where(alerts.c.subject == wanted.incident)
    if wanted.since is not None:
        query = query.where(alerts.c.raised_at >= write_instant(wanted.since))
    if wanted.until is not None:
        query = query.where(alerts.c.raised_at <= write_instant(wanted.until))
    if wanted.approved:
        query = query.where(alerts.c.approved_by.is_not(None))
    return query.where(alerts.c.acknowledged_by.is_(None)) if wanted.unacknowledged else query


@stored("alert")
def _read(row: Any) -> Alert:
    return replace(
        alert_from_json(records.from_json(row.body)),
        acknowledged_by=row.acknowledged_by,
        acknowledged_at=_instant(row.acknowledged_at),
        approved_by=row.approved_by,
        approved_at=_instant(row.approved_at),
    )


@stored("act on alert", "alert")
def _read_act(row: Any) -> AlertAct:
    return AlertAct(
        alert=row.alert, what=row.what, by=row.by, at=datetime.fromisoformat(row.at), detail=row.detail
    )


def _instant(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
