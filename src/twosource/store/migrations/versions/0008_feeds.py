"""Keep the feeds that are read without being asked again, and how they do.

Revision ID: 0008
Revises: 0007
"""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the statements of the SQL file beside this one."""
    statements = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    """Refuse: a ledger is never made older."""
    raise NotImplementedError("a ledger is never made older")
