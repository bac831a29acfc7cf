"""Gathering and taking in, step by step."""

from collections import Counter

import pytest

from directory.interchange import gathered_steps
from directory.interchange.archives import parts_of
from directory.interchange.gathered_steps import LAST_NPI, GatheredFile
from directory.interchange.gathering import Gathering, scratch
from directory.interchange.npi_sets import KnownNpis
from directory.interchange.nppes_header import NAME_COLUMNS
from directory.interchange.steps import READING, TAKING_IN
from directory.interchange.tables import open_table
from directory.interchange.unusable import FileUnusable
from tests.interchange.nppes_files import NAMES_HEADER, PLACES_HEADER, name_row, write_table
from tests.interchange.nppes_rows import make_npi

NPIS = sorted(make_npi() for _ in range(gathered_steps.GROUPS_AT_ONCE + 3))


class Recorder:
    """Notes the stretches it is given."""

    columns = NAME_COLUMNS

    def __init__(self):
        self.stretches = []

    def prepare(self, npis):
        return iter(())

    def take(self, session, run_id, stretch):
        self.stretches.append(stretch)
        return Counter(taken=len(stretch.groups))


def go_through(folder, rows, after=""):
    path = write_table(folder / "othername_pfile.csv", NAMES_HEADER, rows)
    taker = Recorder()
    with scratch(folder) as aside, open_table(parts_of(path)[0]) as table:
        file = GatheredFile(table, taker, path.stat().st_size)
        steps = list(file.steps(Gathering(aside), KnownNpis(NPIS), after))
        for step in steps:
            if step.take:
                step.take(None, 1)
    return steps, taker.stretches


def test_every_listed_number_is_in_one_stretch_and_the_stretches_cover_all(tmp_path):
    rows = [name_row(npi, "A") for npi in reversed(NPIS)] + [name_row(make_npi(), "B")]

    _, stretches = go_through(tmp_path, rows)

    assert [group.npi for stretch in stretches for group in stretch.groups] == NPIS
    ends = [(stretch.after, stretch.last) for stretch in stretches]
    middle = NPIS[gathered_steps.GROUPS_AT_ONCE - 1]
    assert ends == [("", middle), (middle, LAST_NPI)]


def test_taking_in_goes_on_behind_a_number_and_counts_nothing_twice(tmp_path):
    rows = [name_row(npi, "A") for npi in NPIS]

    steps, stretches = go_through(tmp_path, rows, after=NPIS[-3])

    assert [group.npi for stretch in stretches for group in stretch.groups] == NPIS[-2:]
    assert all(not step.counts for step in steps if step.phase == READING)


def test_each_phase_tells_how_far_it_is(tmp_path):
    rows = [name_row(NPIS[0], "A")] * (gathered_steps.ROWS_AT_ONCE + 1)

    steps, _ = go_through(tmp_path, rows)

    reading = [step for step in steps if step.phase == READING]
    assert [step.rows for step in reading] == [gathered_steps.ROWS_AT_ONCE, 1]
    assert reading[-1].done == reading[-1].total
    assert [(step.done, step.total) for step in steps if step.phase == TAKING_IN] == [(1, 1)]


def test_broken_rows_are_told_with_their_lines(tmp_path):
    steps, _ = go_through(tmp_path, [name_row(NPIS[0], "A"), ["only one"], ["x" * 140_000, "", ""]])

    remarks = steps[0].remarks
    assert [(remark.line, remark.reason.value) for remark in remarks] == [
        (3, "wrong_width"),
        (4, "unreadable"),
    ]
    assert steps[0].counts["rejected"] == 2


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = write_table(tmp_path / "pl_pfile.csv", PLACES_HEADER, [])

    with (
        open_table(parts_of(path)[0]) as table,
        pytest.raises(FileUnusable, match="header lacks"),
    ):
        GatheredFile(table, Recorder(), 1)
