"""Which deliveries go out together, and what a message of them needs from the ledger.

What was held back until one moment goes out in one message; what is told at once goes out alone. What was in a
message before goes out in it again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from twosource.config.channels import CapFolder, Channel
from twosource.delivering.messages import Message, is_held, message_id
from twosource.store import Ledger
from twosource.store.outbox import Delivery, delivery_id
from twosource.watches import Alert

_MOST_JOINED: Final = 100  # alerts in a message; more make several


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Deliveries that go out together, and their message; None where the ledger has none of their alerts."""

    channel: Channel
    taken: tuple[Delivery, ...]
    message: Message | None


def join_due(
    ledger: Ledger, channel: Channel, taken: Sequence[Delivery], *, now: datetime, until: datetime
) -> tuple[Joined, ...]:
    """Return what was taken as messages, with what else goes into them taken too, and their ids written down."""
    alerts = ledger.alerts.by_id([one.alert for one in taken])
    joined = []
    for group in groups_of(taken, alerts):
        first = group[0]
        whole = group
        if first.message not in {"", first.id} or _is_held(first, alerts):
            beside = ledger.outbox.take_beside(first, now, until=until, most=_MOST_JOINED - len(group))
            whole = (*group, *beside)
        joined.append(_joined(ledger, channel, whole, now))
    return tuple(joined)


def groups_of(taken: Sequence[Delivery], alerts: Mapping[str, Alert]) -> tuple[tuple[Delivery, ...], ...]:
    """Return deliveries in groups that go out together, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for one in taken:
        if one.message:
            key = "message", one.message
        elif _is_held(one, alerts):
            key = "moment", one.due_at.isoformat()
        else:
            key = "alone", one.id
        groups.setdefault(key, []).append(one)
    return tuple(map(tuple, groups.values()))


def _is_held(one: Delivery, alerts: Mapping[str, Alert]) -> bool:
    return one.alert in alerts and is_held(one, alerts[one.alert])


def _joined(ledger: Ledger, channel: Channel, taken: Sequence[Delivery], now: datetime) -> Joined:
    name = message_id(taken)
    ledger.outbox.join(name, [one.id for one in taken if one.message != name])
    # What went out under this id before is in it again, whatever became of it since.
    members = {one.id: one for one in (*ledger.outbox.of_message(name), *taken)}
    alerts = ledger.alerts.by_id([one.alert for one in members.values()])
    if not alerts:
        return Joined(channel=channel, taken=tuple(taken), message=None)
    message = Message(
        id=name,
        channel=channel,
        alerts=tuple(sorted(alerts.values(), key=lambda alert: (alert.raised_at, alert.id))),
        at=now,
        earlier=ledger.alerts.by_id([earlier for alert in alerts.values() for earlier in alert.earlier]),
        threads=tuple(_threads(ledger, channel, alerts)),
        listed=_listed(ledger, channel),
        reached=frozenset.intersection(*(frozenset(one.reached) for one in taken)),
    )
    return Joined(channel=channel, taken=tuple(taken), message=message)


def _threads(ledger: Ledger, channel: Channel, alerts: Mapping[str, Alert]) -> Iterator[str]:
    """Yield the messages in which the alerts that these update or cancel went out, oldest first, each once."""
    names = [delivery_id(earlier, channel.name) for alert in alerts.values() for earlier in alert.earlier]
    known = {one.id: one.message or one.id for one in ledger.outbox.by_id(names)}
    yield from dict.fromkeys(known[name] for name in names if name in known)


def _listed(ledger: Ledger, channel: Channel) -> tuple[Alert, ...]:
    """Return the newest alerts that a folder holds, for its feed; other channels need none."""
    if not isinstance(channel.target, CapFolder):
        return ()
    newest = ledger.outbox.newest_sent(channel.name, most=channel.target.newest)
    return tuple(ledger.alerts.by_id([one.alert for one in newest]).values())
