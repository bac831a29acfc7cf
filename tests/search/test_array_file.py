"""Files of mapped arrays: what is read is what was written, or it is said to be damaged."""

import os
import stat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from directory.search.array_file import ArrayFile, ArraysDamaged, checksum_of, write_arrays

KINDS = ("<i8", "<i4", "<u2", "u1", "?", "<f8", "<U3", "S36")

ANY_ARRAY = st.sampled_from(KINDS).flatmap(
    lambda kind: arrays.arrays(kind, arrays.array_shapes(min_dims=1, max_dims=2, min_side=0))
)

SOME = {"rows": np.arange(1_000), "names": np.array(["DE", "US"]), "none": np.empty((0, 4))}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "one.arrays"
    write_arrays(path, SOME)
    return path


@given(st.dictionaries(st.text(max_size=5), ANY_ARRAY, max_size=4))
def test_what_was_written_is_read(tmp_path_factory, written):
    path = tmp_path_factory.mktemp("arrays") / "some.arrays"

    write_arrays(path, written)

    file = ArrayFile(path)
    assert set(file) == set(written)
    for name, array in written.items():
        found = file.array(name)
        assert (found.dtype, found.shape) == (array.dtype, array.shape)
        assert found.tobytes() == array.tobytes()
        assert not found.flags.writeable
        assert found.flags.aligned


def test_an_array_out_of_order_in_memory_is_written_as_it_reads(tmp_path):
    table = np.arange(12).reshape(3, 4).T

    write_arrays(tmp_path / "t", {"table": table})

    assert ArrayFile(tmp_path / "t").array("table").tolist() == table.tolist()


def test_every_byte_that_changes_is_noticed(path):
    whole = path.read_bytes()
    start = whole.index(SOME["rows"].tobytes())
    used = [*range(0, 300, 7), *range(start, start + SOME["rows"].nbytes, 501)]

    for at in (at for at in used if whole[at : at + 1] != b"\0" or at >= start):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with pytest.raises(ArraysDamaged):
            [file.array(name) for file in [ArrayFile(path)] for name in file]


def test_a_file_that_ends_too_early_is_noticed(path):
    whole = path.read_bytes()

    for length in (*range(0, 300, 11), len(whole) - 100):
        path.write_bytes(whole[:length])
        with pytest.raises(ArraysDamaged):
            [file.array(name) for file in [ArrayFile(path)] for name in file]


def test_unchecked_bytes_can_be_compared_by_who_uses_them(path):
    whole = path.read_bytes()
    at = whole.index(SOME["rows"].tobytes())
    path.write_bytes(whole[:at] + b"\7" + whole[at + 1 :])

    rows = ArrayFile(path).array("rows", unchecked=True)

    assert checksum_of(rows) != checksum_of(SOME["rows"])
    assert checksum_of(rows[1:]) == checksum_of(SOME["rows"][1:])


@pytest.mark.parametrize("name", ["missing", ""])
def test_an_array_that_is_not_there_is_named(path, name):
    with pytest.raises(ArraysDamaged, match=repr(name)):
        ArrayFile(path).array(name)


def test_no_file_is_damage_too(tmp_path):
    with pytest.raises(ArraysDamaged, match="nowhere"):
        ArrayFile(tmp_path / "nowhere")


def test_a_file_removed_or_replaced_stays_readable_for_who_opened_it(path):
    file = ArrayFile(path)

    write_arrays(path, {"rows": np.zeros(3)})
    path.unlink()

    assert file.array("rows").tolist() == list(range(1_000))


def test_a_full_disk_leaves_no_half_file_behind(path, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        write_arrays(path, {"rows": np.zeros(3)})

    assert list(path.parent.iterdir()) == [path]
    assert ArrayFile(path).array("rows").tolist() == list(range(1_000))


def test_others_cannot_write_into_it(path):
    assert not stat.S_IMODE(path.stat().st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
