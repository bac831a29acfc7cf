"""`directory reindex`: build the search index anew. It loads neither pages nor the API."""

from __future__ import annotations

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.cli.progress import counting_bar
from directory.cli.site import read_settings
from directory.db import make_engine
from directory.practitioners.models import PUBLIC_STATUSES, Practitioner
from directory.search import indexer
from directory.search.engine import IndexBusy, SearchUnavailable
from directory.search.whoosh_engine import REBUILD_WAIT_S, WhooshEngine


@click.command()
@click.option("--if-missing", is_flag=True, help="Do nothing when there is an index that answers.")
@click.option(
    "--wait",
    "wait_s",
    type=click.FloatRange(0, 3600),
    default=REBUILD_WAIT_S,
    show_default=True,
    help="Seconds to wait for another process that is writing the index.",
)
def reindex(*, if_missing: bool, wait_s: float) -> None:
    """Build the search index anew from the database; the old one answers until the switch."""
    settings = read_settings()
    engine = WhooshEngine(settings.index_path, rebuild_wait_s=wait_s)
    if if_missing and _answers(engine):
        return
    connected = make_engine(settings.database)
    with Session(connected) as session, counting_bar() as bars:
        public = Practitioner.status.in_(PUBLIC_STATUSES)
        total = session.scalar(select(func.count(Practitioner.id)).where(public))
        task = bars.add_task("Building the search index", total=total)
        try:
            state = indexer.rebuild(session, engine, lambda done: bars.update(task, completed=done))
        except IndexBusy as error:
            raise click.ClickException(str(error)) from error
        bars.update(task, completed=total)
    connected.dispose()
    click.echo(f"The search index holds {state.documents} listings.")


def _answers(engine: WhooshEngine) -> bool:
    try:
        engine.state()
    except SearchUnavailable:
        return False
    return True
