"""What a billion articles would cost, reckoned from what fewer did.

Each stage's processor time and bytes an article are taken from the largest archive that was measured. Tasks and requests
to the object store follow from how the engine reads: a task that reads a bucket asks every task before it for its share.
Prices stand in ``prices.toml``. Nothing here is measured; what it leaves out stands in docs/scale.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tomllib import loads
from typing import Any, Final

from twosource.archive.merging import MOST_BYTES
from twosource.archive.settings import Sizes

Result = dict[str, Any]
#: Requests of a task for one file of another: the head (where a bucket begins), and the bucket; and one to open it.
READS_A_FILE: Final = 3
ASKING: Final = 0.000_15  # seconds of the processor for a bucket of a file; measured 0.1 to 0.18 ms, on disk
_WRITES_A_TASK: Final = 4  # a list, a mark that it is begun, its commit, and what it left out
SECONDS: Final = 3_600.0
_MERGING: Final = (
    3e-8  # seconds of the processor to put a byte into another file: 0.6 us for a row of 20 bytes
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large a job is thought to be, and in how large pieces.

    ``merged`` is whether files of a dataset are put together where there are too many, as jobs do.
    """

    articles: int = 1_000_000_000
    unit_records: int = 2_000
    bucket_articles: int = 4_000
    merged: bool = True

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
    """Return what each stage of a measured job would cost at a scale; putting files together is part of who made them."""
    factor = scale.articles / job["articles"]
    stages: Mapping[str, Result] = {
        name: {**stage, "size": stage["bytes"] * factor}
        for name, stage in job["stages"].items()
        if all(by != "files" for _, by in stage["reads"])
    }
    tasks = {name: _tasks(stage, scale) for name, stage in stages.items()}
    spread = {of for stage in stages.values() for of, by in stage["reads"] if by != "part"}
    files = {
        name: _files(stage, tasks[name]) if scale.merged and name in spread else tasks[name]
        for name, stage in stages.items()
    }
    return [_reckon(name, stages[name], tasks, files, factor) for name in stages]


def _reckon(
    name: str, stage: Result, tasks: Mapping[str, int], files: Mapping[str, int], factor: float
) -> Paper:
    own, is_merged = tasks[name], files[name] < tasks[name]
    asked = sum(own * (1 if by == "part" else files[of]) for of, by in stage["reads"])
    merging = stage["size"] if is_merged else 0.0
    return Paper(
        stage=name,
        tasks=own + (files[name] if is_merged else 0),
        core_hours=(stage["cpu s"] * factor + asked * ASKING + merging * _MERGING) / SECONDS,
        gigabytes=(stage["size"] + merging) / 1e9,
        reads=(asked + (own if is_merged else 0)) * READS_A_FILE,
        writes=own * (_WRITES_A_TASK + stage["gives"])
        + (files[name] * (_WRITES_A_TASK + 1) if is_merged else 0),
    )


def _tasks(stage: Result, scale: Scale) -> int:
    if not stage["reads"]:
        return scale.units
    _, by = stage["reads"][0]
    return 1 if by == "all" else scale.buckets


def _files(stage: Result, tasks: int) -> int:
    """Return how many files are left of those that so many tasks made, once stretches of them are put together."""
    if tasks <= Sizes().merge_files:
        return tasks
    together = min(Sizes().merge_files, int(MOST_BYTES // max(1.0, stage["size"] / tasks)))
    return -(-tasks // max(1, together))


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


def find_scales(articles: int) -> dict[str, Scale]:
    """Return the ways to cut a job that the paper compares."""
    return {
        "pieces as they are, files apart": Scale(articles=articles, merged=False),
        "pieces as they are": Scale(articles=articles),
        "larger pieces": Scale(articles=articles, unit_records=16_000, bucket_articles=16_000),
    }
