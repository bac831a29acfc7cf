"""The rejects file."""

import csv
import os

from directory.config import ROOT
from directory.interchange.rejects import HEADER, RejectsFile
from directory.interchange.remarks import Reason, Remark


def test_every_remark_is_a_line_with_reason_and_advice(tmp_path):
    remarks = [
        Remark(7, "1234567893", Reason.BAD_NPI, kept=False),
        Remark(9, "1234567893", Reason.PHONE_DROPPED, kept=True),
    ]

    with RejectsFile(tmp_path, 3) as rejects:
        rejects.write(remarks[:1])
        rejects.write(remarks[1:])

    assert rejects.relative_path == "imports/3-rejects.csv"
    with (tmp_path / "imports" / "3-rejects.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == HEADER
    assert [row[:4] for row in rows] == [
        ["7", "1234567893", "rejected", "bad_npi"],
        ["9", "1234567893", "kept", "phone_dropped"],
    ]
    assert rows[0][4:] == [Reason.BAD_NPI.text, Reason.BAD_NPI.advice]


def test_without_remarks_there_is_no_file(tmp_path):
    with RejectsFile(tmp_path, 3) as rejects:
        rejects.write([])

    assert rejects.relative_path is None
    assert list(tmp_path.iterdir()) == []


def test_every_column_is_explained_under_the_command():
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = text.split("## `directory import nppes")[1].split("\n## ")[0]

    assert [column for column in HEADER if f"| `{column}` |" not in section] == []


def test_a_run_that_goes_on_keeps_the_rows_of_the_batches_taken_in(tmp_path):
    kept, lost, new = (Remark(line, "", Reason.BAD_NPI, kept=False) for line in (2, 3, 4))
    with RejectsFile(tmp_path, 3) as rejects:
        rejects.write([kept])
        size = rejects.size
        rejects.write([lost])

    with RejectsFile(tmp_path, 3, keep_bytes=size) as rejects:
        rejects.write([new])

    assert rejects.relative_path == "imports/3-rejects.csv"
    with (tmp_path / "imports" / "3-rejects.csv").open(newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["line", "2", "4"]


def test_a_file_somebody_deleted_is_begun_anew(tmp_path):
    with RejectsFile(tmp_path, 3, keep_bytes=70) as rejects:
        assert (rejects.size, rejects.relative_path) == (0, None)


def test_rows_and_the_name_of_the_file_are_on_the_disk_before_a_checkpoint_counts_on_them(
    tmp_path, monkeypatch
):
    kept = {}
    sync = os.fsync

    def noting(descriptor):
        sync(descriptor)
        status = os.fstat(descriptor)
        kept[status.st_ino] = status.st_size

    monkeypatch.setattr(os, "fsync", noting)
    with RejectsFile(tmp_path, 3) as rejects:
        rejects.write([Remark(2, "", Reason.BAD_NPI, kept=False)])

        path = tmp_path / "imports" / "3-rejects.csv"
        assert kept[path.stat().st_ino] == rejects.size
        assert path.parent.stat().st_ino in kept
        kept.clear()
        rejects.write([])
        assert kept == {}
