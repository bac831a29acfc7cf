"""Moderators and admins: their roles, passwords and second factors.

Staff come in by a passkey, or by a password and a code of an authenticator app. What changes how
they come in, or what they may do, ends their sessions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory import log
from directory.accounts import passwords
from directory.accounts.codes import drop_codes
from directory.accounts.models import STAFF, Account, Role, RoleName
from directory.accounts.sessions import drop_sessions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import AccountSession
    from directory.accounts.totp import SecondFactor

TOTP_METHOD = "authenticator"


class NoSuchStaff(LookupError):
    """The address has no account, or one that may do nothing here."""


class LastAdmin(Exception):
    """Nobody would be left to give roles; another admin is to be named first."""


class AlreadySetUp(Exception):
    """The account has a second factor, which the new one was not meant to replace."""


class PasswordWeak(ValueError):
    """The password will not do; `why` says why."""

    def __init__(self, why: passwords.Weakness) -> None:
        super().__init__(f"The password is refused: {why}.")
        self.why = why


def has_second_factor(account: Account) -> bool:
    """Whether an account has a passkey or an authenticator app."""
    return account.tf_totp_secret is not None or bool(account.webauthn)


def check_password(
    session: Session,
    *,
    email: str,
    password: str,
    fits: Callable[[str, str | None], bool] = passwords.fits,
) -> Account | None:
    """The member of staff with this address and password, or None; as slow in either case.

    Call it outside of a writing transaction: hashing takes long.

    Args:
        session: The open session.
        email: As `normalised_email` writes it.
        password: As typed.
        fits: Compares a password with a hash, and takes as long where there is none.
    """
    account = session.scalar(select(Account).where(Account.email == email))
    able = account is not None and account.active and account.is_staff
    is_right = fits(password, account.password if account and able else None)
    return account if able and is_right else None


def hash_for(account: Account, password: str, *, site_name: str) -> str:
    """The hash of a new password of an account; takes long, so do it before writing.

    Raises:
        PasswordWeak: Everybody would try it, or it is too short or too long.
    """
    why = passwords.weakness(password, email=account.email, site_name=site_name)
    if why:
        raise PasswordWeak(why)
    return passwords.hash_password(password)


def set_password(
    session: Session,
    account: Account,
    *,
    password_hash: str,
    actor: str,
    keep: AccountSession | None = None,
) -> None:
    """Give an account the password of a hash from `hash_for`; other sessions and links end."""
    drop_codes(session, account, account.email)
    account.password = password_hash
    drop_sessions(session, account, keep)
    _record(session, account, actor, "password_set")


def take_code(session: Session, account: Account, *, code: str, factor: SecondFactor) -> bool:
    """Whether this is the next code of the account's authenticator app; it is used up by it."""
    return factor.take(_locked(session, account), code)


def set_second_factor(
    session: Session,
    account: Account,
    *,
    secret: str,
    code: str,
    factor: SecondFactor,
    replaces: bool,
    keep: AccountSession | None = None,
) -> bool:
    """Take up an authenticator app that shows the right code, and end all other sessions.

    Args:
        session: The open session, in a writing transaction.
        account: Whose app it is.
        secret: The secret that the app was given, encrypted.
        code: What the app shows.
        factor: Takes codes.
        replaces: Whether it may take the place of a second factor that is there.
        keep: The session that stays.

    Returns:
        Whether the code was right; otherwise nothing has changed.

    Raises:
        AlreadySetUp: There is a second factor, and this is not to replace it.
    """
    account = _locked(session, account)
    if not replaces and has_second_factor(account):
        raise AlreadySetUp
    if not factor.take(account, code, secret):
        return False
    account.tf_totp_secret, account.tf_primary_method = secret, TOTP_METHOD
    drop_sessions(session, account, keep)
    _record(session, account, f"member:{account.public_id}", "second_factor_set")
    return True


def reset_second_factor(session: Session, account: Account, *, actor: str) -> None:
    """Forget an account's authenticator app and passkeys, as after a stolen phone."""
    account.tf_totp_secret = account.tf_primary_method = None
    account.webauthn.clear()
    drop_sessions(session, account)
    _record(session, account, actor, "second_factor_reset")


def grant_role(
    session: Session, *, email: str, role: RoleName, actor: str, now: datetime
) -> Account:
    """Make somebody a moderator or admin, with the account they have or a new one.

    Args:
        session: The open session, in a writing transaction.
        email: As `normalised_email` writes it.
        role: What they become.
        actor: Who did it.
        now: The time.
    """
    account = find_locked(session, email) or _made(session, email, now)
    if role not in {held.name for held in account.roles}:
        account.roles.append(_role(session, role))
    drop_sessions(session, account)
    _record(session, account, actor, "role_granted", role=role)
    return account


def remove_role(session: Session, account: Account, *, role: RoleName, actor: str) -> bool:
    """Take a role away; somebody with none left signs in by mail from then on.

    Returns:
        Whether they had it.
    """
    account = _locked(session, account)
    held = [one for one in account.roles if one.name == role]
    for one in held:
        account.roles.remove(one)
    if held and not account.is_staff:
        account.password = account.tf_totp_secret = account.tf_primary_method = None
    if held:
        drop_sessions(session, account)
        _record(session, account, actor, "role_removed", role=role)
    return bool(held)


def keep_an_admin(session: Session, account: Account) -> None:
    """See to it that somebody else is left who gives roles, before an account loses them.

    Raises:
        LastAdmin: It is the only active admin.
    """
    if RoleName.ADMIN not in {role.name for role in account.roles}:
        return
    admins = (
        select(Account.id)
        .where(Account.roles.any(Role.name == RoleName.ADMIN), Account.active.is_(True))
        .order_by(Account.id)
    )
    session.scalars(admins.with_for_update()).all()
    # Who waited for the locks is shown the roles as they were before; they are asked for anew.
    if not set(session.scalars(admins)) - {account.id}:
        raise LastAdmin


def find_locked(session: Session, email: str) -> Account | None:
    """The account of an address with its roles as they are now, kept from other requests."""
    statement = select(Account).where(Account.email == email).with_for_update()
    return session.scalar(statement.execution_options(populate_existing=True))


def find_staff(session: Session, email: str) -> Account:
    """The member of staff with an address as `normalised_email` writes it.

    Raises:
        NoSuchStaff: There is none.
    """
    account = find_locked(session, email)
    if account is None or not account.is_staff:
        raise NoSuchStaff
    return account


def all_staff(session: Session) -> Sequence[Account]:
    """Everybody who moderates or administers, by address."""
    held = Account.roles.any(Role.name.in_(STAFF))
    return session.scalars(select(Account).where(held).order_by(Account.email)).all()


def _made(session: Session, email: str, now: datetime) -> Account:
    account = Account(email=email, confirmed_at=now, created_at=now)
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        # Somebody made it in this very moment: then it is there.
        return find_locked(session, email) or _made(session, email, now)
    return account


def _role(session: Session, name: RoleName) -> Role:
    role = session.scalar(select(Role).where(Role.name == name))
    if role is None:
        role = Role(name=name)
        session.add(role)
    return role


def _locked(session: Session, account: Account) -> Account:
    """The account as it is now, kept from other requests until the transaction ends."""
    session.flush()
    statement = select(Account).where(Account.id == account.id).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def _record(session: Session, account: Account, actor: str, action: str, **after: str) -> None:
    subject = ("account", str(account.public_id))
    log.record(session, actor=actor, action=action, subject=subject, after=after or None)
