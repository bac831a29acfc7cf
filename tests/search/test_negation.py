"""Denials are found anywhere in a text, and nothing else of it is touched."""

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from directory.search.negation import affirmed, negated
from directory.search.whoosh_schema import positioned

PIECES = (
    *("I", "we", "do not", "don't", "treat", "knees", "hips", "no", "never", "not", "a", "only"),
    *("without", "needles", "unlike", "instead of", "except", "refer", "out", "but", "and", "or"),
    *(",", ".", ";", ":", "?", "\n", "\r\n- ", " ", "—", "covered", "is", "here", "Dr.", "Lee"),
)
ROOT = Path(__file__).parents[2]
RUNS = (
    *("A-", "A'", "A’", "'", "’", " ", "\t", "\n", "\r\n", ",", ", ", " - ", ":", " :"),
    *("A", "Also ", "usually ", "the a ", "I ", "I and ", "I do ", "I am ", "not ", "n't "),
    *("no matter ", "no a, ", ", not a", "unlike a ", "I do not treat a, ", "without a-", "refer "),
    *("Ab Cd do not treat ", "not covered ", "not covered:\n- a\n", "is not treated, ", "a with "),
)
"""What a hostile text may be made of from its beginning to its end."""
READ = """
import sys
from directory.search.negation import affirmed
for run in sys.argv[1:]:
    text = ("I do not treat" + run * 50_000)[:49_900]
    affirmed(text + " I do not treat knees")
"""
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
no_words = st.lists(
    st.sampled_from(["knees", "I", "treat", "hips", "only", "but", "a", ",", ".", "\n"])
).map(" ".join)


@given(texts)
def test_spans_stand_in_the_text_in_order_and_apart(text):
    edges = [edge for span in negated(text) for edge in span]

    assert edges == sorted(edges)
    assert all(start < end for start, end in negated(text))
    assert all(0 <= edge <= len(text) for edge in edges)


@given(texts)
def test_blanking_moves_and_adds_nothing(text):
    left = affirmed(text)

    assert len(left) == len(text)
    assert all(now in (was, " ", "\n") for was, now in zip(text, left, strict=True))


@given(no_words)
def test_a_text_without_words_of_denial_stays_as_it_is(text):
    assert affirmed(text) == text


@given(texts)
def test_what_is_left_denies_no_less_than_nothing(text):
    left = affirmed(text)

    assert re.findall(r"\w+", left) == [
        word.group()
        for word in re.finditer(r"\w+", text)
        if not any(start <= word.start() < end for start, end in negated(text))
    ]


def test_no_phrase_reaches_over_what_was_taken_out():
    text = "Strong hips (we do not treat knees) and ankles."

    places = {word: position for position, word in positioned(affirmed(text))}

    assert "knees" not in places
    assert places["ankles"] - places["hips"] > 1


def test_denials_that_overlap_are_one():
    text = "Not covered: Aetna, no Humana, and Cigna is not accepted"

    assert negated(text) == ((0, len(text)),)


def test_a_long_text_without_any_stop_is_read_to_its_end():
    text = "I am a coach and my hips are strong " * 400 + "and I do not treat knees"

    assert affirmed(text).endswith("and I \n" + " " * 17)


def test_no_text_of_the_longest_size_keeps_a_reader_waiting():
    command = [sys.executable, "-c", READ, *RUNS]

    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=30)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_text_that_is_nothing_but_denials_is_read_only_so_far():
    assert len(negated("I do not treat knees. " * 1_000)) == 250


def test_a_denial_after_many_blanked_words_stands_where_it_stood():
    text = "No knees. Hips. " * 3

    assert affirmed(text) == ("\n" + " " * 7 + ". Hips. ") * 3
