"""Grouping articles on gun violence into incidents, where many are of one city and one month."""

from collections.abc import Sequence

from eval.grouping import compare_grouping, find_near, read_grouping, sample_stretch, score_grouping
from eval.tasks import Figure, Outcome, Record, Task, load_records

_HEADLINES = frozenset({"b3_f1"})


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score the grouping."""
    return score_grouping("gvc", records, outcomes, headlines=_HEADLINES)


TASK = Task(
    name="gvc",
    measures="grouping articles into incidents",
    load=load_records,
    read=read_grouping,
    score=score,
    compare=compare_grouping,
    sample=sample_stretch,
    whole=True,
    near=find_near,
)
