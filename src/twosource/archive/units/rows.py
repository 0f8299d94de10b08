"""Parquet tables: a range of rows of a row group, each row a record under the names that JSON records go by.

A row is a page of its own: the JSON object that its columns make. Columns under other names are not read.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import partial
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from twosource.archive.units.shapes import Cutting, Handing, Row, Unit
from twosource.errors import InputError, UnreadableInput
from twosource.ids import PageId
from twosource.ingest.json_records import is_known_name, is_text_name, split_record
from twosource.ingest.sniff import MEDIA_TYPES
from twosource.ingest.split import finish
from twosource.model import Draft, Issue, Page

if TYPE_CHECKING:
    from twosource.archive.units.finding import File

_BATCH: Final = 200  # rows that are held at once
_BUFFER: Final = 1 << 20  # bytes of each column that are had at once, so that no row group is held
_MOST_CUTS: Final = 16  # of one row group: a reader of its last rows unpacks those before


def find_units(file: "File", cutting: Cutting) -> Iterator[Unit | Issue]:
    """Yield ranges of rows, group by group; raises UnreadableInput for a table that is broken or has no text."""
    with _translated():
        table = _open(file.stream)
        names, metadata = table.schema_arrow.names, table.metadata
    if not any(map(is_text_name, names)):
        raise UnreadableInput(
            "is a Parquet table without a column of texts", hint=f"Its columns: {', '.join(names)[:300]}."
        )
    first = 1
    for groups, count, size in _gather(metadata, cutting):
        step = _rows_a_unit(count, size, cutting)
        for start in range(0, count, step):
            many = min(step, count - start)
            where = {"groups": groups, "skip": start, "count": many, "first": first + start}
            yield Unit(body={"kind": "rows", **file.named, **where}, records=many)
        first += count


def _gather(metadata: Any, cutting: Cutting) -> Iterator[tuple[tuple[int, int], int, int]]:
    """Yield row groups, from one to before another, with their rows and bytes: small ones together."""
    start = rows = held = 0
    for group in range(metadata.num_row_groups):
        count, size = metadata.row_group(group).num_rows, metadata.row_group(group).total_byte_size
        if rows and (rows + count > cutting.sizes.unit_records or held + size > cutting.sizes.unit_bytes):
            yield (start, group), rows, held
            start, rows, held = group, 0, 0
        rows, held = rows + count, held + size
    if rows:
        yield (start, metadata.num_row_groups), rows, held


def _rows_a_unit(count: int, size: int, cutting: Cutting) -> int:
    """Return how many rows one unit reads: few, but not so few that most work is to skip others."""
    by_bytes = ceil(size / cutting.sizes.unit_bytes)
    by_rows = min(_MOST_CUTS, ceil(count / cutting.sizes.unit_records))
    return max(1, ceil(count / max(1, by_bytes, by_rows)))


def read_rows(stream: BinaryIO, body: dict[str, Any], handing: Handing) -> Iterator[Row | Issue]:
    """Yield a range of rows of some groups."""
    start, end = body["skip"], body["skip"] + body["count"]
    at = 0
    for batch in _batches(stream, range(*body["groups"])):
        if at >= end:
            return
        chosen = batch.slice(max(0, start - at), max(0, end - max(at, start)))
        number = body["first"] + max(0, at - start)
        at += batch.num_rows
        for row, record in enumerate(_plain(chosen).to_pylist() if chosen.num_rows else (), start=number):
            where = f"{body['address']}#{row}"
            yield Row(address=where, drafts=partial(_drafts, where, record, handing))


def _batches(stream: BinaryIO, groups: Sequence[int]) -> Iterator[Any]:
    with _translated():
        table = _open(stream)
        names = table.schema_arrow.names
        chosen = (
            names if "uri" in names else [name for name in names if is_known_name(name)]
        )  # ninjs has an uri
        yield from table.iter_batches(_BATCH, row_groups=list(groups), columns=chosen)


def _plain(batch: Any) -> Any:
    """Return a batch without times finer than Python's: what is finer is cut off."""
    import pyarrow as pa  # noqa: PLC0415 - 0.2 s

    fields = [
        field.with_type(pa.timestamp("us", field.type.tz))
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns"
        else field
        for field in batch.schema
    ]
    return pa.Table.from_batches([batch]).cast(pa.schema(fields), safe=False)


def _drafts(address: str, record: dict[str, Any], handing: Handing) -> Iterator[Draft | Issue]:
    told = {name: value for name, value in record.items() if value is not None}
    content = json.dumps(told, ensure_ascii=False, default=_to_json).encode("utf-8", "surrogatepass")
    page = Page(
        id=PageId(sha256(content).hexdigest()),
        address=address,
        media_type=MEDIA_TYPES["json"],
        content=content,
        fetched_at=handing.now,
    )
    try:
        yield from finish(split_record(page, address, json.loads(content)), handing.outlet, handing.published)
    except InputError as error:
        yield Issue(address=address, message=f"this record {error}", hint=error.hint)


def _to_json(value: object) -> object:
    """Return what JSON has no kind of as a string."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _open(stream: BinaryIO) -> Any:
    from pyarrow import parquet  # noqa: PLC0415 - 0.2 s

    return parquet.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)


@contextmanager
def _translated() -> Iterator[None]:
    from pyarrow import ArrowException  # noqa: PLC0415 - 0.2 s

    try:
        yield
    except (ArrowException, OSError, ValueError) as error:
        words = " ".join(str(error).split())[:200]
        raise UnreadableInput(f"is a broken Parquet table: {words}") from None
