"""The tables of what is to be sent to whom, and what became of sending it.

A row is written in the transaction that raises its alert, so that an alert without its deliveries, or
a delivery without its alert, can't be.
"""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from twosource.store.schema import metadata

deliveries: Final = Table(
    "deliveries", metadata,
    Column("id", Text, primary_key=True, doc="d_ and 16 hex, from alert and channel; receivers know doubles by it"),
    Column("alert", Text, nullable=False, doc="the alert to send"),
    Column("channel", Text, nullable=False, doc="the configured channel by its name"),
    Column("state", Text, nullable=False, doc="waiting, failed (will be tried again), sent, or dead (given up)"),
    Column("due_at", Text, nullable=False, doc="when it may be sent at the earliest"),
    Column("next_at", Text, nullable=False, doc="when it may be taken next; while taken, when that lapses"),
    Column("tries", Integer, nullable=False, doc="how often it was taken since it was put or sent again"),
    Column("message", Text, nullable=False, doc="id of the message it was last sent in; empty before"),
    Column("reached", Text, nullable=False, doc="whom of several it has reached, as a JSON list"),
    Column("sent_at", Text, doc="when the receiver had it; null before"),
    Column("trouble", Text, nullable=False, doc="what went wrong last, or empty"),
    Index("deliveries_due", "state", "next_at"),
    Index("deliveries_channel", "channel", "state"),
    Index("deliveries_alert", "alert"),
    Index("deliveries_message", "message"),
    comment="what is to be sent to whom, until it has arrived and after",
    sqlite_with_rowid=False,
)  # fmt: skip

attempts: Final = Table(
    "attempts", metadata,
    Column("delivery", ForeignKey("deliveries.id"), nullable=False, doc="what was tried"),
    Column("number", Integer, nullable=False, doc="counts its attempts from 1"),
    Column("at", Text, nullable=False, doc="when it was tried"),
    Column("message", Text, nullable=False, doc="the message it was in"),
    Column("outcome", Text, nullable=False, doc="sent, failed or dead"),
    Column("detail", Text, nullable=False, doc="what was answered, or what went wrong"),
    Column("took_ms", Integer, nullable=False, doc="milliseconds it took"),
    PrimaryKeyConstraint("delivery", "number"),
    comment="every attempt to send: only ever added to",
    sqlite_with_rowid=False,
)  # fmt: skip

channel_stops: Final = Table(
    "channel_stops", metadata,
    Column("channel", Text, primary_key=True, doc="the channel by its name"),
    Column("at", Text, nullable=False, doc="when it was stopped"),
    Column("why", Text, nullable=False, doc="what its receiver answered, as a sentence"),
    comment="channels whose receiver wants nothing more; what is due to them waits",
    sqlite_with_rowid=False,
)  # fmt: skip
