"""Send the texts of articles to the buckets where younger ones are compared with them; to each bucket once."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from twosource.archive.datasets import ARTICLES, Table
from twosource.archive.records import article_from_json, article_to_json
from twosource.archive.stages.copying import SHIPPED, WANTED

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Send what is asked for; counts "texts"."""
    asked, articles = _group(given[WANTED.name]), given[ARTICLES.name]
    found = articles.filter(pc.is_in(articles["id"], value_set=given[WANTED.name]["article"]))
    rows = zip(found["id"].to_pylist(), found["body"].to_pylist(), strict=True)
    made = task.each(rows, lambda row: row[0], lambda row: (row[0], _without_dropped(row[1])))
    sent = [{"to": to, "article": name, "body": body} for name, body in made for to in asked[name]]
    task.count("texts", len(sent))
    return {SHIPPED.name: SHIPPED.table(sent)}


def _group(wanted: Table) -> dict[str, list[int]]:
    """Return the buckets that ask for each article, each once."""
    pairs = zip(wanted["article"].to_pylist(), wanted["to"].to_pylist(), strict=True)
    grouped = groupby(sorted(set(pairs)), key=lambda pair: pair[0])
    return {article: [to for _, to in found] for article, found in grouped}


def _without_dropped(body: str) -> str:
    """Return an article without what cleaning left out, which no comparison asks for."""
    return article_to_json(replace(article_from_json(body), dropped=()))
