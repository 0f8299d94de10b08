"""Write down the judgements that follow from copies, for people: they tie nothing by themselves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import COPY_JUDGEMENTS, Table
from twosource.archive.records import judgement_from_json
from twosource.archive.tables import final_table, judgement_row

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(_task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return a part's judgements as people read them."""
    judged = given[COPY_JUDGEMENTS.name].to_pylist()
    judged.sort(key=lambda row: (row["left"], row["right"]))
    rows = [
        judgement_row(judgement_from_json(row["body"]), (row["left_article"], row["right_article"]))
        for row in judged
    ]
    return {"judgements": final_table("judgements", rows)}
