"""`directory import csv` and `directory export csv`: listings as a table, in and out."""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.cli.csv_import import TableImport
from directory.cli.migrations import bring_to_head
from directory.cli.progress import counting_bar
from directory.cli.site import read_settings
from directory.db import make_engine
from directory.geo.failures import GazetteerMissing, GeocodingError, PlaceNotFound
from directory.geo.gazetteer import Gazetteer
from directory.interchange.sheet.folding import one_line
from directory.interchange.sheet.reading import SheetUnusable, open_sheet
from directory.interchange.sheet.service import SOURCE, each_listing
from directory.interchange.sheet.writing import write_table
from directory.practitioners.models import PUBLIC_STATUSES, Practitioner

if TYPE_CHECKING:
    from collections.abc import Iterator

RESERVED = ("demo", "nppes")
"""Sources that say of a listing what a table cannot: that it is made up, or from a register."""

_BYTE_ORDER_MARK = "\ufeff"


def _checked_source(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", name) or name.lower() in RESERVED:
        message = (
            "give up to 40 letters, digits, dots, hyphens and underscores; "
            f"{' and '.join(RESERVED)} are taken."
        )
        raise click.BadParameter(message)
    return name


@click.command("csv")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option(
    "--source",
    default=SOURCE,
    show_default=True,
    callback=_checked_source,
    help="Where the listings come from; an external_id is one listing within its source.",
)
@click.option("--dry-run", is_flag=True, help="Read and report everything, and take in nothing.")
def import_csv(files: tuple[Path, ...], source: str, *, dry_run: bool) -> None:
    """Take in listings from tables that a spreadsheet saved, in any encoding and separator.

    They come in as unclaimed listings. A file read again changes only what has changed in it, and
    listings that are missing from a later file are left alone.

    A database of an older version is brought up to date first, before a dry run too.
    """
    settings = read_settings()
    for path in files:
        _try_out(path)
    bring_to_head(settings.database, settings.var / "migrations.lock")
    geocoder = _geocoder(settings.gazetteer_path)
    for path in files:
        try:
            TableImport(settings, path, geocoder, source=source, dry_run=dry_run).run()
        except GeocodingError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # whoever reads the summary has seen enough
            raise
        except (SheetUnusable, OSError) as error:
            raise _unusable(path, error) from error
        except SQLAlchemyError as error:
            message = f"The database did not take {one_line(path.name)}: {error}"
            raise click.ClickException(message) from error


def _geocoder(path: Path) -> Gazetteer | None:
    """The place data, or a word on what is missing without them."""
    geocoder = Gazetteer(path)
    try:
        geocoder.resolve("Denver")
    except PlaceNotFound:
        return geocoder
    except GazetteerMissing:
        click.echo(
            "There is no place data that can be used: rows without latitude and longitude come in "
            "without a place on the map. To find them too, run: directory gazetteer build",
            err=True,
        )
        return None
    return geocoder


def _try_out(path: Path) -> None:
    """Complain about an unusable file before any other is taken in."""
    try:
        with open_sheet(path):
            return
    except (SheetUnusable, OSError) as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: Exception) -> click.ClickException:
    return click.ClickException(f"{one_line(str(path))} cannot be imported: {error}")


@click.group("export")
def exports() -> None:
    """Write listings to files that others, or this site, can read again."""


@exports.command("csv")
@click.argument("file", default="-", metavar="[FILE|-]", type=click.Path(path_type=Path))
@click.option("--source", default=None, help="Only listings of this source, such as csv.")
@click.option(
    "--bom", is_flag=True, help="Begin with the mark by which spreadsheets recognise UTF-8."
)
def export_csv(file: Path, source: str | None, *, bom: bool) -> None:
    """Write every public listing as a table, one row for each place of work.

    It holds what the pages show, e-mail addresses too. `directory import csv` reads it again
    without loss. A file appears only when it is complete.
    """
    settings = read_settings()
    bring_to_head(settings.database, settings.var / "migrations.lock")
    try:
        with _target(file) as out:
            listings, rows = _write(settings.database, out, source, bom=bom)
    except BrokenPipeError:
        # Whoever reads has seen enough; what Python would flush at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    except OSError as error:
        message = f"{one_line(str(file))} cannot be written: {error.strerror}."
        raise click.ClickException(message) from error
    click.echo(f"{listings:,} listings in {rows:,} rows written.", err=True)


def _write(database: str, out: TextIO, source: str | None, *, bom: bool) -> tuple[int, int]:
    engine = make_engine(database)
    listings = rows = 0
    with Session(engine) as session, counting_bar() as bars:
        public = select(func.count()).where(Practitioner.status.in_(PUBLIC_STATUSES))
        if source is not None:
            public = public.where(Practitioner.source == source)
        task = bars.add_task("Exporting", total=session.scalar(public) or 0)
        if bom:
            out.write(_BYTE_ORDER_MARK)
        for rows in write_table(each_listing(session, source), out):  # noqa: B007 - the last counts
            listings += 1
            bars.update(task, completed=listings)
    engine.dispose()
    return listings, rows


@contextmanager
def _target(path: Path) -> Iterator[TextIO]:
    """What to write to: standard output, or a file that replaces the old one when it is whole."""
    if str(path) == "-":
        text = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
        try:
            yield text
            text.flush()
        finally:
            text.detach()  # standard output is not ours to close
        return
    final = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{final.name[:80]}.", dir=final.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(final)
    finally:
        part.unlink(missing_ok=True)
