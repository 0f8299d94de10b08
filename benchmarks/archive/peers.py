"""``python -m benchmarks.archive.peers NAME FOLDER``: what others' tools cost on the same articles, and how right they are.

Each does one step of ours, as its users would have it do: trafilatura takes articles from pages; rensa (or
datasketch) finds copies; scikit-learn's TF-IDF with single link groups articles by incident. Run in a process each.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Any, Final

from benchmarks.archive.quality import load_truth, name_article, score_incidents, score_pairs

Result = dict[str, Any]
_WORD: Final = re.compile(r"\w+")
_GRAM: Final = 4  # words; as ours
_PERMUTATIONS: Final = 128  # as ours
_BANDS: Final = 32
_ALIKE: Final = 0.5  # Jaccard of shingles from which on a peer calls two texts copies: the usual setting
_THRESHOLDS: Final = tuple(
    step / 20 for step in range(4, 17)
)  # of cosine; the best one is told, in the peer's favour
_ROWS: Final = 500  # of the table of cosines at a time


def read_texts(folder: Path, articles: int) -> dict[str, str]:
    """Return the texts of an archive's first articles, headline first, by the name of each; each once."""
    found: dict[str, str] = {}
    for row in islice(_records(folder), articles):
        found.setdefault(name_article(row["url"], row["published"]), f"{row['title']}\n{row['text']}")
    return found


def _records(folder: Path) -> Iterator[Result]:
    for path in sorted((folder / "news").glob("*.jsonl")):
        with path.open(encoding="utf-8") as stream:
            yield from map(json.loads, stream)


def clean_pages(folder: Path, articles: int) -> Result:
    """Let trafilatura take the articles from the pages of a WARC; the score is of words, beside the true text."""
    from trafilatura import extract  # noqa: PLC0415
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415

    pages: list[tuple[str, bytes]] = []
    for path in sorted((folder / "news").glob("*.warc.gz")):
        with path.open("rb") as stream:
            records = islice(ArchiveIterator(stream), articles - len(pages))
            pages += [(one.rec_headers["WARC-Target-URI"], one.content_stream().read()) for one in records]
    extract(pages[0][1])  # loads what loads on first use
    begun = _Begun()
    found = {url: extract(page) or "" for url, page in pages}
    return {**begun.told(len(pages)), "found": found}


def find_copies(texts: Mapping[str, str], name: str) -> dict[str, str]:
    """Group texts by a peer's MinHash and LSH over shingles of four words; returns the group of each."""
    shingles = [_shingle(text) for text in texts.values()]
    pairs = (_rensa if name == "rensa" else _datasketch)(shingles)
    groups = _join(len(shingles), pairs)
    return {key: str(group) for key, group in zip(texts, groups, strict=True)}


def _shingle(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(words[at : at + _GRAM]) for at in range(max(1, len(words) - _GRAM + 1))]


def _rensa(shingles: Sequence[list[str]]) -> Iterator[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    hashes = [RMinHash(num_perm=_PERMUTATIONS, seed=1) for _ in shingles]
    index = RMinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    for at, (made, grams) in enumerate(zip(hashes, shingles, strict=True)):
        made.update(grams)
        near = [other for other in index.query(made) if made.jaccard(hashes[other]) >= _ALIKE]
        yield from ((other, at) for other in near)
        index.insert(at, made)


def _datasketch(shingles: Sequence[list[str]]) -> Iterator[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped,unused-ignore] # noqa: PLC0415

    index = MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)
    for at, grams in enumerate(shingles):
        made = MinHash(num_perm=_PERMUTATIONS)
        made.update_batch([gram.encode() for gram in grams])
        yield from ((other, at) for other in index.query(made))
        index.insert(at, made)


def _join(number: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the group of each of so many, where pairs are together."""
    above = list(range(number))

    def root(one: int) -> int:
        while above[one] != one:
            above[one] = one = above[above[one]]
        return one

    for left, right in pairs:
        above[root(right)] = root(left)
    return [root(one) for one in range(number)]


def group_by_words(texts: Mapping[str, str]) -> Callable[[float], dict[str, str]]:
    """Weigh words by TF-IDF and measure all cosines; returns what groups by single link from a threshold on."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    rows = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2).fit_transform(texts.values())
    near: list[tuple[int, int, float]] = []
    for start in range(0, rows.shape[0], _ROWS):
        cosines = (rows[start : start + _ROWS] @ rows.T).tocoo()
        kept = (cosines.data >= _THRESHOLDS[0]) & (cosines.row + start < cosines.col)
        near += zip(cosines.row[kept] + start, cosines.col[kept], cosines.data[kept], strict=True)

    def group(threshold: float) -> dict[str, str]:
        pairs = [(left, right) for left, right, cosine in near if cosine >= threshold]
        left, right = ([pair[side] for pair in pairs] for side in (0, 1))
        graph = coo_matrix(([1] * len(pairs), (left, right)), shape=(len(texts), len(texts)))
        return {name: str(one) for name, one in zip(texts, connected_components(graph)[1], strict=True)}

    return group


class _Begun:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = perf_counter(), process_time()

    def told(self, articles: int) -> Result:
        """Return what was spent, an article."""
        return {
            "articles": articles,
            "cpu ms": 1e3 * (process_time() - self._cpu) / articles,
            "wall ms": 1e3 * (perf_counter() - self._wall) / articles,
            "peak MB": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        }


def words_f1(right: str, found: str) -> float:
    """Return how far two texts have the same words, as often."""
    a, b = Counter(_WORD.findall(right.lower())), Counter(_WORD.findall(found.lower()))
    return 2 * (a & b).total() / ((a.total() + b.total()) or 1)


def measure(name: str, folder: Path, articles: int) -> Result:
    """Return what a peer costs and how right it is; "missing" where it is not installed."""
    if find_spec({"tfidf": "sklearn"}.get(name, name)) is None:
        return {"missing": f"{name} is not installed"}
    if name == "trafilatura":
        return clean_pages(folder, articles)
    texts, truth = read_texts(folder, articles), load_truth(folder)
    begun = _Begun()
    if name != "tfidf":
        found = find_copies(texts, name)
        told = begun.told(len(texts))
        return {**told, **asdict(score_pairs({one: truth.texts[one] for one in texts}, found))}
    group = group_by_words(texts)
    group(_THRESHOLDS[0])
    told = begun.told(len(texts))
    scored = {threshold: score_incidents(truth, group(threshold)) for threshold in _THRESHOLDS}
    best = max(scored, key=lambda threshold: scored[threshold].f1)
    return {**told, "threshold": best, **asdict(scored[best])}


PEERS: Final = ("trafilatura", "rensa", "datasketch", "tfidf")


def main() -> None:
    """Measure the peer asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.peers", description=__doc__)
    parser.add_argument("name", choices=PEERS)
    parser.add_argument("folder", type=Path, help="an archive, as make makes it")
    parser.add_argument("--articles", type=int, default=10_000, help="looked at, the first (10,000)")
    asked = parser.parse_args()
    print(json.dumps(measure(asked.name, asked.folder, asked.articles)))


if __name__ == "__main__":
    main()
