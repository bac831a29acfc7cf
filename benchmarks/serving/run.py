"""One command: make a large site, look where the time goes, then let visitors ask it."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.report import PAGE
from benchmarks.sections import put_section
from benchmarks.serving.load import load
from benchmarks.serving.questions import questions
from benchmarks.serving.report import Served, section
from benchmarks.serving.shares import HTML, JSON, shares
from benchmarks.serving.world import site_of
from directory.config import ROOT, Settings
from directory.db import begin_write, make_engine
from directory.practitioners.models import Practitioner
from directory.practitioners.service import mark_changed
from directory.search.indexer import BATCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORKERS = 2
PATIENCE_S = 120.0
_ADDRESS = re.compile(r"is at http://\S+?:(\d+)")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure how the whole site answers and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=main.__doc__)
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each kind of load")
    parser.add_argument("--visitors", type=int, default=8, help="who ask at once")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="keeps sites")
    parser.add_argument("--write", action="store_true", help=f"write into docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    site = site_of(options.folder, options.listings)
    asked = questions(site, options.questions, seed=3)
    parts = shares(site, asked)
    served = Served({}, {})
    with _copy_of(site) as copy, running(copy) as port:
        for name, path in (("JSON", JSON), ("page", HTML)):
            paths = [one.at(path) for one in asked]
            load(port, paths, options.visitors, options.seconds / 4)  # warms up
            served.quiet[name] = load(port, paths, options.visitors, options.seconds)
            with changing(copy):
                served.busy[name] = load(port, paths, options.visitors, options.seconds)
    text = section(options.listings, options.visitors, parts, served)
    print(text)
    if options.write:
        put_section(PAGE, text)


@contextmanager
def _copy_of(site: Path) -> Iterator[Path]:
    """A site's folder that may be changed."""
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=".serving-") as scratch:
        copy = Path(scratch) / "site"
        shutil.copytree(site, copy, symlinks=True)
        yield copy


@contextmanager
def running(site: Path) -> Iterator[int]:
    """The site as `directory serve` runs it, worker and all; gives its port.

    Raises:
        TimeoutError: It did not start.
    """
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "DIRECTORY_VAR": str(site), "WEB_WORKERS": str(WORKERS),
        "SEARCH_LIMIT": "none", "SUGGEST_LIMIT": "none", "LOG_LEVEL": "error",
    }  # fmt: skip
    said = site / "said"
    command = [sys.executable, "-P", "-m", "directory", "serve", "--with-worker", "--port", "0"]
    with said.open("w") as output:
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _port(said)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _port(said: Path) -> int:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := _ADDRESS.search(said.read_text(encoding="utf-8")):
            return int(found[1])
        time.sleep(0.1)
    message = f"The site did not start: {said.read_text(encoding='utf-8')}"
    raise TimeoutError(message)


@contextmanager
def changing(site: Path) -> Iterator[None]:
    """Let listings change all the time: the worker writes them into the index in its batches."""
    done = threading.Event()
    thread = threading.Thread(target=_change, args=(site, done))
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _change(site: Path, done: threading.Event) -> None:
    engine = make_engine(Settings.from_env({"DIRECTORY_VAR": str(site)}).database)
    with Session(engine) as session:
        most = session.scalars(select(func.count()).select_from(Practitioner)).one()
        step, at = max(1, most // BATCH), 0
        while not done.wait(1.0):
            begin_write(session)
            some = select(Practitioner).order_by(Practitioner.id).offset(at)
            for one in session.scalars(some.limit(BATCH)):
                mark_changed(session, one)
            session.commit()
            at = (at + step * 7) % max(1, most - BATCH)
    engine.dispose()
