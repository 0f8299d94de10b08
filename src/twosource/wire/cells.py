"""Cells of tables, and tables as CSV (RFC 4180): what every export in rows shares.

Unknown is an empty cell, never 0. A cell that a spreadsheet would take for a formula is written with
a leading apostrophe, and characters that no table can hold become U+FFFD. Letters of every script,
line ends and the marks that turn the direction of writing stay.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = Mapping[str, Cell]
CellKind = Literal["text", "integer", "number", "day", "instant", "flag", "list"]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # OWASP, CSV injection
#: What spreadsheets may pass over before a formula: blanks, line ends, format characters.
_PASSED_OVER: Final = " \t\r\n\v\f\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TABBED: Final = ("\t", "\r", "\n")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: its name in the header, what stands in it, and the kind of its cells."""

    name: str
    says: str
    kind: CellKind = "text"


def columns_of(table: Iterable[tuple[str, CellKind, str]]) -> tuple[Column, ...]:
    """Return columns written as (name, kind, what stands in it)."""
    return tuple(Column(name=name, kind=kind, says=says) for name, kind, says in table)


def csv_table(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the header and a line for each row; lines end with CRLF, and what a row does not name is empty."""
    names = [column.name for column in columns]
    yield csv_line(names)
    for row in rows:
        yield csv_line([row.get(name) for name in names])


def csv_line(cells: Sequence[Cell]) -> str:
    """Write one line of a CSV table, every cell made safe."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def safe_cell(cell: Cell) -> Cell:
    r"""Return a cell that no spreadsheet runs as a formula; numbers are left as they are.

    >>> safe_cell('=HYPERLINK("http://example.org")'), safe_cell("-0.1")
    ('\'=HYPERLINK("http://example.org")', '-0.1')
    """
    if not isinstance(cell, str):
        return cell
    text = mend(cell)
    bare = text.strip(_PASSED_OVER)
    runs = (bare.startswith(_FORMULA_STARTS) and len(bare) > 1) or text.startswith(_TABBED)
    return f"'{text}" if runs and not _NUMBER.fullmatch(text) else text


def mend(text: str) -> str:
    """Return text that any format can hold: control characters and halves of characters become U+FFFD."""
    return _NO_TEXT.sub("\ufffd", text)


def joined(names: Iterable[str | None], mark: str = "; ") -> str | None:
    """Join the names that are known, each once and in order; None where there are none."""
    return mark.join(dict.fromkeys(name for name in names if name)) or None
