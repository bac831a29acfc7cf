"""Commands of the search room: `directory search` and `directory reindex`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.db import make_engine
from directory.geo.failures import GeocodingError
from directory.geo.gazetteer import Gazetteer
from directory.http.wording import reason_text
from directory.practitioners.models import PUBLIC_STATUSES, Practitioner
from directory.search import indexer, service
from directory.search.engine import IndexBusy, SearchUnavailable
from directory.search.request import DEFAULT_RADIUS_KM, SearchRequest
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from directory.search.results import Card, Results


@click.command()
@click.option("--if-missing", is_flag=True, help="Do nothing when there is an index that answers.")
def reindex(*, if_missing: bool) -> None:
    """Build the search index anew from the database; the old one answers until the switch."""
    settings = Settings.from_env()
    engine = WhooshEngine(settings.index_path)
    if if_missing and _answers(engine):
        return
    with Session(make_engine(settings.database)) as session, _progress() as bars:
        public = Practitioner.status.in_(PUBLIC_STATUSES)
        total = session.scalar(select(func.count(Practitioner.id)).where(public))
        task = bars.add_task("Building the search index", total=total)
        try:
            state = indexer.rebuild(session, engine, lambda done: bars.update(task, completed=done))
        except IndexBusy as error:
            raise click.ClickException(str(error)) from error
        bars.update(task, completed=total)
    click.echo(f"The search index holds {state.documents} listings.")


@click.command()
@click.argument("text", default="")
@click.option("--near", default="", help="Town, ZIP code, state or country.")
@click.option("--radius-km", type=click.FloatRange(0.1, 2_000), default=DEFAULT_RADIUS_KM)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def search(text: str, near: str, radius_km: float, *, as_json: bool) -> None:
    """Find practitioners by TEXT, near a place."""
    settings = Settings.from_env()
    request = SearchRequest(q=text, near=near, radius_km=radius_km)
    with Session(make_engine(settings.database)) as session:
        try:
            results = service.search(
                session,
                WhooshEngine(settings.index_path),
                Gazetteer(settings.gazetteer_path),
                request,
                today=datetime.now(UTC).date(),
            )
        except (GeocodingError, SearchUnavailable) as error:
            raise click.ClickException(str(error)) from error
        if as_json:
            json.dump(_as_json(results), sys.stdout, ensure_ascii=False, indent=2)
            click.echo()
        else:
            _print(results)


def _answers(engine: WhooshEngine) -> bool:
    try:
        engine.state()
    except SearchUnavailable:
        return False
    return True


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _as_json(results: Results) -> dict[str, Any]:
    place = results.interpretation.place
    return {
        "total": results.total,
        "page": results.request.page,
        "per_page": results.request.per_page,
        "place": place.label if place else None,
        "radius_km": results.interpretation.radius_km,
        "results": [_card_json(card) for card in results.cards],
    }


def _card_json(card: Card) -> dict[str, Any]:
    return {
        "id": str(card.practitioner.public_id),
        "slug": card.practitioner.slug,
        "name": card.practitioner.name,
        "kind": str(card.practitioner.kind),
        "profession": card.practitioner.profession,
        "distance_km": None if card.distance_km is None else round(card.distance_km, 1),
        "score": card.practitioner.score,
        "reasons": [reason_text(reason) for reason in card.reasons],
    }


def _print(results: Results) -> None:
    place = results.interpretation.place
    where = f" near {place.label}" if place else ""
    click.echo(f"{results.total} found{where}")
    for card in results.cards:
        reasons = "; ".join(reason_text(reason) for reason in card.reasons)
        click.echo(f"{card.number}. {card.practitioner.name} ({card.practitioner.profession})")
        click.echo(f"   {reasons}")
