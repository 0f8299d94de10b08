"""Which items of a feed are work: those never seen, and those that are printed otherwise than before.

A page that another feed gave already is not asked for again until an item about it is printed otherwise.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from twosource.feeds import Feed, Item
from twosource.store.queue import NewJob
from twosource.store.queue_seen import Seen
from twosource.watching.bodies import ToFetch, fetch_job


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is to be done about a feed's items, and how the new and changed ones are printed."""

    jobs: tuple[NewJob, ...]
    noted: tuple[Seen, ...]


def choose(
    feed: Feed, items: Sequence[Item], prints: Mapping[str, str], elsewhere: Collection[str]
) -> Chosen:
    """Return the jobs of a feed's items; ``prints`` are those known by key, ``elsewhere`` pages of other feeds."""
    fresh = [item for item in unlike(items) if prints.get(item.key) != item.print]
    wanted = [item for item in fresh if item.key in prints or not _is_had(feed, item, elsewhere)]
    return Chosen(
        jobs=tuple(fetch_job(ToFetch(feed=feed, item=item)) for item in wanted),
        noted=tuple(Seen(key=item.key, print=item.print, url=item.url) for item in fresh),
    )


def unlike(items: Sequence[Item]) -> list[Item]:
    """Return items without those that have the key of an earlier one."""
    return list({item.key: item for item in reversed(items)}.values())[::-1]


def _is_had(feed: Feed, item: Item, elsewhere: Collection[str]) -> bool:
    return feed.pages and item.url is not None and item.url in elsewhere
