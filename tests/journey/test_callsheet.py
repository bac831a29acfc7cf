from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.journey.callsheet import FACTS, RELIED_ON_FOR, call_sheet, sore_place
from directory.practitioners.models import Location, LocationPayer, Practitioner, Term
from directory.practitioners.vocabulary import LINKS, Kind
from directory.vetting.checklist import checklist, sore_places
from directory.vetting.evidence import Counts, PractitionerEvidence, SeenDocument, StatedClaim

TODAY = date(2026, 11, 23)
CLAIM = StatedClaim("I say how.", TODAY)
DOCUMENT = SeenDocument("A course", partly=False, link=None, seen_on=TODAY)
KNEE = sore_place("knee")


def listing(kind=Kind.THERAPIST, members=0, terms=(), **facts):
    place = Location(fee_first=facts.pop("fee_first", None), self_pay=facts.pop("self_pay", None))
    place.payers = [LocationPayer(payer=key) for key in facts.pop("payers", ())]
    stated = [Term(vocabulary=name, key=key, note=note) for name, key, note in terms]
    return Practitioner(kind=kind, score_members=members, locations=[place], terms=stated, **facts)


def sheet(practitioner, evidence=None, sore=None):
    return call_sheet(practitioner, evidence or PractitionerEvidence(), sore=sore, today=TODAY)


def codes(asked):
    return [question.code for question in asked.questions]


@pytest.mark.parametrize("kind", Kind)
def test_of_whom_nothing_is_known_everything_is_asked_that_can_be(kind):
    asked = sheet(listing(kind))

    assert codes(asked) == [item.code for item in checklist(kind).items if item.call]
    assert asked.facts == FACTS
    assert (asked.known, asked.known_facts) == ((), ())


_CODES = st.sets(st.sampled_from(checklist(Kind.THERAPIST).codes))


@given(claims=_CODES, documents=_CODES, answered=_CODES, few=_CODES)
def test_just_the_items_are_asked_of_which_nothing_is_shown(claims, documents, answered, few):
    evidence = PractitionerEvidence(
        counts=dict.fromkeys(few, Counts(said_yes=2)) | dict.fromkeys(answered, Counts(1, 1, 1)),
        claims=dict.fromkeys(claims, CLAIM),
        documents=dict.fromkeys(documents, DOCUMENT),
    )

    asked = sheet(listing(members=3), evidence)

    shown = claims | documents | answered
    items = checklist(Kind.THERAPIST).items
    assert codes(asked) == [item.code for item in items if item.call and item.code not in shown]
    assert asked.known == tuple(item.code for item in items if item.code in shown)


@given(st.integers(0, 2), st.sampled_from(checklist(Kind.THERAPIST).codes))
def test_below_three_members_no_answer_makes_anything_known(members, code):
    counts = dict.fromkeys([code, *(f"link:{key}" for key in LINKS)], Counts(said_yes=5))
    evidence = PractitionerEvidence(counts=counts)

    assert sheet(listing(members=members), evidence) == sheet(listing(members=members))


def test_what_nobody_can_say_before_a_visit_is_never_asked():
    assert "T9" not in codes(sheet(listing()))


def test_the_sore_place_stands_in_the_question():
    asked = {question.code: question.words for question in sheet(listing(), sore=KNEE).questions}

    assert asked["T1"].startswith("When someone comes with knee pain,")
    assert not any("SORE" in words for words in asked.values())


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("place", [None, *sore_places().values()])
def test_no_question_is_left_with_a_gap(kind, place):
    questions = sheet(listing(kind), sore=place).questions

    assert all(question.words and question.hint for question in questions)
    assert not any("SORE" in question.words for question in questions)


def test_links_of_which_nothing_is_known_are_named_when_some_are():
    noted = [("region", key, "I test it.") for key in ("feet", "knees", "hips")]

    first = sheet(listing(terms=noted), sore=KNEE).questions[0]

    assert (first.code, first.links) == ("T1", ("core", "upper_back", "shoulders"))


def test_the_whole_chain_is_known_once_each_link_besides_the_sore_one_is():
    noted = [("region", key, "I test it.") for key in LINKS if key != "knees"]

    assert "T1" not in codes(sheet(listing(terms=noted), sore=KNEE))
    assert "T1" in codes(sheet(listing(terms=noted)))


def test_a_link_named_without_a_word_how_is_not_known():
    named = [("region", key, None) for key in LINKS]

    assert sheet(listing(terms=named)).questions[0].links == ()
    assert codes(sheet(listing(terms=named)))[0] == "T1"


def test_members_and_documents_make_links_known():
    evidence = PractitionerEvidence(
        counts={"link:feet": Counts(said_no=3)},
        documents={"T13": replace(DOCUMENT, link="hips")},
    )

    first = sheet(listing(members=3), evidence).questions[0]

    assert first.links == ("knees", "core", "upper_back", "shoulders")


def test_stated_facts_are_not_asked_again():
    stated = listing(
        accepting=False,
        accepting_as_of=TODAY,
        wait_days=0,
        fee_first=0.0,
        payers=["aetna"],
        referral_needed=False,
        evening_hours=False,
        trial_call_minutes=0,
        terms=[("language", "en", None), ("modality", "manual_therapy", None)],
    )

    asked = sheet(stated)

    assert (asked.facts, asked.known_facts) == ((), FACTS)


@pytest.mark.parametrize(
    ("as_of", "is_asked"),
    [
        (None, True),
        (TODAY - RELIED_ON_FOR - timedelta(days=1), True),
        (TODAY - RELIED_ON_FOR, False),
        (TODAY, False),
    ],
)
def test_whether_they_take_new_clients_is_asked_again_once_it_is_old(as_of, is_asked):
    asked = sheet(listing(accepting=True, accepting_as_of=as_of))

    assert ("accepting" in asked.facts) is is_asked


@pytest.mark.parametrize("self_pay", [True, False, None])
def test_saying_how_one_may_pay_oneself_does_not_say_which_insurer_pays(self_pay):
    assert "payers" in sheet(listing(self_pay=self_pay)).facts


@pytest.mark.parametrize(
    ("as_of", "is_asked"),
    [(None, True), (TODAY - RELIED_ON_FOR, False), (TODAY - 2 * RELIED_ON_FOR, True)],
)
def test_a_wait_is_asked_again_once_it_is_old(as_of, is_asked):
    assert ("wait" in sheet(listing(wait_days=3, accepting_as_of=as_of)).facts) is is_asked
    assert ("wait" in sheet(listing(wait_days=3, confirmed_on=as_of)).facts) is is_asked


def test_nothing_is_left_to_ask_of_whom_all_is_known():
    known = dict.fromkeys(checklist(Kind.RUNNING_COACH).codes, CLAIM)

    asked = sheet(listing(Kind.RUNNING_COACH), PractitionerEvidence(claims=known))

    assert not asked.is_empty
    assert replace(asked, facts=()).is_empty


@pytest.mark.parametrize("key", [*LINKS, *sore_places()])
def test_a_sore_place_is_known_by_its_own_key_and_by_its_link(key):
    place = sore_place(key)

    assert place is not None
    assert key in {place.key, place.link}


@pytest.mark.parametrize("key", [None, "", "wings", "none"])
def test_what_is_no_place_is_none(key):
    assert sore_place(key) is None
