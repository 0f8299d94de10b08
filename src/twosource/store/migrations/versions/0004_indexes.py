"""Index what incidents are found by in a large ledger, and list the names of places apart.

Revision ID: 0004
Revises: 0003
"""

from twosource.store.scripts import run_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the SQL beside this file."""
    run_script(__file__)


def downgrade() -> None:
    """Refuse: a ledger is never made older."""
    raise NotImplementedError("a ledger is never made older")
