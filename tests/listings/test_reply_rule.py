"""Words that tell of somebody who was there are found, and words about the practice are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.replies import SENTENCES
from directory.listings.reply_rule import Reveal, find_reveals

GENERAL = (
    "We look at feet and hips first, and explain what we find.",
    "Everybody gets a plan; we change it when something hurts.",
    "Our clients can call from 8 to 12, and we may answer in writing.",
    "We work 24/7 with 3 colleagues, 1.5 hours each, at 303-555-0100.",
    "People who run far should march on slowly; patients get exercises.",
    "We test hips while people are lying on their back.",
    "Write to practice@alder.example. On Mondays we are closed.",
    "",
)

TELLING = [
    (Reveal.PERSON, "this client"),
    (Reveal.PERSON, "my patient"),
    (Reveal.PERSON, "the former patient"),
    (Reveal.PERSON, "this difficult runner"),
    (Reveal.PERSON, "these clients"),
    (Reveal.PERSON, "she came"),
    (Reveal.PERSON, "his knee"),
    (Reveal.PERSON, "somebody said"),
    (Reveal.PERSON, "they never"),
    (Reveal.PERSON, "a 45-year-old"),
    (Reveal.VISIT, "you came"),
    (Reveal.VISIT, "your second visit"),
    (Reveal.VISIT, "thank you for coming"),
    (Reveal.VISIT, "was never a client"),
    (Reveal.VISIT, "never been here"),
    (Reveal.VISIT, "we treated"),
    (Reveal.VISIT, "our records"),
    (Reveal.VISIT, "the last session was"),
    (Reveal.DATE, "2026-03-12"),
    (Reveal.DATE, "3/12"),
    (Reveal.DATE, "12.3."),
    (Reveal.DATE, "in October"),
    (Reveal.DATE, "in May"),
    (Reveal.DATE, "March 3"),
    (Reveal.DATE, "on Monday"),
    (Reveal.DATE, "last spring"),
    (Reveal.DATE, "two weeks ago"),
    (Reveal.NAME, "Mrs. Alder"),
    (Reveal.NAME, "somebody called Ada"),
    (Reveal.NAME, "Ada K. was"),
    (Reveal.NAME, "for J. S. alone"),
    (Reveal.DISPUTE, "telling lies"),
    (Reveal.DISPUTE, "a lie"),
    (Reveal.DISPUTE, "somebody is lying"),
    (Reveal.DISPUTE, "not true"),
    (Reveal.DISPUTE, "our lawyer"),
]


@pytest.mark.parametrize(("reveal", "words"), TELLING)
def test_words_that_tell_of_somebody_are_found(reveal, words):
    found = find_reveals(f"We are careful, and {words} with us, as everywhere")

    assert reveal in [one.reveal for one in found]


@pytest.mark.parametrize("words", [*GENERAL, *SENTENCES.values()])
def test_words_about_the_practice_are_left_alone(words):
    assert find_reveals(words) == []


def test_the_words_themselves_are_given_back_so_that_they_can_be_changed():
    (found,) = find_reveals("We did all we could for this client.")

    assert found.words == "this client"


@given(
    st.sampled_from([words for reveal, words in TELLING if reveal != Reveal.NAME]),
    st.sampled_from(GENERAL),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.sampled_from([" ", "  ", "\n", "\u00a0", "\u200b ", "\t"]),
)
def test_no_way_of_writing_hides_them(words, around, written, blank):
    said = f"{around} {written(words)} {around}".replace(" ", blank)

    assert find_reveals(said)


@given(st.text())
def test_any_text_is_read_to_its_end(text):
    assert len(find_reveals(text)) <= len(Reveal)
