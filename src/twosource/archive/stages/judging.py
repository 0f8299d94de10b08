"""Judge the chosen pairs where the later report is at home: each outline that was lent is read once.

What makes a judgement stands in ``link``. Pairs that are not worth one (``link.is_worth_judging``) leave none.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from twosource import link
from twosource.archive.datasets import JUDGEMENTS, REPORTS, Table
from twosource.archive.records import judgement_to_json
from twosource.archive.stages import linking
from twosource.archive.stages.rows import to_number, to_report
from twosource.link import Outline

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_AT_ONCE: Final = 2_000  # judgements that are held as objects

_Lent = tuple[int, str]  # the number of a report, its outline


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Judge the pairs of a part; counts "judged" and each verdict."""
    lookers = _Lookers(given)
    lent = given[linking.LENT.name].sort_by("report")
    rows = zip(lent["report"].to_pylist(), lent["outline"].to_pylist(), strict=True)
    judged = task.each(rows, _name, lambda row: list(_judge(task, lookers, row)))
    return {JUDGEMENTS.name: _gather(chain.from_iterable(judged))}


def _gather(judged: Iterator[dict[str, Any]]) -> Table:
    """Return judgements as a table, turned into columns as they come: those of a hot story are many."""
    pieces = iter(lambda: list(islice(judged, _AT_ONCE)), [])
    return pa.concat_tables([JUDGEMENTS.empty(), *map(JUDGEMENTS.table, pieces)])


class _Lookers:
    """The reports of a part that are compared with others, by whom they are compared with."""

    def __init__(self, given: Mapping[str, Table]) -> None:
        self._of: dict[int, list[int]] = defaultdict(list)
        pairs = given[linking.PAIRS.name]
        for later, earlier in zip(pairs["later"].to_pylist(), pairs["earlier"].to_pylist(), strict=True):
            self._of[earlier].append(later)
        told, wanted = given[REPORTS.name], set(pairs["later"].to_pylist())
        named = zip(map(to_number, told["report"].to_pylist()), told["outline"].to_pylist(), strict=True)
        self._outlines = {
            number: link.outline_from_json(outline) for number, outline in named if number in wanted
        }

    def of(self, earlier: int) -> Iterator[Outline]:
        """Yield the outlines of those that are compared with a report."""
        return (self._outlines[later] for later in self._of[earlier])


def _name(row: _Lent) -> str:
    return to_report(row[0])


def _judge(task: "Task", lookers: _Lookers, row: _Lent) -> Iterator[dict[str, Any]]:
    number, lent = row
    earlier = link.outline_from_json(lent)
    for later in lookers.of(number):
        if link.is_worth_judging(later, earlier):
            yield _judge_pair(task, later, earlier)


def _judge_pair(task: "Task", later: Outline, earlier: Outline) -> dict[str, Any]:
    judgement = link.judge(later, earlier, decided_at=task.plan.settings.now)
    articles = {later.report: later.article, earlier.report: earlier.article}
    task.count("judged")
    task.count(f"verdict {judgement.verdict}")
    return {
        "left": judgement.left,
        "right": judgement.right,
        "left_article": articles[judgement.left],
        "right_article": articles[judgement.right],
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "decided_by": judgement.decided_by,
        "body": judgement_to_json(judgement),
    }
