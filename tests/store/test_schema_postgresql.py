"""The tables and triggers that PostgreSQL's migrations make, beside those of the schema and of SQLite."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests import postgres
from twosource.store import Ledger, open_ledger
from twosource.store.schema import metadata


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    address = postgres.make_database()
    with open_ledger(address) as opened:
        yield opened
    postgres.drop_database(address)


def test_the_migrations_make_the_tables_of_the_schema(ledger: Ledger) -> None:
    options: dict[str, Any] = {"include_name": _is_ours, "compare_type": True}
    context = MigrationContext.configure(ledger._database.connection, opts=options)

    found = compare_metadata(context, metadata)
    assert [
        one for one in found if one[0] != "add_table_comment"
    ] == []  # what tables hold stands in the schema


def test_both_kinds_of_database_have_triggers_of_the_same_names(ledger: Ledger, tmp_path: Path) -> None:
    on_server = {name for (name,) in ledger._database.plain(
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )}  # fmt: skip
    with open_ledger(tmp_path / "ledger.db") as file:
        in_file = {
            name for (name,) in file._database.plain("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        }

    assert on_server == in_file != set()


def test_words_are_ordered_byte_by_byte_in_every_column(ledger: Ledger) -> None:
    otherwise = ledger._database.plain(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    )
    assert otherwise == []


def test_numbers_have_64_bits_or_are_small(ledger: Ledger) -> None:
    narrow = ledger._database.plain(
        "SELECT DISTINCT table_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND data_type IN ('integer', 'smallint', 'real')"
    )
    assert {table for (table,) in narrow} <= {"jobs", "attempts", "deliveries"}  # their counts of tries


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what the schema does not know: the index of words, and the numbers of rows."""
    if kind == "table":
        return name not in {"search", "alembic_version"}
    return "rowid" not in (name or "")
