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

Result = dict[str, Any]
#: Requests of a task for one file of another: the head (where a bucket begins), and the bucket; and one to open it.
READS_A_FILE: Final = 3
ASKING: Final = 0.000_15  # seconds of the processor for a bucket of a file; measured 0.1 to 0.18 ms, on disk
_WRITES_A_TASK: Final = 4  # a list, a mark that it is begun, its commit, and what it left out
SECONDS: Final = 3_600.0
_MERGED: Final = 256  # files that a step between stages, not built yet, would put into one


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
            core_hours=(stage["cpu s"] * factor + _asked(stage, tasks, name, scale) / READS_A_FILE * ASKING)
            / SECONDS,
            gigabytes=stage["bytes"] * factor / 1e9,
            reads=_asked(stage, tasks, name, scale),
            writes=tasks[name] * (_WRITES_A_TASK + stage["gives"]),
        )
        for name, stage in stages.items()
    ]


def _tasks(stage: Result, scale: Scale) -> int:
    if not stage["reads"]:
        return scale.units
    _, by = stage["reads"][0]
    return 1 if by == "all" else scale.buckets


def _asked(stage: Result, tasks: Mapping[str, int], name: str, scale: Scale) -> int:
    """Return how many requests a stage's tasks read with."""
    return sum(_reads(tasks[name], tasks[of], by, scale.merged) for of, by in stage["reads"])


def _reads(own: int, made: int, by: str, merged: int) -> int:
    """Return the requests by which so many tasks read what others made: a bucket is in the file of every one of these."""
    if by == "part":
        return own * READS_A_FILE
    if merged == 1:
        return own * made * READS_A_FILE
    return made * READS_A_FILE + own * -(-made // merged) * READS_A_FILE


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
    large = {"unit_records": 16_000, "bucket_articles": 16_000}
    return {
        "pieces as they are": Scale(articles=articles),
        "larger pieces": Scale(articles=articles, **large),
        "larger pieces, files merged": Scale(articles=articles, **large, merged=_MERGED),
    }
