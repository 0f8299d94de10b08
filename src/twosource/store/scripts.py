"""Running a migration's SQL: ``0007_ratings.sql`` on SQLite, ``0007_ratings.postgresql.sql`` on PostgreSQL.

PostgreSQL begins with the whole ledger as of revision 0007; revisions before it have no script of its own.
"""

from pathlib import Path

from alembic import op


def run_script(migration: str) -> None:
    """Run the statements of the script that stands beside a migration, in the transaction under way."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        script = Path(migration).with_suffix(".postgresql.sql")
        if script.exists():  # its functions hold semicolons: it is run as a whole, and no sign in it is ours
            connection.exec_driver_sql(script.read_text("utf-8"), execution_options={"no_parameters": True})
        return
    for statement in Path(migration).with_suffix(".sql").read_text("utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)
