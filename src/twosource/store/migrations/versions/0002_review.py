"""Make the tables of what people decide: acts, corrections, and which acts do not count.

Revision ID: 0002
Revises: 0001
"""

from twosource.store.scripts import run_script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the SQL beside this file."""
    run_script(__file__)


def downgrade() -> None:
    """Refuse: a ledger is never made older."""
    raise NotImplementedError("a ledger is never made older")
