"""What people have sent by hand: a test of a channel, and what went wrong before; and who sends from the desk."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from twosource.config.channels import CapFolder, Channel
from twosource.delivering.folder import sender_of
from twosource.delivering.messages import Message
from twosource.ids import digest
from twosource.store import Ledger
from twosource.store.outbox import Delivery
from twosource.watches import Alert
from twosource.wire.cap import identifier_of
from twosource.wire.cap_sender import Sender


def make_test(channel: Channel, now: datetime) -> Message:
    """Return a message that says of itself that it is a test, with an alert of nothing."""
    name = digest("test", channel.name, now.isoformat())
    alert = Alert(
        id=f"w_{name}",
        watch="test",
        incident=None,
        number=1,
        move="alert",
        raised_at=now,
        change=0,
        headline="Test of a channel; nothing happened",
        kind="",
        triggers=(),
        reason="This is a test of the channel. Nothing happened, and there is nothing to do.",
    )
    return Message(id=f"d_{name}", channel=channel, alerts=(alert,), at=now, earlier={}, is_test=True)


def resend(ledger: Ledger, alert_id: str, now: datetime) -> tuple[Delivery, ...]:
    """Have an alert sent again, under the same ids, to every channel it goes to; returns those deliveries."""
    found = ledger.outbox.of_alert(alert_id)
    ledger.outbox.send_again([one.id for one in found], now)
    return ledger.outbox.of_alert(alert_id)


def desk_sender(channels: Sequence[Channel], base: str) -> Sender:
    """Return who sends the messages that a desk hands out: as the first folder of CAP says, or the desk's host."""
    for channel in channels:
        if isinstance(channel.target, CapFolder):
            return sender_of(channel, channel.target)
    host = urlsplit(base).hostname or "localhost"
    return Sender(address=identifier_of(f"twosource@{host}"), desk=base)
