"""What a ledger costs as it grows: ``python benchmarks/growth.py --reports 10000,100000,1000000``.

A week of synthetic news is added by the real pipe and laid end to end until the ledger holds so many reports
(``laying``). Then fresh news is added to it by the pipe, and it is asked for lists, briefs, counts and
searches. Prints a table, and writes the figures and a picture of the curve to ``benchmarks/results/``.
A million reports take 20 GB on disk and some twenty minutes on two idle cores.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from asking import ask_all
from chart import draw_chart
from laying import MOST_WEEKS, lay
from linking import LINKING, PARTS, Added, add_news
from pipe import RESULTS, machine
from stock import NewsClock, news_after, news_of_one, shared_words, week_of_news, write_news, write_week
from stopwatch import peak_mb
from twosource.store import open_ledger
from twosource.store.opening import file_size

_DEFAULT: Final = "10000,100000"
_AIMS: Final = (10.0, 50.0)  # milliseconds at 95 %: linking, and answers

Result = dict[str, Any]


def main() -> None:
    """Measure ledgers of the sizes asked for, the smallest first."""
    options = _options()
    sizes = sorted({int(size) for size in options.reports.split(",")})
    with TemporaryDirectory(dir=options.folder) as folder:
        found = {"machine": machine(), "reports": measure(Path(folder), sizes, options)}
    RESULTS.mkdir(exist_ok=True)
    stem = RESULTS / f"growth-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    stem.with_suffix(".json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    stem.with_suffix(".svg").write_text(picture(found["reports"]), encoding="utf-8")
    show(found["reports"])
    print(f"\nwritten to {stem}.json and {stem}.svg")


def measure(folder: Path, sizes: Sequence[int], options: Any) -> dict[str, Result]:
    """Return the figures for each size; the ledger grows from one to the next."""
    week, grown, found = folder / "week.db", folder / "ledger.db", dict[str, Result]()
    _tell("adding a week of news by the pipe")
    news = week_of_news()
    write_week(week, news)
    with open_ledger(week) as ledger:
        reports = ledger.stats()["members"]
    laid = 0
    for size in sizes:
        weeks = min(MOST_WEEKS, ceil(size / reports))
        _tell(f"laying {weeks * reports:,} reports")
        _apart(lay, week, grown, range(laid, weeks), shared_words())
        laid = weeks
        _tell("adding fresh news and asking")
        found[str(weeks * reports)] = _measure_at(grown, folder, weeks * reports, options)
    return found


def _apart(work: Callable[..., None], *given: object) -> None:
    """Do work in a process of its own, so that its memory is not counted."""
    process = get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


def _measure_at(grown: Path, folder: Path, reports: int, options: Any) -> Result:
    """Add and ask, the last size in place, a smaller one in a copy that is thrown away."""
    size = file_size(grown)
    last = reports >= max(int(one) for one in options.reports.split(","))
    path = grown if last else Path(copy(grown, folder / "copy.db"))
    fresh, one = news_after(options.fresh), news_of_one(options.one)
    files, clock = write_news(_made(folder / f"fresh{reports}"), fresh), NewsClock(at=fresh[-1].published)
    with open_ledger(path) as ledger:
        added = add_news(ledger, files, clock)
        asked = ask_all(ledger, options.questions)
        clock.at = one[-1].published
        about_one = add_news(ledger, write_news(_made(folder / f"one{reports}"), one), clock)
    if not last:
        path.unlink()
    return {
        "bytes a report": size / reports,
        "peak MB": peak_mb(),
        "adding": {name: _shares([value(one) for one in added]) for name, value in _MEASURED.items()},
        "asking": {name: _shares([cpu for cpu, _ in times]) for name, times in asked.items()},
        "asking, on the wall": {name: _shares([wall for _, wall in times]) for name, times in asked.items()},
        "the nth report of one incident": {
            str(at): {"linking": about_one[at - 1].linking, "all": about_one[at - 1].cpu}
            for at in (10, 50, 100, 200, 300)
            if at <= len(about_one)
        },
    }


def _part(part: str) -> Callable[[Added], float]:
    return lambda added: added.parts.get(part, 0.0)


#: What is told of added reports, in milliseconds each.
_MEASURED: Final[dict[str, Callable[[Added], float]]] = {
    "linking": lambda added: added.linking,
    **{part: _part(part) for part in PARTS},
    "all but reading": lambda added: added.cpu,
    "all but reading, on the wall": lambda added: added.wall,
}


def _shares(values: Sequence[float]) -> dict[str, float]:
    """Return the middle and what 95 in 100 do not exceed."""
    ordered = sorted(values)
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[ceil(0.95 * len(ordered)) - 1]}


def picture(found: dict[str, Result]) -> str:
    """Return the curve as SVG: what 95 in 100 do not exceed, by reports in the ledger."""
    lines = {"linking a report": [(int(at), one["adding"]["linking"]["p95"]) for at, one in found.items()]}
    lines["adding, all but reading"] = [
        (int(at), one["adding"]["all but reading"]["p95"]) for at, one in found.items()
    ]
    for name in next(iter(found.values()))["asking"]:
        lines[name] = [(int(at), one["asking"][name]["p95"]) for at, one in found.items()]
    return draw_chart(lines, title="Milliseconds of processor time, 95 in 100 take less", limits=_AIMS)


def show(found: dict[str, Result]) -> None:
    """Print the table: middle and 95th percentile by size."""
    table = Table("ms of processor time: p50 / p95", *(f"{int(at):,} reports" for at in found))
    for sort in ("adding", "asking", "asking, on the wall"):
        for name in next(iter(found.values()))[sort]:
            label = f"{name}{' *' if name in LINKING else ''}"
            label = f"{name}, on the wall" if sort == "asking, on the wall" else label
            cells = (one[sort][name] for one in found.values())
            table.add_row(label, *(f"{cell['p50']:.1f} / {cell['p95']:.1f}" for cell in cells))
    for at in next(iter(found.values()))["the nth report of one incident"]:
        told = (one["the nth report of one incident"].get(at) for one in found.values())
        table.add_row(
            f"report {at} of one incident: linking / all",
            *(f"{one['linking']:.1f} / {one['all']:.1f}" if one else "" for one in told),
        )
    for name in ("bytes a report", "peak MB"):
        table.add_row(name, *(f"{one[name]:,.0f}" for one in found.values()))
    Console(width=120).print(table)
    print("* part of linking")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _tell(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", default=_DEFAULT, help=f"sizes, with commas ({_DEFAULT})")
    parser.add_argument("--fresh", type=int, default=300, help="articles added to each")
    parser.add_argument("--one", type=int, default=100, help="articles about one incident added to each")
    parser.add_argument("--questions", type=int, default=60, help="questions of each sort")
    parser.add_argument("--folder", help="where there is room for the ledgers; the system's by default")
    return parser.parse_args()


if __name__ == "__main__":
    main()
