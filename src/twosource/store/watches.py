"""Standing questions, as people and the configuration keep them.

A watch begins to look when it is first saved, or when it is resumed: what opened before is not new to
it. Those of the configuration's file are changed there alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, select, update

from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.store import records
from twosource.store.alert_tables import alert_cursor, alert_threads, watches
from twosource.store.cards import to_micros
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.schema import changes
from twosource.watches import Watch, fold_watch
from twosource.wire.alerts import watch_from_json, watch_to_json

_MOST_NAME: Final = 80  # characters; it stands in subjects of mails and in tables
_ALL: Final = select(watches).order_by(watches.c.folded)
_ONE: Final = select(watches).where(watches.c.folded == bindparam("known"))
_PUT: Final = insert(watches)
_KEEP: Final = _PUT.on_conflict_do_update(
    index_elements=["folded"],
    set_={name: _PUT.excluded[name] for name in ("name", "source", "body", "started_at")},
)
_LOOK_AGAIN: Final = (
    update(alert_threads)
    .where(alert_threads.c.watch == bindparam("known"), alert_threads.c.is_open == 1)
    .values(due_at=bindparam("at"))
)
_FIRST: Final = select(func.min(changes.c.seq)).where(changes.c.at >= bindparam("at"))
_BACK: Final = (
    update(alert_cursor).where(alert_cursor.c.seq > bindparam("before")).values(seq=bindparam("before"))
)

#: When a watch began to look that is to tell of the past too.
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A watch and when it began to look."""

    watch: Watch
    started_at: datetime

    @property
    def key(self) -> str:
        """Return the name as it is compared."""
        return fold_watch(self.watch.name)


class Watches:
    """The watches of a ledger. Methods that write are transactions of their own, or a part of one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Watch, ...]:
        """Return every watch, by name."""
        return tuple(one.watch for one in self.kept())

    def kept(self) -> tuple[Kept, ...]:
        """Return every watch with when it began, by name."""
        return tuple(map(_read, self._database.rows(_ALL)))

    def find(self, name: str) -> Watch | None:
        """Return a watch by name, or None; capitals do not matter."""
        found = self._find(name)
        return None if found is None else found.watch

    def get(self, name: str) -> Watch:
        """Return a watch by name; raises NoSuchRecord."""
        return self._get(name).watch

    def save(self, watch: Watch, now: datetime, *, from_past: bool = False) -> None:
        """Keep a new watch, which starts now or ``from_past``, or how one is asked otherwise.

        From the past it tells what it would have told of what is still fresh (``Watch.fresh_for``).

        Raises InputError for a name that is none, Refused for a watch that the configuration keeps.
        """
        _check_name(watch.name)
        with self._database.transaction():
            known = self._find(watch.name)
            _check_keeper(known, watch)
            began = BEGINNING if from_past else now if known is None else known.started_at
            resumed = known is not None and known.watch.paused and not watch.paused
            self._put(Kept(watch=watch, started_at=now if resumed else began))
            if from_past:
                self._look_back(now - watch.fresh_for)
            if resumed:
                self._look_again(watch.name, now)

    def remove(self, name: str) -> None:
        """Forget a watch; what it raised stays. Raises NoSuchRecord, or Refused where the configuration keeps it."""
        with self._database.transaction():
            known = self._get(name)
            _check_keeper(known, replace(known.watch, source="cli"))
            self._database.run(delete(watches).where(watches.c.folded == known.key))

    def pause(self, name: str, now: datetime) -> None:
        """Let a watch raise nothing until it is resumed; raises as :meth:`remove` does."""
        self._switch(name, now, paused=True)

    def resume(self, name: str, now: datetime) -> None:
        """Let a watch look again from now on, and again at what it told; raises as :meth:`remove` does."""
        self._switch(name, now, paused=False)

    def sync(self, held: Iterable[Watch], now: datetime) -> None:
        """Keep the watches that the configuration holds now, and no others of its file."""
        wanted = {fold_watch(watch.name): replace(watch, source="file") for watch in held}
        with self._database.transaction():
            for one in self.kept():
                if one.watch.source == "file" and one.key not in wanted:
                    self._database.run(delete(watches).where(watches.c.folded == one.key))
            for watch in wanted.values():
                known = self._find(watch.name)
                if known is not None and known.watch.source != "file":  # it has moved into the file
                    self._put(replace(known, watch=replace(known.watch, source="file")))
                self.save(watch, now)

    def _switch(self, name: str, now: datetime, *, paused: bool) -> None:
        with self._database.transaction():
            known = self._get(name)
            _check_keeper(known, replace(known.watch, source="cli"))
            self.save(replace(known.watch, paused=paused), now)

    def _find(self, name: str) -> Kept | None:
        row = self._database.row(_ONE, {"known": fold_watch(name)})
        return None if row is None else _read(row)

    def _get(self, name: str) -> Kept:
        found = self._find(name)
        if found is None:
            raise NoSuchRecord(
                f"no watch is called {name!r}", hint="see which there are with: twosource watches"
            )
        return found

    def _put(self, kept: Kept) -> None:
        row = {
            "folded": kept.key,
            "name": kept.watch.name,
            "source": kept.watch.source,
            "body": records.to_json(watch_to_json(kept.watch)),
            "started_at": write_instant(kept.started_at),
        }
        self._database.run(_KEEP, row)

    def _look_back(self, since: datetime) -> None:
        """Have what changed from an instant on looked at again; what is older than that is not fresh."""
        first = self._database.number(_FIRST, {"at": to_micros(since)})
        if first:
            self._database.run(_BACK, {"before": first - 1})

    def _look_again(self, name: str, now: datetime) -> None:
        self._database.run(_LOOK_AGAIN, {"known": fold_watch(name), "at": write_instant(now)})


def write_instant(at: datetime) -> str:
    """Return an instant as it is kept: in UTC to the microsecond, so that text compares as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@stored("watch", "name")
def _read(row: Any) -> Kept:
    return Kept(
        watch=watch_from_json(records.from_json(row.body)), started_at=datetime.fromisoformat(row.started_at)
    )


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable() or len(name) > _MOST_NAME or name != name.strip():
        raise InputError(
            f"{name[:_MOST_NAME]!r} can't be a watch's name",
            hint=f"a name has letters, and at most {_MOST_NAME} of them",
        )


def _check_keeper(known: Kept | None, wanted: Watch) -> None:
    if known is not None and known.watch.source == "file" and wanted.source != "file":
        raise Refused(
            f"the watch {known.watch.name!r} is kept in the configuration",
            hint="change it in twosource.toml; twosource watch takes it over when it starts",
        )
