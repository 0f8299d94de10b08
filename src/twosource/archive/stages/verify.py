"""Compare articles word by word with those that share most with them: each is a copy of the oldest that it is one with.

That is what ``store/originals`` keeps in a ledger, as if all articles had come at once. Whether two texts are one,
and which is the older, is asked of ``copies``.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from twosource.archive.datasets import ARTICLES, COPIES, Table
from twosource.archive.records import article_from_json, copy_to_json
from twosource.archive.stages.copying import ORIGINALS, SHIPPED, SHORTLIST
from twosource.copies import find_copy
from twosource.model import Copy

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_Listed = tuple[str, Sequence[str]]  # an article and those that it is compared with


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Compare the articles of a part; counts "compared", "copies" and how each is one."""
    bodies = _Bodies(given)
    listed = _group(given[SHORTLIST.name])
    found = task.each(listed, lambda one: one[0], lambda one: _find_original(bodies, one))
    copies = [copy for copy in found if copy is not None]
    task.count("compared", given[SHORTLIST.name].num_rows)
    for copy in copies:
        task.count("copies")
        task.count(f"copies: {copy.relation}")
    return {
        COPIES.name: COPIES.table(
            [{"article": one.article, "original": one.original, "body": copy_to_json(one)} for one in copies]
        ),
        ORIGINALS.name: ORIGINALS.table(
            [{"original": one, "to": task.number} for one in sorted({copy.original for copy in copies})]
        ),
    }


class _Bodies:
    """The texts of a task by article: its own, and those sent; kept as they came, read when they are asked for."""

    def __init__(self, given: Mapping[str, Table]) -> None:
        own, sent = given[ARTICLES.name], given[SHIPPED.name]
        self._rows = [(own["id"], own["body"]), (sent["article"], sent["body"])]
        self._places = {
            name: (table, row)
            for table, (names, _) in enumerate(self._rows)
            for row, name in enumerate(names.to_pylist())
        }

    def get(self, article: str) -> str | None:
        """Return the text of an article as JSON; None where a stage before could not make it."""
        if article not in self._places:
            return None
        table, row = self._places[article]
        body: str = self._rows[table][1][row].as_py()
        return body


def _group(shortlist: Table) -> Iterable[_Listed]:
    names, others = (shortlist[name].to_pylist() for name in ("article", "other"))
    for name, pairs in groupby(zip(names, others, strict=True), key=lambda pair: pair[0]):
        yield name, [other for _, other in pairs]


def _find_original(bodies: _Bodies, listed: _Listed) -> Copy | None:
    name, others = listed
    own, *rest = (article_from_json(body) for one in (name, *others) if (body := bodies.get(one)) is not None)
    copy = find_copy(own, rest)
    return copy if copy is not None and copy.article == own.id else None
