"""The table of the feeds that are read without being asked again, and how they do.

What a feed is, and how asking it went, are kept as JSON: nothing in SQL asks for a part of them.
"""

from typing import Final

from sqlalchemy import Column, Table, Text

from twosource.store.dialect import Number
from twosource.store.schema import metadata

feeds: Final = Table(
    "feeds", metadata,
    Column("folded", Text, primary_key=True, doc="the name as it is compared"),
    Column("name", Text, nullable=False, doc="the name as people write it"),
    Column("source", Text, nullable=False, doc="file (it stands in the configuration) or cli"),
    Column("body", Text, nullable=False, doc="what it is, as JSON"),
    Column("health", Text, nullable=False, doc="how asking it went, as JSON"),
    Column("held", Number, nullable=False, doc="1 while a person has paused it, else 0"),
    Column("items", Number, nullable=False, doc="items it gave so far, each counted once"),
    Column("copies", Number, nullable=False, doc="articles of it that are copies of others"),
    Column("delays", Text, nullable=False, doc="seconds from publication to arrival of its latest items, as JSON"),
    Column("added_at", Text, nullable=False, doc="when it was first added"),
    Column("retired_at", Text, doc="when it was taken out; null while it is read"),
    comment="feeds that are read, or were, and how they do",
    sqlite_with_rowid=False,
)  # fmt: skip
