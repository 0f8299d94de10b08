"""What tests of delivering share: a ledger with alerts that are due, and channels on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.alert_making import NOON, make_alert
from tests.ledgers import open_ledger
from twosource.config.channels import Channel, Target
from twosource.delivering.messages import Message
from twosource.store import Ledger
from twosource.store.outbox import DeliveryId, delivery_id
from twosource.watches import Alert

HOUR = timedelta(hours=1)


def make_channel(target: Target, **changes: Any) -> Channel:
    return Channel(**({"name": "desk", "target": target} | changes))


def make_message(target: Target, *alerts: Alert, **changes: Any) -> Message:
    """Build a message of one alert."""
    values: dict[str, Any] = {"id": "d_00000000000000aa", "at": NOON, "earlier": {}}
    told = {"channel": make_channel(target), "alerts": alerts or (make_alert(),)}
    return Message(**(values | told | changes))


@contextmanager
def ledger_with(path: Path, *alerts: Alert) -> Iterator[Ledger]:
    """Open a ledger that holds some alerts."""
    with open_ledger(path / "ledger.db") as ledger:
        with ledger.transaction():
            for alert in alerts:
                ledger.alerts.add(alert)
        yield ledger


def put(
    ledger: Ledger, *alerts: Alert, channel: str = "desk", due_at: datetime | None = None
) -> list[DeliveryId]:
    """Have alerts sent to a channel, each at once unless told."""
    with ledger.transaction():
        return [ledger.outbox.put(alert.id, channel, due_at or alert.raised_at) for alert in alerts]


def states(ledger: Ledger, *alerts: Alert, channel: str = "desk") -> list[str]:
    return [ledger.outbox.find(delivery_id(alert.id, channel)).state for alert in alerts]
