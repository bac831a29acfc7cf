"""Yes, no and the kinds in the spellings that tables have."""

import pytest

from directory.interchange.sheet.answers import (
    NotAnAnswer,
    answer,
    is_unstated,
    kind_of,
    write_answer,
)
from directory.practitioners.vocabulary import Kind


@pytest.mark.parametrize(
    "text", ["yes", "Y", "TRUE", "1", "1.0", "x", "✓", "ja", "Oui", "sí", "SIM"]
)
def test_these_mean_yes(text):
    assert answer(text) is True


@pytest.mark.parametrize("text", ["no", "N", "false", "0", "0,0", "✗", "nein", "NON", "não", "nee"])
def test_these_mean_no(text):
    assert answer(text) is False


@pytest.mark.parametrize("text", ["", " ", "n/a", "-", "?", "None", "unknown"])
def test_these_mean_that_nothing_is_stated(text):
    assert answer(text) is None
    assert is_unstated(text)


@pytest.mark.parametrize("text", ["maybe", "yes and no", "2", "10"])
def test_anything_else_is_no_answer(text):
    with pytest.raises(NotAnAnswer):
        answer(text)


@pytest.mark.parametrize("value", [True, False, None])
def test_an_answer_is_read_as_it_was_written(value):
    assert answer(write_answer(value)) is value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("therapist", Kind.THERAPIST),
        ("THERAPISTS", Kind.THERAPIST),
        ("Movement coach", Kind.MOVEMENT_COACH),
        ("running-coach", Kind.RUNNING_COACH),
        ("Running coaches", Kind.RUNNING_COACH),
        ("coach", None),
        ("", None),
    ],
)
def test_kinds_are_known_in_any_spelling(text, kind):
    assert kind_of(text) is kind
