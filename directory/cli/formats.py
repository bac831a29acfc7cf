"""The group `directory import` with the commands of all formats."""

from __future__ import annotations

from directory.cli.csv_files import import_csv
from directory.cli.imports import imports

__all__ = ["imports"]

imports.add_command(import_csv)
