"""Checking what a ledger's rows hold: the right kind of thing, unchanged, and readable.

Each check returns what is wrong, one line each, and the line to show where nothing is.
"""

import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    Row,
    Table,
    Text,
    func,
    select,
)

from twosource.errors import LedgerUnavailable
from twosource.ids import ArticleId, digest
from twosource.store import records
from twosource.store.acts import read_act
from twosource.store.corrections import corrections_of
from twosource.store.database import Database
from twosource.store.schema import (
    acts,
    articles,
    claims,
    copies,
    corrections,
    facts,
    judgements,
    members,
    metadata,
    pages,
    reports,
)

_STEP: Final = 200  # rows held at once


def check_pages(database: Database) -> tuple[list[str], str]:
    """Compare every page with its name, which is the digest of its bytes."""
    wrong = [
        f"page {row.id} is not what was received" for row in _rows_of(database, pages, 1) if not _is_page(row)
    ]
    pageless = database.number(_PAGELESS)
    others = f"; {pageless} articles came from an archive, which keeps theirs" if pageless else ""
    return wrong, f"every page is what was received{others}"


def _is_page(row: Row[Any]) -> bool:
    try:
        return sha256(zlib.decompress(row.content)).hexdigest() == str(row.id)
    except zlib.error:
        return False


def check_texts(database: Database) -> tuple[list[str], str]:
    """Compare every article's text with its digest."""
    wrong = [
        f"article {row.id} is not what was kept"
        for row in _rows_of(database, articles, _STEP)
        if digest(row.text, size=len(row.digest)) != row.digest
    ]
    return wrong, "every text is what was kept"


def check_values(database: Database) -> tuple[list[str], str]:
    """Read back every value that is stored as words or JSON, older readings' included."""
    wrong: list[str] = []
    number = 0
    for table, read in _READERS:
        for row in _rows_of(database, table, _STEP):
            number += 1
            try:
                read(row)
            except LedgerUnavailable as error:
                wrong.append(str(error).removeprefix("the ledger is damaged: "))
    return wrong, f"{number} rows can be read back"


def check_corrections(database: Database) -> tuple[list[str], str]:
    """Compare the words of every correction with the characters of its article they stand for."""
    texts = {row.id: row.text for row in database.rows(_CORRECTED_TEXTS)}
    made = corrections_of(database, [ArticleId(article) for article in texts], ever=True)
    wrong = [
        f"a correction of act {one.act} does not quote its article"
        for one in made
        if one.evidence.span.of(texts[one.article]) != one.evidence.quote
    ]
    return wrong, f"{len(made)} corrections stand in their articles"


def check_columns(database: Database) -> tuple[list[str], str]:
    """Look whether every column holds what it is for: words, numbers or bytes, and null where it may.

    SQLite alone keeps anything in any column.
    """
    wrong: list[str] = []
    fine = "every column holds what it is for"
    if database.dialect == "postgresql":
        return wrong, fine
    for table in metadata.sorted_tables:
        for column in table.columns:
            found = func.typeof(column).not_in(_held(column))
            if number := database.number(select(func.count()).select_from(table).where(found)):
                wrong.append(f"{table.name}.{column.name} holds something else in {number} rows")
    return wrong, fine


def _held(column: Column[Any]) -> list[str]:
    """Return SQLite's names for what a column may hold."""
    held = next(held for kind, held in _HELD if isinstance(column.type, kind))
    return [*held, "null"] if column.nullable else list(held)


#: SQLite's storage classes (sqlite.org/datatype3.html) by type of column; it keeps 2.0 as 2.
_HELD: Final = (
    (LargeBinary, ("blob",)),
    (Text, ("text",)),
    (Float, ("real", "integer")),
    (Integer, ("integer",)),
    (Boolean, ("integer",)),
)


def _rows_of(database: Database, table: Table, step: int) -> Iterator[Row[Any]]:
    """Yield every row of a table, a few at a time, in the order in which they came."""
    for batch in database.whole(table, step):
        yield from batch


def _read_outline(row: Row[Any]) -> object:
    from twosource.store.view import read_outline  # noqa: PLC0415 - loads linking, for this check alone

    return read_outline(row)


_PAGELESS: Final = select(func.count()).select_from(articles).where(articles.c.page.is_(None))
_CORRECTED_TEXTS: Final = select(articles.c.id, articles.c.text).where(
    articles.c.id.in_(select(corrections.c.article))
)
_READERS: Final[tuple[tuple[Table, Callable[[Row[Any]], object]], ...]] = (
    (articles, records.read_article),
    (copies, records.read_copy),
    (reports, lambda row: records.read_report(row, ())),
    (claims, records.read_claim),
    (judgements, records.read_judgement),
    (facts, records.read_fact),
    (acts, read_act),
    (members, _read_outline),
)
