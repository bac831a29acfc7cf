import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.journey.contentlines import (
    LONGEST_LINE,
    folded,
    plain_value,
    structured,
    text_value,
    written,
)
from tests.journey.content_readers import parts_of, unescaped, unfolded

_LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029")
_TURNED = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
LINES = st.text(_LETTERS, max_size=300).map(lambda text: text.translate(_TURNED))


@given(LINES)
def test_no_folded_line_is_longer_than_the_formats_allow(line):
    pieces = folded(line).split("\r\n")

    assert all(len(piece.encode()) <= LONGEST_LINE for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])


@given(LINES)
def test_a_folded_line_reads_as_before(line):
    assert folded(line).replace("\r\n ", "") == line


@given(st.lists(LINES, min_size=1, max_size=4).map("\n".join))
def test_text_arrives_as_it_was_written(text):
    assert unescaped(text_value(text)) == text


@given(LINES)
def test_a_value_stays_on_one_line(text):
    [(name, value)] = unfolded(written([("NOTE", text_value(text + "\r\n" + text))]))

    assert name == "NOTE"
    assert unescaped(value) == f"{text}\n{text}"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_written_alike(end):
    assert text_value(f"one{end}two") == "one\\ntwo"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ud800", "\u202e", "\u2066"])
def test_signs_that_nobody_sees_are_left_out(sign):
    assert text_value(f"a{sign}b") == plain_value(f"a{sign}b") == "ab"


def test_parts_are_kept_apart():
    value = structured("", "7; Quiet Lane", "Denver, Colorado", "\\")

    assert value == ";7\\; Quiet Lane;Denver\\, Colorado;\\\\"
    assert parts_of(value)[:3] == ["", "7; Quiet Lane", "Denver, Colorado"]


def test_a_plain_value_cannot_begin_another_line():
    text = written([("URL", plain_value("https://a.example/\r\nNOTE:mine"))])

    assert unfolded(text) == [("URL", "https://a.example/NOTE:mine")]
