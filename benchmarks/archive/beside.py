"""Our job and others' tools on the same articles: what each step costs, and how right each is.

Ours is told by the steps that do the same work: cleaning, or all that finds copies, or all that groups reports.
"""

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from statistics import mean
from typing import Any, Final

from benchmarks.archive.jobs import Result, run_apart
from benchmarks.archive.peers import words_f1
from benchmarks.archive.quality import score_job
from benchmarks.archive.real import find_corpus, lay_corpus
from pyarrow import parquet

_PAGES: Final = 2_000  # cleaned by each
_MOST: Final = 10_000  # texts compared each with each, or kept in memory, by a peer


def measure_peers(folder: Path, size: int, job: Result | None) -> Result:
    """Return what three peers and we cost and find on an archive's first articles; ``job`` is ours, if it ran."""
    archive, out = folder / f"archive-{size}", folder / f"out-{size}"
    ours = job or run_apart(archive / "news", out, workers=2)
    scores = {name: asdict(one) for name, one in score_job(archive, out).items()}
    steps = find_steps(ours["stages"])
    number = str(min(size, _MOST))
    found: Result = {
        "copies": {
            "ours": {**_cost(ours, steps["copies"]), **scores["copies"]},
            **{name: _apart(name, archive, number) for name in ("rensa", "datasketch")},
        },
        "incidents": {
            "ours, grouping": {**_cost(ours, steps["grouping"]), **scores["incidents"]},
            "ours, reading too": _cost(ours, (*steps["grouping"], "read")),
            "TF-IDF, single link": _apart("tfidf", archive, number),
        },
        "cleaning": _clean(folder),
    }
    corpus = find_corpus()
    return found if corpus is None else {**found, "incidents, real news": _group_real(folder, corpus)}


def find_steps(stages: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the stages of each part of a job: those up to reading after cleaning find copies, those after it group."""
    names = list(stages)
    read = names.index("read")
    return {
        "cleaning": tuple(names[:2]),
        "copies": tuple(names[2:read]),
        "grouping": tuple(names[read + 1 :]),
    }


def _cost(job: Result, stages: Collection[str]) -> Result:
    chosen = [job["stages"][name] for name in stages]
    number = job["articles"]
    return {
        "articles": number,
        "cpu ms": 1e3 * sum(stage["cpu s"] for stage in chosen) / number,
        "peak MB": max(stage["peak MB"] for stage in chosen),
    }


def _apart(name: str, folder: Path, number: str) -> Result:
    print(f"{name} ...", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks.archive.peers", name, str(folder), "--articles", number]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told: Result = json.loads(done.stdout.splitlines()[-1])
    return told


def _clean(folder: Path) -> Result:
    """Return what taking articles from pages costs us and trafilatura; F1 is of words."""
    pages, out = folder / f"pages-{_PAGES}", folder / "out-pages"
    for form in ("jsonl", "warc"):
        where = folder / f"texts-{_PAGES}" if form == "jsonl" else pages
        command = [
            sys.executable,
            "-m",
            "benchmarks.archive.make",
            "--articles",
            str(_PAGES),
            "--out",
            str(where),
            "--format",
            form,
        ]
        subprocess.run(command, check=True)
    texts = _true_texts(folder / f"texts-{_PAGES}")
    theirs = _apart("trafilatura", pages, str(_PAGES))
    extracted = theirs.pop("found")
    print("our cleaning of the same pages ...", file=sys.stderr, flush=True)
    job = run_apart(pages / "news", out, workers=2)
    mine = {**_cost(job, find_steps(job["stages"])["cleaning"]), "f1": _score(texts, _our_texts(out))}
    return {"ours": mine, "trafilatura": {**theirs, "f1": _score(texts, extracted)}}


def _true_texts(folder: Path) -> dict[str, str]:
    rows = (
        json.loads(line) for path in (folder / "news").glob("*.jsonl") for line in path.open(encoding="utf-8")
    )
    return {row["url"]: row["text"] for row in rows}


def _our_texts(out: Path) -> dict[str, str]:
    rows: list[dict[str, Any]] = []
    for path in sorted((out / "articles").glob("*.parquet")):
        rows += parquet.read_table(path, columns=["url", "text"]).to_pylist()
    return {row["url"]: row["text"] for row in rows}


def _score(right: Mapping[str, str], found: Mapping[str, str]) -> float:
    return mean(words_f1(text, found.get(url, "")) for url, text in right.items())


def _group_real(folder: Path, corpus: Path) -> Result:
    """Return how incidents of real news are grouped by us and by TF-IDF."""
    archive, out = lay_corpus(corpus, folder / "corpus"), folder / "out-corpus"
    print("a job over real news ...", file=sys.stderr, flush=True)
    job = run_apart(archive / "news", out, workers=2)
    grouping = find_steps(job["stages"])["grouping"]
    return {
        "ours, grouping": {**_cost(job, grouping), **asdict(score_job(archive, out)["incidents"])},
        "ours, reading too": _cost(job, (*grouping, "read")),
        "TF-IDF, single link": _apart("tfidf", archive, str(_MOST)),
    }
