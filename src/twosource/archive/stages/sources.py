"""Tell incidents of articles whose copies tell there: reconciling asks who wrote the original."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import ARTICLES, Table
from twosource.archive.records import article_from_json
from twosource.archive.stages.gathering import LACKED, ORIGINALS
from twosource.archive.stages.tables import slim

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(_task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return those articles of a part that incidents ask for, once for each incident."""
    asked: dict[str, set[str]] = defaultdict(set)
    for row in given[LACKED.name].to_pylist():
        asked[row["article"]].add(row["incident"])
    articles = given[ARTICLES.name]
    bodies = zip(articles["id"].to_pylist(), articles["body"].to_pylist(), strict=True)
    slimmed = {name: slim(article_from_json(body)) for name, body in bodies if name in asked}
    rows = [
        {"incident": incident, "body": slimmed[name]}
        for name in sorted(slimmed)
        for incident in sorted(asked[name])
    ]
    return {ORIGINALS.name: ORIGINALS.table(rows)}
