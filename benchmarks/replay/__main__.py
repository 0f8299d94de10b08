"""``python -m benchmarks.replay``: replay a folder through ``twosource watch`` and say what came of it."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.replay.running import Found, Replay, run_replay
from benchmarks.replay.stories import load_stories
from benchmarks.replay.timetable import Pace, plan
from benchmarks.replay.timing import POINTS, percentiles
from rich.console import Console
from rich.table import Table

_SHOWN = 5  # differences of each part


def main() -> int:
    """Run a replay; returns 1 where something was missed or the ledgers differ."""
    asked = _parser().parse_args()
    gap = None if asked.gap is None else timedelta(hours=asked.gap)
    told = plan(load_stories(asked.given)[: asked.most], Pace(speed=asked.speed, gap=gap))
    with TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        place = asked.db or str(folder / "watched.db")
        found = run_replay(
            Replay(
                plan=told,
                folder=folder,
                place=place,
                sites=asked.sites,
                hosts=asked.hosts,
                workers=asked.workers,
            )
        )
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    console.print(_table(found))
    for line in _lines(found):
        console.print(line, markup=False)
    return 1 if found.missed or found.unlike or found.troubles or found.status else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay", description=__doc__)
    parser.add_argument("given", nargs="+", help="files, folders and globs of articles with times")
    parser.add_argument(
        "--speed", type=float, default=1_000, help="how many times faster than they came (1,000)"
    )
    parser.add_argument("--gap", type=float, help="hours that silences are cut to (not cut)")
    parser.add_argument("--most", type=int, help="only so many stories, as the files have them")
    parser.add_argument("--sites", type=int, help="sites that outlets share (one each)")
    parser.add_argument("--hosts", type=int, default=1, help="addresses of loopback that sites share (1)")
    parser.add_argument("--workers", type=int, default=2, help="processes that read (2)")
    parser.add_argument(
        "--db", help="a ledger that is not there yet, or postgresql://... (a file that is thrown away)"
    )
    parser.add_argument("--keep", type=Path, help="a folder for ledgers, log and archive (thrown away)")
    return parser


def _table(found: Found) -> Table:
    table = Table("seconds from printing", *(f"{point} %" for point in POINTS), "most", "of")
    for name, seconds in (
        ("to the ledger", found.delays.ledger), ("to the alert", found.delays.raised), ("to the receiver", found.delays.received),
    ):  # fmt: skip
        if seconds:
            cuts = (f"{cut:.2f}" for cut in percentiles(seconds).values())
            table.add_row(name, *cuts, f"{max(seconds):.2f}", f"{len(seconds):,}")
    return table


def _lines(found: Found) -> Iterator[str]:
    yield f"{found.printed:,} stories printed in {found.seconds:.0f} s; {len(found.missed)} missed; asked: {_counts(found.asked)}"
    yield f"fates: {_counts(found.fates)}; the ledger holds {_counts(found.sizes)}"
    yield f"alerts: {_counts(found.alerts) or 'none'}; messages taken: {found.messages:,}; exit status {found.status}"
    yield from found.troubles[:_SHOWN]
    if not found.unlike:
        yield "the ledger says the same as that of `twosource add`"
    for part, lines in found.unlike.items():
        yield f"{part}: {len(lines)} differ from `twosource add`"
        yield from (f"    {line[:300]}" for line in lines[:_SHOWN])


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
