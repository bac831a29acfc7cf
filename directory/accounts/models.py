"""Tables of the accounts' room."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, utc_now


class RoleName(StrEnum):
    """What an account may be besides a member."""

    OWNER = "owner"
    MODERATOR = "moderator"
    ADMIN = "admin"


STAFF = frozenset({RoleName.MODERATOR, RoleName.ADMIN})
"""Roles that need a second factor or a passkey."""


class TraceKind(StrEnum):
    """What two accounts can have in common."""

    DEVICE = "device"
    NETWORK = "network"


account_role = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role that accounts can have; every account is a member without one."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))
    permissions: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))


class Account(Base, UserMixin):
    """One person who can sign in; confirmed from the first day, since codes go by mail.

    Members and owners have no password. `fs_uniquifier`, `tf_...` and `fs_webauthn_user_handle`
    are named as Flask-Security wants them.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """As `normalised_email` writes it; two spellings of one address are one account."""
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(512))
    totp_counter: Mapped[int | None] = mapped_column(BigInteger)
    """Counter of the last TOTP code taken: no code of this or an older one works again."""
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    suspended_at: Mapped[datetime | None]
    """Since when a moderator keeps it out; it is not `active` meanwhile."""
    suspended_reason: Mapped[str | None] = mapped_column(String(1000))

    roles: Mapped[list[Role]] = relationship(secondary=account_role)  # type: ignore[assignment]
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )

    def __init__(self, **values: Any) -> None:
        """Make an account with ids of its own."""
        values.setdefault("public_id", uuid.uuid4())
        values.setdefault("fs_uniquifier", secrets.token_hex(32))
        values.setdefault("active", True)
        super().__init__(**values)

    @property
    def is_staff(self) -> bool:
        """Whether the account moderates or administers."""
        return any(role.name in STAFF for role in self.roles)

    @property
    def is_admin(self) -> bool:
        """Whether the account gives and takes roles."""
        return any(role.name == RoleName.ADMIN for role in self.roles)


class Passkey(Base, WebAuthnMixin):
    """A passkey's public half."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    extensions: Mapped[str | None] = mapped_column(String(255))
    backup_state: Mapped[bool] = mapped_column(default=False)
    device_type: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))
    lastuse_datetime: Mapped[datetime] = mapped_column(default=utc_now)

    user: Mapped[Account] = relationship(back_populates="webauthn")

    def get_user_mapping(self) -> dict[str, Any]:
        """How Flask-Security finds the account of a passkey."""
        return {"id": self.user_id}


class SignInCode(Base):
    """A code and a link mailed to an address: each opens the door once, for ten minutes at most.

    Only keyed digests are kept. A code can be asked for by anybody, so it is bound to no account:
    the account is found, or made, when the code comes back.
    """

    __tablename__ = "sign_in_code"
    __table_args__ = (Index("ix_sign_in_code_email", "email", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    purpose: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    """Whose address is to change, when that is the purpose."""
    request_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """Ties the code to the browser that asked for it; a link works in any."""
    code_digest: Mapped[str] = mapped_column(String(64))
    link_digest: Mapped[str] = mapped_column(String(64), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    draft_id: Mapped[int | None]
    """The assessment draft that becomes the account's own when the code comes back."""
    next_path: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class AccountSession(Base):
    """One signed-in browser. The cookie holds a token of which only a digest is kept here."""

    __tablename__ = "account_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(80), default="")
    proof: Mapped[str] = mapped_column(String(20), default="mail")
    """How the account was opened, one of `Proof`."""
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)


class Trace(Base):
    """A device or network an account was used from, as a keyed digest, for 90 days at most."""

    __tablename__ = "account_trace"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "digest"),
        Index("ix_account_trace_digest", "kind", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[TraceKind] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
