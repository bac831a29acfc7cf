"""How soon suggestions come while somebody types: `python -m benchmarks.suggest`."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.corpus import documents
from benchmarks.report import machine
from directory import create_app
from directory.config import ROOT, Settings
from directory.db import database
from directory.geo.gazetteer import Gazetteer
from directory.practitioners.vocabulary import vocabulary
from directory.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.testing import FlaskClient
    from numpy.random import Generator

    from directory.geo.finder import PlaceFinder

PAGE = ROOT / "docs" / "quality.md"
HEADING = "## Autocomplete"
TARGET_MS = 20.0
"""Of 95 % of the answers, on the server."""

LONGEST = 10
"""Letters after which somebody has seen what they want."""

_PLACES = (
    "Portland, Oregon; Denver; Springfield, Missouri; Sacramento; Saint-Étienne; San Francisco; "
    "London; Köln; Zürich; Washington; New York; Salem; Oregon; Paris; Münster; St. Louis; "
    "Los Angeles; La Rochelle; Mainz; Berlin; Edinburgh; 97501; 10115; SW1A; K1A; Nowhereville"
)
_MEANING = """\
What the server takes for one answer, from the request to the last byte, in one process and one
thread: every letter from the second to the tenth of names, terms and places, typed in a seeded
order. The limit is counted as always. On a machine that does other things as well, what the
processor alone took tells more. The browser waits 120 ms after the last letter before it asks.
"""


class Row(NamedTuple):
    """What was asked, and for each answer the milliseconds it took and those a processor worked."""

    name: str
    milliseconds: list[float]
    worked: list[float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the suggestions and print the table."""
    options = _options(arguments)
    warnings.filterwarnings("ignore", category=SyntaxWarning, message=".*whoosh.*")
    with tempfile.TemporaryDirectory() as folder:
        places = Gazetteer(Settings.from_env().gazetteer_path)
        rows, made_s = run(Path(folder), options.listings, options.texts, places)
    text = section(rows, options.listings, made_s)
    print(text)
    if options.write:
        write(text)


def run(folder: Path, listings: int, texts: int, places: PlaceFinder) -> tuple[list[Row], float]:
    """Measure both addresses over an index of made-up people.

    Returns:
        A row for each address, and the seconds it took to make the list of names.
    """
    quiet = {"LOG_LEVEL": "error", "SUGGEST_LIMIT": "1000000 per minute"}
    settings = Settings.from_env({"DIRECTORY_VAR": str(folder), **quiet})
    _say(f"Indexing {listings:,} names ...")
    names = _index(settings.index_path, listings)
    made_s = _time_to_list_names(settings.index_path)
    app = create_app(settings, places=places)
    visitor = app.test_client()
    chance = np.random.default_rng(1)
    _say("Typing ...")
    rows = [
        measure(visitor, "/suggest/words", keystrokes(chance, [*names[:texts], *_terms()], texts)),
        measure(visitor, "/suggest/places", keystrokes(chance, _PLACES.split("; "), texts)),
    ]
    with app.app_context():
        database.engine.dispose()
    return rows, made_s


def keystrokes(chance: Generator, texts: Sequence[str], count: int) -> list[str]:
    """What stands in the field after each letter from the second on, while texts are typed."""
    drawn = [texts[at] for at in chance.integers(len(texts), size=count)]
    return [text[:length] for text in drawn for length in range(2, min(len(text), LONGEST) + 1)]


def measure(visitor: FlaskClient, address: str, typed: list[str]) -> Row:
    """Ask at every letter.

    Raises:
        AssertionError: An answer is no answer.
    """
    visitor.get(address, query_string={"q": typed[0]})
    times, worked = [], []
    for text in typed:
        start, started = time.perf_counter(), time.thread_time()
        answer = visitor.get(address, query_string={"q": text})
        times.append(1_000 * (time.perf_counter() - start))
        worked.append(1_000 * (time.thread_time() - started))
        assert answer.status_code == 200, (address, answer.status)  # noqa: S101
    return Row(address, times, worked)


def section(rows: list[Row], listings: int, made_s: float) -> str:
    """The figures as a section of the page on quality."""
    shares = (50, 95, 99)
    lines = [
        f"| `{row.name}` | {len(row.milliseconds):,} | "
        + " | ".join(f"{np.percentile(row.milliseconds, share):.1f}" for share in shares)
        + f" | {np.percentile(row.worked, 95):.1f} |"
        for row in rows
    ]
    head = (
        "| address | answers | p50, ms | p95, ms | p99, ms | processor alone, p95 |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    made = f"The list of {listings:,} names is made once for each piece of the index, in {made_s:.1f} s."
    return (
        f"{HEADING}\n\n{_MEANING}\n    python -m benchmarks.suggest --write\n\n{head}\n"
        + "\n".join(lines)
        + f"\n\nThe target is {TARGET_MS:.0f} ms at p95. {made}\n{machine()}\n"
    )


def write(text: str) -> None:
    """Put the section into the page, in the place of an earlier one."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Quality\n"
    earlier = re.compile(rf"^{HEADING}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    page = f"{earlier.sub('', page).rstrip()}\n\n{text}"
    PAGE.write_text(f"{page.rstrip()}\n", encoding="utf-8")


def _index(index: Path, listings: int) -> list[str]:
    """Build an index of names alone; the listings themselves do not stay in memory."""
    crowd = [replace(one, texts={"name": one.texts["name"]}) for one in documents(listings)]
    WhooshEngine(index).rebuild(crowd)
    return [one.texts["name"].partition("\n")[0] for one in crowd]


def _time_to_list_names(index: Path) -> float:
    """Make the list anew, as the first process does after pieces of the index were merged."""
    for listed in index.rglob("*.names.npz"):
        listed.unlink()
    engine = WhooshEngine(index)
    engine.state()
    return _seconds(lambda: engine.names(["a"], 1))


def _terms() -> list[str]:
    return [entry.label for name in ("condition", "modality") for entry in vocabulary(name)]


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggest", description=main.__doc__)
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--texts", type=int, default=400, help="typed into each field")
    parser.add_argument("--write", action="store_true", help="write the figures to docs/quality.md")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
