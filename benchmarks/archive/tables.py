"""The figures of archives as tables and a picture for people."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from benchmarks.chart import draw_chart
from rich.console import Console
from rich.table import Table

Result = dict[str, Any]
FLAT: Final = 0.20  # the cost of an article may differ by so much from size to size
MOST_MB: Final = 1_500.0  # of a worker, at any size
_TITLE: Final = "Milliseconds of processor time an article"


def cost_of(job: Result) -> float:
    """Return milliseconds of processor time an article, all processes of a job together."""
    return float(1e3 * job["cpu s"] / job["articles"])


def shuffled(job: Result) -> float:
    """Return the bytes that go from stage to stage, an article."""
    return float(sum(stage["bytes"] for stage in job["stages"].values()) / job["articles"])


def left_bytes(job: Result) -> float:
    """Return the bytes of the tables that a job leaves for people, an article."""
    return float(sum(stage["bytes left"] for stage in job["stages"].values()) / job["articles"])


def peak_mb(job: Result) -> float:
    """Return the most memory that one worker of a job held."""
    return float(max(stage["peak MB"] for stage in job["stages"].values()))


def is_flat(jobs: Sequence[Result]) -> bool:
    """Whether an article costs the same in the largest archive as in the smallest, within 20 in 100."""
    first, last = cost_of(jobs[0]), cost_of(jobs[-1])
    return last <= first * (1 + FLAT)


def print_found(found: Result) -> None:
    """Print everything that was measured."""
    console = Console(width=130)
    console.print("  ".join(f"{name}: {value}" for name, value in found["machine"].items()))
    if found["sizes"]:
        console.print(_sizes(found["sizes"]))
        console.print(_stages(found["sizes"]))
    if "speed-up" in found:
        console.print(_speed_up(found["speed-up"]))
    for name in ("cleaning", "copies", "incidents", "incidents, real news"):
        if name in found.get("peers", {}):
            console.print(_beside(name, found["peers"][name]))
    for line in _verdicts(list(found["sizes"].values())):
        console.print(line)


def _sizes(sizes: Mapping[str, Result]) -> Table:
    table = Table("one job", *(f"{int(size):,} articles" for size in sizes), title="What an archive costs")
    rows: Mapping[str, Callable[[Result], str]] = {
        "cpu ms an article": lambda job: f"{cost_of(job):.2f}",
        "wall s": lambda job: f"{job['wall s']:,.0f}",
        "bytes between stages, an article": lambda job: f"{shuffled(job):,.0f}",
        "bytes of tables, an article": lambda job: f"{left_bytes(job):,.0f}",
        "peak MB of a worker": lambda job: f"{peak_mb(job):,.0f}",
        "peak MB of the driver": lambda job: f"{job['driver peak MB']:,.0f}",
        "cpu ms of the driver, an article": lambda job: f"{1e3 * job['driver cpu s'] / job['articles']:.3f}",
    }
    for name, tell in rows.items():
        table.add_row(name, *(tell(job) for job in sizes.values()))
    return table


def _stages(sizes: Mapping[str, Result]) -> Table:
    table = Table(
        "stage", *(f"{int(size):,}" for size in sizes), title="cpu ms / bytes an article / tasks / peak MB"
    )
    for name in dict.fromkeys(chain.from_iterable(job["stages"] for job in sizes.values())):
        table.add_row(name, *(_stage(job, name) for job in sizes.values()))
    return table


def _stage(job: Result, name: str) -> str:
    stage, number = job["stages"].get(name), job["articles"]
    if stage is None:
        return ""
    cost, size = 1e3 * stage["cpu s"] / number, stage["bytes"] / number
    return f"{cost:.3f} / {size:,.0f} / {stage['tasks']:,} / {stage['peak MB']:,.0f}"


def _speed_up(jobs: Mapping[str, Result]) -> Table:
    table = Table(
        "workers", "wall s", "times as fast", "cpu ms an article", "task s on the wall", title="Speed-up"
    )
    one = next(iter(jobs.values()))
    for workers, job in jobs.items():
        spent = sum(stage["task s"] for stage in job["stages"].values())
        table.add_row(
            workers,
            f"{job['wall s']:,.0f}",
            f"{one['wall s'] / job['wall s']:.2f}",
            f"{cost_of(job):.2f}",
            f"{spent:,.0f}",
        )
    return table


def _beside(name: str, rows: Mapping[str, Result]) -> Table:
    table = Table(
        name,
        "articles",
        "cpu ms an article",
        "peak MB",
        "precision",
        "recall",
        "F1",
        title=f"Beside others: {name}",
    )
    for who, row in rows.items():
        if "missing" in row:
            table.add_row(who, row["missing"])
            continue
        scores = (f"{row[score]:.3f}" if score in row else "" for score in ("precision", "recall", "f1"))
        table.add_row(who, f"{row['articles']:,}", f"{row['cpu ms']:.3f}", f"{row['peak MB']:,.0f}", *scores)
    return table


def _verdicts(jobs: Sequence[Result]) -> list[str]:
    if not jobs:
        return []
    memory = max(map(peak_mb, jobs))
    told = [
        f"memory of a worker: {memory:,.0f} MB at most, {'within' if memory < MOST_MB else 'BEYOND'} {MOST_MB:,.0f}"
    ]
    if len(jobs) > 1:
        change = cost_of(jobs[-1]) / cost_of(jobs[0]) - 1
        told.append(
            f"cost of an article from the smallest to the largest: {change:+.0%}, {'flat' if is_flat(jobs) else 'NOT flat'} within {FLAT:.0%}"
        )
    return told


def picture(sizes: Mapping[str, Result]) -> str:
    """Return the curve as SVG: the whole job, and the stages that cost most."""
    whole = {"the whole job": [(int(size), cost_of(job)) for size, job in sizes.items()]}
    last = list(sizes.values())[-1]["stages"]
    dearest = sorted(last, key=lambda name: -float(last[name]["cpu s"]))[:5]
    lines = {
        name: [
            (int(size), 1e3 * job["stages"][name]["cpu s"] / job["articles"]) for size, job in sizes.items()
        ]
        for name in dearest
    }
    return draw_chart({**whole, **lines}, title=_TITLE, below="articles in the archive; milliseconds upwards")
