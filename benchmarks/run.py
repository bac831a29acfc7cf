"""One command that builds, asks, compares, prints and draws: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import json
import pickle
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import corpus_file
from benchmarks.asked import asked
from benchmarks.built import Build, form_of, kept
from benchmarks.measure import Asked, FirstUse, Times
from benchmarks.memory import Watch
from benchmarks.page import write
from benchmarks.report import section
from benchmarks.result import Figures, Result
from benchmarks.updates import Updates
from benchmarks.ways import SITE, WAYS
from directory.config import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 1


class TotalsDiffer(AssertionError):
    """Two ways answered the same question with different totals: one of them is wrong."""


class BestDiffer(AssertionError):
    """A way that ranks as this site does put others on the page, or the same in another order."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmarks and print the tables."""
    options = _options(arguments)
    start = time.perf_counter()
    result = run(options.folder, options.listings, options.queries, options.mixed, options.ways)
    took_s = time.perf_counter() - start
    text = section(result, took_s, full=options.full)
    print(text)
    if options.write:
        for path in write(text, result, full=options.full):
            print(f"Wrote {path}.")


def run(
    folder: Path,
    listings: int,
    queries: int,
    mixed: int,
    ways: Sequence[str],
    *,
    brief: bool = False,
) -> Result:
    """Measure some ways on the same listings, and changes to this site's own index.

    Args:
        folder: Where listings and built indexes are kept for the next run.
        listings: How many there are.
        queries: Questions of each kind.
        mixed: Different questions in the query log.
        ways: Names in `WAYS`; this site comes first.
        brief: Measure once what is measured again and again, only to see that it works.

    Raises:
        TotalsDiffer: Two ways disagree on how many there are.
        BestDiffer: The NumPy limit disagrees on who comes first.
    """
    folder = folder / f"{listings}-{SEED}-{form_of('listings')}"
    _say(f"Making {listings:,} listings up ...")
    corpus_file.write(folder / "listings.pickle", listings, SEED)
    figures: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as scratch:
        steps = Steps(folder, Path(scratch) / "questions.pickle", brief)
        steps.questions.write_bytes(pickle.dumps(asked(queries, mixed)))
        for name in ways:
            if WAYS[name].most and listings > WAYS[name].most:
                continue
            figures[name] = steps.measure(name)
            compare(figures[SITE], figures[name], exact=WAYS[name].exact)
            if name == SITE:
                steps.repair()
        _say("Changing listings ...")
        updates = steps.update()
    return Result(listings, figures, updates)


@dataclass(frozen=True, slots=True)
class Steps:
    """Starts a process for each step, over the listings and indexes of a folder."""

    folder: Path
    questions: Path
    brief: bool

    def measure(self, name: str) -> Figures:
        """Build an index, unless it is kept from before, and ask it."""
        index, build = self._built(WAYS[name].served_from or name)
        _say(f"Asking {WAYS[name].way.name} ...")
        found, _ = self._start("ask", name, index)
        return Figures(WAYS[name].way.name, build, asked_of(found))

    def repair(self) -> None:
        """Let this site repair what was typed, for those who cannot."""
        self._start("repair", SITE, self._built(SITE)[0])

    def update(self) -> Updates:
        """Change listings."""
        found, _ = self._start("update", SITE, self._built(SITE)[0])
        return Updates(**found)

    def _built(self, name: str) -> tuple[Path, Build]:
        return kept(self.folder, name, form_of(name), lambda index: self._build(name, index))

    def _build(self, name: str, index: Path) -> tuple[int, float, float]:
        _say(f"Building {WAYS[name].way.name} ...")
        found, memory_mb = self._start("build", name, index)
        return corpus_file.count(self.folder / "listings.pickle"), found["seconds"], memory_mb

    def _start(self, step: str, name: str, index: Path) -> tuple[dict[str, Any], float]:
        """What a step found, and the most memory its processes took together."""
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "found.json"
            places = {"folder": index, "listings": self.folder / "listings.pickle", "out": out}
            command = [sys.executable, "-m", "benchmarks.worker", step, name]
            for option, path in {**places, "questions": self.questions}.items():
                command += [f"--{option}", str(path)]
            if self.brief:
                command.append("--brief")
            process = subprocess.Popen(command, cwd=ROOT)
            with Watch(process.pid, look=step == "build") as watch:
                code = process.wait()
            if code:
                raise subprocess.CalledProcessError(code, command)
            found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return found, watch.most_mb


def asked_of(found: dict[str, Any]) -> Asked:
    """What a process measured, from the JSON it wrote."""
    return Asked(
        first=[FirstUse(*one) for one in found["first"]],
        memory_mb=found["memory_mb"],
        questions={kind: Times(**times) for kind, times in found["questions"].items()},
    )


def compare(own: Figures, other: Figures, *, exact: bool) -> None:
    """Hold the answers of another way against this site's.

    Raises:
        TotalsDiffer: The totals are not equal.
        BestDiffer: They ought to be the same people in the same order, and are not.
    """
    for kind, theirs in other.asked.questions.items():
        ours = own.asked.questions[kind]
        if theirs.totals != ours.totals[: len(theirs.totals)]:
            message = f"{other.name} and {own.name} disagree on the totals of {kind!r}."
            raise TotalsDiffer(message)
        if exact and theirs.best != ours.best[: len(theirs.best)]:
            message = f"{other.name} and {own.name} disagree on the best of {kind!r}."
            raise BestDiffer(message)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--full", action="store_true", help="the long run: 500,000 listings")
    parser.add_argument("--listings", type=int)
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument("--mixed", type=int, default=300, help="different ones in the query log")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="keeps indexes")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md and a plot")
    options = parser.parse_args(arguments)
    options.listings = options.listings or (500_000 if options.full else 50_000)
    options.ways = [name for name in WAYS if name == SITE or name in options.ways]
    return options


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
