"""Find who is tied to whom by likeness, and what clustering must know of every pair; write judgements down.

A tie is a "same". Of the ties of one part no more is handed on than holds its components together.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from twosource.archive.datasets import JUDGEMENTS, Table
from twosource.archive.nodes import number_report
from twosource.archive.records import judgement_from_json
from twosource.archive.stages.gathering import BONDS, LIKE_TIES
from twosource.archive.stars import Numbers, find_roots, from_both_ends
from twosource.archive.tables import final_table, judgement_row
from twosource.link import is_hard
from twosource.link.clusters import is_doubtful
from twosource.model import Judgement, Verdict
from twosource.wire.frames import FrameRow

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

#: Verdicts as bonds hold them.
VERDICTS: Final = (Verdict.DIFFERENT, Verdict.UNSURE, Verdict.SAME)
SOFT, HARD, DOUBTFUL = range(3)  # what a bond's weight tells: whether hard evidence holds the two apart


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Take a part's judgements apart; counts "ties"."""
    judged = given[JUDGEMENTS.name].to_pylist()
    made = list(task.each(judged, lambda row: f"{row['left']} {row['right']}", _take))
    made.sort(key=lambda found: (found[0]["left"], found[0]["right"]))
    bonds = BONDS.table([bond for bond, _ in made])
    same = [bond for bond, _ in made if VERDICTS[bond["verdict"]] is Verdict.SAME]
    task.count("ties", len(same))
    left, right = (np.array([bond[end] for bond in same], dtype=np.int64) for end in ("left", "right"))
    return {
        LIKE_TIES.name: make_ties(left, right),
        BONDS.name: bonds,
        "judgements": final_table("judgements", [row for _, row in made]),
    }


def make_ties(left: Numbers, right: Numbers) -> Table:
    """Return ties that hold the same reports together, each from both of its ends."""
    nodes, roots = find_roots(left, right)
    led = nodes != roots
    return edges_table(*from_both_ends(nodes[led], roots[led]))


def edges_table(node: Numbers, other: Numbers) -> Table:
    """Return edges as a table."""
    return pa.table({"node": pa.array(node, pa.int64()), "other": pa.array(other, pa.int64())})


def _take(row: Mapping[str, Any]) -> tuple[dict[str, Any], FrameRow]:
    judgement = judgement_from_json(row["body"])
    return _bond(judgement), judgement_row(judgement, (row["left_article"], row["right_article"]))


def _bond(judgement: Judgement) -> dict[str, Any]:
    return {
        "left": number_report(judgement.left),
        "right": number_report(judgement.right),
        "verdict": VERDICTS.index(judgement.verdict),
        "weight": _weigh(judgement),
        "score": judgement.score,
    }


def _weigh(judgement: Judgement) -> int:
    if not is_hard(judgement):
        return SOFT
    return DOUBTFUL if is_doubtful(judgement) else HARD
