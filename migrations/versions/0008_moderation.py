"""Cases that are held, handed over and taken back; disputes, merges, suspension, searches in vain.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "search_miss",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("region_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "week", "country", "region_code", "kind", name=op.f("pk_search_miss")
        ),
    )
    op.create_table(
        "listing_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["practitioner.id"],
            name=op.f("fk_listing_merge_kept_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["practitioner.id"],
            name=op.f("fk_listing_merge_merged_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_merge")),
        sa.UniqueConstraint("public_id", name=op.f("uq_listing_merge_public_id")),
    )
    op.create_index(op.f("ix_listing_merge_kept_id"), "listing_merge", ["kept_id"], unique=False)
    op.create_index(
        op.f("ix_listing_merge_merged_id"), "listing_merge", ["merged_id"], unique=False
    )
    op.create_table(
        "case_voice",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=30), nullable=False),
        sa.Column("choice", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_case_voice_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["moderation_case.id"],
            name=op.f("fk_case_voice_case_id_moderation_case"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("case_id", "account_id", name=op.f("pk_case_voice")),
    )
    op.create_index(op.f("ix_case_voice_account_id"), "case_voice", ["account_id"], unique=False)
    op.add_column("account", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("account", sa.Column("suspended_reason", sa.String(length=1000), nullable=True))
    op.add_column("moderation_case", sa.Column("held_by", sa.String(length=80), nullable=True))
    op.add_column(
        "moderation_case", sa.Column("held_until", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("moderation_case", sa.Column("handed_to", sa.String(length=80), nullable=True))
    op.add_column("moderation_case", sa.Column("note", sa.String(length=500), nullable=True))
    op.add_column(
        "moderation_case", sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("moderation_case", sa.Column("undo", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("moderation_case", "undo")
    op.drop_column("moderation_case", "waits_until")
    op.drop_column("moderation_case", "note")
    op.drop_column("moderation_case", "handed_to")
    op.drop_column("moderation_case", "held_until")
    op.drop_column("moderation_case", "held_by")
    op.drop_column("account", "suspended_reason")
    op.drop_column("account", "suspended_at")
    op.drop_index(op.f("ix_case_voice_account_id"), table_name="case_voice")
    op.drop_table("case_voice")
    op.drop_index(op.f("ix_listing_merge_merged_id"), table_name="listing_merge")
    op.drop_index(op.f("ix_listing_merge_kept_id"), table_name="listing_merge")
    op.drop_table("listing_merge")
    op.drop_table("search_miss")
