"""The tables that a job leaves, opened by the programs that people open them with."""

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import dataset as pads

from tests.archive.answers import run_job
from tests.archive.wires import ARTICLES, write_wires
from twosource.archive.settings import Sizes
from twosource.archive.tables import FINAL, TABLES, TableOf
from twosource.exports.arrow import load_pandas
from twosource.wire import frames
from twosource.wire.cells import Column

Rows = Mapping[str, int]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a job of two buckets left its tables."""
    folder = tmp_path_factory.mktemp("tables")
    run_job([str(write_wires(folder))], folder / "out", sizes=Sizes(bucket_articles=3))
    return folder / "out"


def read(place: Path, name: str) -> pa.Table:
    return pads.dataset(place / name, format="parquet").to_table()


@pytest.fixture(scope="module")
def rows(place: Path) -> Rows:
    """How many rows each table has, as pyarrow counts them."""
    return {name: read(place, name).num_rows for name in FINAL}


def count_in_pandas(place: Path, name: str) -> int:
    return len(load_pandas().read_parquet(place / name))


def count_in_duckdb(place: Path, name: str) -> int:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed (make setup-engines)")
    ((number,),) = duckdb.sql(f"SELECT count(*) FROM '{place / name}/*.parquet'").fetchall()
    return int(number)


@pytest.mark.parametrize("count", [count_in_pandas, count_in_duckdb], ids=["pandas", "duckdb"])
@pytest.mark.parametrize("name", FINAL)
def test_other_programs_read_every_row(
    place: Path, rows: Rows, name: str, count: Callable[[Path, str], int]
) -> None:
    assert count(place, name) == rows[name]


@pytest.fixture
def spark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A session of Spark: at Sail, in this process."""
    pytest.importorskip("pysail", reason="pysail is not installed (make setup-engines)")
    monkeypatch.setenv("RUST_LOG", "off")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
        from pysail.spark import SparkConnectServer  # noqa: PLC0415 - may be missing
        from pyspark.sql.connect.session import SparkSession  # noqa: PLC0415

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    session = SparkSession(connection="sc://{}:{}".format(*server.listening_address))
    yield session
    session.stop()
    server.stop()


def test_spark_reads_every_row(place: Path, rows: Rows, spark: Any) -> None:
    assert {name: spark.read.parquet(str(place / name)).count() for name in FINAL} == rows


def test_tables_hold_the_archive(rows: Rows) -> None:
    assert {name: rows[name] for name in ("articles", "copies", "incidents")} == {
        "articles": len(ARTICLES),
        "copies": 1,
        "incidents": 2,
    }


@pytest.mark.parametrize(
    ("name", "columns"),
    [("incidents", frames.INCIDENTS), ("claims", frames.CLAIMS)],
    ids=["incidents", "claims"],
)
def test_incidents_and_claims_have_the_columns_of_exports(
    place: Path, name: str, columns: tuple[Column, ...]
) -> None:
    schema = read(place, name).schema
    assert schema.names == [column.name for column in columns]
    assert [schema.field(at).metadata for at in range(len(columns))] == [
        {b"says": column.says.encode()} for column in columns
    ]


def test_every_quote_stands_in_its_article(place: Path) -> None:
    texts = dict(zip(*(read(place, "articles")[name].to_pylist() for name in ("id", "text")), strict=True))
    claims = read(place, "claims").to_pylist()
    assert len(claims) > 20
    assert [one for one in claims if texts[one["article"]][one["start"] : one["end"]] != one["quote"]] == []


def test_rows_lead_to_rows_that_exist(place: Path) -> None:
    articles, reports, incidents = (
        set(read(place, name)["id"].to_pylist()) for name in ("articles", "reports", "incidents")
    )
    copies, judgements, facts = (read(place, name) for name in ("copies", "judgements", "facts"))
    assert {*copies["article"].to_pylist(), *copies["original"].to_pylist()} <= articles
    assert {*judgements["left"].to_pylist(), *judgements["right"].to_pylist()} <= reports
    assert {*judgements["left_article"].to_pylist(), *judgements["right_article"].to_pylist()} <= articles
    assert set(facts["incident"].to_pylist()) == incidents
    assert set(read(place, "reports")["incident"].to_pylist()) - {None} == incidents


def test_a_copy_is_marked_as_one(place: Path) -> None:
    marked = {
        row["outlet"]: (row["copy_of"] is not None, row["reports"])
        for row in read(place, "articles").to_pylist()
    }
    assert marked["Harbour Herald"] == (True, 1)
    assert marked["Rift Wire"] == (False, 1)


def test_facts_stand_on_claims_and_tell_their_value_in_words_and_json(place: Path) -> None:
    claims = {row["id"]: row for row in read(place, "claims").to_pylist()}
    facts = read(place, "facts").to_pylist()
    killed = [row for row in facts if row["field"] == "killed" and row["value"] is not None]
    assert killed
    for fact in killed:
        assert json.loads(fact["value_json"])["low"] == fact["low"]
        assert {claims[name]["incident"] for name in fact["support"]} == {fact["incident"]}


def test_judgements_give_their_reasons_in_words_and_json(place: Path) -> None:
    judgements = read(place, "judgements").to_pylist()
    assert {row["verdict"] for row in judgements} >= {"same"}
    for row in judgements:
        reasons = json.loads(row["reasons"])
        assert [reason["text"] for reason in reasons] == row["why"]
        assert sum(reason["points"] for reason in reasons) == pytest.approx(row["score"])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_says_what_it_holds(table: TableOf) -> None:
    names = [column.name for column in table.columns]
    assert table.says
    assert len(set(names)) == len(names)
    assert [column.name for column in table.columns if len(column.says) < len("The last.")] == []
