"""`directory seed`: fill the site with made-up people, or take them out again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from sqlalchemy.orm import Session

from directory.cli.progress import counting_bar
from directory.cli.site import read_settings
from directory.db import begin_write, make_engine
from directory.demo.members import plant_members, uproot_members
from directory.demo.owners import plant_owners, uproot_owners
from directory.demo.service import plant, uproot
from directory.demo.world import DEFAULT_COUNT, DEFAULT_SEED

if TYPE_CHECKING:
    from directory.config import Settings

MAX_COUNT = 20_000
"""Beyond that, names run out."""


@click.command()
@click.option(
    "--count",
    type=click.IntRange(1, MAX_COUNT),
    default=DEFAULT_COUNT,
    show_default=True,
    help="How many practitioners to make up.",
)
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="Which world.")
@click.option("--remove", is_flag=True, help="Take all made-up practitioners out instead.")
def seed(count: int, seed: int, *, remove: bool) -> None:
    """Fill the site with made-up practitioners, marked as demo; real listings stay as they are.

    Made-up members assess them, so that every state of a score can be seen, and made-up owners
    have listings in every state. The same seed makes the same people. Running it again changes nothing but dates, once a week.
    """
    settings = read_settings()
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        message = _remove(session, settings) if remove else _plant(session, settings, count, seed)
        session.commit()
    engine.dispose()
    click.echo(message)


def _remove(session: Session, settings: Settings) -> str:
    uproot_owners(session, var=settings.var)
    listings = uproot(session)
    uproot_members(session)
    return f"{listings} demo listings removed, and their members."


def _plant(session: Session, settings: Settings, count: int, seed: int) -> str:
    now = datetime.now(UTC)
    with counting_bar() as bars:
        listings = bars.add_task("Planting demo listings", total=count)
        changes = plant(
            session,
            count=count,
            seed=seed,
            today=now.date(),
            progress=lambda done: bars.update(listings, completed=done),
        )
        visits = bars.add_task("Planting assessments", total=count)
        assessments = plant_members(
            session, seed=seed, now=now, progress=lambda done: bars.update(visits, completed=done)
        )
        plant_owners(session, var=settings.var, now=now, moderator=not settings.production)
    return (
        f"{count} demo listings stand; {changes} were added, changed or removed. "
        f"Members assessed them {assessments} times."
    )
