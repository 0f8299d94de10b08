"""The benchmark of archives on a real job, small: it runs, is scored, and gives figures that all tables can be made of."""

import csv
import gzip
import json
from dataclasses import asdict
from pathlib import Path

from benchmarks.archive.jobs import run_job_here
from benchmarks.archive.likeness import look
from benchmarks.archive.make import Asked, make_archive
from benchmarks.archive.page import write_tables
from benchmarks.archive.paper import find_scales
from benchmarks.archive.peers import measure
from benchmarks.archive.quality import load_truth, score_job
from benchmarks.archive.real import lay_corpus


def test_a_small_archive_goes_through_a_job_and_comes_out_as_tables(tmp_path: Path) -> None:
    make_archive(40, Asked(out=tmp_path / "archive"))
    job = run_job_here(tmp_path / "archive" / "news", tmp_path / "out", workers=1)
    scores = {name: asdict(one) for name, one in score_job(tmp_path / "archive", tmp_path / "out").items()}
    written = write_tables({"sizes": {"40": {**job, "scores": scores}}}, find_scales(1_000_000))
    assert job["articles"] == len(load_truth(tmp_path / "archive").texts)
    assert scores["copies"]["f1"] == 1.0
    assert "| articles | 40 |" in written


def test_a_peer_is_measured_on_an_archives_texts(tmp_path: Path) -> None:
    make_archive(40, Asked(out=tmp_path))
    told = measure("rensa", tmp_path, 40)
    assert told["f1"] == 1.0
    assert told["cpu ms"] > 0


def test_likeness_tells_of_lengths_gates_reports_and_keys(tmp_path: Path) -> None:
    (news,) = make_archive(120, Asked(out=tmp_path))
    found = look([str(news)], 120)
    assert found["articles"] == 120
    assert found["characters, 10 in 100 have fewer"] < found["characters, 90 in 100 have fewer"]
    assert 0 < found["with reports"] < found["let through by rules"] < 1
    assert found["keys of a report"] > 10


def test_a_corpus_is_laid_as_an_archive_with_its_truth(tmp_path: Path) -> None:
    row = {
        "id": "7",
        "incident_id": "i1",
        "title": "T",
        "published": "2024-03-05",
        "url": "https://lake.example/7",
        "text": "Words.",
    }
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps(row))
    out = lay_corpus(tmp_path / "docs.jsonl.gz", tmp_path / "corpus")
    with (out / "truth" / "corpus.csv").open(encoding="utf-8", newline="") as stream:
        (truth,) = csv.DictReader(stream)
    assert truth["incident"] == "i1"
    assert json.loads((out / "news" / "corpus.jsonl").read_text(encoding="utf-8"))["url"] == row["url"]
