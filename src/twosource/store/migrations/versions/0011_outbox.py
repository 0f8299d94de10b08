"""Keep what is to be sent to whom until it has arrived.

Revision ID: 0011
Revises: 0010
"""

from pathlib import Path

from alembic import op

revision = "0011"
down_revision = "0010"
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
