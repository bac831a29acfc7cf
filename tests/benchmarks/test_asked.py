"""Questions of the benchmarks are the same for a seed, and none is asked twice."""

from benchmarks.asked import MIXED, OWN, TYPO, asked, misspelt
from benchmarks.query_log import query_log, zipf
from directory.search.query import Circle

TEXT = "gait analysis knee pain"


def test_misspelt_texts_differ_from_the_text_and_from_each_other():
    made = misspelt(TEXT, 60, seed=1)

    assert len(set(made)) == 60
    assert TEXT not in made


def test_only_one_long_word_is_misspelt_and_keeps_its_first_letter():
    for text in misspelt(TEXT, 60, seed=1):
        gait, analysis, knee, pain = text.split()

        assert (gait, knee, pain) == ("gait", "knee", "pain")
        assert analysis[0] == "a"
        assert len(analysis) in {len("analysis"), len("analysis") + 1}


def test_the_same_seed_misspells_in_the_same_way():
    assert misspelt(TEXT, 9, seed=4) == misspelt(TEXT, 9, seed=4)
    assert misspelt(TEXT, 9, seed=4) != misspelt(TEXT, 9, seed=5)


def test_the_log_holds_different_questions_that_all_have_a_circle():
    log = query_log(80)

    assert len({repr(query) for query in log}) == 80
    assert all(isinstance(query.where, Circle) for query in log)
    assert query_log(80) == log


def test_the_log_has_questions_with_and_without_words_and_filters():
    log = query_log(200)

    assert {bool(query.text.groups) for query in log} == {True, False}
    assert {bool(query.filters.chosen) for query in log} == {True, False}
    assert len({query.sort for query in log}) == 4


def test_shares_by_zipfs_law_fall_as_the_rank_and_make_a_whole():
    shares = zipf(10)

    assert abs(shares.sum() - 1.0) < 1e-12
    assert abs(shares[0] / shares[4] - 5.0) < 1e-12


def test_every_kind_is_asked_as_often_as_wanted_and_only_typos_are_typed():
    found = asked(5, 7)

    assert {kind: len(questions) for kind, questions in found.items() if kind != MIXED} == (
        dict.fromkeys(("main", OWN, "nearby", "wide", "filters", "phrase", TYPO), 5)
    )
    assert len(found[MIXED]) == 7
    assert {kind for kind, some in found.items() if any(one.typed for one in some)} == {TYPO}
