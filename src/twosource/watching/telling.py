"""Raising alerts and sending them: two loops, each in a thread and with a ledger of its own.

What is raised is decided in ``alerting``, how it is sent in ``delivering``. A surprise in one loop is told
and waited after; neither ever stops the other, nor the reading of the news.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from twosource.config.channels import Channel
from twosource.store import Ledger
from twosource.watches import Alert
from twosource.watching.logs import Level
from twosource.watching.patience import Standing, Stopped
from twosource.watching.shared import Shared

_STEP_S: Final = 1.0
#: Seconds after which alerts are looked at though nothing changed: silences and quiet hours end by the clock.
_ANYWAY_S: Final = 30.0
_AFTER_SURPRISE: Final = (1.0, 5.0, 30.0, 60.0)


@dataclass(slots=True, kw_only=True)
class Loop:
    """Does one thing again and again in a thread of its own, until told to stop."""

    name: str
    shared: Shared
    act: Callable[[Ledger], bool]  # returns whether there is more to do at once
    _thread: threading.Thread | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    surprises: int = 0

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def stop(self, patience_s: float) -> None:
        """Do it once more, and end; waits so long for that."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(patience_s)
        self.shared.pulses.forget(self.name)

    def _run(self) -> None:
        shared = self.shared
        standing = Standing(
            shared.settings.ledger, shared.log, shared.stop, lambda: shared.pulses.tick(self.name)
        )
        try:
            while self._turn(standing):
                pass
        except Stopped:
            pass
        finally:
            standing.close()

    def _turn(self, standing: Standing) -> bool:
        """Do it once; returns whether to go on."""
        is_last = self._stop.is_set()
        self.shared.pulses.tick(self.name)
        wait = _STEP_S
        try:
            while standing.do(self.act):
                self.shared.pulses.tick(self.name)
            self.surprises = 0
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001  (a loop's surprise must not end it)
            wait = _AFTER_SURPRISE[min(self.surprises, len(_AFTER_SURPRISE) - 1)]
            self.surprises += 1
            self.shared.metrics.failures.labels(self.name).inc()
            self.shared.log.surprise(f"{self.name}-failed", error)
        self._stop.wait(wait)
        return not is_last


@dataclass(slots=True, kw_only=True)
class Raiser:
    """Raises alerts where something changed, and now and then where nothing did."""

    shared: Shared
    _seen: int = -1
    _next_at: datetime | None = None
    _looked_at: datetime | None = None

    def act(self, ledger: Ledger) -> bool:
        """Raise what is to be raised; returns whether more changes wait."""
        from twosource.alerting import raise_alerts  # noqa: PLC0415  (what the other processes need not load)

        now, change = self.shared.now(), ledger.last_change()
        if change == self._seen and not self._is_time(now):
            return False
        feeds = [(kept.feed, kept.health) for kept in ledger.feeds.all() if kept.is_asked]
        raised = raise_alerts(ledger, now, feeds=feeds)
        self._seen, self._next_at, self._looked_at = change, raised.next_at, now
        for alert in raised.alerts:
            self._tell(ledger, alert)
        return raised.behind

    def _is_time(self, now: datetime) -> bool:
        """Whether it is time to look though nothing changed; also where the clock was put back."""
        if self._looked_at is None or now < self._looked_at:
            return True
        is_due = self._next_at is not None and now >= self._next_at
        return is_due or (now - self._looked_at).total_seconds() >= _ANYWAY_S

    def _tell(self, ledger: Ledger, alert: Alert) -> None:
        self.shared.metrics.alerts.labels(alert.move).inc()
        age = _age_of(ledger, alert)
        if age is not None:
            self.shared.metrics.to_alert.observe(max(0.0, age))
        self.shared.log.tell(
            "alert",
            alert=alert.id,
            watch=alert.watch,
            move=alert.move,
            incident=alert.incident,
            headline=alert.headline,
            age_s=None if age is None else round(age, 1),
        )


@dataclass(slots=True, kw_only=True)
class Sender:
    """Sends what is due to one channel: one that is slow holds up no other."""

    shared: Shared
    channel: Channel

    def act(self, ledger: Ledger) -> bool:
        """Send what is due, if anything is; nothing is left then, or the channel fails."""
        from twosource.delivering import deliver_due  # noqa: PLC0415  (what the other processes need not load)

        due_at = ledger.outbox.next_due([self.channel.name])
        if due_at is None or due_at > self.shared.now():
            return False
        done = deliver_due(ledger, [self.channel], self.shared.clock)
        for outcome in ("sent", "failed", "dead"):
            count = getattr(done, outcome)
            if count:
                self.shared.metrics.deliveries.labels(outcome).inc(count)
                level: Level = "info" if outcome == "sent" else "warning"
                self.shared.log.tell(
                    "deliveries", level=level, channel=self.channel.name, outcome=outcome, count=count
                )
        return False


def _age_of(ledger: Ledger, alert: Alert) -> float | None:
    """Return the seconds from the latest publication of what an alert tells of; None where none is known."""
    if alert.incident is None:
        return None
    incident = next(iter(ledger.incidents_by_id([alert.incident])), None)
    prints = ledger.prints(incident.articles) if incident is not None else {}
    times = [one.published for one in prints.values() if one.published is not None and not one.only_day]
    return (alert.raised_at - max(times)).total_seconds() if times else None
