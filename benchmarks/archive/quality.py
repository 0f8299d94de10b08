"""How right a grouping is against the truth that the generator knows: by pairs, as grouping is scored everywhere."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pyarrow import parquet


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Precision, recall and F1 of pairs; each is 1 where there was nothing to find and nothing was found."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The groups that articles are in, by article: those of one incident, those of one text. "" is none."""

    incidents: Mapping[str, str]
    texts: Mapping[str, str]


def score_pairs(right: Mapping[str, str], found: Mapping[str, str]) -> Scores:
    """Score which pairs a grouping brings together; whoever is in no group is with nobody."""
    both = Counter((group, found.get(name, "")) for name, group in right.items())
    agreed = _pairs({pair: number for pair, number in both.items() if all(pair)}.values())
    told = _pairs(Counter(group for group in (found.get(name, "") for name in right) if group).values())
    true = _pairs(Counter(group for group in right.values() if group).values())
    precision, recall = (agreed / told if told else 1.0), (agreed / true if true else 1.0)
    return Scores(
        precision=precision, recall=recall, f1=2 * precision * recall / ((precision + recall) or 1.0)
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def load_truth(folder: Path) -> Truth:
    """Return the truth of an archive that ``make`` made, by :func:`name_article`."""
    incidents: dict[str, str] = {}
    texts: dict[str, str] = {}
    for path in sorted((folder / "truth").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                name = name_article(row["url"], row["published"])
                incidents[name] = row["incident"]
                texts.setdefault(name, row["original"] or row["id"])
    return Truth(incidents=incidents, texts=texts)


def name_article(url: str, published: str) -> str:
    """Return what sets articles apart in every table: where and at which minute they were published.

    A day without an hour is its first minute, as in the tables.
    """
    return f"{url} {datetime.fromisoformat(published):%Y-%m-%dT%H:%M}" if published else url


def score_job(folder: Path, out: Path) -> dict[str, Scores]:
    """Score what a job made of an archive: its incidents, its copies."""
    truth, names = load_truth(folder), dict[str, str]()
    originals: dict[str, str] = {}
    for row in _rows(out / "articles", ["id", "url", "published", "copy_of"]):
        names[row["id"]] = name_article(
            row["url"] or "", row["published"].isoformat() if row["published"] else ""
        )
        originals[row["id"]] = row["copy_of"] or row["id"]
    found = {names[article]: root for article in names if (root := _find_root(article, originals))}
    incidents: dict[str, str] = {}
    for row in _rows(out / "reports", ["article", "incident", "position"]):
        if row["incident"] and row["article"] in names:
            incidents.setdefault(names[row["article"]], row["incident"])
    return {"incidents": score_incidents(truth, incidents), "copies": score_pairs(truth.texts, found)}


def score_incidents(truth: Truth, found: Mapping[str, str]) -> Scores:
    """Score a grouping among the articles that tell of incidents; what it does with other news does not count."""
    return score_pairs({name: incident for name, incident in truth.incidents.items() if incident}, found)


def _find_root(article: str, originals: Mapping[str, str]) -> str:
    seen = {article}
    while (above := originals.get(article, article)) not in seen:
        seen.add(article := above)
    return article


def _rows(folder: Path, columns: list[str]) -> Iterable[dict[str, Any]]:
    for path in sorted(folder.glob("*.parquet")):
        for batch in parquet.ParquetFile(path).iter_batches(columns=columns):
            rows: list[dict[str, Any]] = batch.to_pylist()
            yield from sorted(rows, key=lambda row: row.get("position") or 0)
