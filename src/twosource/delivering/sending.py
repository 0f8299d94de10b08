"""Sending what is due: taken from the outbox, joined, sent, and what came of it noted.

A message is sent at least once. Whoever is killed between sending and noting has left the row taken; when that
lapses it is sent again under the same id, by which receivers know it. Channels are served side by side: one that
is broken or slow holds up nothing but itself.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import monotonic
from typing import Final

from twosource.config.channels import CapFolder, Channel, Command, Email, Terminal, Webhook
from twosource.delivering.command import run_command
from twosource.delivering.folder import write_folder
from twosource.delivering.joining import Joined, join_due
from twosource.delivering.mail import send_mail
from twosource.delivering.messages import Answer, Message
from twosource.delivering.retrying import outcome_of
from twosource.delivering.terminal import show
from twosource.delivering.webhook import post
from twosource.errors import InputError
from twosource.ports import Clock
from twosource.store import Ledger
from twosource.store.outbox import Delivery, Outcome

_GRACE: Final = timedelta(seconds=30)  # to note what was sent, after the longest that sending may take
_LEAST: Final = timedelta(seconds=30)  # for channels that name no time


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How many deliveries arrived, will be tried again, and were given up."""

    sent: int = 0
    failed: int = 0
    dead: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(
            sent=self.sent + other.sent, failed=self.failed + other.failed, dead=self.dead + other.dead
        )


def deliver_due(ledger: Ledger, channels: Sequence[Channel], clock: Clock) -> Sent:
    """Send what is due now and return what came of it; must not run inside an event loop."""
    return asyncio.run(deliver(ledger, channels, clock))


async def deliver(ledger: Ledger, channels: Sequence[Channel], clock: Clock) -> Sent:
    """Send what is due to each channel, until nothing is or the channel fails.

    A process that runs for long calls it for each channel by itself, so that none waits for another.
    Raises LedgerUnavailable where the ledger fails; what was sent by then may be sent again.
    """
    rounds = (_serve(ledger, channel, clock) for channel in channels)
    return sum(await asyncio.gather(*rounds), Sent())


async def _serve(ledger: Ledger, channel: Channel, clock: Clock) -> Sent:
    total = Sent()
    while joined := _take(ledger, channel, clock):
        sends = (_send_and_note(ledger, one, clock) for one in joined)
        counts = await asyncio.gather(*sends)
        total = sum(counts, total)
        if any(count.failed for count in counts):
            break  # its next try comes after a wait; so does the rest
    return total


def _take(ledger: Ledger, channel: Channel, clock: Clock) -> tuple[Joined, ...]:
    now = clock.now()
    until = now + lease_of(channel)
    at_once = 1 if isinstance(channel.target, CapFolder | Terminal) else channel.at_once
    with ledger.transaction():
        taken = ledger.outbox.take(channel.name, now, until=until, most=at_once)
        return join_due(ledger, channel, taken, now=now, until=until)


def lease_of(channel: Channel) -> timedelta:
    """Return for how long a delivery is taken: what sending may take at most, and a while to note it."""
    return getattr(channel.target, "timeout", _LEAST) + _GRACE


async def _send_and_note(ledger: Ledger, joined: Joined, clock: Clock) -> Sent:
    if joined.message is None:
        return _note_missing(ledger, joined.taken, clock)
    began = monotonic()
    answer = await send(replace(joined.message, at=clock.now()))
    took_ms = round(1000 * (monotonic() - began))
    return _note(ledger, joined, (answer, took_ms), clock)


async def send(message: Message) -> Answer:
    """Send a message through its channel and return what the receiver answered."""
    target = message.channel.target
    try:
        if isinstance(target, Webhook):
            return await post(message, target)
        if isinstance(target, Email):
            return await asyncio.to_thread(send_mail, message, target)
        if isinstance(target, Command):
            return await run_command(message, target)
        if isinstance(target, Terminal):
            return show(message)
        return await asyncio.to_thread(write_folder, message, target)
    except (InputError, OSError) as error:
        return Answer(outcome="later", detail=str(error), reached=tuple(sorted(message.reached)))


def _note(ledger: Ledger, joined: Joined, told: tuple[Answer, int], clock: Clock) -> Sent:
    answer, took_ms = told
    channel, now, total = joined.channel, clock.now(), Sent()
    with ledger.transaction():
        if answer.outcome == "gone":
            ledger.outbox.stop(channel.name, now, answer.detail)
        for taken in joined.taken:
            outcome = outcome_of(taken, answer, now, tries=channel.tries)
            ledger.outbox.note(taken, replace(outcome, took_ms=took_ms))
            total += _COUNTED[outcome.state]
    return total


def _note_missing(ledger: Ledger, taken: Sequence[Delivery], clock: Clock) -> Sent:
    """Give up what has no alert in this ledger."""
    with ledger.transaction():
        for one in taken:
            detail = f"alert {one.alert} is not in this ledger"
            ledger.outbox.note(one, Outcome(state="dead", at=clock.now(), detail=detail))
    return Sent(dead=len(taken))


_COUNTED: Final[Mapping[str, Sent]] = {"sent": Sent(sent=1), "failed": Sent(failed=1), "dead": Sent(dead=1)}
