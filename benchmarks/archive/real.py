"""A corpus of real news as an archive: where TWOSOURCE_DATA has ``gva``, grouping is measured on it as well."""

import csv
import gzip
import json
import os
from pathlib import Path


def find_corpus() -> Path | None:
    """Return the corpus, None where there is none."""
    data = os.environ.get("TWOSOURCE_DATA")
    path = Path(data, "gva", "docs.jsonl.gz") if data else None
    return path if path and path.exists() else None


def lay_corpus(corpus: Path, out: Path) -> Path:
    """Write a corpus as ``make`` writes an archive, and return the folder."""
    with gzip.open(corpus, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    for folder in ("news", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    kept = ("id", "title", "published", "url", "text")
    lines = (json.dumps({name: row[name] for name in kept}, ensure_ascii=False) for row in rows)
    (out / "news" / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with (out / "truth" / "corpus.csv").open("w", encoding="utf-8", newline="") as stream:
        made = csv.writer(stream)
        made.writerow(["id", "url", "published", "sort", "incident", "original"])
        made.writerows(
            [row["id"], row["url"], row["published"], "incident", row["incident_id"], ""] for row in rows
        )
    return out
