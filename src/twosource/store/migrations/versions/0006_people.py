"""Keep who may use the desk, and what they wrote.

Revision ID: 0006
Revises: 0005
"""

from twosource.store.scripts import run_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the SQL beside this file."""
    run_script(__file__)


def downgrade() -> None:
    """Refuse: a ledger is never made older."""
    raise NotImplementedError("a ledger is never made older")
