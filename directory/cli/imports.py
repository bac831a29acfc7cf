"""`directory import`: takes listings in from files, each file as one recorded run."""

from __future__ import annotations

from pathlib import Path

import click

from directory.cli.migrations import bring_to_head
from directory.cli.nppes_import import NppesImport
from directory.cli.site import read_settings
from directory.geo.failures import GeocodingError
from directory.geo.gazetteer import Gazetteer
from directory.interchange.download import NppesPart, in_order, usable_parts
from directory.interchange.unusable import FileUnusable
from directory.interchange.wording import clean


@click.group("import")
def imports() -> None:
    """Take listings in from files. Every file is one recorded run and may be imported again."""


@imports.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--restart", is_flag=True, help="Begin anew where an earlier import broke off.")
def nppes(files: tuple[Path, ...], *, restart: bool) -> None:
    """Take in providers from CMS's public NPPES download: its zip, or CSV files from it.

    Of npidata_pfile only the listed professions come in, as unclaimed listings; pl_pfile adds
    further places of work to them, othername_pfile further names. A second run with the same file
    changes nothing; an import that broke off goes on where it was.
    """
    settings = read_settings()
    if not settings.gazetteer_path.exists():
        message = (
            "There is no place data yet to find addresses with. Run: directory gazetteer build"
        )
        raise click.ClickException(message)
    parts = in_order(part for path in files for part in parts_or_complaint(path))
    bring_to_head(settings.database, settings.var / "migrations.lock")
    geocoder = Gazetteer(settings.gazetteer_path)
    try:
        NppesImport(settings, parts, geocoder, restart=restart).run()
    except FileUnusable as error:
        message = f"A file cannot be read on: {error}"
        raise click.ClickException(message) from error
    except GeocodingError as error:
        raise click.ClickException(str(error)) from error


def parts_or_complaint(path: Path) -> list[NppesPart]:
    """The CSV files in a file; an unusable one ends the command before any other is taken in."""
    try:
        return usable_parts(path)
    except FileUnusable as error:
        message = f"{clean(str(path))} cannot be imported: {error}"
        raise click.ClickException(message) from error
