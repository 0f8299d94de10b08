"""How long it took from a story's printing to the ledger, to the alert, and to who was to be told; real seconds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import quantiles
from typing import Final

from benchmarks.replay.receiving import Told
from benchmarks.replay.serving import Site

from twosource.ids import ArticleId
from twosource.store import Ledger
from twosource.store.alerts import AlertFilter

POINTS: Final = (50, 95, 99)
_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from printing: to the ledger, to the raising of an alert, and to its receiver."""

    ledger: Sequence[float]
    raised: Sequence[float]
    received: Sequence[float]


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Return the values that 50, 95 and 99 in 100 are below; empty for none."""
    if not seconds:
        return {}
    cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [seconds[0]] * 99
    return {f"{point} %": round(cuts[point - 1], 2) for point in POINTS}


def measure_delays(ledger: Ledger, printed: Mapping[str, float], told: Sequence[Told]) -> Delays:
    """Return how long things took; ``printed`` says when each address was first out (Unix seconds)."""
    addresses = {article.id: article.url or "" for article in ledger.articles()}
    arrived = ledger.arrivals(addresses)
    out = {one: printed[url] for one, url in addresses.items() if url in printed}
    came = {alert: one.at for one in told for alert in one.alerts}
    raised = list(_causes(ledger, arrived))
    return Delays(
        ledger=[arrived[one].timestamp() - out[one] for one in out if one in arrived],
        raised=[at.timestamp() - out[cause] for _, at, cause in raised if cause in out],
        received=[came[name] - out[cause] for name, _, cause in raised if cause in out and name in came],
    )


def _causes(
    ledger: Ledger, arrived: Mapping[ArticleId, datetime]
) -> Iterator[tuple[str, datetime, ArticleId]]:
    """Yield each alert with when it was raised and the article that made it: the last that came before."""
    for alert in ledger.alerts.list(AlertFilter(limit=_ALL)):
        if alert.incident is None or alert.move == "cancel":
            continue
        articles = ledger.incident(alert.incident).articles
        before = [one for one in articles if one in arrived and arrived[one] <= alert.raised_at]
        if before:
            yield alert.id, alert.raised_at, max(before, key=lambda one: arrived[one])


def printing_times(site: Site) -> dict[str, float]:
    """Return when each address was first out, in Unix seconds."""
    times: dict[str, float] = {}
    for telling in site.plan:
        times.setdefault(site.url_of(telling.story), site.began_at.timestamp() + telling.at_s)
    return times
