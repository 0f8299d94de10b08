"""Items of feeds that were seen already, each with how its feed printed it last."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from twosource.ids import digest
from twosource.store.cards import from_micros, to_micros
from twosource.store.database import Database
from twosource.store.dialect import insert
from twosource.store.queue_tables import seen_items

_BATCH: Final = 500
_AGAIN: Final = timedelta(days=1)  # an item that stays in its feed is noted again so often
_NOTE: Final = insert(seen_items)
_KEEP: Final = _NOTE.on_conflict_do_update(
    index_elements=["feed", "item"],
    set_={name: _NOTE.excluded[name] for name in ("print", "url", "seen_at")},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item as it was seen: its key, its print, and its page's address, None where it has none."""

    key: str
    print: str
    url: str | None


class SeenItems:
    """What was seen of feeds; methods that write are a part of the transaction under way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prints(self, feed: str, keys: Collection[str]) -> Mapping[str, str]:
        """Return how some items of a feed were printed last, by key; those never seen are left out."""
        names = {_name(key): key for key in keys}
        found: dict[str, str] = {}
        for part in _parts(list(names)):
            asked = select(seen_items.c.item, seen_items.c.print).where(
                seen_items.c.feed == feed, seen_items.c.item.in_(part)
            )
            found |= {names[row.item]: row.print for row in self._database.rows(asked)}
        return found

    def seen_elsewhere(self, feed: str, urls: Collection[str]) -> Mapping[str, datetime]:
        """Return when pages were last given by other feeds, by address."""
        names = {_name(url): url for url in urls}
        found: dict[str, datetime] = {}
        for part in _parts(list(names)):
            asked = select(seen_items.c.url, seen_items.c.seen_at).where(
                seen_items.c.url.in_(part), seen_items.c.feed != feed
            )
            for row in self._database.rows(asked.order_by(seen_items.c.seen_at)):
                found[names[row.url]] = from_micros(row.seen_at)
        return found

    def note(self, feed: str, items: Iterable[Seen], now: datetime) -> None:
        """Note how items are printed now."""
        for item in items:
            row = {
                "feed": feed,
                "item": _name(item.key),
                "print": item.print,
                "url": "" if item.url is None else _name(item.url),
                "seen_at": to_micros(now),
            }
            self._database.run(_KEEP, row)

    def touch(self, feed: str, keys: Collection[str], now: datetime) -> None:
        """Note that items are still printed, those alone that were not noted for a day."""
        stale = to_micros(now - _AGAIN)
        for part in _parts([_name(key) for key in keys]):
            still = update(seen_items).where(
                seen_items.c.feed == feed, seen_items.c.item.in_(part), seen_items.c.seen_at < stale
            )
            self._database.run(still.values(seen_at=to_micros(now)))

    def prune(self, before: datetime) -> int:
        """Forget items that no feed has printed since an instant; returns how many."""
        return self._database.run(delete(seen_items).where(seen_items.c.seen_at < to_micros(before)))


def _name(words: str) -> str:
    return digest("seen", words, size=24)


def _parts(names: list[str]) -> Iterable[list[str]]:
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))
