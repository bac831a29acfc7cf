"""Assessments and other evidence, cases, and what a score says of itself.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("sore", sa.String(length=20), nullable=True),
        sa.Column("visits", sa.String(length=5), nullable=False),
        sa.Column("visit_month", sa.Date(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("flags_asked", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("comment_status", sa.String(length=10), nullable=True),
        sa.Column("standing", sa.String(length=10), nullable=False),
        sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("barred", sa.Boolean(), nullable=False),
        sa.Column("vote_group", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["account.id"],
            name=op.f("fk_assessment_member_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_assessment_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "practitioner_id", "member_id", name=op.f("uq_assessment_practitioner_id_member_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_assessment_public_id")),
    )
    op.create_index(op.f("ix_assessment_member_id"), "assessment", ["member_id"], unique=False)
    op.create_index(
        "ix_assessment_standing", "assessment", ["practitioner_id", "standing"], unique=False
    )
    op.create_table(
        "assessment_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_assessment_draft_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_assessment_draft_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_draft")),
        sa.UniqueConstraint(
            "token_digest",
            "practitioner_id",
            name=op.f("uq_assessment_draft_token_digest_practitioner_id"),
        ),
    )
    op.create_index(
        op.f("ix_assessment_draft_account_id"), "assessment_draft", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_assessment_draft_expires_at"), "assessment_draft", ["expires_at"], unique=False
    )
    op.create_index(
        op.f("ix_assessment_draft_practitioner_id"),
        "assessment_draft",
        ["practitioner_id"],
        unique=False,
    )
    op.create_table(
        "claim",
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_claim_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practitioner_id", "code", name=op.f("pk_claim")),
    )
    op.create_table(
        "document",
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("partly", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(length=20), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_document_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practitioner_id", "code", name=op.f("pk_document")),
    )
    op.create_table(
        "moderation_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decision", sa.String(length=30), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_moderation_case_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        sa.UniqueConstraint("public_id", name=op.f("uq_moderation_case_public_id")),
    )
    op.create_index(
        op.f("ix_moderation_case_practitioner_id"),
        "moderation_case",
        ["practitioner_id"],
        unique=False,
    )
    op.create_index(op.f("ix_moderation_case_status"), "moderation_case", ["status"], unique=False)
    op.create_index(
        "ix_moderation_case_subject",
        "moderation_case",
        ["kind", "subject_type", "subject_id"],
        unique=False,
    )
    op.create_table(
        "red_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.JSON(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_red_flag_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_red_flag")),
        sa.UniqueConstraint(
            "practitioner_id", "code", name=op.f("uq_red_flag_practitioner_id_code")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_red_flag_public_id")),
    )
    op.create_table(
        "tally",
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("yes_proved", sa.BigInteger(), nullable=False),
        sa.Column("asked_proved", sa.BigInteger(), nullable=False),
        sa.Column("yes_unproved", sa.BigInteger(), nullable=False),
        sa.Column("asked_unproved", sa.BigInteger(), nullable=False),
        sa.Column("said_yes", sa.Integer(), nullable=False),
        sa.Column("said_partly", sa.Integer(), nullable=False),
        sa.Column("said_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_tally_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practitioner_id", "code", name=op.f("pk_tally")),
    )
    op.create_table(
        "assessment_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_assessment_revision_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_revision")),
    )
    op.create_index(
        op.f("ix_assessment_revision_assessment_id"),
        "assessment_revision",
        ["assessment_id"],
        unique=False,
    )
    op.create_table(
        "visit_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=80), nullable=True),
        sa.Column("content_type", sa.String(length=40), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_visit_proof_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_proof")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_visit_proof_assessment_id")),
    )
    op.add_column(
        "practitioner",
        sa.Column("score_is_new", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("practitioner", sa.Column("score_cap", sa.Integer(), nullable=True))
    op.add_column("practitioner", sa.Column("score_version", sa.String(length=20), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("practitioner", "score_version")
    op.drop_column("practitioner", "score_cap")
    op.drop_column("practitioner", "score_is_new")
    op.drop_table("visit_proof")
    op.drop_index(op.f("ix_assessment_revision_assessment_id"), table_name="assessment_revision")
    op.drop_table("assessment_revision")
    op.drop_table("tally")
    op.drop_table("red_flag")
    op.drop_index("ix_moderation_case_subject", table_name="moderation_case")
    op.drop_index(op.f("ix_moderation_case_status"), table_name="moderation_case")
    op.drop_index(op.f("ix_moderation_case_practitioner_id"), table_name="moderation_case")
    op.drop_table("moderation_case")
    op.drop_table("document")
    op.drop_table("claim")
    op.drop_index(op.f("ix_assessment_draft_practitioner_id"), table_name="assessment_draft")
    op.drop_index(op.f("ix_assessment_draft_expires_at"), table_name="assessment_draft")
    op.drop_index(op.f("ix_assessment_draft_account_id"), table_name="assessment_draft")
    op.drop_table("assessment_draft")
    op.drop_index("ix_assessment_standing", table_name="assessment")
    op.drop_index(op.f("ix_assessment_member_id"), table_name="assessment")
    op.drop_table("assessment")
