"""Who moderates and administers: roles given and taken by an admin.

Who gets a role chooses a password by a link of the staff's pages and sets up a second factor at
the first sign-in; without one nobody gets to the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.accounts import staff
from directory.accounts.models import Account, RoleName
from directory.cases.holding import give_up_all

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.outbox.letters import Letters


class OwnRole(Exception):
    """Nobody changes their own role."""


class RoleElsewhere(Exception):
    """They have the role already, or do not have it."""


class Suspended(Exception):
    """A suspended account gets no role before the suspension is lifted."""


def give_role(
    session: Session,
    *,
    email: str,
    role: RoleName,
    by: Account,
    letters: Letters,
    now: datetime,
) -> Account:
    """Make somebody a moderator or admin, and tell them by mail how to come in.

    Args:
        session: The open session, writing.
        email: As `normalised_email` writes it.
        role: What they become.
        by: The admin.
        letters: Writes the mails of the site.
        now: When, aware.

    Raises:
        OwnRole: It is the admin's own address.
        RoleElsewhere: They have the role.
        Suspended: Their account is suspended.
    """
    if email == by.email:
        raise OwnRole
    known = staff.find_locked(session, email)
    if known and role in {held.name for held in known.roles}:
        raise RoleElsewhere
    if known and not known.active:
        raise Suspended
    account = staff.grant_role(
        session, email=email, role=role, actor=f"admin:{by.public_id}", now=now
    )
    letters.post(session, "moderation/made_staff.txt", to=email, role=str(role))
    return account


def take_role(
    session: Session, account: Account, *, role: RoleName, by: Account, letters: Letters
) -> int:
    """Take a role away; what they held goes back to the others.

    Returns:
        How many cases went back.

    Raises:
        LastAdmin: Nobody would be left to give roles.
        OwnRole: It is the admin's own account.
        RoleElsewhere: They do not have the role.
    """
    if account.id == by.id:
        raise OwnRole
    actor = f"admin:{by.public_id}"
    if role == RoleName.ADMIN:
        staff.keep_an_admin(session, account)
    if not staff.remove_role(session, account, role=role, actor=actor):
        raise RoleElsewhere
    letters.post(session, "moderation/role_taken.txt", to=account.email, role=str(role))
    return 0 if account.is_staff else give_up_all(session, account, actor=actor)
