"""Reasons are facts in the listing's own words."""

import pytest

from directory.search.parse import parse
from directory.search.query import Filters, Hit, Member, TermGroup, Text
from directory.search.reasons import MAX_MATCHES, matches, reasons_for, snippet_for
from directory.search.results import Card
from directory.search.thesaurus import lexicon
from tests.factories import make_practitioner, make_term

pytestmark = pytest.mark.databases("sqlite")

HIT = Hit("", 0, None, 0.5)


def text_of(question):
    return parse(question, lexicon()).text


def found(practitioner, question):
    return [
        (reason.values["field"], reason.values["words"])
        for reason in matches(practitioner, text_of(question))
    ]


def codes(reasons):
    return [reason.code for reason in reasons]


def test_a_match_is_shown_as_the_listing_says_it(session):
    practitioner = make_practitioner(
        session, terms={"method": ["running_gait"], "condition": ["patellofemoral_pain"]}
    )

    shown = found(practitioner, "gait analysis, runner's knee")

    assert shown == [("method", "Running gait"), ("condition", "Patellofemoral pain")]


def test_of_free_text_only_the_words_that_match_are_shown(session):
    practitioner = make_practitioner(session, bio="I film you.\nThen Gait   Analysis follows.")

    assert found(practitioner, "gait analysis") == [("bio", "Gait   Analysis")]


def test_notes_are_searched_like_free_text(session):
    practitioner = make_practitioner(session)
    make_term(session, practitioner, "language", "en", note="Knows barefoot running well")
    make_term(session, practitioner, "language", "de")

    assert found(practitioner, '"barefoot running"') == [("bio", "barefoot running")]


def test_phrases_do_not_reach_over_a_line(session):
    practitioner = make_practitioner(session, bio="Strong back\nbarefoot running")

    assert found(practitioner, '"back barefoot"') == []


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Hazelton", [("name", "Ada Hazelton")]),
        ("hazeltons", []),
        ("stride", [("practice", "Stride Lab")]),
        ("strides", []),
        ("physical therapists", [("profession", "Physical therapist")]),
        ("DPT", [("profession", "DPT")]),
    ],
)
def test_names_match_to_the_letter_and_crafts_by_their_stem(session, question, shown):
    practitioner = make_practitioner(
        session, name="Ada Hazelton", locations=[{"name": "Stride Lab"}]
    )

    assert found(practitioner, question) == shown


def test_no_more_matches_than_are_read(session):
    practitioner = make_practitioner(session, bio="one knee two hip three ankle four shoulder")

    shown = matches(practitioner, text_of('"knee" "hip" "ankle" "shoulder"'))

    assert len(shown) == MAX_MATCHES


def test_one_label_that_answers_twice_is_named_once(session):
    practitioner = make_practitioner(session, terms={"condition": ["knee_pain"]})

    assert found(practitioner, '"knee" "pain"') == [("condition", "Knee pain")]


def test_what_is_denied_is_no_match(session):
    practitioner = make_practitioner(session, bio="I do not treat knees.")
    make_term(session, practitioner, "language", "en", note="No ankles, sorry.")

    assert found(practitioner, '"knees" "ankles"') == []


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (("name",), ["name"]),
        (("craft",), ["modality"]),
        (("focus",), ["condition"]),
        (("bio",), ["bio"]),
        ((), []),
    ],
)
def test_a_word_matches_in_its_own_fields_only(session, fields, shown):
    practitioner = make_practitioner(
        session,
        name="Ada Knee Massage",
        bio="Knees and massage.",
        terms={"modality": ["soft_tissue_massage"], "condition": ["knee_pain"]},
    )
    text = Text((TermGroup("", tuple(Member((w,), fields=fields) for w in ("knee", "massage"))),))

    assert [reason.values["field"] for reason in matches(practitioner, text)] == shown


def card_of(practitioner, question):
    text = text_of(question)
    reasons = reasons_for(practitioner, None, HIT, text, Filters())
    snippet = snippet_for(practitioner, text, reasons)
    return Card(1, practitioner, None, None, 0.5, reasons, frozenset(), snippet)


def test_the_snippet_comes_from_bio_and_notes(session):
    practitioner = make_practitioner(session, bio="Gait is a habit.")
    make_term(session, practitioner, "language", "en", note="Explains the gait analysis twice")

    card = card_of(practitioner, "gait analysis")

    assert card.snippet.text == "Explains the gait analysis twice"


def test_a_card_does_not_tell_what_its_snippet_shows(session):
    practitioner = make_practitioner(
        session, bio="I look at sore knees from below.", terms={"method": ["running_gait"]}
    )

    card = card_of(practitioner, '"knees" "gait"')

    assert [reason.values["field"] for reason in card.reasons] == ["bio", "method"]
    assert [reason.values["field"] for reason in card.told] == ["method"]


def test_a_card_tells_what_its_snippet_has_no_room_for(session):
    practitioner = make_practitioner(session, bio=f"Knees.{' Come by.' * 40}\nThen hips.")

    card = card_of(practitioner, '"knees" "hips"')

    assert [reason.values["words"] for reason in card.told] == ["hips"]


def test_a_note_that_only_repeats_a_label_is_not_shown(session):
    practitioner = make_practitioner(session, terms={"condition": ["knee_pain"]})
    make_term(session, practitioner, "language", "en", note="Knee pain")

    card = card_of(practitioner, "knee pain")

    assert card.snippet is None
    assert codes(card.told) == ["match"]


def test_the_payers_asked_for_are_named(session):
    practitioner = make_practitioner(session, locations=[{"payers": ["aetna", "cigna"]}])
    filters = Filters(chosen={"payment": frozenset({"aetna", "self_pay"})})

    reasons = reasons_for(practitioner, practitioner.locations[0], HIT, Text(), filters)

    assert [(reason.code, reason.values) for reason in reasons] == [("payer", {"label": "Aetna"})]


def test_without_a_location_nobody_pays_there(session):
    practitioner = make_practitioner(session, locations=())
    filters = Filters(chosen={"payment": frozenset({"aetna"})})

    assert reasons_for(practitioner, None, HIT, Text(), filters) == ()


def test_the_score_told_is_the_vetting_score_with_its_interval(session):
    practitioner = make_practitioner(
        session, score=81.0, score_low=68.0, score_high=90.0, score_members=7
    )

    (reason,) = reasons_for(practitioner, None, HIT, Text(), Filters())

    assert reason.code == "score"
    told = {"score": 81.0, "low": 68.0, "high": 90.0, "members": 7, "is_new": False}
    assert reason.values == told


def test_the_score_told_of_few_members_is_a_whole_number(session):
    practitioner = make_practitioner(
        session, score=56.37, score_low=37.6, score_high=73.2, score_members=1
    )

    (reason,) = reasons_for(practitioner, None, HIT, Text(), Filters())

    assert [reason.values[name] for name in ("score", "low", "high")] == [56, 38, 73]


def test_silence_evening_hours_and_distance_are_told_in_this_order(session):
    practitioner = make_practitioner(session, evening_hours=True)
    hit = Hit("", 0, 4.2, 0.5, frozenset({"text"}))

    reasons = reasons_for(practitioner, practitioner.locations[0], hit, Text(), Filters())

    assert codes(reasons) == ["method_unstated", "evening", "near"]
    assert reasons[-1].values == {"km": 4.2}


def test_a_payer_taken_only_at_another_practice_is_named_with_its_town(session):
    practitioner = make_practitioner(
        session,
        locations=[{"payers": ["cigna"]}, {"city": "Boulder", "payers": ["aetna"]}],
    )
    filters = Filters({"payment": frozenset({"aetna"})})

    reasons = reasons_for(practitioner, practitioner.locations[0], HIT, Text(), filters)

    assert [(reason.code, reason.values) for reason in reasons] == [
        ("payer_elsewhere", {"label": "Aetna", "city": "Boulder"})
    ]
