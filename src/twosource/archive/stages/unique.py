"""Articles that were met several times become one, as in ``twosource add``; each says at which keys others meet it."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Join the prints of each article, in order of arrival; counts "articles" and "known", those that were met again."""
    rows = given[CLEANED.name].sort_by([("id", "ascending"), ("arrival", "ascending")])
    prints = map(_Print, *(rows[name].to_pylist() for name in _Print._fields))
    grouped = [tuple(group) for _, group in groupby(prints, key=lambda one: one.id)]
    made = list(task.each(grouped, lambda group: group[0].id, _join))
    task.count("articles", len(made))
    task.count("known", rows.num_rows - len(grouped))
    return {
        ARTICLES.name: ARTICLES.table([article for article, _ in made]),
        BANDS.name: BANDS.table([band for _, bands in made for band in bands]),
    }


def _join(prints: Sequence[_Print]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the row of an article and those of its keys."""
    first = prints[0]
    article = join_prints(article_from_json(one.body) for one in prints)
    body = first.body if len(prints) == 1 else article_to_json(article)
    row = {"id": first.id, "arrival": first.arrival, "body": body}
    age = pack_age(article)
    keys = find_keys(article, first.sketch or ())
    return row, [
        {"band": key, "article": first.id, "age": age, "shares": shares} for key, shares in keys.items()
    ]


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
