"""Lazy lists of what a ledger holds, which become data frames and show themselves in a notebook."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from twosource.exports import arrow
from twosource.wire.cells import Column
from twosource.wire.frames import FrameCell, FrameRow

_Item = TypeVar("_Item")
_SHOWN: Final = 12  # rows of a list that a notebook shows
_WORDS_SHOWN: Final = 90  # characters of a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Generic[_Item]):
    """A lazy list: asks the ledger when it is looked at, and again each time.

    Iterating gives values of :mod:`twosource.model`; ``to_pandas()`` and ``to_arrow()`` give a table of
    ``columns``. ``what`` says what it is a list of.
    """

    what: str
    columns: tuple[Column, ...]
    items: Callable[[], Iterator[_Item]]
    rows: Callable[[], Iterator[FrameRow]]
    count: Callable[[], int] | None = None

    def __iter__(self) -> Iterator[_Item]:
        """Yield the items one after another."""
        return self.items()

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self) if self.count is None else self.count()

    def __getitem__(self, place: int) -> _Item:
        """Return one by its place, from the first on; raises IndexError."""
        found = next(islice(self, place, None), None) if place >= 0 else None
        if found is None:
            raise IndexError(f"there is no {self.what} at {place}")
        return found

    def __bool__(self) -> bool:
        """Whether there is any."""
        return next(iter(self), None) is not None

    def to_arrow(self) -> Any:
        """Return a pyarrow.Table; raises TwosourceError where pyarrow is missing."""
        return arrow.table_of(self.columns, self.rows())

    def to_pandas(self) -> Any:
        """Return a pandas.DataFrame; raises TwosourceError where pandas or pyarrow is missing.

        Whole numbers that may be unknown are of the nullable type Int64: unknown is NA, never 0.
        """
        pandas, pyarrow = arrow.load_pandas(), arrow.load_arrow()
        types = {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.bool_(): pandas.BooleanDtype()}
        return self.to_arrow().to_pandas(types_mapper=types.get, date_as_object=False)

    def __repr__(self) -> str:
        """Say how many there are."""
        number = len(self)
        return f"<{number:,} {self.what}{'' if number == 1 else 's'}>"

    def _repr_html_(self) -> str:
        """Return the first of them as a table, for a notebook to show."""
        number = len(self)
        more = f", the first {_SHOWN} of them" if number > _SHOWN else ""
        caption = f"{number:,} {self.what}{'' if number == 1 else 's'}{more}"
        return show_table(caption, self.columns, islice(self.rows(), _SHOWN))


def show_table(caption: str, columns: Iterable[Column], rows: Iterable[FrameRow]) -> str:
    """Return rows as an HTML table, every word of it escaped."""
    named = list(columns)
    head = "".join(f'<th scope="col">{escape(column.name)}</th>' for column in named)
    body = "".join(f"<tr>{''.join(_cell(row.get(column.name)) for column in named)}</tr>" for row in rows)
    return (
        f'<table><caption dir="auto">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(cell: FrameCell) -> str:
    words = "" if cell is None else ", ".join(cell) if isinstance(cell, list) else str(cell)
    short = words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"
    return f'<td dir="auto">{escape(short)}</td>'
