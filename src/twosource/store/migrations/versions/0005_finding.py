"""Keep at hand what lists, maps and mirrors of a ledger show.

Revision ID: 0005
Revises: 0004
"""

from twosource.store.scripts import run_script

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the SQL beside this file."""
    run_script(__file__)


def downgrade() -> None:
    """Refuse: a ledger is never made older."""
    raise NotImplementedError("a ledger is never made older")
