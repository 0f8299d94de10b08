"""Rows of typed columns as Arrow tables and Parquet files; needs pyarrow, the extra ``tables``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final, TypeAlias

from twosource.errors import TwosourceError
from twosource.exports.streams import in_batches
from twosource.wire.cells import CellKind, Column, mend
from twosource.wire.frames import FrameCell, FrameRow

Schema: TypeAlias = Any  # pyarrow.Schema; pyarrow has no types of its own
Table: TypeAlias = Any  # pyarrow.Table
_GROUP_ROWS: Final = 5_000  # rows held before they are written; a group of claims takes some 10 MB


def load_arrow() -> Any:
    """Import pyarrow; raises TwosourceError that says how to get it."""
    return _load("pyarrow")


def load_pandas() -> Any:
    """Import pandas; raises TwosourceError that says how to get it."""
    return _load("pandas")


def _load(name: str) -> Any:
    try:
        return import_module(name)  # an extra, 0.2 s and more
    except ImportError:
        raise TwosourceError(
            "this needs pandas and pyarrow", hint="pip install 'twosource[tables]'"
        ) from None


def schema_of(columns: Sequence[Column]) -> Schema:
    """Return columns as an Arrow schema; what each holds stands in its metadata."""
    pa = load_arrow()
    types: dict[CellKind, Any] = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "day": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"), "flag": pa.bool_(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    fields = (pa.field(column.name, types[column.kind], metadata={"says": column.says}) for column in columns)
    return pa.schema(list(fields))


def table_of(columns: Sequence[Column], rows: Iterable[FrameRow]) -> Table:
    """Return rows as an Arrow table; all of them are held."""
    pa, schema = load_arrow(), schema_of(columns)
    return pa.Table.from_pylist([_whole(row) for row in rows], schema=schema)


def parquet_of(columns: Sequence[Column], rows: Iterable[FrameRow]) -> Iterator[bytes]:
    """Yield a Parquet file piece by piece, some thousand rows at a time.

    Raises TwosourceError at once where pyarrow is missing.
    """
    load_arrow()
    return _write_parquet(columns, rows)


def _write_parquet(columns: Sequence[Column], rows: Iterable[FrameRow]) -> Iterator[bytes]:
    sink = _Pieces()
    with _load("pyarrow.parquet").ParquetWriter(sink, schema_of(columns), compression="zstd") as writer:
        for batch in in_batches(rows, _GROUP_ROWS):
            writer.write_table(table_of(columns, batch))
            yield sink.take()
    yield sink.take()


def _whole(row: FrameRow) -> dict[str, FrameCell]:
    """Return a row whose words UTF-8 can hold."""
    return {name: _clean(cell) for name, cell in row.items()}


def _clean(cell: FrameCell) -> FrameCell:
    if isinstance(cell, list):
        return [mend(words) for words in cell]
    return mend(cell) if isinstance(cell, str) else cell


class _Pieces:
    """A file that is only written to, and gives what was written since it was last asked."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._size = 0
        self.closed = False
        self.mode = "wb"

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        self._written.append(bytes(piece))
        self._size += len(self._written[-1])
        return len(self._written[-1])

    def tell(self) -> int:
        """Return how much was written."""
        return self._size

    def flush(self) -> None:
        """Do nothing: everything is at hand."""

    def close(self) -> None:
        """Take no more."""
        self.closed = True

    readable: Callable[[], bool] = staticmethod(lambda: False)
    writable: Callable[[], bool] = staticmethod(lambda: True)
    seekable: Callable[[], bool] = staticmethod(lambda: False)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._written = self._written, []
        return b"".join(pieces)
