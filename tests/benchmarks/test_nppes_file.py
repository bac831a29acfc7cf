"""The made-up register of the benchmark."""

import csv

import pytest

from benchmarks.nppes_file import write_rows
from directory.interchange.archives import parts_of
from directory.interchange.nucc import taxonomy
from directory.interchange.places import Locator
from directory.interchange.reading import ProviderReader
from directory.interchange.tables import open_table
from tests.interchange.nppes_rows import HEADER, SmallWorld

pytestmark = pytest.mark.places


def counts_of(path):
    with open_table(parts_of(path)[0]) as table:
        reader = ProviderReader(table, taxonomy(), Locator(SmallWorld()))
        (batch,) = reader.batches()
        return batch.counts


def test_it_has_the_form_and_the_share_of_the_real_one(tmp_path, places_path):
    path = tmp_path / "f.csv"

    told = write_rows(path, 800, places_path, relevant=0.5)

    counts = counts_of(path)
    assert (counts["rows"], counts["relevant"], counts["rejected"]) == (800, told, 0)
    assert 300 < told < 500
    with path.open(newline="") as file:
        assert next(csv.reader(file)) == HEADER


def test_without_listed_rows_there_are_none(tmp_path, places_path):
    path = tmp_path / "f.csv"

    assert write_rows(path, 300, places_path, relevant=0) == 0
    assert counts_of(path)["relevant"] == 0
