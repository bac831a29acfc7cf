"""The passage on a card is the listing's own, short, and about what was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.negation import affirmed
from directory.search.occurrences import occurrences
from directory.search.parse import parse
from directory.search.query import Member, TermGroup
from directory.search.snippets import ELLIPSIS, MAX_LENGTH, snippet_of
from directory.search.thesaurus import lexicon

KNEE = TermGroup("knee", (Member(("knee",)),))
HIP = TermGroup("hip", (Member(("hip",)),))
GAIT = TermGroup("gait analysis", (Member(("gait", "analysis")), Member(("gait",), 0.4)))

LONG = (
    "For twenty years I have watched people run up and down the hill behind my practice, in rain "
    "and in sun, with a camera, and a knee that hurts has nearly always had a sleepy hip above it, "
    "which is why every visit begins with the whole runner and ends with two exercises for home."
)


def marked(text, *groups, said=()):
    """The passage with its marks as [brackets]; empty without one."""
    snippet = snippet_of(text, (), groups, said)
    parts = snippet.parts if snippet else ()
    return "".join(f"[{part.text}]" if part.marked else part.text for part in parts)


def test_what_was_asked_is_marked_in_its_sentence():
    text = "I live by the sea. A sore knee gets a look at both feet first. We run on Sundays."

    assert marked(text, KNEE) == "A sore [knee] gets a look at both feet first."


def test_a_short_sentence_brings_the_next_one_along():
    assert marked("Sore knees? I film you on the hill.", KNEE) == (
        "Sore [knees]? I film you on the hill."
    )


def test_the_passage_with_most_of_what_was_asked_wins():
    text = "A knee is a hinge, and hinges like oil.\nWhere the knee hurts, the hip is asleep."

    assert marked(text, KNEE, HIP) == "Where the [knee] hurts, the [hip] is asleep."


def test_a_whole_phrase_wins_over_its_single_words():
    text = "Your gait tells a lot, and so do shoes.\nEvery plan starts from a gait analysis."

    assert marked(text, GAIT) == "Every plan starts from a [gait analysis]."


def test_a_single_word_before_the_whole_phrase_does_not_pull_the_passage_forward():
    text = f"Gait is a habit. {'Come uphill with me. ' * 6}Each plan starts from a gait analysis."

    assert marked(text, GAIT) == "Each plan starts from a [gait analysis]."


def test_of_equal_passages_the_first_is_shown():
    shown = snippet_of("First knee here.", ["Second knee there."], [KNEE])

    assert shown.text == "First knee here."


def test_a_note_is_shown_for_a_whole_phrase_only():
    bio = "Your gait tells a lot."

    assert snippet_of("", [bio], [GAIT]) is None
    assert snippet_of(bio, ["A gait analysis, filmed."], [GAIT]).text == "A gait analysis, filmed."


def test_a_long_sentence_is_cut_at_words_on_both_sides():
    shown = marked(LONG, KNEE, HIP)

    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)
    assert "[knee]" in shown
    assert "[hip]" in shown
    assert set(shown.strip(ELLIPSIS).translate({91: None, 93: None}).split()) <= set(LONG.split())


def test_the_start_of_a_sentence_is_kept_where_it_fits():
    text = "We treat the knee " + "and the foot and the back " * 20

    shown = marked(text, KNEE)

    assert shown.startswith("We treat the [knee] and")
    assert shown.endswith(ELLIPSIS)


def test_what_matches_beyond_the_passage_is_left_there():
    text = "A sore knee gets a look at both feet first. The other knee waits for its turn then."

    assert marked(text, KNEE) == "A sore [knee] gets a look at both feet first."


def test_words_that_stand_side_by_side_are_one_mark():
    assert marked("My hip  knee drill helps.", HIP, KNEE) == "My [hip knee] drill helps."


def test_inflections_and_synonyms_are_marked_as_the_listing_writes_them():
    groups = parse("ITB", lexicon()).text.groups

    assert marked("Iliotibial bands are patient.", *groups) == "[Iliotibial bands] are patient."


def test_what_is_denied_is_never_marked():
    text = "I do not treat knees. Hips are my trade, and a knee is a friend."

    assert marked(text, KNEE) == "Hips are my trade, and a [knee] is a friend."
    assert marked("I do not treat knees.", KNEE) == ""


def test_a_word_that_counts_in_other_fields_only_is_not_shown():
    art = TermGroup("art", (Member(("art",), fields=("craft",)),))

    assert marked("The art of running.", art) == ""


def test_nothing_is_shown_when_only_labels_match():
    assert snippet_of("", ["Running on hills."], [KNEE]) is None
    assert snippet_of("Running on hills.", [], []) is None


def test_nothing_is_said_twice():
    assert marked("Gait analysis.", GAIT, said=["Gait analysis"]) == ""
    assert marked("Gait analysis, filmed.", GAIT, said=["Gait analysis"]) != ""


def test_blanks_and_bullets_are_tidied():
    assert marked("  - Knee \t care\nand more", KNEE) == "[Knee] care"


def test_a_word_without_end_is_cut():
    shown = marked("knee " + "x" * 1_000, KNEE)

    assert len(shown) <= MAX_LENGTH + len("[]") + len(ELLIPSIS)


def test_a_match_longer_than_a_passage_is_shown_whole():
    far = TermGroup("knee hip", (Member(("knee", "hip")),))

    text = "knee" + " and" * 60 + " hip again and again."

    assert marked(text, far).startswith("[knee and")


@pytest.mark.parametrize(
    ("words", "shown"), [("Knees", True), ("the knee", True), ("hip", False), ("knee hip", False)]
)
def test_what_a_passage_shows_is_what_it_marks(words, shown):
    snippet = snippet_of("The knee below the hip.", (), [KNEE])

    assert snippet.shows(words) is shown


ATOMS = st.sampled_from(
    [
        "knee",
        "Knees",
        "hip",
        "gait analysis",
        "not",
        "I do not treat",
        ".",
        "?",
        ",",
        "\n",
        "\t",
        "…",
    ]
)
texts = st.one_of(st.text(), st.lists(st.one_of(ATOMS, st.text(max_size=30))).map(" ".join))


@given(texts, st.lists(texts, max_size=2))
def test_any_text_gives_a_short_passage_of_its_own_or_none(bio, notes):
    snippet = snippet_of(bio, notes, [KNEE, HIP, GAIT])

    if snippet is not None:
        core = " ".join(snippet.text.strip(ELLIPSIS).split())
        assert any(core in " ".join(text.split()) for text in (bio, *notes))
        assert len(snippet.text) <= MAX_LENGTH + 2 * len(ELLIPSIS)
        assert any(part.marked for part in snippet.parts)
        assert all(part.text for part in snippet.parts)


@given(texts)
def test_there_is_a_passage_wherever_the_bio_matches(bio):
    matches = any(
        list(occurrences(affirmed(bio), member.phrase, "bio"))
        for group in (KNEE, HIP, GAIT)
        for member in group.members
    )

    assert (snippet_of(bio, (), [KNEE, HIP, GAIT]) is not None) == matches
