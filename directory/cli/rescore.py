"""`directory rescore`: brings every stored score up to date."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.cli.progress import counting_bar
from directory.cli.site import read_settings
from directory.db import make_engine
from directory.practitioners.models import Practitioner
from directory.vetting import rechecking, rescoring
from directory.vetting.score import VERSION

if TYPE_CHECKING:
    from rich.progress import Progress


@click.command()
@click.option("--check", is_flag=True, help="Only count every answer again and report wrong sums.")
@click.option("--recount", is_flag=True, help="Count every answer again and mend wrong sums first.")
def rescore(*, check: bool, recount: bool) -> None:
    """Work out every score anew: when a month has passed, or with a new version of the score."""
    engine = make_engine(read_settings().database)
    with Session(engine) as session, counting_bar() as bars:
        wrong = _recheck(session, bars, mend=not check) if check or recount else []
        done = None if check else _rescore(session, bars)
    engine.dispose()
    for public_id in wrong:
        click.echo(f"The sums of {public_id} {'are' if check else 'were'} wrong.")
    if check or recount:
        click.echo(f"{len(wrong)} practitioners with wrong sums.")
    if done:
        click.echo(f"{done.changed} of {done.seen} scores changed; version {VERSION}.")
    sys.exit(1 if check and wrong else 0)


def _recheck(session: Session, bars: Progress, *, mend: bool) -> list[str]:
    task = bars.add_task("Counting answers", total=rechecking.counted(session))
    return rechecking.recheck(session, lambda done: bars.advance(task, done), mend=mend)


def _rescore(session: Session, bars: Progress) -> rescoring.Rescored:
    total = session.scalar(select(func.count(Practitioner.id)))
    task = bars.add_task("Working out scores", total=total)
    now = datetime.now(UTC)
    return rescoring.rescore(session, now, lambda done: bars.advance(task, done))
