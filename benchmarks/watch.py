"""What the watch costs: ``python -m benchmarks.watch --articles 1000``, or with ``--db postgresql://...``.

A backlog of synthetic articles in a folder is read by ``twosource watch`` with one and two workers and by
``twosource add``; its memory is sampled meanwhile. Then alerts are raised by one watch and by a hundred, and sent.
Writes the figures to ``benchmarks/results/``; docs/benchmarks.md says what was found.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.watch_parts import (
    Result,
    measure_add,
    measure_alerts,
    measure_backlog,
    measure_delivery,
    write_backlog,
)

RESULTS: Final = Path(__file__).parent / "results"


def main() -> None:
    """Measure what was asked for and print it."""
    asked = _options()
    with TemporaryDirectory(dir=asked.folder) as made:
        folder = Path(made)
        backlog = write_backlog(folder / "backlog", asked.articles)
        found: Result = {"part": "watch", "measured": datetime.now(UTC).isoformat(timespec="seconds")}
        for name, result in _measure(folder, backlog, asked):
            found[name] = result
            print(f"{name}: {json.dumps(result)}", flush=True)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"watch-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(f"written to {path}")


def _measure(folder: Path, backlog: Path, asked: Any) -> Iterator[tuple[str, Result]]:
    places = {"add": asked.db or str(folder / "added.db"), "watch": asked.db or str(folder / "watched.db")}
    if asked.db is None:  # a server's ledger is filled once
        yield "twosource add", measure_add(backlog, places["add"])
    for workers in asked.workers:
        place = places["watch"] if asked.db else str(folder / f"watched-{workers}.db")
        yield f"watch, {workers} workers", measure_backlog(folder, backlog, place, workers)
    if asked.db is None:
        yield "alerts by watches", measure_alerts(places["add"], folder)
        yield "delivery", measure_delivery(folder)


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watch", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000, help="of synthetic news (1,000)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="processes that read (1 2)")
    parser.add_argument(
        "--db", help="postgresql://... of an empty database; give one number of workers with it"
    )
    parser.add_argument("--folder", type=Path, help="where ledgers are made")
    return parser.parse_args()


if __name__ == "__main__":
    main()
