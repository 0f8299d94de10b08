"""The tables that a job leaves for people: Parquet that pandas, DuckDB and Spark open as it is."""

from typing import Any

import pyarrow as pa
from pyarrow import parquet

from twosource.archive.datasets import Dataset, Table


def pack_parquet(table: Table, dataset: Dataset) -> Any:
    """Return a table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    parquet.write_table(table.cast(dataset.schema), sink, compression="zstd")
    return sink.getvalue()
