"""``python -m benchmarks.archive.likeness FILE...``: what news is like, so that synthetic news can be held beside real news.

Prints for JSONL files: lengths, who refuses how much, reports and claims of what is read, how alike any two texts
are, how many are copies, how many meet for nothing, and how many reports stand under one key. Numbers only.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any, Final, Never

from twosource import link
from twosource.copies import find_copy, sketch
from twosource.copies.shingles import shingle
from twosource.errors import RefusedAddress
from twosource.ingest.clock import SystemClock
from twosource.link.blocking import keys
from twosource.model import Article, Reading
from twosource.pipeline import Inputs, Pipe, read_only
from twosource.read.gate import find_refusal

_PAIRS: Final = 2_000  # of texts, taken by chance, that are compared
_FAR: Final = 100  # candidates of one article that are compared word by word, at most


@dataclass(slots=True, kw_only=True)
class Looked:
    """What was seen of a number of articles."""

    articles: list[Article] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


class _NoWeb:
    """A fetcher that asks nobody."""

    def fetch(self, url: str) -> Never:
        raise RefusedAddress(f"a benchmark asks nobody: {url}")


def look(files: Sequence[str], articles: int) -> dict[str, Any]:
    """Return the figures of so many articles of files."""
    seen = Looked()
    for article, reading in islice(_read(files), articles):
        seen.articles.append(article)
        seen.readings.append(reading)
    return {
        "articles": len(seen.articles),
        **_lengths(seen),
        **_refused(seen),
        **_told(seen),
        **_copies(seen),
        **_filed(seen),
    }


def _read(files: Sequence[str]) -> Iterator[tuple[Article, Reading]]:
    inputs = Inputs(given=files, fetcher=_NoWeb())
    for found in read_only(Pipe(clock=SystemClock()), inputs):
        if isinstance(found, tuple):
            yield found


def _lengths(seen: Looked) -> dict[str, float]:
    ordered = sorted(len(article.text) for article in seen.articles)
    return {
        f"characters, {share} in 100 have fewer": ordered[len(ordered) * share // 100]
        for share in (10, 50, 90)
    }


def _refused(seen: Looked) -> dict[str, float]:
    english = [article for article in seen.articles if article.language in {None, "en"}]
    passed = {
        name: sum(find_refusal(one, trained=name == "triage") is None for one in english)
        for name in ("rules", "triage")
    }
    number = len(seen.articles)
    told = {f"let through by {name}": count / number for name, count in passed.items()}
    return {"in other languages": 1 - len(english) / number, **told}


def _told(seen: Looked) -> dict[str, float]:
    reports = [report for reading in seen.readings for report in reading.reports]
    telling = sum(bool(reading.reports) for reading in seen.readings)
    return {
        "with reports": telling / len(seen.readings),
        "reports of one that has some": len(reports) / max(1, telling),
        "claims of a report": mean([len(report.claims) for report in reports] or [0]),
        "reports that are recalled": mean([bool(report.recalled) for report in reports] or [0]),
    }


def _copies(seen: Looked) -> dict[str, float]:
    chance, texts = Random("pairs"), [shingle(article.text).grams for article in seen.articles]
    pairs = [chance.sample(texts, 2) for _ in range(_PAIRS)]
    bands = defaultdict[int, list[int]](list)
    copies, in_vain = 0, 0
    for at, article in enumerate(seen.articles):
        own = sketch(article.text)
        met = Counter(other for key in own for other in bands[key])
        near = [seen.articles[other] for other, _ in met.most_common(_FAR)]
        copies += find_copy(article, near) is not None
        in_vain += sum(find_copy(article, [one]) is None for one in near)
        for key in own:
            bands[key].append(at)
    number = len(seen.articles)
    likeness = [len(a & b) / len(a | b) for a, b in pairs if a | b]
    return {
        "copies": copies / number,
        "meet for nothing, pairs an article": in_vain / number,
        "likeness of two texts": mean(likeness),
    }


def _filed(seen: Looked) -> dict[str, float]:
    under = Counter[str]()
    number = 0
    for article, reading in zip(seen.articles, seen.readings, strict=True):
        for report in reading.reports:
            number += 1
            under.update(keys(link.outline(report, article)))
    return {"keys of a report": under.total() / max(1, number), **_sizes(under)}


def _sizes(under: Mapping[str, int]) -> dict[str, float]:
    ordered: Collection[int] = sorted(under.values()) or [0]
    listed = list(ordered)
    told = {
        f"reports under a key, {share} in 100 have fewer": listed[len(listed) * share // 100]
        for share in (90, 99)
    }
    return {**told, "reports under a key, most": listed[-1]}


def main() -> None:
    """Print the figures of the files asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive.likeness", description=__doc__)
    parser.add_argument("files", nargs="+", help="JSONL with a text each")
    parser.add_argument("--articles", type=int, default=1_000, help="looked at (1,000)")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    asked = parser.parse_args()
    found = look(asked.files, asked.articles)
    for name, value in found.items():
        print(f"{name:45} {value:10.3f}")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
