"""First tables: practitioners, outbox, log.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = ("default",)
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
    op.create_index("ix_event_subject", "event", ["subject_type", "subject_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_topic_id", "outbox", ["topic", "id"], unique=False)

    op.create_table(
        "practitioner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("profession", sa.String(length=60), nullable=False),
        sa.Column("credentials", sa.String(length=200), nullable=False),
        sa.Column("bio", sa.Text(), nullable=False),
        sa.Column("gender", sa.String(length=20), nullable=True),
        sa.Column("telehealth", sa.Boolean(), nullable=True),
        sa.Column("accepting", sa.Boolean(), nullable=True),
        sa.Column("accepting_as_of", sa.Date(), nullable=True),
        sa.Column("wait_days", sa.Integer(), nullable=True),
        sa.Column("runners_since", sa.Integer(), nullable=True),
        sa.Column("trial_call_minutes", sa.Integer(), nullable=True),
        sa.Column("referral_needed", sa.Boolean(), nullable=True),
        sa.Column("evening_hours", sa.Boolean(), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.Column("booking_url", sa.String(length=500), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("npi", sa.String(length=10), nullable=True),
        sa.Column("town_only", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("hidden_reason", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_updated_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("score_low", sa.Double(), nullable=True),
        sa.Column("score_high", sa.Double(), nullable=True),
        sa.Column("score_members", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status <> 'hidden' OR hidden_reason IS NOT NULL",
            name=op.f("ck_practitioner_hidden_has_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practitioner")),
        sa.UniqueConstraint("npi", name=op.f("uq_practitioner_npi")),
        sa.UniqueConstraint("public_id", name=op.f("uq_practitioner_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_practitioner_slug")),
    )
    op.create_index(op.f("ix_practitioner_source"), "practitioner", ["source"], unique=False)
    op.create_index(op.f("ix_practitioner_status"), "practitioner", ["status"], unique=False)

    op.create_table(
        "fact",
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_fact_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("practitioner_id", "field", name=op.f("pk_fact")),
    )
    op.create_table(
        "former_slug",
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_former_slug_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_former_slug")),
    )
    op.create_index(
        op.f("ix_former_slug_practitioner_id"), "former_slug", ["practitioner_id"], unique=False
    )

    op.create_table(
        "licence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("region_code", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_licence_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_licence")),
    )
    op.create_index(
        op.f("ix_licence_practitioner_id"), "licence", ["practitioner_id"], unique=False
    )

    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=120), nullable=False),
        sa.Column("region_code", sa.String(length=10), nullable=False),
        sa.Column("postal_code", sa.String(length=16), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("precision", sa.String(length=10), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("hours", sa.JSON(), nullable=True),
        sa.Column("fee_first", sa.Double(), nullable=True),
        sa.Column("fee_next", sa.Double(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("self_pay", sa.Boolean(), nullable=True),
        sa.Column("sliding_scale", sa.Boolean(), nullable=True),
        sa.Column("accessibility", sa.JSON(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_location_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    op.create_index(
        "ix_location_country_region", "location", ["country", "region_code"], unique=False
    )
    op.create_index(
        op.f("ix_location_practitioner_id"), "location", ["practitioner_id"], unique=False
    )

    op.create_table(
        "practitioner_term",
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_practitioner_term_practitioner_id_practitioner"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "practitioner_id", "vocabulary", "key", name=op.f("pk_practitioner_term")
        ),
    )
    op.create_table(
        "location_payer",
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("payer", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name=op.f("fk_location_payer_location_id_location"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("location_id", "payer", name=op.f("pk_location_payer")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("location_payer")
    op.drop_table("practitioner_term")
    op.drop_index(op.f("ix_location_practitioner_id"), "location")
    op.drop_index("ix_location_country_region", "location")

    op.drop_table("location")
    op.drop_index(op.f("ix_licence_practitioner_id"), "licence")

    op.drop_table("licence")
    op.drop_index(op.f("ix_former_slug_practitioner_id"), "former_slug")

    op.drop_table("former_slug")
    op.drop_table("fact")
    op.drop_index(op.f("ix_practitioner_status"), "practitioner")
    op.drop_index(op.f("ix_practitioner_source"), "practitioner")

    op.drop_table("practitioner")
    op.drop_index("ix_outbox_topic_id", "outbox")

    op.drop_table("outbox")
    op.drop_index("ix_event_subject", "event")
    op.drop_index(op.f("ix_event_at"), "event")

    op.drop_table("event")
