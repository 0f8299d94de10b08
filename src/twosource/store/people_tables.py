"""The tables of who may use the desk and what they wrote; they hold nothing of the news.

Neither a password nor a token nor a session can be had back from what is kept of it.
"""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from twosource.store.dialect import Number
from twosource.store.schema import metadata

people: Final = Table(
    "people", metadata,
    Column("folded", Text, primary_key=True, doc="the name as it is compared"),
    Column("name", Text, nullable=False, doc="the name as it signs acts"),
    Column("role", Text, nullable=False, doc="reader, reviewer or admin"),
    Column("password", Text, doc="argon2id in its encoded form; null for who has only tokens"),
    Column("made_at", Text, nullable=False, doc="when they were added"),
    comment="who may use the desk when it asks who is there",
    sqlite_with_rowid=False,
)  # fmt: skip

tokens: Final = Table(
    "tokens", metadata,
    Column("digest", Text, primary_key=True, doc="sha256 of the token; its first 8 digits name it"),
    Column("person", ForeignKey("people.folded"), nullable=False, doc="in whose name it acts"),
    Column("label", Text, nullable=False, doc="what it is for, in their words"),
    Column("made_at", Text, nullable=False, doc="when it was made"),
    Column("expires_at", Text, doc="when it stops; null for never"),
    Column("scope", Text, nullable=False, server_default="everything", doc="everything, or feeds: what it opens"),
    Index("tokens_person", "person"),
    comment="what programs show in place of a name and password",
    sqlite_with_rowid=False,
)  # fmt: skip

sessions: Final = Table(
    "sessions", metadata,
    Column("digest", Text, primary_key=True, doc="sha256 of what the browser's cookie holds"),
    Column("person", ForeignKey("people.folded"), nullable=False, doc="who signed in"),
    Column("started_at", Text, nullable=False, doc="when they signed in"),
    Column("seen_at", Text, nullable=False, doc="when they last asked for a page, to some minutes"),
    Index("sessions_person", "person"),
    comment="browsers that are signed in",
    sqlite_with_rowid=False,
)  # fmt: skip

audit: Final = Table(
    "audit", metadata,
    Column("seq", Number, primary_key=True, doc="order of writing"),
    Column("at", Text, nullable=False, doc="when"),
    Column("who", Text, nullable=False, doc="the name that signed, or that was tried"),
    Column("what", Text, nullable=False, doc="what was asked: method and path, or the command"),
    Column("about", Text, nullable=False, doc="the record, person or token it was about, or empty"),
    Column("origin", Text, nullable=False, doc="address it came from; empty for the command line"),
    Column("result", Text, nullable=False, doc="what was answered: a status of HTTP, or done"),
    comment="everything written through the desk, and who may use it: only ever added to",
)  # fmt: skip
