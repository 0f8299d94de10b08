"""The feeds of a ledger: what is read, how it does, and what was read once.

When one is asked, and what of its health is told, is decided elsewhere (``ingest/live``).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final, Literal
from unicodedata import normalize

from sqlalchemy import bindparam, select, update

from twosource.errors import InputError, NoSuchRecord, Refused
from twosource.feeds import Feed, Health
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.feeds_tables import feeds

Origin = Literal["file", "cli"]

_MOST_NAME: Final = 120  # characters
_LATEST: Final = 50  # delays of which the median is told: some hours of a busy wire
_COUNTED: Final = frozenset({"items", "copies", "delay_s"})  # kept in columns of their own
_INSTANTS: Final = frozenset({"asked_at", "answered_at", "next_at", "newest_at"})
_BY_NAME: Final = feeds.c.folded == bindparam("called")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A feed as the ledger has it: who keeps it, whether a person paused it, when it was taken out."""

    feed: Feed
    health: Health
    source: Origin
    held: bool
    added_at: datetime
    retired_at: datetime | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is read at all: neither paused nor taken out."""
        return not (self.held or self.feed.paused or self.retired_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What following a configuration did, by names."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


class Feeds:
    """The feeds of a ledger. Each method is a transaction of its own, or a part of one under way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, retired: bool = False) -> tuple[Kept, ...]:
        """Return every feed by name; those taken out only where asked for."""
        found = map(_kept, self._database.rows(select(feeds).order_by(feeds.c.folded)))
        return tuple(one for one in found if retired or one.retired_at is None)

    def find(self, name: str) -> Kept | None:
        """Return a feed by its name, one taken out included, or None."""
        row = self._database.row(select(feeds).where(_BY_NAME), {"called": fold_name(name)})
        return None if row is None else _kept(row)

    def get(self, name: str) -> Kept:
        """Return a feed that is read, or paused, by its name; raises NoSuchRecord."""
        found = self.find(name)
        if found is None or found.retired_at is not None:
            raise NoSuchRecord(f"no feed is called {name!r}", hint="see which there are: twosource feeds")
        return found

    def add(self, feed: Feed, now: datetime) -> None:
        """Add a feed; raises InputError where its name or address is taken. One taken out comes back."""
        _check_name(feed.name)
        with self._database.transaction():
            for other in self.all():
                _check_unlike(feed, other)
            self._put(feed, "cli", now)

    def remove(self, name: str, now: datetime) -> Kept:
        """Take a feed out, its history kept; raises NoSuchRecord, and Refused for one of the configuration."""
        found = self.get(name)
        if found.source == "file":
            raise Refused(
                f"{found.feed.name!r} stands in the configuration",
                hint="take it out of the file, or pause it: twosource feeds pause NAME",
            )
        self._retire(found.feed.name, now)
        return replace(found, retired_at=now)

    def pause(self, name: str) -> Kept:
        """Leave a feed unasked until it is resumed; raises NoSuchRecord."""
        return self._hold(self.get(name), held=True)

    def resume(self, name: str) -> Kept:
        """Ask a paused feed again; raises NoSuchRecord, and Refused where the configuration pauses it."""
        found = self.get(name)
        if found.feed.paused and found.source == "file":
            raise Refused(
                f"{found.feed.name!r} is paused in the configuration", hint="take out its line paused = true"
            )
        if found.feed.paused:
            self._write(replace(found.feed, paused=False), found)
        return self._hold(found, held=False)

    def sync(self, given: Iterable[Feed], now: datetime) -> Synced:
        """Follow a configuration: its feeds are added and changed as it says, those gone from it taken out.

        The file wins over what the command line added under the same name.
        """
        wanted = {fold_name(feed.name): feed for feed in given}
        with self._database.transaction():
            known = {fold_name(one.feed.name): one for one in self.all(retired=True)}
            added = [feed for name, feed in wanted.items() if name not in known or known[name].retired_at]
            changed = [
                feed
                for name, feed in wanted.items()
                if name in known and not known[name].retired_at and _differs(known[name], feed)
            ]
            for feed in (*added, *changed):
                self._put(feed, "file", now)
            gone = [
                one.feed.name
                for name, one in known.items()
                if one.source == "file" and name not in wanted and one.retired_at is None
            ]
            for name in gone:
                self._retire(name, now)
        return Synced(
            added=tuple(feed.name for feed in added),
            changed=tuple(feed.name for feed in changed),
            retired=tuple(gone),
        )

    def save_health(self, name: str, health: Health) -> None:
        """Keep how asking a feed went; what is counted of its items stays as :meth:`count` made it."""
        self._update(name, health=_health_json(health))

    def count(self, name: str, *, items: int = 0, copies: int = 0, delays: Sequence[float] = ()) -> None:
        """Count items that came, and articles that proved copies; ``delays`` are seconds since publication."""
        with self._database.transaction():
            row = self._database.row(select(feeds).where(_BY_NAME), {"called": fold_name(name)})
            if row is None:
                return  # taken out of the table by hand: nothing to count on
            latest = [*json.loads(row.delays), *(round(delay, 1) for delay in delays)][-_LATEST:]
            self._update(name, items=row.items + items, copies=row.copies + copies, delays=json.dumps(latest))

    def _put(self, feed: Feed, source: Origin, now: datetime) -> None:
        before = self.find(feed.name)
        if before is None:
            self._database.run(insert(feeds), _new_row(feed, source, now))
            return
        self._write(feed, before)
        self._update(feed.name, source=source, retired_at=None)

    def _write(self, feed: Feed, before: Kept) -> None:
        """Write what a feed is; one that has another address now starts afresh but for its counts."""
        self._update(feed.name, name=feed.name, body=json.dumps(feed_to_json(feed)))
        if feed.address != before.feed.address:
            self._update(feed.name, health=_health_json(Health()))

    def _retire(self, name: str, now: datetime) -> None:
        self._update(name, retired_at=now.isoformat())

    def _hold(self, found: Kept, *, held: bool) -> Kept:
        self._update(found.feed.name, held=int(held))
        return self.get(found.feed.name)

    def _update(self, called: str, /, **values: Any) -> None:
        self._database.run(update(feeds).where(_BY_NAME).values(**values), {"called": fold_name(called)})


def fold_name(name: str) -> str:
    """Return a feed's name as it is compared: without case."""
    return normalize("NFKC", name).casefold().strip()


def feed_to_json(feed: Feed) -> dict[str, Any]:
    """Return what a feed is, its interval in seconds."""
    return {**asdict(feed), "every": feed.every.total_seconds()}


def feed_from_json(raw: Mapping[str, Any]) -> Feed:
    """Return what :func:`feed_to_json` wrote."""
    return Feed(**{**raw, "every": timedelta(seconds=raw["every"]), "only": tuple(raw["only"])})


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable() or len(name) > _MOST_NAME:
        raise InputError(
            f"{name[:_MOST_NAME]!r} can't be the name of a feed",
            hint=f"give it one line of at most {_MOST_NAME} characters",
        )


def _check_unlike(feed: Feed, other: Kept) -> None:
    if fold_name(feed.name) == fold_name(other.feed.name):
        raise InputError(f"a feed called {other.feed.name!r} is there already", hint="choose another name")
    if feed.address == other.feed.address:
        raise InputError(f"{feed.address} is read already, as {other.feed.name!r}")


def _differs(known: Kept, feed: Feed) -> bool:
    return known.feed != feed or known.source != "file"


def _new_row(feed: Feed, source: Origin, now: datetime) -> dict[str, Any]:
    return {
        "folded": fold_name(feed.name),
        "name": feed.name,
        "source": source,
        "body": json.dumps(feed_to_json(feed)),
        "health": _health_json(Health()),
        "held": 0,
        "items": 0,
        "copies": 0,
        "delays": "[]",
        "added_at": now.isoformat(),
        "retired_at": None,
    }


def _kept(row: Any) -> Kept:
    delays = json.loads(row.delays)
    counted = {
        "items": row.items,
        "copies": row.copies,
        "delay_s": round(median(delays), 1) if delays else None,
    }
    return Kept(
        feed=feed_from_json(json.loads(row.body)),
        health=replace(_health_from_json(row.health), **counted),
        source=row.source,
        held=bool(row.held),
        added_at=datetime.fromisoformat(row.added_at),
        retired_at=None if row.retired_at is None else datetime.fromisoformat(row.retired_at),
    )


def _health_json(health: Health) -> str:
    values = {one.name: getattr(health, one.name) for one in fields(health) if one.name not in _COUNTED}
    return json.dumps(
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
    )


def _health_from_json(words: str) -> Health:
    raw = json.loads(words)
    for name in _INSTANTS:
        if raw.get(name) is not None:
            raw[name] = datetime.fromisoformat(raw[name])
    lists = {name: tuple(value) for name, value in raw.items() if isinstance(value, list)}
    return Health(**{**raw, **lists})
