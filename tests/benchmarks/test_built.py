"""An index is built once, and again as soon as what it was made from has changed."""

import pytest

from benchmarks.built import form_of, kept, size_mb


@pytest.fixture
def make():
    """Builds an index of one small file, and counts how often it was asked to."""

    def _make(index):
        _make.built += 1
        index.mkdir()
        (index / "words").write_bytes(b"x" * 2_000_000)
        return 100, 4.0, 50.0

    _make.built = 0
    return _make


def test_an_index_is_built_once_and_its_figures_are_kept(tmp_path, make):
    first = kept(tmp_path, "site", "a", make)

    again = kept(tmp_path, "site", "a", make)

    assert make.built == 1
    assert again == first
    assert again[1].rate == 25.0
    assert again[1].size_mb == 2.0


def test_another_form_is_built_and_the_former_one_thrown_away(tmp_path, make):
    former, _ = kept(tmp_path, "site", "a", make)

    now, _ = kept(tmp_path, "site", "b", make)

    assert make.built == 2
    assert now.exists()
    assert not former.exists()


def test_the_indexes_of_other_ways_stay(tmp_path, make):
    other, _ = kept(tmp_path, "sqlite", "a", make)

    kept(tmp_path, "site", "b", make)

    assert other.exists()


def test_what_was_broken_off_is_built_again(tmp_path, make):
    (tmp_path / "site-a" / "index").mkdir(parents=True)

    index, _ = kept(tmp_path, "site", "a", make)

    assert make.built == 1
    assert size_mb(index) == 2.0


def test_each_side_has_a_form_of_its_own_that_stays_while_nothing_changes():
    assert form_of("site") == form_of("site")
    assert form_of("site") != form_of("sqlite")
