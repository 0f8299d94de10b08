"""What a ledger and a receiver are worth after the chaos: a list of what is wrong, empty where nothing is."""

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.replay.comparing import content_of, differences
from benchmarks.replay.receiving import Receiver

from twosource.alerting import raise_alerts
from twosource.config import load_config
from twosource.store import Ledger, open_ledger
from twosource.store.alerts import AlertFilter

_ALL: Final = AlertFilter(limit=1_000_000)
_SHOWN: Final = 300  # characters of a difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is judged: the watched ledger, one that the same pages were added to, the receiver, and the addresses."""

    place: str
    added: Path
    config: Path
    receiver: Receiver
    addresses: Sequence[str]


def judge(case: Case) -> list[str]:
    """Return what is wrong, a line each."""
    with open_ledger(case.place) as ledger, open_ledger(case.added) as added:
        _tell_all(added, case.config)
        found = [
            *_articles(ledger, case.addresses),
            *_unlike(ledger, added),
            *_alerts(ledger, case.receiver),
            *_untold(ledger, added),
            *_queue(ledger),
        ]
    return [*found, *_doctor(case.place)]


def _articles(ledger: Ledger, addresses: Sequence[str]) -> Iterator[str]:
    held = Counter(article.url for article in ledger.articles())
    yield from (f"lost: {address}" for address in addresses if not held[address])
    yield from (f"{count} articles of {address}" for address, count in held.items() if count > 1)


def _unlike(ledger: Ledger, added: Ledger) -> Iterator[str]:
    for part, lines in differences(content_of(ledger), content_of(added)).items():
        yield from (f"{part} unlike those of `twosource add`: {line[:_SHOWN]}" for line in lines)


def _alerts(ledger: Ledger, receiver: Receiver) -> Iterator[str]:
    """Yield alerts that did not arrive, arrived under two ids, or were told though the ledger has none such."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for told in receiver.told:
        for alert in told.alerts:
            names[alert].add(told.delivery)
    held = {alert.id for alert in ledger.alerts.list(_ALL)}
    yield from (f"alert {alert} was not told" for alert in sorted(held - names.keys()))
    yield from (f"alert {alert} was told, but not raised" for alert in sorted(names.keys() - held))
    yield from (
        f"alert {alert} was told as {', '.join(sorted(ids))}" for alert, ids in names.items() if len(ids) > 1
    )


def _untold(ledger: Ledger, added: Ledger) -> Iterator[str]:
    """Yield the incidents that only one of the ledgers ever told of, or that were given up and still stand."""
    ours, theirs = _told(ledger), _told(added)
    yield from (f"nothing was told of the incident of {' '.join(sorted(one))}" for one in theirs - ours)
    yield from (f"only chaos told of the incident of {' '.join(sorted(one))}" for one in ours - theirs)


def _told(ledger: Ledger) -> set[frozenset[str]]:
    """Return the incidents, by their reports, of which the last word was no cancellation."""
    last = {alert.incident: alert for alert in reversed(ledger.alerts.list(_ALL)) if alert.incident}
    standing = [name for name, alert in last.items() if alert.move != "cancel"]
    return {frozenset(ledger.incident(name).reports) for name in standing}


def _tell_all(added: Ledger, config: Path) -> None:
    """Raise in the other ledger what the same watches raise of everything in it."""
    now = datetime.now(UTC)
    for watch in load_config(config).watches:
        added.watches.save(replace(watch, source="cli", channels=()), now, from_past=True)
    while raise_alerts(added, now).behind:
        pass


def _queue(ledger: Ledger) -> Iterator[str]:
    for depth in ledger.queue.depths():
        if depth.state != "done":
            yield f"{depth.count} jobs to {depth.kind} are {depth.state}"
    for backlog in ledger.outbox.backlogs():
        if backlog.waiting or backlog.failed or backlog.dead:
            yield f"{backlog.waiting + backlog.failed} deliveries wait, {backlog.dead} were given up"


def _doctor(place: str) -> Iterator[str]:
    command = [sys.executable, "-m", "twosource", "--db", place, "doctor"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if ran.returncode:
        yield f"doctor ended with {ran.returncode}: {ran.stdout[-500:]} {ran.stderr[-500:]}"
