"""Processes of the watch: which are at work, and which one asks feeds.

Each makes its beat grow while it lives. Whether another is dead is for whoever looks to decide, by a clock
of their own: no two machines need agree on the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from twosource.store.cards import from_micros, to_micros
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.queue_tables import watchers


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """A process of the watch: its beat when it was looked at, and whether it is the one that asks feeds."""

    name: str
    beat: int
    polls: bool
    begun_at: datetime


class Watchers:
    """The processes over a ledger. Each method is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Watcher, ...]:
        """Return every process that began and was not seen to end, oldest first."""
        rows = self._database.rows(select(watchers).order_by(watchers.c.begun_at, watchers.c.name))
        return tuple(
            Watcher(
                name=row.name, beat=row.beat, polls=row.polls is not None, begun_at=from_micros(row.begun_at)
            )
            for row in rows
        )

    def beats(self) -> Mapping[str, int]:
        """Return the beat of each process."""
        return {one.name: one.beat for one in self.all()}

    def begin(self, name: str, now: datetime) -> None:
        """Note that a process is at work; a second time changes nothing."""
        row = {"name": name, "beat": 0, "polls": None, "begun_at": to_micros(now)}
        self._database.run(insert(watchers).on_conflict_do_nothing(), row)

    def beat(self, name: str) -> bool:
        """Note that a process lives; False where somebody has declared it dead."""
        beaten = update(watchers).where(watchers.c.name == name).values(beat=watchers.c.beat + 1)
        return self._database.run(beaten) > 0

    def take_polls(self, name: str) -> str | None:
        """Let a process be the one that asks feeds, unless another is; returns who it is now."""
        with self._database.transaction():
            holder = self._database.row(select(watchers.c.name).where(watchers.c.polls.is_not(None)))
            if holder is not None:
                return str(holder.name)
            taken = update(watchers).where(watchers.c.name == name).values(polls="yes")
            return name if self._database.run(taken) else None

    def end(self, name: str) -> None:
        """Note that a process has ended."""
        self._database.run(delete(watchers).where(watchers.c.name == name))
