"""Ids of imported listings, other names, and how far an import has come.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("practitioner", sa.Column("external_id", sa.String(length=120), nullable=True))
    op.add_column("practitioner", sa.Column("other_names", sa.JSON(), nullable=True))
    op.create_index(
        "ix_practitioner_source_external_id", "practitioner", ["source", "external_id"], unique=True
    )
    op.add_column("import_run", sa.Column("checkpoint", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("import_run", "checkpoint")
    op.drop_index("ix_practitioner_source_external_id", table_name="practitioner")
    op.drop_column("practitioner", "other_names")
    op.drop_column("practitioner", "external_id")
