"""One command that asks every question in every way and prints how good the answers are."""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.relevance import report
from benchmarks.relevance.bm25 import plain_words, stemmed_words
from benchmarks.relevance.judged import (
    HALVES,
    LISTINGS,
    SETS,
    TABLE,
    read_listings,
    read_questions,
)
from benchmarks.relevance.report import Answers
from benchmarks.relevance.ways import PlainText, ThisSite
from directory.cli.site import read_settings
from directory.geo.failures import GazetteerMissing
from directory.geo.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.relevance.judged import Listing, Question
    from benchmarks.relevance.ways import Way
    from directory.geo.finder import PlaceFinder


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure how well the search answers."""
    options = _options(arguments)
    warnings.filterwarnings("ignore", category=SyntaxWarning, message=".*whoosh.*")
    judged = SETS[options.set]
    questions, listings = read_questions(options.half, judged), read_listings(judged)
    if not questions:
        sys.exit(f'The {options.set} set has no questions in its half "{options.half}".')
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            Gazetteer(read_settings().gazetteer_path) as places,
        ):
            ways = answer(questions, listings, places, Path(folder), judged / TABLE)
    except GazetteerMissing as missing:
        sys.exit(str(missing))
    text = report.tables(questions, ways)
    if options.queries:
        names = {listing.external_id: listing.name for listing in listings}
        print(report.listing_of_questions(questions, ways[-1], names))
    print(f"{len(listings)} listings, {len(questions)} questions ({options.half})\n\n{text}")
    if options.write:
        report.write(report.SECTIONS[options.set](text, options.half, len(listings)))
        print(f"Wrote {report.PAGE}.")


def answer(
    questions: Sequence[Question],
    listings: Sequence[Listing],
    places: PlaceFinder,
    folder: Path,
    table: Path = LISTINGS,
) -> list[Answers]:
    """Ask every question in every way, the site's own being the last.

    Args:
        questions: What to ask.
        listings: The set's listings as a plain text ranking sees them.
        places: What finds the places that the questions name.
        folder: Where the site's database and index may lie; empty.
        table: The same listings as the site imports them.
    """
    own = ThisSite(folder, places, table)
    ways: list[Way] = [
        PlainText("BM25", plain_words, listings, places),
        PlainText("BM25, stems", stemmed_words, listings, places),
        own,
    ]
    try:
        return [Answers(way.name, {each.id: way.rank(each) for each in questions}) for way in ways]
    finally:
        own.close()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.relevance", description=main.__doc__
    )
    parser.add_argument("--set", choices=list(SETS), default="first", help="which judged set")
    parser.add_argument("--half", choices=[*HALVES, "all"], default="report")
    parser.add_argument(
        "--queries", action="store_true", help="show what this site answers, the worst first"
    )
    parser.add_argument("--write", action="store_true", help="write the section in docs/quality.md")
    return parser.parse_args(arguments)
