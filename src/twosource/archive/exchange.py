"""How rows travel between stages: an Arrow file for each task and dataset, with one batch for each bucket in it.

A stage that reads a bucket opens the file of every task before it and takes that batch: a shuffle, kept on
storage, so that it can be taken up again. Keys are spread by what they say, the same on every machine.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from twosource.archive.datasets import Dataset, Table
from twosource.archive.storage import Storage

_BUCKETS: Final = b"buckets"  # in the file's metadata: which bucket each batch is of
_COMPRESSION: Final = "zstd"


def find_buckets(keys: Any, buckets: int) -> Any:
    """Return the bucket of each key of a column, as an array of numbers."""
    if pa.types.is_integer(keys.type):
        return keys.to_numpy().astype(np.uint64) % np.uint64(buckets)
    values = keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys
    coded = pc.dictionary_encode(values)
    found = np.array([bucket_of(key, buckets) for key in coded.dictionary.to_pylist()], dtype=np.uint64)
    return found[coded.indices.to_numpy()] if len(found) else found


def bucket_of(key: str, buckets: int) -> int:
    """Return the bucket of one key."""
    return crc32(key.encode("utf-8", "surrogatepass")) % buckets


def pack(table: Table, dataset: Dataset, buckets: int) -> Any:
    """Return a table as the bytes of a file; with a key, its rows are sorted into their buckets."""
    table = table.cast(dataset.schema)
    numbers, batches = [0], [table]
    if dataset.key is not None and table.num_rows:
        found = find_buckets(table[dataset.key], buckets)
        order = np.argsort(found, kind="stable")
        taken, starts = np.unique(found[order], return_index=True)
        table, numbers = table.take(pa.array(order)), [int(one) for one in taken]
        ends = [*starts[1:], table.num_rows]
        batches = [table.slice(start, end - start) for start, end in zip(starts, ends, strict=True)]
    return _write(batches, numbers, dataset)


def _write(batches: Iterable[Table], numbers: Sequence[int], dataset: Dataset) -> Any:
    sink = pa.BufferOutputStream()
    schema = dataset.schema.with_metadata({_BUCKETS: json.dumps(numbers)})
    options = ipc.IpcWriteOptions(compression=_COMPRESSION)
    with ipc.new_file(sink, schema, options=options) as writer:
        for batch in batches:
            whole = batch.combine_chunks().to_batches()
            rows = whole[0] if whole else pa.RecordBatch.from_pylist([], schema=dataset.schema)
            writer.write_batch(rows.replace_schema_metadata(schema.metadata))
    return sink.getvalue()


def read_part(storage: Storage, path: str, dataset: Dataset) -> Table:
    """Return all rows of a file."""
    with storage.open(path) as handle, ipc.open_file(handle) as reader:
        return reader.read_all().cast(dataset.schema)


def read_bucket(storage: Storage, paths: Iterable[str], dataset: Dataset, bucket: int) -> Table:
    """Return the rows of one bucket in files of many tasks, in the order of the files."""
    found = [table for path in paths if (table := _find_batch(storage, path, dataset, bucket)) is not None]
    return pa.concat_tables(found) if found else dataset.empty()


def _find_batch(storage: Storage, path: str, dataset: Dataset, bucket: int) -> Table | None:
    with storage.open(path) as handle, ipc.open_file(handle) as reader:
        numbers = json.loads(reader.schema.metadata[_BUCKETS])
        if bucket not in numbers:
            return None
        batch = reader.get_batch(numbers.index(bucket))
        return pa.Table.from_batches([batch]).cast(dataset.schema)
