"""How quickly and in how much memory a national register comes in: `python -m benchmarks.nppes`.

A made-up file is imported into a directory of its own by the real command, in a process of its own,
whose memory is read from the system while it works.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.nppes_file import write_rows
from benchmarks.report import machine
from directory.config import ROOT, Settings

PAGE = ROOT / "docs" / "quality.md"
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_PAUSE_S = 0.2
_MARKS = (0.1, 0.5, 1.0)


@dataclass
class Run:
    """One import.

    Attributes:
        rows: Rows of the file.
        seconds: From the run's start to its end, as the directory recorded them.
        cpu_s: Seconds of processor time of the whole process, its start too; other programs on the
            machine do not lengthen it.
        peaks_mb: Highest memory so far, by the share of the file that was read.
        counts: What became of the rows.
    """

    rows: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0
    peaks_mb: dict[float, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.seconds

    @property
    def cpu_rate(self) -> float:
        """Rows per second of processor time."""
        return self.rows / self.cpu_s


def main() -> None:
    """Make the files, import them, print the table and write it into the page if asked."""
    options = _options()
    gazetteer = Settings.from_env().gazetteer_path
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        text = _measured(Path(name), options.rows, gazetteer)
    sys.stdout.write(text)
    if options.write:
        _write(text)


def _measured(folder: Path, rows: int, gazetteer: Path) -> str:
    skimmed = folder / "npidata_skimmed.csv"
    write_rows(skimmed, rows, gazetteer, relevant=0)
    plain = _plain_rates(skimmed)
    results = {"of other professions, CSV": _imported(folder / "a", skimmed, gazetteer)}
    packed = _packed(skimmed)
    skimmed.unlink()
    results["of other professions, zip"] = _imported(folder / "b", packed, gazetteer)
    packed.unlink()
    mixed = folder / "npidata_mixed.csv"
    write_rows(mixed, rows, gazetteer)
    results["as in the register, first time"] = _imported(folder / "c", mixed, gazetteer)
    results["the same file again"] = _imported(folder / "c", mixed, gazetteer)
    return _section(rows, plain, results)


def _packed(path: Path) -> Path:
    packed = path.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "npidata_pfile_20050523-20251109.csv")
    return packed


def _plain_rates(path: Path) -> tuple[float, float]:
    """Rows per second, and per second of processor time, of a reader that does nothing with them."""
    began, cpu_began = time.perf_counter(), time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        rows = sum(1 for _ in csv.reader(file))
    return rows / (time.perf_counter() - began), rows / (time.process_time() - cpu_began)


def _imported(var: Path, path: Path, gazetteer: Path) -> Run:
    (var / "places").mkdir(parents=True, exist_ok=True)
    if not (var / "places" / gazetteer.name).exists():
        (var / "places" / gazetteer.name).symlink_to(gazetteer)
    unset = {"DATABASE_URL", "PORT", "HOST"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment |= {"DIRECTORY_VAR": str(var), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-m", "directory", "import", "nppes", str(path)]
    run, peak = Run(), 0.0
    cpu_began = _children_cpu_s()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            time.sleep(_PAUSE_S)
            peak = max(peak, _peak_mb(process.pid))
            share = _share_read(var / "directory.sqlite")
            for mark in _MARKS:
                if share >= mark:
                    run.peaks_mb.setdefault(mark, peak)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
    run.cpu_s = _children_cpu_s() - cpu_began
    run.peaks_mb[1.0] = peak
    _read_outcome(var / "directory.sqlite", run)
    return run


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_mb(pid: int) -> float:
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def _share_read(database: Path) -> float:
    statement = """
        SELECT json_extract(checkpoint, '$.place.bytes') * 1.0 / file_size, finished_at
        FROM import_run ORDER BY id DESC LIMIT 1
    """
    row = _asked(database, statement)
    return float(row[0] or 0) if row and row[1] is None else 0.0


def _read_outcome(database: Path, run: Run) -> None:
    statement = """
        SELECT (julianday(finished_at) - julianday(started_at)) * 86400,
            json_extract(counts, '$.rows'), json_extract(counts, '$.added'),
            json_extract(counts, '$.unchanged'), json_extract(counts, '$.relevant')
        FROM import_run ORDER BY id DESC LIMIT 1
    """
    row = _asked(database, statement)
    if row is None:
        message = "the import left no run behind"
        raise LookupError(message)
    run.seconds, run.rows = float(row[0]), int(row[1])
    names = ("added", "unchanged", "relevant")
    run.counts = {name: int(value or 0) for name, value in zip(names, row[2:], strict=True)}


def _asked(database: Path, statement: str) -> tuple[str | float | None, ...] | None:
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        try:
            row: tuple[str | float | None, ...] | None = connection.execute(statement).fetchone()
            return row
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return None  # not there yet


def _section(rows: int, plain: tuple[float, float], results: dict[str, Run]) -> str:
    lines = [
        "## NPPES",
        "",
        f"A made-up register of {rows:,} rows of the real form (330 columns, 1.1 KB each), imported",
        f"by the command itself into SQLite. {machine()} Made by:",
        "",
        f"    python -m benchmarks.nppes --rows {rows} --write",
        "",
        f"Python's own `csv.reader`, which does nothing with the rows: {plain[0]:,.0f} rows/s,",
        f"{plain[1]:,.0f} in a second of processor time. Other programs ran on the machine meanwhile;",
        "processor time leaves them out. Listed rows are those with a code of the directory: each",
        "becomes a listing with place, licences and facts, or is compared with the one there is.",
        "Memory grows with the ZIP codes and towns remembered (50,000 at most), not with the rows.",
        "",
        "| rows | rows/s | rows per CPU second | of csv.reader | listed rows | listed rows per CPU second | peak memory at 10 / 50 / 100 %, MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    skim_rate = results["of other professions, CSV"].cpu_rate
    for name, run in results.items():
        listed = run.counts["relevant"]
        # What is left of the time when the other rows are skimmed as quickly as elsewhere.
        taking_s = run.cpu_s - (run.rows - listed) / skim_rate
        listed_rate = f"{listed / taking_s:,.0f}" if listed and taking_s > 0 else "-"
        peaks = " / ".join(f"{run.peaks_mb.get(mark, run.peaks_mb[1.0]):.0f}" for mark in _MARKS)
        lines.append(
            f"| {name} | {run.rate:,.0f} | {run.cpu_rate:,.0f} | {run.cpu_rate / plain[1]:.2f} "
            f"| {listed:,} | {listed_rate} | {peaks} |"
        )
    return "\n".join(lines) + "\n"


def _write(section: str) -> None:
    """Put the section into the page, in place of the one that is there."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Quality\n"
    before, found, rest = text.partition("\n## NPPES\n")
    after = re.search(r"^## ", rest, re.MULTILINE) if found else None
    tail = "\n" + rest[after.start() :] if after else ""
    PAGE.write_text(f"{before.rstrip()}\n\n{section}{tail}", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nppes", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of each file")
    parser.add_argument("--folder", help="where the files are made; 3 GB for a million rows")
    parser.add_argument(
        "--write", action="store_true", help="write the figures into docs/quality.md"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
