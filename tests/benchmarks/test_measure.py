"""Times are summed up over the questions that two ways were both asked."""

import pytest

from benchmarks.measure import FirstUse, Times, together_ms, untouched


@pytest.fixture
def times():
    """Three questions in two rounds."""
    return Times([1.0, 2.0, 3.0, 5.0, 6.0, 7.0], [10, 20, 30], [["a"], ["b"], ["c"]])


def test_percentiles_are_taken_over_all_rounds(times):
    assert times.percentile(50) == 4.0
    assert times.percentile(100) == 7.0


def test_the_first_questions_are_taken_out_of_every_round(times):
    first = times.of_first(2)

    assert first == Times([1.0, 2.0, 5.0, 6.0], [10, 20], [["a"], ["b"]])


def test_as_many_as_were_asked_are_all(times):
    assert times.of_first(3) == times


def test_opening_and_the_first_answer_count_together():
    uses = [FirstUse(1.0, 2.0), FirstUse(10.0, 1.0), FirstUse(2.0, 3.0)]

    assert together_ms(uses, 50) == 5.0
    assert together_ms(uses, 100) == 11.0


def test_what_is_done_to_the_copy_of_an_index_leaves_the_index_as_it_is(tmp_path):
    index = tmp_path / "index"
    index.mkdir()
    (index / "one").write_text("1")

    with untouched(index) as copy:
        assert (copy / "one").read_text() == "1"
        (copy / "one").unlink()
        (copy / "two").write_text("2")

    assert [path.name for path in index.iterdir()] == ["one"]
    assert list(tmp_path.iterdir()) == [index]
