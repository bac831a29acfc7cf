"""`directory remove`: takes somebody out of the directory who asked for it, and keeps them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.cli.migrations import bring_to_head
from directory.cli.site import read_settings
from directory.config import site_secret
from directory.db import begin_write, make_engine
from directory.interchange.removal import remove as remove_listing
from directory.interchange.suppression import how_many, lift, suppress
from directory.practitioners.models import Practitioner
from directory.practitioners.npi import is_npi

if TYPE_CHECKING:
    import uuid

    from sqlalchemy import ColumnElement

ACTOR = "command:remove"


def _npi(_ctx: click.Context, _option: click.Parameter, npi: str | None) -> str | None:
    if npi is not None and not is_npi(npi):
        message = "that is no NPI: ten digits, the last of which checks the others"
        raise click.BadParameter(message)
    return npi


@click.command()
@click.option("--npi", callback=_npi, help="National Provider Identifier, listed or not.")
@click.option("--id", "public_id", type=click.UUID, help="The listing's id, as the API gives it.")
@click.option("--slug", help="The last part of the listing's address on the site.")
@click.option("--undo", is_flag=True, help="Let imports bring the NPI in again.")
@click.option("--count", is_flag=True, help="Only say how many are kept out.")
def remove(
    npi: str | None, public_id: uuid.UUID | None, slug: str | None, *, undo: bool, count: bool
) -> None:
    """Remove a listing for good, and keep imports from bringing it back.

    Give one of --npi, --id and --slug. What is kept is a hash that only this site's secret can make.
    """
    given = [value for value in (npi, public_id, slug) if value is not None]
    if len(given) != (0 if count else 1) or (undo and npi is None):
        message = "Give one of --npi, --id and --slug; --undo needs --npi; --count stands alone."
        raise click.UsageError(message)
    settings = read_settings()
    bring_to_head(settings.database, settings.var / "migrations.lock")
    engine = make_engine(settings.database)
    try:
        with Session(engine) as session:
            begin_write(session)
            secret = site_secret(settings)
            if count:
                click.echo(f"{how_many(session)} entries are kept out of imports.")
            elif undo and npi:
                _undo(session, npi, secret)
            else:
                _remove(session, npi, _which(npi, public_id, slug), secret)
            session.commit()
    finally:
        engine.dispose()


def _which(npi: str | None, public_id: uuid.UUID | None, slug: str | None) -> ColumnElement[bool]:
    if npi is not None:
        return Practitioner.npi == npi
    return Practitioner.public_id == public_id if public_id else Practitioner.slug == slug


def _remove(session: Session, npi: str | None, which: ColumnElement[bool], secret: str) -> None:
    found = session.scalars(select(Practitioner).where(which)).one_or_none()
    if found is not None:
        removal = remove_listing(session, found, secret, actor=ACTOR)
        click.echo("The listing is removed; it leaves the search as soon as the worker sees it.")
        if not removal.kept_out:
            click.echo("It had neither NPI nor a source's id: another source may bring it again.")
    elif npi:
        suppress(session, npi, secret, actor=ACTOR)
        click.echo("There is no such listing; imports will leave the NPI out.")
    else:
        message = "There is no such listing."
        raise click.ClickException(message)


def _undo(session: Session, npi: str, secret: str) -> None:
    if not lift(session, npi, secret, actor=ACTOR):
        message = "That NPI is not kept out of imports."
        raise click.ClickException(message)
    click.echo("The next import may bring the NPI in again.")
