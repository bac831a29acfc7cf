"""`directory worker`: keeps the promises of the outbox: search sees changes, mails go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.cli.mailing import Postman
from directory.cli.periodic import Periodic
from directory.cli.processes import Requests, stop_with_supervisor
from directory.cli.site import read_settings
from directory.db import make_engine
from directory.search.engine import IndexBusy, SearchUnavailable
from directory.search.indexer import index_pending, rebuild
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from directory.search.engine import SearchEngine

IDLE_S = 0.3
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0

TROUBLES = (IndexBusy, SearchUnavailable, SQLAlchemyError, OSError)
"""What passes by itself or when somebody mends it: another process writing the index, a database
that is away, a full disk. The promise stays in the outbox until it is kept."""

_log = structlog.get_logger("worker")


@click.command()
def worker() -> None:
    """Bring the search index up to date and send mail, until Ctrl-C or SIGTERM."""
    stop_with_supervisor()
    settings = read_settings()
    requests = Requests()
    requests.listen()
    database = make_engine(settings.database)
    clock = Periodic.for_site(settings, database)
    errands = [Postman.for_site(settings, database).go, clock.go]
    work(database, WhooshEngine(settings.index_path), requests, errands)
    database.dispose()


def work(
    database: Engine,
    search: SearchEngine,
    requests: Requests,
    errands: Sequence[Callable[[], object]] = (),
) -> None:
    """Apply what is pending until asked to stop; trouble makes it wait longer each time.

    Errands are run in every round, whether the index is well or not. They are short when there is
    nothing to do, and deal with their own trouble.
    """
    pause_s = FIRST_PAUSE_S
    while not requests.stop:
        for run in errands:
            run()
        try:
            with Session(database) as session:
                applied = _keep_promises(session, search)
        except TROUBLES as trouble:
            _log.warning("waiting", seconds=pause_s, because=str(trouble).partition("\n")[0])
            requests.wait(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
            continue
        pause_s = FIRST_PAUSE_S
        if applied:
            _log.info("indexed", changes=applied)
        else:
            requests.wait(IDLE_S)


def _keep_promises(session: Session, search: SearchEngine) -> int:
    """Apply one batch, or build the whole index if there is none that works."""
    try:
        search.state()
        return index_pending(session, search)
    except SearchUnavailable as missing:
        _log.warning("rebuilding the index", because=str(missing))
        return rebuild(session, search).documents
