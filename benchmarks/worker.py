"""One step with one way, in a process of its own: `python -m benchmarks.worker build|ask ...`."""

from __future__ import annotations

import argparse
import json
import pickle
import time
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus_file
from benchmarks.embedded import Embedded
from benchmarks.measure import FIRST_USES, measure
from benchmarks.updates import QUIET_S, ROUNDS, measure_updates
from benchmarks.ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from benchmarks.asked import Question
    from benchmarks.ways import Asking


def main(arguments: Sequence[str] | None = None) -> None:
    """Do the step and print what was measured as JSON."""
    options = _options(arguments)
    warnings.filterwarnings("ignore", category=SyntaxWarning, message=".*whoosh.*")
    asking = WAYS[options.way]
    done = {"build": _build, "ask": _ask, "repair": _repair, "update": _update}[options.step]
    Path(options.out).write_text(json.dumps(done(asking, options)), encoding="utf-8")


def _build(asking: Asking, options: argparse.Namespace) -> dict[str, Any]:
    way = asking.way(options.folder)
    start = time.perf_counter()
    way.build(corpus_file.read(options.listings))
    return {"seconds": time.perf_counter() - start}


def _ask(asking: Asking, options: argparse.Namespace) -> dict[str, Any]:
    asked = asking.of(_questions(options.questions))
    uses = 1 if options.brief else FIRST_USES
    return asdict(measure(asking.way, options.folder, asked, asking.rounds, uses))


def _repair(asking: Asking, options: argparse.Namespace) -> dict[str, Any]:
    """Write the questions with all words repaired over those that were typed."""
    way = asking.way(options.folder)
    if isinstance(way, Embedded):
        asked = _questions(options.questions)
        repaired = {kind: list(map(way.repaired, some)) for kind, some in asked.items()}
        Path(options.questions).write_bytes(pickle.dumps(repaired))
    return {}


def _update(_asking: Asking, options: argparse.Namespace) -> dict[str, Any]:
    asked = [question.query for question in _questions(options.questions)["main"]]
    quiet_s, rounds = (0.1, 2) if options.brief else (QUIET_S, ROUNDS)
    return asdict(measure_updates(options.folder, options.listings, asked, quiet_s, rounds))


def _questions(path: Path) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = pickle.loads(path.read_bytes())  # noqa: S301 - our own file
    return found


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worker", description=main.__doc__)
    parser.add_argument("step", choices=("build", "ask", "repair", "update"))
    parser.add_argument("way", choices=WAYS)
    for name in ("folder", "listings", "questions", "out"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--brief", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
