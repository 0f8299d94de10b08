"""``python -m benchmarks.archive.paper FIGURES``: what a billion articles would cost, reckoned from what fewer did.

Each stage's processor time and bytes an article are taken from the largest archive that was measured. Tasks and requests
to the object store follow from how the engine reads: a task that reads a bucket asks every task before it for its share.
Prices stand in ``prices.toml``. Nothing here is measured; what it leaves out stands in docs/scale.md.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tomllib import loads
from typing import Any, Final

from benchmarks.archive.tables import cost_of, left_bytes, peak_mb, shuffled

Result = dict[str, Any]
#: Requests of a task for one file of another: the head (where a bucket begins), and the bucket; and one to open it.
_READS_A_FILE: Final = 3
_WRITES_A_TASK: Final = (
    4  # a list of what is there, a mark that it is begun, its commit, and what it left out
)
_SECONDS: Final = 3_600.0
_OPEN: Final = "<!-- made by benchmarks.archive.paper -->"
_CLOSE: Final = "<!-- to here -->"
_PLACE: Final = re.compile(f"{_OPEN}.*?{_CLOSE}", re.DOTALL)
_MERGED: Final = 256  # files that a step between stages, not built yet, would put into one
_SMALL: Final = 0.01  # of a job's time and bytes: stages below are told together


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large a job is thought to be, and in how large pieces.

    ``merged`` is how many files of a dataset a step between stages would put into one; 1 is without such a step,
    which is how jobs are today.
    """

    articles: int = 1_000_000_000
    unit_records: int = 2_000
    bucket_articles: int = 4_000
    merged: int = 1

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


def reckon(job: Result, scale: Scale) -> list[Paper]:
    """Return what each stage of a measured job would cost at a scale."""
    stages: Mapping[str, Result] = job["stages"]
    tasks = {name: _tasks(stage, scale) for name, stage in stages.items()}
    factor = scale.articles / job["articles"]
    return [
        Paper(
            stage=name,
            tasks=tasks[name],
            core_hours=stage["cpu s"] * factor / _SECONDS,
            gigabytes=stage["bytes"] * factor / 1e9,
            reads=sum(_reads(tasks[name], tasks[of], by, scale.merged) for of, by in stage["reads"]),
            writes=tasks[name] * (_WRITES_A_TASK + stage["gives"]),
        )
        for name, stage in stages.items()
    ]


def _tasks(stage: Result, scale: Scale) -> int:
    if not stage["reads"]:
        return scale.units
    _, by = stage["reads"][0]
    return 1 if by == "all" else scale.buckets


def _reads(own: int, made: int, by: str, merged: int) -> int:
    """Return the requests by which so many tasks read what others made: a bucket is in the file of every one of these."""
    if by == "part":
        return own * _READS_A_FILE
    if merged == 1:
        return own * made * _READS_A_FILE
    return made * _READS_A_FILE + own * -(-made // merged) * _READS_A_FILE


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


def write_tables(found: Result, scales: Mapping[str, Scale]) -> str:
    """Return the tables of docs/scale.md: what was measured, by size and by stage, and what that comes to at scales."""
    jobs = {int(size): job for size, job in found["sizes"].items()}
    parts = [_measured(jobs), _by_stage(jobs), _at_scales(jobs[max(jobs)], scales)]
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
    return {**{name: part for one in found for name, part in one.items()}, "sizes": ordered}


def find_scales(articles: int) -> dict[str, Scale]:
    """Return the ways to cut a job that the paper compares."""
    large = {"unit_records": 50_000, "bucket_articles": 40_000}
    return {
        "pieces as they are": Scale(articles=articles),
        "larger pieces": Scale(articles=articles, **large),
        "larger pieces, files merged": Scale(articles=articles, **large, merged=_MERGED),
    }


def main() -> None:
    """Print the tables that figures come to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.paper", description=__doc__)
    parser.add_argument(
        "figures", nargs="+", type=Path, help="JSON that the benchmark wrote; several are put together"
    )
    parser.add_argument(
        "--into", type=Path, help="put them into this page, in place of those that stand there"
    )
    parser.add_argument("--keep", type=Path, help="write all the figures, put together, to this file")
    parser.add_argument("--articles", type=int, default=Scale().articles, help="to reckon for (a billion)")
    asked = parser.parse_args()
    found = merge([json.loads(path.read_text(encoding="utf-8")) for path in asked.figures])
    if asked.keep:
        asked.keep.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    tables = write_tables(found, find_scales(asked.articles))
    if asked.into is None:
        print(tables)
        return
    asked.into.write_text(put_into(asked.into.read_text(encoding="utf-8"), tables), encoding="utf-8")


def put_into(page: str, tables: str) -> str:
    """Return a page with tables in the places that are marked for them; raises ValueError where it has other places."""
    made, parts = tables.strip().split("\n\n"), _PLACE.split(page)
    if len(parts) != len(made) + 1:
        raise ValueError(f"the page has {len(parts) - 1} places for {len(made)} tables")
    filled = (f"{_OPEN}\n{table}\n{_CLOSE}{rest}" for table, rest in zip(made, parts[1:], strict=True))
    return parts[0] + "".join(filled)


if __name__ == "__main__":
    main()
