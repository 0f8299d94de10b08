"""``python -m benchmarks.archive.page FIGURES``: what docs/scale.md says in figures, made of those of one or more runs.

Tables in Markdown, put where the page is marked for them, and the picture beside it. Reckons nothing itself: ``paper`` does.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.archive.jobs import Result
from benchmarks.archive.paper import (
    ASKING,
    READS_A_FILE,
    SECONDS,
    Scale,
    bill,
    find_scales,
    load_prices,
    reckon,
)
from benchmarks.archive.tables import FLAT, cost_of, is_flat, left_bytes, peak_mb, picture, shuffled

_OPEN: Final = "<!-- made by benchmarks.archive.page -->"
_CLOSE: Final = "<!-- to here -->"
_PLACE: Final = re.compile(f"{_OPEN}.*?{_CLOSE}", re.DOTALL)
_SMALL: Final = 0.01  # of a job's time and bytes: stages below are told together


def write_tables(found: Result, scales: Mapping[str, Scale]) -> str:
    """Return what of docs/scale.md is made of figures, an empty line between one part and the next."""
    jobs = {int(size): job for size, job in found["sizes"].items()}
    last = jobs[max(jobs)]
    parts = [
        _measured(jobs),
        _flat(list(jobs.values())),
        _by_stage(jobs),
        _speed_up(found.get("speed-up", {})),
        _at_scales(last, scales),
        _arithmetic(last, next(iter(scales.values()), Scale())),
        _beside(found.get("peers", {})),
    ]
    return "\n\n".join(parts) + "\n"


def _measured(jobs: Mapping[int, Result]) -> str:
    tell: Mapping[str, Callable[[Result], str]] = {
        "processor time an article, ms": lambda job: f"{cost_of(job):.2f}",
        "of this, the driver": lambda job: f"{1e3 * job['driver cpu s'] / job['articles']:.2f}",
        "bytes handed from stage to stage, an article": lambda job: f"{shuffled(job):,.0f}",
        "bytes of tables left, an article": lambda job: f"{left_bytes(job):,.0f}",
        "most memory of a worker, MB": lambda job: f"{peak_mb(job):,.0f}",
        "most memory of the driver, MB": lambda job: f"{job['driver peak MB']:,.0f}",
        "articles with a report": lambda job: f"{_counted(job, 'read', 'read') / job['articles']:.1%}",
        "copies": lambda job: f"{_counted(job, 'verify', 'copies') / job['articles']:.1%}",
        "pairs judged, a report": lambda job: (
            f"{_counted(job, 'judging', 'judged') / max(1, _counted(job, 'read', 'reports')):.1f}"
        ),
        "keys of too many reports, split": lambda job: f"{_counted(job, 'blocks', 'hot keys'):,.0f}",
        "incidents": lambda job: f"{_counted(job, 'incidents', 'incidents'):,.0f}",
        "F1 of incidents, by pairs": lambda job: _score(job, "incidents"),
        "F1 of copies, by pairs": lambda job: _score(job, "copies"),
    }
    rows = [(name, *map(told, jobs.values())) for name, told in tell.items()]
    return _markdown(("articles", *(f"{size:,}" for size in jobs)), rows)


def _flat(jobs: Sequence[Result]) -> str:
    """Return whether an article costs the same in archives of all sizes."""
    if len(jobs) == 1:
        return (
            "Only one size was measured so far, which does not show whether the cost of an article is flat."
        )
    first, last = cost_of(jobs[0]), cost_of(jobs[-1])
    told = "flat" if is_flat(jobs) else "**not flat**"
    return f"From the smallest to the largest the cost of an article changes by {last / first - 1:+.0%}: {told} within {FLAT:.0%}."


def _counted(job: Result, stage: str, what: str) -> float:
    return float(job["stages"].get(stage, {}).get("counts", {}).get(what, 0))


def _score(job: Result, name: str) -> str:
    return f"{job['scores'][name]['f1']:.3f}" if "scores" in job else ""


def _by_stage(jobs: Mapping[int, Result]) -> str:
    """Return the stages that cost something, and the others together."""
    last = jobs[max(jobs)]
    costs = {name: (stage["cpu s"], stage["bytes"]) for name, stage in last["stages"].items()}
    least = [_SMALL * sum(cost[of] for cost in costs.values()) for of in (0, 1)]
    large = [name for name, (spent, size) in costs.items() if spent >= least[0] or size >= least[1]]
    small = [name for name in costs if name not in large]
    rows = [(name, *_cells(jobs, [name])) for name in large]
    rows += [(f"the other {len(small)}", *_cells(jobs, small))] if small else []
    heads = [head for size in jobs for head in (f"{size:,}: ms", "bytes", "MB")]
    return _markdown(("stage", *heads), rows)


def _cells(jobs: Mapping[int, Result], names: Sequence[str]) -> list[str]:
    """Return milliseconds and bytes an article, and the most memory, of stages together, by size of archive."""
    cells: list[str] = []
    for job in jobs.values():
        stages = [job["stages"][name] for name in names if name in job["stages"]]
        spent, size = (sum(stage[what] for stage in stages) / job["articles"] for what in ("cpu s", "bytes"))
        most = max((stage["peak MB"] for stage in stages), default=0)
        cells += [f"{1e3 * spent:.3f}", f"{size:,.0f}", f"{most:,.0f}"]
    return cells


def _speed_up(jobs: Mapping[str, Result]) -> str:
    if not jobs:
        return "How much faster two workers are than one was not measured: both cores were wanted by others."
    one = next(iter(jobs.values()))
    rows = [
        (workers, f"{job['wall s']:,.0f}", f"{one['wall s'] / job['wall s']:.2f}", f"{cost_of(job):.2f}")
        for workers, job in jobs.items()
    ]
    return _markdown(
        ("workers", "seconds on the wall", "times as fast", "processor time an article, ms"), rows
    )


def _arithmetic(job: Result, scale: Scale) -> str:
    """Return the sums behind the table, step by step."""
    prices, number = load_prices(), scale.articles
    spent = sum(stage["cpu s"] for stage in job["stages"].values()) / job["articles"]
    hours, reads = spent * number / SECONDS, scale.units * scale.buckets * READS_A_FILE
    dollars, read_dollars = hours * prices["core_hour"], reads * prices["thousand_reads"] / 1_000
    return "\n".join((
        f"- processor: {1e3 * spent:.2f} ms x {number:,} = {hours:,.0f} core-hours, x ${prices['core_hour']} = ${dollars:,.0f}",
        f"- between stages: {shuffled(job):,.0f} bytes x {number:,} = {shuffled(job) * number / 1e12:.1f} TB, written once and read once",
        f"- tables: {left_bytes(job):,.0f} bytes x {number:,} = {left_bytes(job) * number / 1e12:.1f} TB",
        (f"- one exchange, were files left apart: {scale.units:,} files x {scale.buckets:,} tasks x {READS_A_FILE} = {reads:.1e} reads,"
        f" x ${prices['thousand_reads']} a thousand = ${read_dollars:,.0f}"),
        (f"- and {1e3 * ASKING:.2f} ms of the processor for each of {reads // READS_A_FILE:.1e} buckets of files:"
        f" {reads / READS_A_FILE * ASKING / SECONDS:,.0f} core-hours"),
        f"- memory: {peak_mb(job):,.0f} MB a worker, as measured: pieces stay as large as they are",
    ))  # fmt: skip


def _beside(peers: Mapping[str, Mapping[str, Result]]) -> str:
    """Return our steps and others', one row each."""
    if not peers:
        return "Not measured yet."
    rows = [(step, who, *_told(row)) for step, listed in peers.items() for who, row in listed.items()]
    return _markdown(
        ("step", "who", "articles", "ms an article", "most MB", "precision", "recall", "F1"), rows
    )


def _told(row: Result) -> tuple[str, ...]:
    if "missing" in row:
        return (row["missing"], "", "", "", "", "")
    scores = (f"{row[name]:.3f}" if name in row else "" for name in ("precision", "recall", "f1"))
    return (f"{row['articles']:,}", f"{row['cpu ms']:.3f}", f"{row['peak MB']:,.0f}", *scores)


def _at_scales(job: Result, scales: Mapping[str, Scale]) -> str:
    heads = (
        "",
        "tasks",
        "core-hours",
        "TB handed on",
        "reads",
        "writes",
        "cores $",
        "spot $",
        "requests $",
        "kept a month $",
    )
    return _markdown(heads, [(name, *_at_scale(job, scale)) for name, scale in scales.items()])


def _at_scale(job: Result, scale: Scale) -> tuple[str, ...]:
    papers, total = reckon(job, scale), bill(reckon(job, scale))
    tasks, hours, size, reads, writes = (
        sum(getattr(one, name) for one in papers)
        for name in ("tasks", "core_hours", "gigabytes", "reads", "writes")
    )
    money = (total.cores, total.spot, total.requests, total.month)
    counted = (f"{tasks:,}", f"{hours:,.0f}", f"{size / 1e3:,.1f}", f"{reads:.1e}", f"{writes:.1e}")
    return (*counted, *(f"{one:,.0f}" for one in money))


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def merge(found: Sequence[Result]) -> Result:
    """Put the figures of several runs together, by size; the later run counts."""
    sizes = {size: job for one in found for size, job in one["sizes"].items()}
    ordered = {size: sizes[size] for size in sorted(sizes, key=int)}
    return {**{name: part for one in found for name, part in one.items() if part}, "sizes": ordered}


def main() -> None:
    """Print the tables that figures come to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.page", description=__doc__)
    parser.add_argument(
        "figures", nargs="+", type=Path, help="JSON that the benchmark wrote; several are put together"
    )
    parser.add_argument(
        "--into", type=Path, help="put them into this page, in place of those that stand there"
    )
    parser.add_argument("--keep", type=Path, help="write all the figures, put together, to this file")
    parser.add_argument("--picture", type=Path, help="draw the curves there, as SVG")
    parser.add_argument("--articles", type=int, default=Scale().articles, help="to reckon for (a billion)")
    asked = parser.parse_args()
    found = merge([json.loads(path.read_text(encoding="utf-8")) for path in asked.figures])
    if asked.keep:
        asked.keep.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if asked.picture:
        asked.picture.write_text(picture(found["sizes"]), encoding="utf-8")
    tables = write_tables(found, find_scales(asked.articles))
    if asked.into is None:
        print(tables)
        return
    asked.into.write_text(put_into(asked.into.read_text(encoding="utf-8"), tables), encoding="utf-8")


def put_into(page: str, tables: str) -> str:
    """Return a page with tables in the places that are marked for them; raises ValueError where it has other places."""
    made, parts = tables.strip().split("\n\n"), _PLACE.split(page)
    if len(parts) != len(made) + 1:
        raise ValueError(f"the page has {len(parts) - 1} places for {len(made)} parts")
    filled = (f"{_OPEN}\n{table}\n{_CLOSE}{rest}" for table, rest in zip(made, parts[1:], strict=True))
    return parts[0] + "".join(filled)


if __name__ == "__main__":
    main()
