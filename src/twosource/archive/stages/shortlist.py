"""Whom each article is compared with: of the older ones those that share most of its sketch, and versions of its page.

As many as ``twosource add`` compares an article with that comes after all older ones; of those that share as much,
the oldest. Says where the texts of those others are needed.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twosource.archive.datasets import Table
from twosource.archive.exchange import find_buckets
from twosource.archive.stages.copying import MEETINGS, SHORTLIST, WANTED

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

MOST_ALIKE: Final = 20  # as in store/articles: a true copy shares most of all
MOST_VERSIONS: Final = 50  # as there: of one page

_PAIR: Final = ("article", "other")


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Choose among the pairs of a bucket; counts "pairs", and those "not compared" for being too many."""
    met = add_up(given[MEETINGS.name])
    chosen = choose(met)
    task.count("pairs", chosen.num_rows)
    task.count("not compared", met.num_rows - chosen.num_rows)
    ours = chosen["article"]
    to = find_buckets(ours, task.plan.buckets).astype(np.int64)
    wanted = pa.table({"article": chosen["other"], "to": to}, schema=WANTED.schema)
    return {SHORTLIST.name: chosen, WANTED.name: wanted.group_by(["article", "to"]).aggregate([])}


def add_up(met: Table) -> Table:
    """Return each pair once, with all that it shares."""
    added = met.group_by([*_PAIR, "age"]).aggregate([("shares", "sum"), ("at_url", "any")])
    return added.rename_columns([*_PAIR, "age", "shares", "at_url"])


def choose(met: Table) -> Table:
    """Return the pairs to compare, sorted; of each article a bounded number."""
    shared = met.filter(pc.greater(met["shares"], 0))
    by_share = _first(shared, [("shares", "descending"), ("age", "ascending")], MOST_ALIKE)
    by_url = _first(met.filter(met["at_url"]), [("age", "ascending")], MOST_VERSIONS)
    both = pa.concat_tables([by_share, by_url]).group_by(list(_PAIR)).aggregate([])
    return both.sort_by([(name, "ascending") for name in _PAIR]).cast(SHORTLIST.schema)


def _first(table: Table, order: list[tuple[str, str]], most: int) -> Table:
    """Return the first so many pairs of each article."""
    table = table.sort_by([("article", "ascending"), *order, ("other", "ascending")])
    names: Any = table["article"].combine_chunks().dictionary_encode()
    codes = names.indices.to_numpy()
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    sizes = np.diff(starts, append=len(codes))
    places = np.arange(len(codes)) - np.repeat(starts, sizes)
    return table.filter(pa.array(places < most)).select(list(_PAIR))
