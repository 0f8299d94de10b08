"""The watch on a terminal: its log above, and one line below that says how it does now."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from twosource.cli.neutral import harmless
from twosource.watching.logs import Log, start_logging, start_logging_to
from twosource.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prometheus_client import Metric
    from rich.console import Console

    from twosource.config import Process
    from twosource.watching.crew import Crew
    from twosource.watching.shared import Shared
    from twosource.watching.supervisor import Show

_FRESH: Final = frozenset({"added", "copy"})


@contextmanager
def follow_watch(process: "Process", *, has_colour: bool) -> "Iterator[tuple[Log, Show | None]]":
    """Give the log of a watch, and what shows how it does; nothing shows it where nobody looks."""
    if not sys.stderr.isatty() or process.log == "json":
        yield start_logging(sys.stderr, process.log), None
        return
    from rich.console import Console  # noqa: PLC0415  (0.1 s)

    console = Console(stderr=True, highlight=False, markup=False, color_system="auto" if has_colour else None)
    with console.status("beginning") as status:

        def show(shared: "Shared", crew: "Crew") -> None:
            status.update(summarise(shared, crew))

        yield start_logging_to(_Lines(console), "text"), show


class _Lines(logging.Handler):
    """Writes lines above the line that stays."""

    def __init__(self, console: "Console") -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        self._console.print(harmless(self.format(record)), soft_wrap=True)


def summarise(shared: "Shared", crew: "Crew") -> str:
    """Return how a watch does in a few words."""
    figures = dict(_figures(shared.metrics.registry.collect()))
    waiting = figures.get("jobs waiting", 0) + figures.get("jobs taken", 0)
    fresh = sum(figures.get(f"articles {fate}", 0) for fate in _FRESH)
    parts = [
        "ending" if shared.halt.is_set() else "watching" if shared.polls else "reading",
        f"{crew.ready} of {plural(crew.settings.workers, 'worker')}",
        f"{waiting:,} waiting",
        plural(fresh, "article"),
        plural(figures.get("alerts", 0), "alert"),
    ]
    aside = figures.get("jobs dead", 0)
    return " · ".join([*parts, *([f"{aside:,} set aside"] if aside else []), *_ledger(shared)])


def _ledger(shared: "Shared") -> list[str]:
    return [] if shared.has_ledger else ["waiting for the ledger"]


def _figures(found: "Iterable[Metric]") -> "Iterator[tuple[str, int]]":
    """Yield the figures that the line tells: jobs by state, articles by fate, alerts."""
    totals: dict[str, int] = {}
    for sample in (one for metric in found for one in metric.samples):
        match sample.name:
            case "twosource_jobs":
                name = f"jobs {sample.labels['state']}"
            case "twosource_articles_total":
                name = f"articles {sample.labels['fate']}"
            case "twosource_alerts_total":
                name = "alerts"
            case _:
                continue
        totals[name] = totals.get(name, 0) + int(sample.value)
    yield from totals.items()
