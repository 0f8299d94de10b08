"""Rows of linking as arrays of records, and the ids of reports as numbers that sort as they do."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pyarrow as pa

from twosource.archive.datasets import Dataset, Table
from twosource.ids import ReportId

Array = Any  # numpy.ndarray
Shape = Any  # numpy.dtype
_AT_ONCE: Final = 100_000  # rows that are turned at a time

_REPORT: Final = [("report", "u8"), ("arrival", "i8"), ("home", "i4"), ("role", "u1")]
#: A report under a key: ``home`` is the bucket of its article, ``role`` what it does there (``meeting``).
MEMBER: Final = np.dtype([("key", "u8"), ("group", "u4"), *_REPORT])
#: A report under a key in a slab.
SLABBED: Final = np.dtype([("slab", "u8"), ("key", "u8"), *_REPORT])
#: Two reports that meet, and under how many keys, those of names and words apart.
MET: Final = np.dtype([
    ("later", "u8"), ("earlier", "u8"), ("home", "i4"), ("earlier_home", "i4"), ("shared", "i4"),
    ("telling", "i4"),
])  # fmt: skip


def to_number(report: str) -> int:
    """Return a report's id as a number, in the same order; raises ValueError for what is no id (``ids``)."""
    return int(report.removeprefix("r_"), 16)


def to_report(number: int) -> ReportId:
    """Return the id that a number stands for."""
    return ReportId(f"r_{number:016x}")


def schema_of(shape: Shape) -> Any:
    """Return the columns of a table of such rows."""
    return pa.schema([(name, pa.from_numpy_dtype(shape[name])) for name in shape.names])


def from_table(table: Table, shape: Shape) -> Array:
    """Return a table as an array of records."""
    rows = np.empty(table.num_rows, dtype=shape)
    for name in shape.names:
        rows[name] = table[name].to_numpy()
    return rows


def to_table(rows: Array, dataset: Dataset) -> Table:
    """Return an array of records as a table of some of their columns."""
    arrays = [pa.array(np.ascontiguousarray(rows[name])) for name in dataset.schema.names]
    return pa.table(arrays, schema=dataset.schema)


def to_tables(parts: Iterable[Array], dataset: Dataset) -> Table:
    """Return many arrays of records as one table; they are let go of as they come."""
    made, waiting, held = [dataset.empty()], list[Array](), 0
    for part in parts:
        waiting.append(part)
        held += len(part)
        if held > _AT_ONCE:
            made.append(to_table(np.concatenate(waiting), dataset))
            waiting, held = [], 0
    made += [to_table(np.concatenate(waiting), dataset)] if waiting else []
    return pa.concat_tables(made)
