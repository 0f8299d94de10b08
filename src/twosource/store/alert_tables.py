"""The tables of what people wait for, what was raised for them, and what they did with it."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text

from twosource.store.dialect import Number
from twosource.store.schema import metadata

watches: Final = Table(
    "watches", metadata,
    Column("folded", Text, primary_key=True, doc="the name as it is compared"),
    Column("name", Text, nullable=False, doc="the name as people call it"),
    Column("source", Text, nullable=False, doc="who keeps it: file, cli or desk"),
    Column("body", Text, nullable=False, doc="the watch as JSON, in the shape of wire/schema/watch.schema.json"),
    Column("started_at", Text, nullable=False, doc="when it began to look; what opened before is not new to it"),
    comment="standing questions",
    sqlite_with_rowid=False,
)  # fmt: skip

alerts: Final = Table(
    "alerts", metadata,
    Column("seq", Number, primary_key=True, doc="order of raising"),
    Column("id", Text, nullable=False, unique=True, doc="w_ and 12 hex: of watch, subject and number"),
    Column("watch", Text, nullable=False, doc="the watch's name as it is compared"),
    Column("subject", Text, nullable=False, doc="id of the incident, or feed: and the feed's name"),
    Column("number", Number, nullable=False, doc="counts the alerts of a watch on a subject from 1"),
    Column("raised_at", Text, nullable=False, doc="when, in UTC"),
    Column("body", Text, nullable=False, doc="the alert as JSON, in the shape of wire/schema/alert.schema.json"),
    Column("acknowledged_by", Text, doc="who took note of it first"),
    Column("acknowledged_at", Text, doc="when that was"),
    Column("approved_by", Text, doc="who let it go to the public"),
    Column("approved_at", Text, doc="when that was"),
    Index("alerts_subject", "subject", "watch", "number"),
    Index("alerts_watch", "watch", "seq"),
    Index("alerts_raised", "raised_at"),
    comment="what watches raised: what was told never changes",
)  # fmt: skip

alert_acts: Final = Table(
    "alert_acts", metadata,
    Column("seq", Number, primary_key=True, doc="order of acting"),
    Column("alert", ForeignKey("alerts.id"), nullable=False, doc="what it is about"),
    Column("what", Text, nullable=False, doc="acknowledge, approve or resend"),
    Column("by", Text, nullable=False, doc="the person who did it"),
    Column("at", Text, nullable=False, doc="when, in UTC"),
    Column("detail", Text, nullable=False, doc="the channel it was sent to again, or empty"),
    Index("alert_acts_alert", "alert"),
    comment="what people did with alerts: only ever added to",
)  # fmt: skip

alert_threads: Final = Table(
    "alert_threads", metadata,
    Column("watch", Text, nullable=False, doc="the watch's name as it is compared"),
    Column("subject", Text, nullable=False, doc="id of the incident, or feed: and the feed's name"),
    Column("is_open", Number, nullable=False, doc="whether what was told last stands: it was not cancelled"),
    Column("number", Number, nullable=False, doc="how many alerts were raised"),
    Column("raised_at", Text, nullable=False, doc="when the last was raised"),
    Column("asks", Text, nullable=False, doc="digest of what the watch asked for at the last"),
    Column("told", Text, nullable=False, doc="what was known then, as JSON: what comes next is set against it"),
    Column("due_at", Text, doc="when to look again, since something is held back; null for nothing"),
    PrimaryKeyConstraint("watch", "subject"),
    Index("alert_threads_subject", "subject"),
    Index("alert_threads_due", "due_at"),
    comment="what each watch last told of a subject, and what it holds back",
    sqlite_with_rowid=False,
)  # fmt: skip

alert_cursor: Final = Table(
    "alert_cursor", metadata,
    Column("name", Text, primary_key=True, doc="alerts: who reads the log"),
    Column("seq", Number, nullable=False, doc="the last change that was looked at"),
    comment="how far the log of changes was looked through for alerts",
    sqlite_with_rowid=False,
)  # fmt: skip
