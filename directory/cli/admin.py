"""`directory admin`: makes moderators and admins, and lets them in again."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from sqlalchemy.orm import Session

from directory.accounts import staff, suspending
from directory.accounts.digests import Keys
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.accounts.models import STAFF, RoleName
from directory.accounts.password_links import LIFETIME, make_password_link
from directory.accounts.passwords import MIN_CHARACTERS, Weakness
from directory.cases.deciding import ReasonMissing
from directory.cases.holding import give_up_all
from directory.cli.migrations import bring_to_head
from directory.cli.site import read_settings
from directory.config import site_secret
from directory.db import begin_write, make_engine, utc_now
from directory.moderation.suspending import lift_suspension, suspend_account
from directory.outbox.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.accounts.models import Account
    from directory.config import Settings

ACTOR = "command:admin"

_ROLE = click.Choice([str(role) for role in sorted(STAFF)])
_WEAKNESSES = {
    Weakness.SHORT: f"use {MIN_CHARACTERS} characters or more",
    Weakness.LONG: "use 128 characters or fewer",
    Weakness.COMMON: "this is among the passwords that are tried first",
    Weakness.OWN: "this is mostly the address or the site's name",
}

_REFUSALS = {
    ReasonMissing: "Say why, in 1 to 1,000 letters.",
    suspending.NotToSuspend: "They are staff. Take the role first: directory admin remove-role",
    suspending.SuspensionElsewhere: "That is so already, or the account was switched off.",
}


def _email(_ctx: click.Context, _argument: click.Parameter, text: str) -> str:
    try:
        return normalised_email(text)
    except EmailInvalid as error:
        raise click.BadParameter(str(error)) from error


@click.group()
def admin() -> None:
    """Make moderators and admins, and let them in again."""


@admin.command()
@click.argument("email", callback=_email)
@click.option("--role", type=_ROLE, default="admin", show_default=True, help="What they become.")
@click.option("--ask", is_flag=True, help="Type the password here instead of printing a link.")
def create(email: str, role: str, *, ask: bool) -> None:
    """Give EMAIL a role, with the account there is or a new one, and a way to a password."""
    settings = read_settings()
    with _writing(settings) as session:
        account = staff.grant_role(
            session, email=email, role=RoleName(role), actor=ACTOR, now=utc_now()
        )
        session.commit()
        click.echo(f"{email} is {_with_article(role)} now, and signed out everywhere.")
        if ask:
            _ask_for_password(session, account, settings)
        else:
            _print_link(session, account, settings)


@admin.command("password-link")
@click.argument("email", callback=_email)
def password_link(email: str) -> None:
    """Print a link with which EMAIL chooses a new password; it works once."""
    settings = read_settings()
    with _writing(settings) as session:
        _print_link(session, _known(session, email), settings)


@admin.command("list")
def listing() -> None:
    """List everybody who moderates or administers, and how they come in."""
    with _writing(read_settings()) as session:
        everybody = staff.all_staff(session)
        for account in everybody:
            roles = ", ".join(sorted(role.name for role in account.roles))
            click.echo(f"{account.email}: {roles}; {_ways(account)}")
        if not everybody:
            click.echo("Nobody yet. Make the first: directory admin create EMAIL")


@admin.command("reset-second-factor")
@click.argument("email", callback=_email)
def reset_second_factor(email: str) -> None:
    """Forget the authenticator app and the passkeys of EMAIL, as after a lost phone."""
    with _writing(read_settings()) as session:
        account = _known(session, email)
        staff.reset_second_factor(session, account, actor=ACTOR)
        session.commit()
        click.echo("Forgotten. The next sign-in with the password sets up another app.")
        if not account.password:
            click.echo(f"There is no password: directory admin password-link {email}")


@admin.command("remove-role")
@click.argument("email", callback=_email)
@click.option("--role", type=_ROLE, default="admin", show_default=True, help="What to take away.")
def remove_role(email: str, role: str) -> None:
    """Take a role from EMAIL; without any left they are a member like others."""
    with _writing(read_settings()) as session:
        account = _known(session, email)
        if not staff.remove_role(session, account, role=RoleName(role), actor=ACTOR):
            message = f"{email} is not {_with_article(role)}."
            raise click.ClickException(message)
        if not account.is_staff:
            give_up_all(session, account, actor=ACTOR)
        session.commit()
        click.echo(f"{email} is not {_with_article(role)} any more, and signed out everywhere.")


@admin.command()
@click.argument("email", callback=_email)
@click.option("--reason", required=True, help="Why, in the mail that tells them.")
def suspend(email: str, reason: str) -> None:
    """Keep EMAIL out and let nothing they assessed count, until it is lifted."""
    settings = read_settings()
    with _writing(settings) as session, _refusals_told():
        number = suspend_account(
            session,
            _anybody(session, email),
            by=None,
            reason=reason,
            contact=settings.contact_email,
            letters=Letters(settings.site_name, settings.public_url),
            now=utc_now(),
        )
        session.commit()
        click.echo(f"{email} is suspended. Assessments set aside: {number}.")


@admin.command()
@click.argument("email", callback=_email)
def lift(email: str) -> None:
    """Let EMAIL in again after a suspension; what they assessed stands where it stood."""
    settings = read_settings()
    with _writing(settings) as session, _refusals_told():
        number = lift_suspension(
            session,
            _anybody(session, email),
            by=None,
            letters=Letters(settings.site_name, settings.public_url),
            now=utc_now(),
        )
        session.commit()
        click.echo(f"{email} can sign in again. Assessments that stand again: {number}.")


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Tell what stands in the way of a suspension."""
    try:
        yield
    except tuple(_REFUSALS) as refusal:
        raise click.ClickException(_REFUSALS[type(refusal)]) from refusal


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    """A session on the site's database that may write at once."""
    bring_to_head(settings.database, settings.var / "migrations.lock")
    engine = make_engine(settings.database)
    try:
        with Session(engine) as session:
            begin_write(session)
            yield session
    finally:
        engine.dispose()


def _known(session: Session, email: str) -> Account:
    try:
        return staff.find_staff(session, email)
    except staff.NoSuchStaff as unknown:
        message = f"{email} is neither moderator nor admin."
        raise click.ClickException(message) from unknown


def _anybody(session: Session, email: str) -> Account:
    account = staff.find_locked(session, email)
    if account is None:
        message = f"{email} has no account."
        raise click.ClickException(message)
    return account


def _print_link(session: Session, account: Account, settings: Settings) -> None:
    keys = Keys(site_secret(settings))
    begin_write(session)
    token = make_password_link(session, account, keys=keys, actor=ACTOR, now=utc_now())
    session.commit()
    minutes = int(LIFETIME.total_seconds() // 60)
    click.echo(f"Choose a password here, once, within {minutes} minutes:")
    click.echo(f"{settings.public_url}/staff/password/{token}")


def _ask_for_password(session: Session, account: Account, settings: Settings) -> None:
    session.refresh(account)
    session.commit()  # whoever types holds nobody up
    password_hash = ""
    while not password_hash:
        typed = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            password_hash = staff.hash_for(account, typed, site_name=settings.site_name)
        except staff.PasswordWeak as weak:
            click.echo(f"Refused: {_WEAKNESSES[weak.why]}.", err=True)
    begin_write(session)
    staff.set_password(session, account, password_hash=password_hash, actor=ACTOR)
    session.commit()
    click.echo("The password is set. The first sign-in sets up an authenticator app.")


def _ways(account: Account) -> str:
    ways = [
        "password" if account.password else "",
        "authenticator app" if account.tf_totp_secret else "",
        f"passkeys: {len(account.webauthn)}" if account.webauthn else "",
    ]
    return ", ".join(way for way in ways if way) or "cannot sign in yet"


def _with_article(role: str) -> str:
    return "an admin" if role == "admin" else f"a {role}"
