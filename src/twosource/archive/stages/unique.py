"""Articles that were met several times become one, as in ``twosource add``; each says at which keys others meet it."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa

from twosource.archive.ages import pack_age
from twosource.archive.datasets import ARTICLES, CLEANED, Table
from twosource.archive.records import article_from_json, article_to_json
from twosource.archive.stages.copying import BANDS
from twosource.copies.prints import join_prints
from twosource.model import Article

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

#: More than any two articles share that differ: what is shared whole comes first, however much is crowded.
WHOLE: Final = 64
ADDRESS: Final = 0  # shares nothing of a sketch


class _Print(NamedTuple):
    """One row of what was cleaned."""

    id: str
    arrival: int
    body: str
    sketch: Sequence[int] | None


class _Joined(NamedTuple):
    """One article and the keys at which it meets others, each with how much of a sketch it stands for."""

    id: str
    arrival: int
    body: str
    age: int
    keys: Mapping[int, int]


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Join the prints of each article, in order of arrival; counts "articles" and "known", those that were met again."""
    rows = given[CLEANED.name].sort_by([("id", "ascending"), ("arrival", "ascending")])
    prints = map(_Print, *(rows[name].to_pylist() for name in _Print._fields))
    grouped = [tuple(group) for _, group in groupby(prints, key=lambda one: one.id)]
    made = list(task.each(grouped, lambda group: group[0].id, _join))
    task.count("articles", len(made))
    task.count("known", rows.num_rows - len(grouped))
    return {ARTICLES.name: _articles_table(made), BANDS.name: _bands_table(made)}


def _join(prints: Sequence[_Print]) -> _Joined:
    first = prints[0]
    article = join_prints(article_from_json(one.body) for one in prints)
    return _Joined(
        id=first.id,
        arrival=first.arrival,
        body=first.body if len(prints) == 1 else article_to_json(article),
        age=pack_age(article),
        keys=find_keys(article, first.sketch or ()),
    )


def _articles_table(made: Sequence[_Joined]) -> Table:
    columns = {name: [getattr(one, name) for one in made] for name in ARTICLES.schema.names}
    return pa.table(columns, schema=ARTICLES.schema)


def _bands_table(made: Sequence[_Joined]) -> Table:
    """Return a row for each key of each article; there are some forty times as many as articles."""
    times = np.repeat(np.arange(len(made)), [len(one.keys) for one in made])
    columns = {
        "band": [key for one in made for key in one.keys],
        "article": pa.array([one.id for one in made], pa.string()).take(times),
        "age": pa.array([one.age for one in made], pa.int64()).take(times),
        "shares": [shares for one in made for shares in one.keys.values()],
    }
    return pa.table(columns, schema=BANDS.schema)


def find_keys(article: Article, sketch: Sequence[int]) -> dict[int, int]:
    """Return the keys at which an article meets others, each with how much of a sketch it stands for.

    One more key stands for the whole sketch, so that texts printed everywhere find one another though each of
    their bands is crowded; one for the address, where a page may have changed beyond all likeness.
    """
    keys = dict.fromkeys(sketch, 1)
    if keys:
        keys[_key("sketch", ",".join(map(str, sorted(keys))))] = WHOLE
    if article.url is not None:
        keys[_key("url", article.url)] = ADDRESS
    return keys


def _key(*words: str) -> int:
    """Return a signed number of 64 bits, as the bands are."""
    said = "\x1f".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True)
