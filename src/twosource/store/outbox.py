"""The outbox: what is to be sent to whom, until it has arrived.

A row is put in the transaction that raises its alert. Whoever sends takes rows for a while; what is not
noted by then, because the sender was killed, may be taken again and is sent under the same id. Nothing
here sends anything, or decides when a failed one is tried again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, NewType

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, func, select, update

from twosource.errors import NoSuchRecord
from twosource.ids import digest
from twosource.store import records
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.outbox_tables import attempts, channel_stops, deliveries

DeliveryId = NewType("DeliveryId", str)  # d_ + 16 hex
State = Literal["waiting", "failed", "sent", "dead"]

#: The states in which a delivery is still to be sent.
OPEN: Final[tuple[State, ...]] = ("waiting", "failed")
_FRESH: Final = {
    "state": "waiting", "tries": 0, "message": "", "reached": "[]", "sent_at": None, "trouble": "",
}  # fmt: skip
_PUT: Final = insert(deliveries).on_conflict_do_nothing()
_STOP: Final = insert(channel_stops).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert on its way to one channel.

    ``tries`` counts how often it was taken; ``message`` names what it was last sent in, "" before.
    ``reached`` are those of a channel's several receivers who have it already. ``trouble`` is what went
    wrong last, "" for nothing.
    """

    id: DeliveryId
    alert: str
    channel: str
    state: State
    due_at: datetime
    next_at: datetime
    tries: int = 0
    message: str = ""
    reached: tuple[str, ...] = ()
    sent_at: datetime | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to send a delivery, and what came of it."""

    delivery: DeliveryId
    number: int
    at: datetime
    message: str
    outcome: Literal["sent", "failed", "dead"]
    detail: str
    took_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of sending: how a delivery stands now, why, whom it reached, and when it may be tried again."""

    state: Literal["sent", "failed", "dead"]
    at: datetime
    detail: str
    took_ms: int = 0
    reached: tuple[str, ...] = ()
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How many deliveries of a channel stand how, when the oldest open one is due, and what ails it."""

    channel: str
    waiting: int = 0
    failed: int = 0
    sent: int = 0
    dead: int = 0
    oldest_due_at: datetime | None = None
    last_sent_at: datetime | None = None
    stopped: str = ""


def delivery_id(alert: str, channel: str) -> DeliveryId:
    """Name a delivery by what is sent to whom: the same always, on every machine."""
    return DeliveryId("d_" + digest("delivery", alert, channel))


class Outbox:
    """What is to be sent. Methods that write are transactions of their own, or a part of one under way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, alert_id: str, channel: str, due_at: datetime) -> DeliveryId:
        """Have an alert sent to a channel from an instant on; a second time changes nothing."""
        name, due = delivery_id(alert_id, channel), _written(due_at)
        row = {"id": name, "alert": alert_id, "channel": channel, "due_at": due, "next_at": due}
        self._database.run(_PUT, _FRESH | row)
        return name

    # --- sending ---------------------------------------------------------------------------------

    def take(self, channel: str, now: datetime, *, until: datetime, most: int) -> tuple[Delivery, ...]:
        """Take what is due to a channel, longest due first; nobody else is given it before ``until``.

        Nothing is taken from a channel that was stopped. A row that was taken and not noted by its
        ``until`` is due again.
        """
        return self._take(_due(channel, now).limit(most), until)

    def take_beside(
        self, one: Delivery, now: datetime, *, until: datetime, most: int
    ) -> tuple[Delivery, ...]:
        """Take what is due and goes out with a delivery: its message's, or what was held back until then too."""
        beside = deliveries.c.due_at == _written(one.due_at)
        query = _due(one.channel, now).where(deliveries.c.message == one.message)
        return self._take((query if one.message else query.where(beside)).limit(most), until)

    def _take(self, query: Select[Any], until: datetime) -> tuple[Delivery, ...]:
        taken = update(deliveries).where(deliveries.c.id == bindparam("row"))
        taken = taken.values(tries=deliveries.c.tries + 1, next_at=_written(until))
        with self._database.transaction():
            rows = self._database.rows(query)
            self._database.run(taken, [{"row": row.id} for row in rows])
            return self.by_id([row.id for row in rows])

    def join(self, message: str, joined: Sequence[DeliveryId]) -> None:
        """Note in which message deliveries go out, before they do, so that they go out in it again."""
        noted = update(deliveries).where(deliveries.c.id == bindparam("row")).values(message=message)
        with self._database.transaction():
            self._database.run(noted, [{"row": name} for name in joined])

    def note(self, sent: Delivery, outcome: Outcome) -> bool:
        """Note what came of sending a delivery as it was taken; False where somebody took it since."""
        values: dict[str, Any] = {
            "state": outcome.state,
            "trouble": outcome.detail,
            "reached": records.to_json([*outcome.reached]),
        }
        if outcome.state == "sent":
            values |= {"sent_at": _written(outcome.at), "trouble": ""}
        if outcome.next_at is not None:
            values["next_at"] = _written(outcome.next_at)
        is_ours = and_(
            deliveries.c.id == sent.id, deliveries.c.tries == sent.tries, deliveries.c.state.in_(OPEN)
        )
        with self._database.transaction():
            self._add_attempt(sent, outcome)
            return self._database.run(update(deliveries).where(is_ours).values(**values)) > 0

    def put_back(self, taken: Delivery, next_at: datetime) -> None:
        """Give back what was taken and not tried; it counts as no try."""
        is_ours = and_(deliveries.c.id == taken.id, deliveries.c.tries == taken.tries)
        given = update(deliveries).where(is_ours)
        self._database.run(given.values(tries=taken.tries - 1, next_at=_written(next_at)))

    def send_again(self, ids: Iterable[DeliveryId], now: datetime) -> int:
        """Have deliveries sent again under their ids, whatever became of them; returns how many."""
        again = update(deliveries).where(deliveries.c.id == bindparam("row"))
        again = again.values(state="waiting", tries=0, next_at=_written(now), reached="[]", trouble="")
        with self._database.transaction():
            return sum(self._database.run(again, {"row": name}) for name in ids)

    # --- channels --------------------------------------------------------------------------------

    def stop(self, channel: str, now: datetime, why: str) -> None:
        """Send nothing more to a channel until it is resumed; what is due to it waits."""
        self._database.run(_STOP, {"channel": channel, "at": _written(now), "why": why})

    def resume(self, channel: str) -> bool:
        """Send to a channel again; False where it was not stopped."""
        return self._database.run(delete(channel_stops).where(channel_stops.c.channel == channel)) > 0

    def backlogs(self) -> tuple[Backlog, ...]:
        """Return how each channel stands that anything was ever due to, by name."""
        counted = select(
            deliveries.c.channel, deliveries.c.state, func.count().label("count"),
            func.min(deliveries.c.due_at).label("oldest"), func.max(deliveries.c.sent_at).label("newest"),
        ).group_by(deliveries.c.channel, deliveries.c.state)  # fmt: skip
        stops = {row.channel: row.why for row in self._database.rows(select(channel_stops))}
        rows = self._database.rows(counted)
        return tuple(
            _backlog(name, [row for row in rows if row.channel == name], stops.get(name, ""))
            for name in sorted({row.channel for row in rows} | stops.keys())
        )

    # --- looking ---------------------------------------------------------------------------------

    def by_id(self, ids: Collection[DeliveryId]) -> tuple[Delivery, ...]:
        """Return the deliveries of those ids that are there, longest due first."""
        rows = self._database.rows(_ordered().where(deliveries.c.id.in_(ids)))
        return tuple(map(_delivery, rows))

    def find(self, given: str) -> Delivery:
        """Return one delivery by its id; raises NoSuchRecord."""
        found = self.by_id([DeliveryId(given)])
        if not found:
            raise NoSuchRecord(f"no delivery is called {given}", hint="twosource channels show lists them")
        return found[0]

    def of_alert(self, alert_id: str) -> tuple[Delivery, ...]:
        """Return where an alert goes and went."""
        return tuple(map(_delivery, self._database.rows(_ordered().where(deliveries.c.alert == alert_id))))

    def of_message(self, message: str) -> tuple[Delivery, ...]:
        """Return what went out in one message."""
        return tuple(map(_delivery, self._database.rows(_ordered().where(deliveries.c.message == message))))

    def newest_sent(self, channel: str, *, most: int) -> tuple[Delivery, ...]:
        """Return what arrived in a channel, newest due first."""
        asked = select(deliveries).where(deliveries.c.channel == channel, deliveries.c.state == "sent")
        newest = asked.order_by(deliveries.c.due_at.desc(), deliveries.c.id).limit(most)
        return tuple(map(_delivery, self._database.rows(newest)))

    def listed(self, channel: str, states: Collection[State], *, most: int) -> tuple[Delivery, ...]:
        """Return deliveries of a channel that stand in one of some states, longest due first."""
        asked = _ordered().where(deliveries.c.channel == channel, deliveries.c.state.in_(states))
        return tuple(map(_delivery, self._database.rows(asked.limit(most))))

    def attempts(self, delivery: DeliveryId) -> tuple[Attempt, ...]:
        """Return every attempt to send a delivery, oldest first."""
        asked = select(attempts).where(attempts.c.delivery == delivery).order_by(attempts.c.number)
        return tuple(map(_attempt, self._database.rows(asked)))

    def next_due(self, channels: Collection[str]) -> datetime | None:
        """Return when something is due to one of some channels next, or None."""
        asked = select(func.min(deliveries.c.next_at)).where(_is_open(channels))
        row = self._database.row(asked)
        return None if row is None or row[0] is None else datetime.fromisoformat(row[0])

    def _add_attempt(self, sent: Delivery, outcome: Outcome) -> None:
        number = select(func.coalesce(func.max(attempts.c.number), 0) + 1)
        before = self._database.number(number.where(attempts.c.delivery == sent.id))
        row = {
            "delivery": sent.id, "number": before, "at": _written(outcome.at), "message": sent.message,
            "outcome": outcome.state, "detail": outcome.detail, "took_ms": outcome.took_ms,
        }  # fmt: skip
        self._database.run(insert(attempts), row)


def _is_open(channels: Collection[str]) -> ColumnElement[bool]:
    return and_(
        deliveries.c.state.in_(OPEN),
        deliveries.c.channel.in_(channels),
        deliveries.c.channel.not_in(select(channel_stops.c.channel)),
    )


def _due(channel: str, now: datetime) -> Select[Any]:
    is_due = deliveries.c.next_at <= _written(now)
    return (
        select(deliveries.c.id)
        .where(_is_open([channel]), is_due)
        .order_by(deliveries.c.next_at, deliveries.c.id)
    )


def _ordered() -> Select[Any]:
    return select(deliveries).order_by(deliveries.c.due_at, deliveries.c.id)


def _written(at: datetime) -> str:
    """Return an instant as it is kept: in UTC, so that text compares as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _read(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)


def _delivery(row: Any) -> Delivery:
    values: Mapping[str, Any] = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's documented name)
    times = {name: _read(values[name]) for name in ("due_at", "next_at", "sent_at")}
    return Delivery(**{**values, **times, "reached": tuple(records.from_json(row.reached))})


def _attempt(row: Any) -> Attempt:
    values: Mapping[str, Any] = dict(row._mapping)  # noqa: SLF001  (SQLAlchemy's documented name)
    return Attempt(**{**values, "at": datetime.fromisoformat(row.at)})


def _backlog(channel: str, rows: Sequence[Any], stopped: str) -> Backlog:
    counts = {row.state: row._mapping["count"] for row in rows}  # noqa: SLF001  (Row has a count() of its own)
    oldest = [row.oldest for row in rows if row.state in OPEN]
    newest = [row.newest for row in rows if row.newest]
    return Backlog(
        channel=channel,
        **counts,
        oldest_due_at=_read(min(oldest, default=None)),
        last_sent_at=_read(max(newest, default=None)),
        stopped=stopped,
    )
