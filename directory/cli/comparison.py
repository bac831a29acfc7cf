"""`directory compare nppes`: what changed between two of the registry's files."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click
from rich.console import Console
from rich.table import Table as Lines

from directory.cli.imports import parts_or_complaint
from directory.cli.site import read_settings
from directory.cli.step_bars import StepBars
from directory.interchange.comparison import Comparison, Difference, Finding
from directory.interchange.download import providers_among
from directory.interchange.gathering import scratch
from directory.interchange.nucc import taxonomy
from directory.interchange.sheet.cells import guarded
from directory.interchange.steps import READING, Step
from directory.interchange.tables import open_table
from directory.interchange.unusable import FileUnusable
from directory.interchange.wording import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from directory.interchange.archives import Part
    from directory.interchange.tables import Table

HEADER = ("difference", "npi", "name", "profession", "place")


@click.group("compare")
def compare() -> None:
    """Tell what changed between two files; the directory itself is not touched."""


@compare.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
def nppes(old: Path, new: Path) -> None:
    """Compare two npidata_pfile, OLD and NEW (CSV or zip), as to the listed professions.

    Counts what was added, is gone, was deactivated or reactivated, moved, was renamed or changed
    its profession; every case goes to a CSV in the var folder.
    """
    folder = read_settings().var / "imports"
    older, newer = (_provider_part(path) for path in (old, new))
    with ExitStack() as stack:
        comparison = Comparison(stack.enter_context(scratch(folder)), taxonomy())
        report = stack.enter_context(_Report(folder))
        try:
            _read(older, "Older file", comparison.read_older)
            _read(newer, "Newer file", partial(comparison.read_newer, report=report.add))
        except FileUnusable as error:
            message = f"A file cannot be read on: {error}"
            raise click.ClickException(message) from error
        for finding in comparison.gone():
            report.add(finding)
    report.print_summary()


class _Report:
    """The CSV of all differences, and how many there are of each."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"compared-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.csv"
        self._counts: Counter[Difference] = Counter()

    def __enter__(self) -> Self:
        self._file = self.path.open("x", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(HEADER)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, finding: Finding) -> None:
        self._counts[finding.difference] += 1
        self._writer.writerow([guarded(cell) for cell in finding])

    def print_summary(self) -> None:
        lines = Lines(show_header=False, box=None)
        lines.add_column()
        lines.add_column(justify="right")
        for difference in Difference:
            lines.add_row(difference.value, f"{self._counts[difference]:,}")
        Console(width=100).print(lines)
        click.echo(f"Every case: {self.path}")


def _provider_part(path: Path) -> Part:
    providers = providers_among(parts_or_complaint(path))
    if len(providers) != 1:
        message = f"{clean(str(path))} has {len(providers)} npidata_pfile in it; one is needed."
        raise click.ClickException(message)
    return providers[0]


def _read(part: Part, title: str, read: Callable[[Table], Iterator[int]]) -> None:
    with open_table(part) as table, StepBars(title) as bars:
        for step in _steps(table, part, read(table)):
            bars.show(step)


def _steps(table: Table, part: Part, batches: Iterator[int]) -> Iterator[Step]:
    for rows in batches:
        yield Step(READING, table.bytes_read, part.size, rows)
