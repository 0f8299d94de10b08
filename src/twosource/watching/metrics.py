"""The figures of the watch, as Prometheus reads them; docs/reference/metrics.md says what each means.

They count what this process saw since it began. What the ledger holds is counted there.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from twosource.store.queue import Depth
from twosource.watching.memory import resident_bytes
from twosource.watching.reading import Told

#: Upper bounds in seconds, from at once to a day: an alert is to come within a minute of a report.
_AGES: Final = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400)
_STATES: Final = tuple(
    (kind, state) for kind in ("fetch", "read") for state in ("waiting", "taken", "done", "dead")
)

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST


class Metrics:
    """The figures of one process of the watch; any thread may count."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # second series that say when each began
        self.registry = CollectorRegistry()
        self.articles = self._counter("articles", "Articles by what became of them.", "fate")
        self.fetches = self._counter("fetches", "Pages of items asked for, by what came of it.", "outcome")
        self.looks = self._counter("feed_looks", "Feeds asked, by what came of it.", "outcome")
        self.alerts = self._counter("alerts", "Alerts raised, by what they do.", "move")
        self.deliveries = self._counter(
            "deliveries", "Deliveries of alerts tried, by what came of it.", "outcome"
        )
        self.worker_ends = self._counter("worker_ends", "Workers that ended while they were wanted.", "why")
        self.failures = self._counter(
            "loop_failures", "Surprises that a loop of the watch went on after.", "loop"
        )
        self.jobs = self._gauge("jobs", "Jobs of the queue.", "kind", "state")
        self.oldest = self._gauge("oldest_job_seconds", "Since when the longest waiting job waits.", "kind")
        self.feed_lag = self._gauge("feed_lag_seconds", "Since when a feed has not answered.", "feed")
        self.workers = self._gauge("workers", "Workers that are ready.")
        self.memory = self._gauge(
            "resident_memory_bytes", "Memory held by the watch and its workers.", "process"
        )
        self.polls = self._gauge("polls", "1 where this process is the one that asks feeds.")
        self.ledger_up = self._gauge("ledger_up", "1 where the ledger could be had when it was asked last.")
        self.to_ledger = self._ages("publication_to_ledger", "From an article's publication to the ledger.")
        self.to_alert = self._ages(
            "publication_to_alert", "From the latest publication an alert tells of to the alert."
        )

    def count_told(self, told: Iterable[Told]) -> None:
        """Count what became of articles."""
        for one in told:
            self.articles.labels(one.fate).inc()
            if one.age_s is not None:
                self.to_ledger.observe(max(0.0, one.age_s))

    def show_queue(self, depths: Sequence[Depth], now: datetime) -> None:
        """Show how the queue stands."""
        counts: dict[tuple[str, str], Depth] = {(depth.kind, depth.state): depth for depth in depths}
        for kind, state in _STATES:
            depth = counts.get((kind, state))
            self.jobs.labels(kind, state).set(depth.count if depth else 0)
            if state == "waiting":
                age = (now - depth.oldest_at).total_seconds() if depth else 0.0
                self.oldest.labels(kind).set(max(0.0, age))

    def show_memory(self, workers: dict[str, int]) -> None:
        """Show what memory this process holds, and its workers by name."""
        self.memory.clear()
        self.memory.labels("watch").set(resident_bytes())
        for name, pid in workers.items():
            self.memory.labels(f"worker {name}").set(resident_bytes(pid))

    def written(self) -> bytes:
        """Return all figures in Prometheus' text format."""
        return generate_latest(self.registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"twosource_{name}", about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"twosource_{name}", about, labels, registry=self.registry)

    def _ages(self, name: str, about: str) -> Histogram:
        return Histogram(f"twosource_{name}_seconds", about, buckets=_AGES, registry=self.registry)
