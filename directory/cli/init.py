"""`directory init`: makes whatever a site lacks, and nothing it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.cli.migrations import bring_to_head
from directory.cli.places import gazetteer
from directory.cli.reindexing import reindex
from directory.cli.seed import seed
from directory.cli.site import read_settings
from directory.config import site_secret
from directory.db import make_engine
from directory.geo.edition import is_current
from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from directory.config import Settings

_PRIVATE = 0o700


@click.command()
@click.option("--demo", is_flag=True, help="Plant the demo listings when there are no listings.")
@click.option("--index", is_flag=True, help="Build the search index when there is none.")
@click.pass_context
def init(ctx: click.Context, demo: bool, index: bool) -> None:
    """Make what is missing: folders, secrets, database at its newest form, place data."""
    settings = read_settings()
    _make_folders(settings)
    site_secret(settings)
    if bring_to_head(settings.database, settings.var / "migrations.lock"):
        click.echo("The database is at its newest form.")
    if not is_current(settings.gazetteer_path):
        click.echo("Building the place data ...")
        ctx.invoke(gazetteer.commands["build"])
    if demo and not _has_listings(settings):
        click.echo("Planting the demo listings ...")
        ctx.invoke(seed)
    if index:
        ctx.invoke(reindex, if_missing=True)


def _make_folders(settings: Settings) -> None:
    """The index is private because its files are pickles, the rest because it names people."""
    for folder in (settings.var, settings.index_path, settings.gazetteer_path.parent):
        if not folder.exists():
            folder.mkdir(mode=_PRIVATE, parents=True)
    for folder in (settings.var, settings.index_path):
        folder.chmod(_PRIVATE)


def _has_listings(settings: Settings) -> bool:
    database = make_engine(settings.database)
    with Session(database) as session:
        found = session.scalar(select(Practitioner.id).limit(1))
    database.dispose()
    return found is not None
