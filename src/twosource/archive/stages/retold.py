"""Pair the reports of each copy with those of its original: they tell of the same, for the words are the same.

A report of a copy that is not paired stays by itself, and is judged by likeness like any other.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from twosource.archive.datasets import COPIED, COPIES, COPY_JUDGEMENTS, REPORTS, Table
from twosource.archive.records import copy_from_json, judgement_to_json, report_from_json
from twosource.archive.stages.copied import LENT
from twosource.ids import ArticleId, ReportId
from twosource.model import Copy, Judgement, Report
from twosource.store.pairing import judge_copies, pair_reports

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_Pairs = tuple[Copy, Mapping[ReportId, ReportId]]
_Bodies = Mapping[str, Sequence[str]]


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Pair the reports of a part's copies; counts "reports of copies" and "paired"."""
    ours, theirs = _by_article(given[REPORTS.name]), _by_article(given[LENT.name])
    copies = given[COPIES.name].sort_by("article").to_pylist()
    both = [row for row in copies if row["article"] in ours and row["original"] in theirs]
    made = list(task.each(both, lambda row: str(row["article"]), lambda row: _pair(row, ours, theirs)))
    task.count("reports of copies", sum(len(ours[row["article"]]) for row in both))
    task.count("paired", sum(len(pairs) for _, pairs in made))
    now = task.plan.settings.now
    judged = [(told, one) for told in made for one in judge_copies(told[1], told[0], now)]
    return {
        COPIED.name: COPIED.table([row for told in made for row in _copied(*told)]),
        COPY_JUDGEMENTS.name: COPY_JUDGEMENTS.table([_judged(*told, one) for told, one in judged]),
    }


def _by_article(table: Table) -> _Bodies:
    """Return the reports of each article, in the order in which they were read."""
    found: dict[str, list[str]] = {}
    for article, body in zip(table["article"].to_pylist(), table["body"].to_pylist(), strict=True):
        found.setdefault(article, []).append(body)
    return found


def _pair(row: Mapping[str, Any], ours: _Bodies, theirs: _Bodies) -> _Pairs:
    copy = copy_from_json(row["body"])
    return copy, pair_reports(_read(ours[copy.article]), _read(theirs[copy.original]))


def _read(bodies: Sequence[str]) -> list[Report]:
    return [report_from_json(body) for body in bodies]


def _copied(copy: Copy, pairs: Mapping[ReportId, ReportId]) -> list[dict[str, Any]]:
    return [
        {"article": copy.article, "report": mine, "original": copy.original, "original_report": other}
        for mine, other in sorted(pairs.items())
    ]


def _judged(copy: Copy, pairs: Mapping[ReportId, ReportId], judgement: Judgement) -> dict[str, Any]:
    article_of: dict[ReportId, ArticleId] = {
        **dict.fromkeys(pairs, copy.article),
        **dict.fromkeys(pairs.values(), copy.original),
    }
    return {
        "left": judgement.left,
        "right": judgement.right,
        "left_article": article_of[judgement.left],
        "right_article": article_of[judgement.right],
        "verdict": judgement.verdict,
        "score": judgement.score,
        "decided_by": judgement.decided_by,
        "body": judgement_to_json(judgement),
    }
