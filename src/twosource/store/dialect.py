"""What SQLite and PostgreSQL write differently, as constructs of SQLAlchemy that each compiles its own way.

A statement made of these and of SQLAlchemy's Core runs on both. What no construct can hide: a NULL
sorts first on SQLite and last on PostgreSQL, so say ``nulls_first()`` or ``nulls_last()``; ``max`` and
``sum`` take no truth values on PostgreSQL, so count with a CASE. Words of articles stand in
``words.py``.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Table,
    Text,
    bindparam,
    column,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeEngine

__all__ = [
    "Number",
    "entries",
    "epoch",
    "gathered",
    "greatest",
    "insert",
    "json_list",
    "json_number",
    "json_text",
    "least",
    "listed",
    "listed_numbers",
    "listed_rows",
    "row_number",
    "unindexed",
]

#: A whole number of 64 bits: SQLite's INTEGER, PostgreSQL's BIGINT.
Number: Final[TypeEngine[int]] = BigInteger().with_variant(Integer(), "sqlite")


class _Each(FunctionElement[Any]):
    """The elements of a JSON list, or the entries of an object, a row each."""

    inherit_cache = True
    name = "each"
    postgresql = "jsonb_array_elements"


class _EachText(_Each):
    inherit_cache = True
    postgresql = "jsonb_array_elements_text"


class _Entries(_Each):
    inherit_cache = True
    postgresql = "jsonb_each_text"


@compiles(_Each, "sqlite")
@compiles(_EachText, "sqlite")
@compiles(_Entries, "sqlite")
def _each_sqlite(element: _Each, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each, "postgresql")
@compiles(_EachText, "postgresql")
@compiles(_Entries, "postgresql")
def _each_postgresql(element: _Each, compiler: SQLCompiler, **options: Any) -> str:
    given = f"CAST({compiler.process(element.clauses, **options)} AS TEXT)"
    storable = f"replace({given}, '\\u0000', '\\ufffd')"  # a NUL, which JSONB refuses, is no letter of any id
    return f"{element.postgresql}(CAST({storable} AS JSONB))"


def listed(name: str = "ids") -> Select[tuple[str]]:
    """Select the words of the JSON list that is given as the parameter ``name``."""
    value = _EachText(bindparam(name)).table_valued(column("value", Text)).c.value
    return select(_Plain(value).label("value"))


def listed_numbers(name: str = "ids") -> Select[tuple[int]]:
    """Select the whole numbers of the JSON list that is given as the parameter ``name``."""
    return select(_EachText(bindparam(name)).table_valued("value").c.value.cast(Number))


def listed_rows(name: str, **columns: TypeEngine[Any]) -> Subquery:
    """Return the JSON list of lists given as the parameter ``name`` as rows: a column for each place in them.

    >>> asked = listed_rows("asked", sort=Text(), body=Text())
    >>> select(asked.c.sort).compile().params
    {'asked': None}
    """
    each = _Each(bindparam(name)).table_valued("value")
    return select(
        *(
            _typed(_extracted(each.c.value, (at,)), kind).label(name_of)
            for at, (name_of, kind) in enumerate(columns.items())
        )
    ).subquery(name)


def entries(value: ColumnElement[Any]) -> Any:
    """Return the entries of a JSON object as a table of ``key`` and ``value``, to select from."""
    return _Entries(value).table_valued("key", "value")


class _Plain(FunctionElement[str]):
    """Words compared byte by byte, as those of every column are; a recursive query takes no others there."""

    inherit_cache = True
    name = "plain"
    type = Text()


@compiles(_Plain, "sqlite")
def _plain_sqlite(element: _Plain, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(_Plain, "postgresql")
def _plain_postgresql(element: _Plain, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)} COLLATE "C")'


class _Extracted(FunctionElement[Any]):
    """What stands at a path in JSON, as words; the path's steps are constants."""

    inherit_cache = True
    name = "extracted"


@compiles(_Extracted, "sqlite")
def _extracted_sqlite(element: _Extracted, compiler: SQLCompiler, **options: Any) -> str:
    value, *path = (compiler.process(clause, **options) for clause in element.clauses)
    steps = "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in path)
    return f"json_extract({value}, '${steps}')"


@compiles(_Extracted, "postgresql")
def _extracted_postgresql(element: _Extracted, compiler: SQLCompiler, **options: Any) -> str:
    value, *path = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST({value} AS JSONB) #>> '{{{','.join(path)}}}')"


def _extracted(value: ColumnElement[Any], path: tuple[str | int, ...]) -> _Extracted:
    return _Extracted(value, *(literal_column(str(step)) for step in path))


def _typed(value: ColumnElement[Any], kind: TypeEngine[Any]) -> ColumnElement[Any]:
    return _Plain(value.cast(kind)) if isinstance(kind, Text) else value.cast(kind)


def json_text(value: ColumnElement[Any], *path: str | int) -> ColumnElement[str]:
    """Return the words at a path in JSON, null where there are none; names of the path are plain words."""
    return _typed(_extracted(value, path), Text())


def json_number(value: ColumnElement[Any], *path: str | int) -> ColumnElement[int]:
    """Return the whole number at a path in JSON, null where there is none."""
    return _extracted(value, path).cast(Number)


class _JsonList(FunctionElement[str]):
    """A JSON list of values; one inside another is nested."""

    inherit_cache = True
    name = "json_list"
    type = Text()


@compiles(_JsonList, "sqlite")
def _json_list_sqlite(element: _JsonList, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **options)})"


@compiles(_JsonList, "postgresql")
def _json_list_postgresql(element: _JsonList, compiler: SQLCompiler, **options: Any) -> str:
    nested = options.pop("nested", False)
    made = f"jsonb_build_array({compiler.process(element.clauses, nested=True, **options)})"
    return made if nested else f"CAST({made} AS TEXT)"


def json_list(*values: Any) -> ColumnElement[str]:
    """Return a JSON list of columns, literals and further lists, as words."""
    return _JsonList(*values)


class _Gathered(FunctionElement[str]):
    inherit_cache = True
    name = "gathered"
    type = Text()


@compiles(_Gathered, "sqlite")
def _gathered_sqlite(element: _Gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(_Gathered, "postgresql")
def _gathered_postgresql(element: _Gathered, compiler: SQLCompiler, **options: Any) -> str:
    return f"coalesce(CAST(json_agg({compiler.process(element.clauses, **options)}) AS TEXT), '[]')"


def gathered(value: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the values of all rows as one JSON list (an aggregate), "[]" for no rows."""
    return _Gathered(value)


class _Epoch(FunctionElement[int]):
    inherit_cache = True
    name = "epoch"
    type = Number


@compiles(_Epoch, "sqlite")
def _epoch_sqlite(element: _Epoch, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(_Epoch, "postgresql")
def _epoch_postgresql(element: _Epoch, compiler: SQLCompiler, **options: Any) -> str:
    instant = f"CAST({compiler.process(element.clauses, **options)} AS TIMESTAMPTZ)"
    return f"CAST(floor(EXTRACT(EPOCH FROM {instant})) AS BIGINT)"


def epoch(instant: ColumnElement[Any]) -> ColumnElement[int]:
    """Return an instant that is written in ISO 8601 as whole seconds since 1970."""
    return _Epoch(instant)


class _Least(FunctionElement[Any]):
    """The least, or the greatest, of several values of one row."""

    inherit_cache = True
    name = "least"
    sqlite = "min"


class _Greatest(_Least):
    inherit_cache = True
    name = "greatest"
    sqlite = "max"


@compiles(_Least, "sqlite")
@compiles(_Greatest, "sqlite")
def _least_sqlite(element: _Least, compiler: SQLCompiler, **options: Any) -> str:
    return f"{element.sqlite}({compiler.process(element.clauses, **options)})"


@compiles(_Least, "postgresql")
@compiles(_Greatest, "postgresql")
def _least_postgresql(element: _Least, compiler: SQLCompiler, **options: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **options)})"


def least(first: Any, *others: Any) -> ColumnElement[Any]:
    """Return the least of two values or more, none of which is null: SQLite would say null, PostgreSQL not."""
    found = _Least(first, *others)
    found.type = found.clauses.clauses[0].type
    return found


def greatest(first: Any, *others: Any) -> ColumnElement[Any]:
    """Return the greatest of two values or more, none of which is null."""
    found = _Greatest(first, *others)
    found.type = found.clauses.clauses[0].type
    return found


class _Unindexed(FunctionElement[Any]):
    inherit_cache = True
    name = "unindexed"


@compiles(_Unindexed, "sqlite")
def _unindexed_sqlite(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


@compiles(_Unindexed, "postgresql")
def _unindexed_postgresql(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


def unindexed(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a value that SQLite looks up in the row and not in an index; PostgreSQL weighs that itself."""
    found = _Unindexed(value)
    found.type = value.type
    return found


def row_number(table: Table) -> ColumnElement[int]:
    """Return the number of a row in order of arrival, of incidents, dropped and intakes.

    SQLite numbers the rows of every table by itself; on PostgreSQL these three have a column ``rowid``.
    """
    return literal_column(f"{table.name}.rowid", Number)
