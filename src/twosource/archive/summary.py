"""The account of a job as people read it: what went into each stage, what came out, and what became of the articles.

Adds up what :mod:`account` holds; reads nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.archive.account import Account, Spending
from twosource.archive.datasets import ARTICLES, CLEANED, COPIES, REPORTS
from twosource.archive.plans import Stage

_DROPPED: Final = "dropped "  # as tasks count what they leave out: "dropped WHAT: REASON"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSummary:
    """One stage. ``rows_in`` and ``rows_out`` are of the first dataset that it reads and gives.

    ``seconds`` are those of its tasks added up, whichever run did them; ``rate`` is articles of the whole job
    in each of these seconds.
    """

    name: str
    says: str
    tasks: int
    done_before: int
    rows_in: int
    rows_out: int
    dropped: Mapping[str, int]
    seconds: float
    cpu_seconds: float
    rate: float | None
    peak_bytes: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The whole job. ``articles`` are told apart by their id; ``known`` is how many were met again.

    ``left_out`` are articles that cleaning dropped and ``passed_over`` articles kept of which no report was
    read, both by reason; ``dropped`` is everything left out, by what it was (article, claim, record, ...) and reason.
    """

    stages: tuple[StageSummary, ...]
    files: int
    articles: int
    known: int
    copies: int
    reports: int
    incidents: int
    left_out: Mapping[str, int]
    passed_over: Mapping[str, int]
    dropped: Mapping[str, Mapping[str, int]]

    @property
    def met(self) -> int:
        """Return how many articles were met: kept, met again, or dropped."""
        return self.articles + self.known + sum(self.left_out.values())

    @property
    def unread(self) -> int:
        """Return how many records, pages or whole files could not be read."""
        return sum(self.dropped.get("record", {}).values())


def summarise(account: Account, stages: Iterable[Stage]) -> Summary:
    """Return the summary of an account, of a job of these stages."""
    rows = Counter[str]()
    for spent in account.stages:
        rows.update(spent.rows)
    known, articles = {stage.name: stage for stage in stages}, rows[ARTICLES.name]
    before, after = _cut(account.stages)
    return Summary(
        stages=tuple(_sum_up(spent, known[spent.stage], rows) for spent in account.stages),
        files=sum(spent.counts.get("files", 0) for spent in account.stages),
        articles=articles,
        known=max(0, rows[CLEANED.name] - articles),
        copies=rows[COPIES.name],
        reports=rows[REPORTS.name],
        incidents=rows["incidents"],
        left_out=_drops(before).get("article", {}),
        passed_over=_drops(after).get("article", {}),
        dropped=_drops(account.stages),
    )


def _cut(spendings: Sequence[Spending]) -> tuple[Sequence[Spending], Sequence[Spending]]:
    """Return the stages up to the one that tells articles apart, and those after it."""
    cut = next((at for at, spent in enumerate(spendings, 1) if ARTICLES.name in spent.rows), len(spendings))
    return spendings[:cut], spendings[cut:]


def _sum_up(spent: Spending, stage: Stage, rows: Mapping[str, int]) -> StageSummary:
    read = [source.dataset.name for source in stage.sources]
    articles = rows[ARTICLES.name]
    return StageSummary(
        name=spent.stage,
        says=spent.says,
        tasks=spent.tasks,
        done_before=spent.tasks - spent.made_now,
        rows_in=rows[read[0]] if read else spent.tasks,
        rows_out=spent.rows.get(stage.gives[0].name, 0) if stage.gives else 0,
        dropped={
            name.removeprefix(_DROPPED): number
            for name, number in spent.counts.items()
            if name.startswith(_DROPPED)
        },
        seconds=spent.seconds,
        cpu_seconds=spent.cpu_seconds,
        rate=articles / spent.seconds if spent.seconds > 0 else None,
        peak_bytes=spent.peak_bytes,
        bytes=sum(spent.bytes.values()),
    )


def _drops(spendings: Iterable[Spending]) -> dict[str, dict[str, int]]:
    """Return how much was left out, by what it was and why, the most frequent reason first."""
    total = Counter[tuple[str, str]]()
    for spent in spendings:
        for name, number in spent.counts.items():
            if name.startswith(_DROPPED):
                what, _, reason = name.removeprefix(_DROPPED).partition(": ")
                total[what, reason] += number
    found: dict[str, dict[str, int]] = {}
    for (what, reason), number in total.most_common():
        found.setdefault(what, {})[reason] = number
    return found
