"""The benchmark of suggestions asks at every letter and prints its table."""

import numpy as np
import pytest

from benchmarks import suggest
from tests.api.fakes import FakePlaces


def test_every_letter_from_the_second_on_is_a_question():
    asked = suggest.keystrokes(np.random.default_rng(1), ["knee"], 2)

    assert asked == ["kn", "kne", "knee"] * 2


@pytest.mark.filterwarnings("ignore::SyntaxWarning:.*whoosh.*")
def test_a_small_run_has_a_row_for_each_field(tmp_path):
    rows, made_s = suggest.run(tmp_path, listings=30, texts=3, places=FakePlaces())

    text = suggest.section(rows, 30, made_s)

    assert [row.name for row in rows] == ["/suggest/words", "/suggest/places"]
    assert all(row.milliseconds for row in rows)
    assert "## Autocomplete" in text
    assert "| `/suggest/words` |" in text
