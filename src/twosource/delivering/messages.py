"""What goes out: a message holds one alert, or several that were held back until the same moment.

A message's id is that of its delivery; of several it follows from theirs. It is written down before the
message goes out, so that what is sent again is the same message.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from twosource.config.channels import Channel
from twosource.ids import digest
from twosource.store.outbox import Delivery
from twosource.watches import Alert
from twosource.wire.alerts import alert_to_json

#: The shape of what webhooks and commands are given; a change that breaks readers raises it.
SHAPE: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to send through a channel.

    ``earlier`` are the alerts that those of the message update or cancel, by id, and ``threads`` the
    messages in which these went out, oldest first. ``listed`` are the newest alerts that the channel has
    been sent, for a list of them. ``reached`` are the receivers who have the message already. A test is
    marked as one everywhere.
    """

    id: str
    channel: Channel
    alerts: tuple[Alert, ...]
    at: datetime
    earlier: Mapping[str, Alert]
    threads: tuple[str, ...] = ()
    listed: tuple[Alert, ...] = ()
    reached: frozenset[str] = frozenset()
    is_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a receiver answered.

    "sent": it has the message. "later": it may have it another time, not before ``wait`` where that is
    given. "never": it will not take this message. "gone": it wants nothing more at all. ``reached`` are
    those of several receivers who have it, those of before included.
    """

    outcome: Literal["sent", "later", "never", "gone"]
    detail: str
    wait: timedelta | None = None
    reached: tuple[str, ...] = ()


def message_id(joined: Sequence[Delivery]) -> str:
    """Name a message: by its delivery, or by all of them in any order; as written down before, if it was."""
    if known := next((one.message for one in joined if one.message), ""):
        return known
    if len(joined) == 1:
        return joined[0].id
    return "m_" + digest("message", *sorted(one.id for one in joined))


def is_held(delivery: Delivery, alert: Alert) -> bool:
    """Whether a delivery was held back (quiet hours, a digest), so that it goes out with others of its moment."""
    return delivery.due_at > alert.raised_at


def body_of(message: Message) -> bytes:
    """Return a message as JSON in UTF-8: what webhooks are sent and commands are given."""
    data = {
        "shape": SHAPE,
        "id": message.id,
        "channel": message.channel.name,
        "test": message.is_test,
        "alerts": [alert_to_json(alert) for alert in message.alerts],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
