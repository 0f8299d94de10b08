import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.wire.cells import Cell, columns_of, csv_line, csv_table, joined, mend, safe_cell

TEXT = st.text(st.characters(codec=None), max_size=40)
CELLS = st.one_of(st.none(), st.integers(-(10**9), 10**9), TEXT)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@settings(deadline=None)
@given(st.lists(CELLS, min_size=2, max_size=6))
def test_what_was_made_safe_is_read_back(cells: list[Cell]) -> None:
    expected = ["" if cell is None else str(safe_cell(cell)) for cell in cells]

    assert read(csv_line(cells)) == [expected]


@settings(deadline=None)
@given(TEXT)
def test_a_cell_made_safe_stays_as_it_is(text: str) -> None:
    once = safe_cell(text)

    assert safe_cell(once) == once
    assert str(once).endswith(mend(text))


@settings(deadline=None)
@given(TEXT)
def test_what_is_written_is_utf_8(text: str) -> None:
    assert csv_line([text, "x"]).encode("utf-8")


def test_a_row_need_not_name_every_column() -> None:
    columns = columns_of((("a", "text", "A."), ("b", "integer", "B.")))

    assert "".join(csv_table(columns, [{"b": 1}, {"a": "x"}])) == "a,b\r\n,1\r\nx,\r\n"


def test_names_are_joined_once_each_and_nothing_where_there_are_none() -> None:
    assert (joined(["b", None, "a", "b", ""]), joined([None])) == ("b; a", None)
