"""Which articles share keys: each with the older ones at its keys, all of them where those are few.

At a key where many meet (a form, an error page, a wire that everybody printed) pairing all with all would cost
their square. There each article is paired with the oldest and with the nearest before it alone. That finds the
original: it is the *oldest* that shares the text, so it is among the first at that key; where what is shared is
a form older than both texts, the original was printed shortly before, and they share other keys too. A key at
which very many meet tells nothing and is left out; equal texts still meet at that of their whole sketch.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from twosource.archive.datasets import Table
from twosource.archive.stages.copying import BANDS, MEETINGS
from twosource.archive.stages.unique import ADDRESS, WHOLE

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

Numbers = Any  # numpy.ndarray of int64


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Up to how many meet all with all; beyond, with how many of the oldest and of the nearest before them.

    Where more than ``most`` meet, they are paired with the oldest alone, or left out.
    """

    all_with_all: int
    oldest: int
    nearest: int
    left_out: bool = False
    most: int = 20_000


#: By how much of a sketch a key stands for. Pairs of 32 are 496; at an address 50 versions are as many as
#: ``add`` looks at (``store/articles``); of 20,000 articles with one band, no task's memory is the better.
BOUNDS: Final = {
    1: Bound(all_with_all=32, oldest=8, nearest=4, left_out=True),
    WHOLE: Bound(all_with_all=32, oldest=8, nearest=4),
    ADDRESS: Bound(all_with_all=64, oldest=50, nearest=14),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The keys of a bucket, each key's articles oldest first. Articles are numbers into ``ids``, in order of id."""

    bands: Numbers
    articles: Numbers
    ages: Numbers
    shares: Numbers
    ids: Any


def work(task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Pair the articles at each key; counts "keys bounded" and "keys left out"."""
    rows = _sort(given[BANDS.name])
    found = list(_pair_all(task, rows))
    if not found:
        return {MEETINGS.name: MEETINGS.empty()}
    younger, older = (np.concatenate(side) for side in zip(*found, strict=True))
    level = rows.ages[younger] == rows.ages[older]  # which is the older is told where their texts are
    ours = np.concatenate([younger, older[level]])
    theirs = np.concatenate([older, younger[level]])
    return {MEETINGS.name: _add_up(rows, ours, theirs)}


def _sort(table: Table) -> _Rows:
    coded = table["article"].combine_chunks().dictionary_encode()
    names = coded.dictionary.to_numpy(zero_copy_only=False)
    by_name = np.argsort(names)
    rank = np.empty(len(names), dtype=np.int64)
    rank[by_name] = np.arange(len(names))
    articles = rank[coded.indices.to_numpy()] if len(names) else np.empty(0, dtype=np.int64)
    bands, ages, shares = (table[name].to_numpy() for name in ("band", "age", "shares"))
    order = np.lexsort((articles, ages, bands))
    return _Rows(
        bands=bands[order],
        articles=articles[order],
        ages=ages[order],
        shares=shares[order],
        ids=coded.dictionary.take(pa.array(by_name)),
    )


def _pair_all(task: "Task", rows: _Rows) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the rows of younger and of older articles that meet; keys at which as many meet are done at once."""
    starts = np.flatnonzero(np.diff(rows.bands, prepend=rows.bands[:1] - 1))
    sizes = np.diff(starts, append=len(rows.bands))
    for shares, bound in BOUNDS.items():
        alike = rows.shares[starts] == shares
        for size in np.unique(sizes[alike & (sizes > 1)]):
            these = starts[alike & (sizes == size)]
            _count(task, bound, int(size), len(these))
            younger, older = partners(int(size), bound)
            yield (these[:, None] + younger).ravel(), (these[:, None] + older).ravel()


def partners(size: int, bound: Bound) -> tuple[Numbers, Numbers]:
    """Return who meets at a key, as places among its articles, oldest first: the younger ones, and with whom."""
    if size > bound.most:
        everybody = np.arange(1, size) if not bound.left_out else np.empty(0, dtype=np.int64)
        return everybody, np.zeros_like(everybody)
    if size <= bound.all_with_all:
        younger, older = np.tril_indices(size, -1)
        return younger, older
    places = np.arange(size)[:, None]
    oldest = np.broadcast_to(np.arange(bound.oldest), (size, bound.oldest))
    nearest = places - np.arange(1, bound.nearest + 1)
    older = np.concatenate([oldest, np.where(nearest >= bound.oldest, nearest, size)], axis=1)
    younger, at = np.nonzero(older < places)
    return younger, older[younger, at]


def _count(task: "Task", bound: Bound, size: int, keys: int) -> None:
    if size > bound.most and bound.left_out:
        task.count("keys left out", keys)
    elif size > bound.all_with_all:
        task.count("keys bounded", keys)


def _add_up(rows: _Rows, ours: Numbers, theirs: Numbers) -> Table:
    """Return each pair once, with all that it shares at the keys of this bucket."""
    pairs = rows.articles[ours] * len(rows.ids) + rows.articles[theirs]
    found, first, places = np.unique(pairs, return_index=True, return_inverse=True)
    shares = rows.shares[ours]
    left, right = np.divmod(found, len(rows.ids))
    return pa.table(
        {
            "article": rows.ids.take(pa.array(left)),
            "other": rows.ids.take(pa.array(right)),
            "age": rows.ages[theirs[first]],
            "shares": np.bincount(places, weights=shares).astype(np.int32),
            "at_url": np.bincount(places, weights=shares == ADDRESS) > 0,
        },
        schema=MEETINGS.schema,
    )
