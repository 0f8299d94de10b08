"""A job finds what ``twosource add`` finds, however it is cut and whoever runs it."""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from random import Random

import pytest

from tests.archive.answers import Answers, Here, answers_of_add, answers_of_job, differences, run_job
from twosource.archive.engines.local import LocalEngine
from twosource.archive.settings import Sizes

EXAMPLES = Path(__file__).parents[2] / "examples" / "wires"
SEEDS = os.environ.get("TWOSOURCE_SEEDS", "")
DATA = os.environ.get("TWOSOURCE_DATA", "")
WHOLE = os.environ.get("TWOSOURCE_WHOLE", "")
SMALL = Sizes(unit_records=3, bucket_articles=2)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return answers_of_add([str(EXAMPLES)], tmp_path_factory.mktemp("added") / "examples.db")


@pytest.mark.parametrize(
    ("sizes", "seed"),
    [
        pytest.param(Sizes(), 1, id="one-piece"),
        pytest.param(SMALL, 2, id="small-pieces"),
        pytest.param(Sizes(unit_records=1, bucket_articles=1), 3, id="one-by-one"),
        pytest.param(replace(SMALL, merge_files=3), 1, id="files-put-together"),
    ],
)
def test_the_examples_end_as_add_ends_them(added: Answers, tmp_path: Path, sizes: Sizes, seed: int) -> None:
    run_job([str(EXAMPLES)], tmp_path, sizes=sizes, engine=Here(seed=seed))

    assert differences(added, answers_of_job(tmp_path)) == []


def test_several_processes_end_them_so_too(added: Answers, tmp_path: Path) -> None:
    engine = LocalEngine(2)
    try:
        run_job([str(EXAMPLES)], tmp_path, sizes=SMALL, engine=engine)
    finally:
        engine.close()

    assert differences(added, answers_of_job(tmp_path)) == []


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"order-{seed}") for seed in (1, 2)])
def test_the_order_of_the_files_changes_no_incident(added: Answers, tmp_path: Path, seed: int) -> None:
    files = [str(path) for path in sorted(EXAMPLES.rglob("*")) if path.is_file()]
    Random(seed).shuffle(files)

    run_job(files, tmp_path, sizes=SMALL)

    assert tellings(answers_of_job(tmp_path)) == tellings(added)


def tellings(answers: Answers) -> dict[frozenset[str], object]:
    """Return what is told of the reports of each incident, whatever the incident is called."""
    facts: dict[str, list[object]] = {}
    for row in answers.tables["facts"]:
        facts.setdefault(row["incident"], []).append(without(row, "incident"))
    return {
        frozenset(row["reports"]): (without(row, "id", "reports", "articles"), facts[row["id"]])
        for row in answers.tables["incidents"]
    }


def without(row: object, *names: str) -> dict[str, object]:
    assert isinstance(row, dict)
    return {name: value for name, value in row.items() if name not in names}


@pytest.mark.skipif(not SEEDS, reason="TWOSOURCE_SEEDS names no folder with the two articles")
@pytest.mark.parametrize("published", [None, "2023-12-08"], ids=["undated", "dated"])
def test_the_two_articles_end_as_add_ends_them(tmp_path: Path, published: str | None) -> None:
    files = [str(path) for path in sorted(Path(SEEDS).glob("*.txt"))]
    added = answers_of_add(files, tmp_path / "seeds.db", published=published)

    run_job(files, tmp_path / "out", sizes=SMALL, published=published)

    assert differences(added, answers_of_job(tmp_path / "out")) == []


@pytest.fixture(scope="module")
def gva(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of the shared gva part as JSON lines: whole incidents, some at random or all."""
    if not DATA:
        pytest.skip("TWOSOURCE_DATA names no folder with the shared sets")
    path = tmp_path_factory.mktemp("gva") / "articles.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in choose(1_000_000 if WHOLE else 100)), "utf-8")
    return path


def choose(articles: int) -> Iterator[dict[str, str]]:
    """Yield articles of whole incidents until there are enough, in an order that a seed shuffles."""
    with gzip.open(Path(DATA) / "gva" / "docs.jsonl.gz", "rt", encoding="utf-8") as stream:
        docs = [json.loads(line) for line in stream]
    names = sorted({doc["incident_id"] for doc in docs})
    Random(8).shuffle(names)
    place, given = {name: at for at, name in enumerate(names)}, 0
    for _, told in groupby(
        sorted(docs, key=lambda doc: place[doc["incident_id"]]), itemgetter("incident_id")
    ):
        if given >= articles:
            return
        for doc in told:
            given += 1
            yield {name: doc[name] for name in ("id", "title", "published", "url", "text")}


def test_real_articles_end_as_add_ends_them(gva: Path, tmp_path: Path) -> None:
    added = answers_of_add([str(gva)], tmp_path / "gva.db")

    run_job([str(gva)], tmp_path / "out", sizes=Sizes(unit_records=40, bucket_articles=60))

    assert differences(added, answers_of_job(tmp_path / "out")) == []
