"""Tables of the practitioners' room."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from directory.db import Base, utc_now
from directory.geo.point import GeoPoint
from directory.practitioners.vocabulary import Kind
from directory.practitioners.web_address import checked_web_address


class Status(StrEnum):
    """Where a listing stands; only the first two are public."""

    PUBLISHED = "published"
    UNCLAIMED = "unclaimed"
    PENDING = "pending"
    HIDDEN = "hidden"


PUBLIC_STATUSES = (Status.PUBLISHED, Status.UNCLAIMED)


class Precision(StrEnum):
    """How exactly a location's coordinates are known."""

    EXACT = "exact"
    POSTAL = "postal"
    CITY = "city"


class Practitioner(Base):
    """One person or practice in the directory.

    What is `None` or absent is not stated, which is not the same as no. Scores are on 0 to 100
    and `None` until somebody has assessed the practitioner.
    """

    __tablename__ = "practitioner"
    __table_args__ = (
        CheckConstraint(
            "status <> 'hidden' OR hidden_reason IS NOT NULL", name="hidden_has_reason"
        ),
        Index("ix_practitioner_source_external_id", "source", "external_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[Kind] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    profession: Mapped[str] = mapped_column(String(60))
    credentials: Mapped[str] = mapped_column(String(200), default="")
    bio: Mapped[str] = mapped_column(Text, default="")
    gender: Mapped[str | None] = mapped_column(String(20))
    telehealth: Mapped[bool | None]
    accepting: Mapped[bool | None]
    accepting_as_of: Mapped[date | None]
    wait_days: Mapped[int | None]
    runners_since: Mapped[int | None]
    trial_call_minutes: Mapped[int | None]
    referral_needed: Mapped[bool | None]
    evening_hours: Mapped[bool | None]
    website: Mapped[str | None] = mapped_column(String(500))
    booking_url: Mapped[str | None] = mapped_column(String(500))
    email: Mapped[str | None] = mapped_column(String(254))
    npi: Mapped[str | None] = mapped_column(String(10), unique=True)
    town_only: Mapped[bool] = mapped_column(default=False)
    status: Mapped[Status] = mapped_column(String(20), index=True)
    hidden_reason: Mapped[str | None] = mapped_column(String(200))
    other_names: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str] = mapped_column(String(40), index=True)
    external_id: Mapped[str | None] = mapped_column(String(120))
    """What its source calls the listing; no two of one source share it."""
    source_updated_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    reached_on: Mapped[date | None]
    """Last day on which visitors who called agreed that they had reached them."""
    doubted_on: Mapped[date | None]
    """Last day on which visitors agreed that something is wrong; a later confirmation settles it."""
    asked_on: Mapped[date | None]
    """When the owner was last asked by mail whether everything is still true."""
    times_asked: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often they were asked since they last confirmed it."""
    photo: Mapped[str | None] = mapped_column(String(80))
    """Random name of the photo's file under the uploads folder."""
    score: Mapped[float | None]
    score_low: Mapped[float | None]
    score_high: Mapped[float | None]
    score_members: Mapped[int] = mapped_column(default=0)
    """Independent members whose assessments count."""
    score_is_new: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the evidence is too little for a bare number: only the interval is shown."""
    score_cap: Mapped[int | None]
    """Highest score a decided red flag leaves."""
    score_version: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column()
    """Counts the changes; two at once cannot both take the next number (see `__mapper_args__`)."""
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)

    locations: Mapped[list[Location]] = relationship(
        back_populates="practitioner", cascade="all, delete-orphan", order_by="Location.position"
    )
    terms: Mapped[list[Term]] = relationship(
        cascade="all, delete-orphan", order_by="(Term.vocabulary, Term.position)"
    )
    licences: Mapped[list[Licence]] = relationship(
        cascade="all, delete-orphan", order_by="Licence.id"
    )
    facts: Mapped[list[Fact]] = relationship(cascade="all, delete-orphan", order_by="Fact.field")
    former_slugs: Mapped[list[FormerSlug]] = relationship(cascade="all, delete-orphan")

    # Every UPDATE names the version it was read at and fails with StaleDataError when another
    # transaction was quicker, where the database has no single writer to keep them apart.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

    def __init__(self, **values: Any) -> None:
        """Make a listing with an id of its own, not yet counted as changed."""
        values.setdefault("public_id", uuid.uuid4())
        values.setdefault("version", 0)
        super().__init__(**values)

    @validates("website", "booking_url")
    def _check_link(self, _field: str, value: str | None) -> str | None:
        return checked_web_address(value)

    @property
    def is_public(self) -> bool:
        """Whether visitors may see the listing."""
        return self.status in PUBLIC_STATUSES

    @property
    def is_demo(self) -> bool:
        """Whether the person is made up."""
        return self.source == "demo"

    def keys(self, vocabulary: str) -> list[str]:
        """Keys stated from one vocabulary, in the order given."""
        return [term.key for term in self.terms if term.vocabulary == vocabulary]


class FormerSlug(Base):
    """A slug the practitioner had before a rename; it redirects."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )


class Term(Base):
    """One entry of a vocabulary that a practitioner states, with their sentence how (optional)."""

    __tablename__ = "practitioner_term"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    vocabulary: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None] = mapped_column(String(300))


class Licence(Base):
    """A licence or certificate as its source gives it; `verified_on` only when one of us saw it."""

    __tablename__ = "licence"

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(120))
    number: Mapped[str | None] = mapped_column(String(40))
    region_code: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(40))
    verified_on: Mapped[date | None]


class Fact(Base):
    """Where a stated field comes from and when it was last verified."""

    __tablename__ = "fact"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    verified_on: Mapped[date | None]


class Ownership(Base):
    """An account that speaks for a listing; it never assesses or moderates it."""

    __tablename__ = "ownership"

    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    since: Mapped[datetime] = mapped_column(default=utc_now)


class Location(Base):
    """A place of work: address, coordinates, hours, fees and who pays there.

    Fees are in the currency's major unit (dollars, not cents) with two decimals at most.
    `hours` maps a weekday ("mon" to "sun") to a list of ["08:00", "12:30"] pairs.
    """

    __tablename__ = "location"
    __table_args__ = (
        Index("ix_location_country_region", "country", "region_code"),
        Index("ix_location_latitude", "latitude"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(
        ForeignKey("practitioner.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200), default="")
    street: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    region_code: Mapped[str] = mapped_column(String(10), default="")
    postal_code: Mapped[str] = mapped_column(String(16), default="")
    country: Mapped[str] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[Precision | None] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(30))
    hours: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    fee_first: Mapped[float | None]
    fee_next: Mapped[float | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    self_pay: Mapped[bool | None]
    sliding_scale: Mapped[bool | None]
    accessibility: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str] = mapped_column(String(40))
    confirmed_on: Mapped[date | None]

    practitioner: Mapped[Practitioner] = relationship(back_populates="locations")
    payers: Mapped[list[LocationPayer]] = relationship(
        cascade="all, delete-orphan", order_by="LocationPayer.payer"
    )

    @property
    def point(self) -> GeoPoint | None:
        """The coordinates, if known."""
        if self.latitude is None or self.longitude is None:
            return None
        return GeoPoint(self.latitude, self.longitude)


class LocationPayer(Base):
    """An insurer, HMO or public payer accepted at a location (a key of the payer vocabulary)."""

    __tablename__ = "location_payer"

    location_id: Mapped[int] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), primary_key=True
    )
    payer: Mapped[str] = mapped_column(String(60), primary_key=True)
