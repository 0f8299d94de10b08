"""The tables of work that waits, of the items of feeds that were seen, and of the processes at work.

A job is put in the transaction that makes it necessary, so that nothing is begun and then forgotten.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from twosource.store.dialect import Number
from twosource.store.schema import metadata

jobs: Final = Table(
    "jobs", metadata,
    Column("seq", Number, primary_key=True, doc="order in which jobs were put"),
    Column("key", Text, nullable=False, unique=True, doc="digest of what is to be done: the same is put once"),
    Column("kind", Text, nullable=False, doc="fetch (the page of an item) or read (a page that is kept)"),
    Column("lane", Text, nullable=False, doc="host that is asked, or empty"),
    Column("body", Text, nullable=False, doc="what is to be done, as JSON"),
    Column("state", Text, nullable=False, doc="waiting, taken, done or dead (set aside)"),
    Column("due_at", Number, nullable=False, doc="microseconds since 1970: not to be taken before"),
    Column("set_at", Number, nullable=False, doc="microseconds since 1970: when due_at was written"),
    Column("put_at", Number, nullable=False, doc="microseconds since 1970: when it was put"),
    Column("ended_at", Number, doc="microseconds since 1970: when it was done or set aside; null before"),
    Column("watch", Text, doc="the watch that has it in hand; null for none"),
    Column("worker", Text, doc="its worker that has it in hand; null for none"),
    Column("tries", Integer, nullable=False, doc="how often it failed"),
    Column("deaths", Integer, nullable=False, doc="how often whoever had it in hand died"),
    Column("word", Text, nullable=False, doc="what came of it, or what went wrong last"),
    Index("jobs_waiting", "state", "kind", "due_at", "seq"),
    Index("jobs_in_hand", "watch", "worker"),
    comment="work of the watch: at least once done, and never forgotten",
)  # fmt: skip

seen_items: Final = Table(
    "seen_items", metadata,
    Column("feed", Text, nullable=False, doc="the feed by its name"),
    Column("item", Text, nullable=False, doc="digest of the item's key"),
    Column("print", Text, nullable=False, doc="changes when the feed says something else of it"),
    Column("url", Text, nullable=False, doc="digest of the page's address it gives, or empty"),
    Column("seen_at", Number, nullable=False, doc="microseconds since 1970: when this print came first, or later"),
    PrimaryKeyConstraint("feed", "item"),
    Index("seen_items_url", "url"),
    Index("seen_items_at", "seen_at"),
    comment="items of feeds, each with how it was printed last",
    sqlite_with_rowid=False,
)  # fmt: skip

watchers: Final = Table(
    "watchers", metadata,
    Column("name", Text, primary_key=True, doc="machine, its start, process and its start"),
    Column("beat", Number, nullable=False, doc="grows while the process lives"),
    Column("polls", Text, unique=True, doc="yes for the one that asks feeds; null for the others"),
    Column("begun_at", Number, nullable=False, doc="microseconds since 1970: when it began"),
    comment="processes of the watch that are at work, or were when they were killed",
    sqlite_with_rowid=False,
)  # fmt: skip
