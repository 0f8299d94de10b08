"""``python -m benchmarks.archive.paper FIGURES``: what a billion articles would cost, reckoned from what fewer did.

Each stage's processor time and bytes an article are taken from the largest archive that was measured. Tasks and requests
to the object store follow from how the engine reads: a task that reads a bucket asks every task before it for its share.
Prices stand in ``prices.toml``. Nothing here is measured; what it leaves out stands in docs/scale.md.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tomllib import loads
from typing import Any, Final

from benchmarks.archive.tables import shuffled

from twosource.archive.plans import Stage
from twosource.archive.stages import all_stages

Result = dict[str, Any]
#: Requests of a task for one file of another: the head (where a bucket begins), and the bucket; and one to open it.
_READS_A_FILE: Final = 3
_WRITES_A_TASK: Final = (
    4  # a list of what is there, a mark that it is begun, its commit, and what it left out
)
_SECONDS: Final = 3_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large a job is thought to be, and in how large pieces."""

    articles: int = 1_000_000_000
    unit_records: int = 2_000
    bucket_articles: int = 4_000

    @property
    def units(self) -> int:
        """Tasks that read the inputs."""
        return -(-self.articles // self.unit_records)

    @property
    def buckets(self) -> int:
        """Tasks of every stage after these: a power of two, as the job takes."""
        return 1 << max(0, -(-self.articles // self.bucket_articles) - 1).bit_length()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What one stage would cost: hours of one core, bytes it hands on, requests to the object store."""

    stage: str
    tasks: int
    core_hours: float
    gigabytes: float
    reads: int
    writes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """The money for all of it, in US dollars, by what it is for."""

    cores: float
    spot: float
    requests: float
    month: float


def reckon(job: Result, scale: Scale, stages: Sequence[Stage] = ()) -> list[Paper]:
    """Return what each stage of a measured job would cost at a scale."""
    listed = stages or all_stages()
    tasks = {stage.name: _tasks(stage, scale) for stage in listed}
    makers = {dataset.name: stage.name for stage in listed for dataset in stage.gives}
    factor = scale.articles / job["articles"]
    return [
        Paper(
            stage=stage.name,
            tasks=tasks[stage.name],
            core_hours=job["stages"][stage.name]["cpu s"] * factor / _SECONDS,
            gigabytes=job["stages"][stage.name]["bytes"] * factor / 1e9,
            reads=_reads(stage, tasks, makers),
            writes=tasks[stage.name] * (_WRITES_A_TASK + len(stage.gives)),
        )
        for stage in listed
        if stage.name in job["stages"]
    ]


def _tasks(stage: Stage, scale: Scale) -> int:
    if not stage.sources:
        return scale.units
    return 1 if stage.sources[0].by == "all" else scale.buckets


def _reads(stage: Stage, tasks: Mapping[str, int], makers: Mapping[str, str]) -> int:
    """Return how many requests a stage's tasks read with: a bucket of a dataset is in the file of every task that made it."""
    own, total = tasks[stage.name], 0
    for source in stage.sources:
        files = 1 if source.by == "part" else tasks[makers[source.dataset.name]]
        total += own * files * _READS_A_FILE
    return total


def bill(papers: Sequence[Paper]) -> Bill:
    """Return what stages would cost in money."""
    prices = load_prices()
    hours, reads, writes = (
        sum(getattr(one, name) for one in papers) for name in ("core_hours", "reads", "writes")
    )
    return Bill(
        cores=hours * prices["core_hour"],
        spot=hours * prices["core_hour_spot"],
        requests=(reads * prices["thousand_reads"] + writes * prices["thousand_writes"]) / 1_000,
        month=sum(one.gigabytes for one in papers) * prices["gigabyte_month"],
    )


def load_prices() -> dict[str, Any]:
    """Return the prices, in US dollars."""
    return loads(Path(__file__).with_name("prices.toml").read_text(encoding="utf-8"))


def write_tables(found: Result, scales: Sequence[Scale]) -> str:
    """Return the tables of docs/scale.md: what was measured, by size and by stage, and what that comes to at scale."""
    jobs = {int(size): job for size, job in found["sizes"].items()}
    last = jobs[max(jobs)]
    parts = [_measured(jobs), _by_stage(jobs), *(_at_scale(last, scale) for scale in scales)]
    return "\n\n".join(parts) + "\n"


def _measured(jobs: Mapping[int, Result]) -> str:
    rows = [
        ("cpu ms an article", *(f"{1e3 * job['cpu s'] / job['articles']:.2f}" for job in jobs.values())),
        ("minutes on the wall", *(f"{job['wall s'] / 60:,.1f}" for job in jobs.values())),
        ("bytes from stage to stage, an article", *(f"{shuffled(job):,.0f}" for job in jobs.values())),
        (
            "most MB of a worker",
            *(f"{max(one['peak MB'] for one in job['stages'].values()):,.0f}" for job in jobs.values()),
        ),
        ("most MB of the driver", *(f"{job['driver peak MB']:,.0f}" for job in jobs.values())),
    ]
    rows += [
        (f"F1 of {name}, by pairs", *(_score(job, name) for job in jobs.values()))
        for name in ("incidents", "copies")
    ]
    return _markdown(("articles", *(f"{size:,}" for size in jobs)), rows)


def _score(job: Result, name: str) -> str:
    return f"{job['scores'][name]['f1']:.3f}" if "scores" in job else ""


def _by_stage(jobs: Mapping[int, Result]) -> str:
    names = [
        stage.name for stage in all_stages() if any(stage.name in job["stages"] for job in jobs.values())
    ]
    rows = [(name, *(cell for job in jobs.values() for cell in _cells(job, name))) for name in names]
    heads = [head for size in jobs for head in (f"{size:,}: cpu ms", "bytes", "peak MB")]
    return _markdown(("stage", *heads), rows)


def _cells(job: Result, name: str) -> tuple[str, str, str]:
    stage, number = job["stages"].get(name), job["articles"]
    if stage is None:
        return ("", "", "")
    return (
        f"{1e3 * stage['cpu s'] / number:.3f}",
        f"{stage['bytes'] / number:,.0f}",
        f"{stage['peak MB']:,.0f}",
    )


def _at_scale(job: Result, scale: Scale) -> str:
    papers, total = reckon(job, scale), bill(reckon(job, scale))
    rows = [_row(one) for one in papers]
    whole = Paper(
        stage="all", tasks=sum(one.tasks for one in papers), core_hours=sum(one.core_hours for one in papers),
        gigabytes=sum(one.gigabytes for one in papers), reads=sum(one.reads for one in papers), writes=sum(one.writes for one in papers),
    )  # fmt: skip
    table = _markdown(
        ("stage", "tasks", "core-hours", "GB handed on", "reads", "writes"), [*rows, _row(whole)]
    )
    return (
        f"{scale.articles:,} articles, {scale.unit_records:,} to a unit ({scale.units:,}), {scale.bucket_articles:,} to a "
        f"bucket ({scale.buckets:,}):\n\n{table}\n\n"
        f"Cores ${total.cores:,.0f} (spot ${total.spot:,.0f}), requests ${total.requests:,.0f}, what is handed on, kept "
        f"for a month, ${total.month:,.0f}."
    )


def _row(one: Paper) -> tuple[str, ...]:
    return (
        one.stage, f"{one.tasks:,}", f"{one.core_hours:,.0f}", f"{one.gigabytes:,.0f}", f"{one.reads:.1e}", f"{one.writes:.1e}",
    )  # fmt: skip


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def merge(found: Sequence[Result]) -> Result:
    """Put the figures of several runs together, by size; the later run counts."""
    sizes = {size: job for one in found for size, job in one["sizes"].items()}
    ordered = {size: sizes[size] for size in sorted(sizes, key=int)}
    return {**{name: part for one in found for name, part in one.items()}, "sizes": ordered}


def main() -> None:
    """Print the tables that figures come to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.paper", description=__doc__)
    parser.add_argument(
        "figures", nargs="+", type=Path, help="JSON that the benchmark wrote; several are put together"
    )
    parser.add_argument("--articles", type=int, default=Scale().articles, help="to reckon for (a billion)")
    asked = parser.parse_args()
    found = merge([json.loads(path.read_text(encoding="utf-8")) for path in asked.figures])
    scales = (
        Scale(articles=asked.articles),
        Scale(articles=asked.articles, unit_records=50_000, bucket_articles=40_000),
    )
    print(write_tables(found, scales))


if __name__ == "__main__":
    main()
