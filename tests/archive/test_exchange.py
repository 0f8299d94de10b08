from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.archive.datasets import Dataset, columns
from twosource.archive.exchange import bucket_of, find_buckets, pack, read_bucket, read_part
from twosource.archive.storage import Storage
from twosource.errors import ArchiveError

WORDS = Dataset(
    name="words",
    schema=columns(
        word=pa.string(), band=pa.int64(), sketch=pa.list_(pa.int64()), score=pa.float64(), opens=pa.bool_()
    ),
    key="word",
)
BANDS = Dataset(name="bands", schema=WORDS.schema, key="band")
PLAIN = Dataset(name="plain", schema=WORDS.schema)
_NUMBERS = st.integers(-(2**63), 2**63 - 1)
ROWS = st.lists(
    st.fixed_dictionaries({
        "word": st.sampled_from(["", "Kisumu", "Mombasa", "\U0001f6a8"]) | st.text(st.characters(codec="utf-8"), max_size=5),
        "band": st.sampled_from([0, -1, 7]) | _NUMBERS,
        "sketch": st.none() | st.lists(_NUMBERS, max_size=3),
        "score": st.none() | st.floats(allow_nan=False),
        "opens": st.none() | st.booleans(),
    }),
    max_size=30,
)  # fmt: skip


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Storage:
    return Storage(str(tmp_path_factory.mktemp("exchange")))


def in_any_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(map(repr, rows))


@pytest.mark.parametrize("dataset", [WORDS, BANDS], ids=["words", "numbers"])
@settings(max_examples=60, deadline=None)
@given(parts=st.lists(ROWS, max_size=3), buckets=st.sampled_from([1, 2, 8, 64]))
def test_buckets_hold_every_row_once_and_a_key_in_one_of_them(
    storage: Storage, dataset: Dataset, parts: list[list[dict[str, Any]]], buckets: int
) -> None:
    paths = [f"{number}.buckets" for number in range(len(parts))]
    for path, rows in zip(paths, parts, strict=True):
        storage.write(path, pack(dataset.table(rows), dataset, buckets))
    found = [read_bucket(storage, paths, dataset, bucket).to_pylist() for bucket in range(buckets)]
    assert in_any_order([row for rows in found for row in rows]) == in_any_order(
        [row for rows in parts for row in dataset.table(rows).to_pylist()]
    )
    places = Counter(key for rows in found for key in {row[dataset.key] for row in rows})
    assert set(places.values()) <= {1}


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, buckets=st.sampled_from([1, 8]))
def test_a_part_is_read_as_it_was_packed(storage: Storage, rows: list[dict[str, Any]], buckets: int) -> None:
    storage.write("part", pack(PLAIN.table(rows), PLAIN, buckets))
    assert read_part(storage, "part", PLAIN).to_pylist() == rows


@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_a_keyed_part_holds_the_rows_in_the_order_of_buckets(
    storage: Storage, rows: list[dict[str, Any]]
) -> None:
    storage.write("part", pack(WORDS.table(rows), WORDS, 8))
    ordered = sorted(rows, key=lambda row: bucket_of(row["word"], 8))
    assert read_part(storage, "part", WORDS).to_pylist() == ordered


@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_the_same_rows_are_packed_into_the_same_bytes(rows: list[dict[str, Any]]) -> None:
    halves = pa.concat_tables([WORDS.table(rows[:5]), WORDS.table(rows[5:])])
    assert pack(halves, WORDS, 8) == pack(WORDS.table(rows), WORDS, 8)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([0, 5, 8], [0, 5, 0]),
        ([-1, -8, -(2**63)], [7, 0, 0]),
        (["", "Kisumu"], [bucket_of("", 8), bucket_of("Kisumu", 8)]),
        ([], []),
    ],
    ids=["a number is in its own bucket", "below zero", "words", "none"],
)
def test_the_bucket_of_keys(keys: list[Any], expected: list[int]) -> None:
    column = pa.chunked_array(
        [pa.array(keys, type=pa.int64() if keys and isinstance(keys[0], int) else pa.string())]
    )
    assert find_buckets(column, 8).tolist() == expected


def test_keys_are_spread_the_same_on_every_machine() -> None:
    assert [bucket_of(key, 64) for key in ("Kisumu", "Mombasa", "\ud83d")] == [32, 16, 57]


def test_a_row_without_a_key_is_refused() -> None:
    row: dict[str, Any] = {"word": None, "band": 1, "sketch": [], "score": 1.0, "opens": True}
    with pytest.raises(ValueError, match="without a key"):
        pack(WORDS.table([row]), WORDS, 8)


def test_columns_of_another_dataset_are_refused() -> None:
    with pytest.raises(ValueError, match=r"not match|names"):
        pack(pa.table({"band": [1]}), WORDS, 8)


@pytest.mark.parametrize("keep", [0, 7, 40, -3], ids=["empty", "mark", "table of slots", "last slot"])
def test_a_torn_file_is_told_of(storage: Storage, keep: int) -> None:
    row = {"word": "Kisumu", "band": 1, "sketch": [1], "score": 1.0, "opens": True}
    storage.write("torn", pack(WORDS.table([row]), WORDS, 8)[:keep])
    with pytest.raises(ArchiveError, match="torn"):
        read_part(storage, "torn", WORDS)
    with pytest.raises(ArchiveError, match="torn"):
        read_bucket(storage, ["torn"], WORDS, bucket_of("Kisumu", 8))


def test_a_file_of_other_buckets_is_told_of_rather_than_read_amiss(storage: Storage) -> None:
    storage.write("other", pack(WORDS.empty(), WORDS, 2))
    with pytest.raises(ArchiveError, match="torn"):
        read_bucket(storage, ["other"], WORDS, 700)


def test_a_bucket_of_many_files_is_one_piece(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path))
    row = {"word": "Kisumu", "band": 1, "sketch": [1], "score": 1.0, "opens": True}
    content = pack(WORDS.table([row]), WORDS, 8)
    paths = [f"{number}.buckets" for number in range(1_500)]  # more than a process may hold open
    for path in paths:
        (tmp_path / path).write_bytes(content)
    table = read_bucket(storage, paths, WORDS, bucket_of("Kisumu", 8))
    assert (table.num_rows, table["word"].num_chunks) == (1_500, 1)
