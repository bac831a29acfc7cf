"""What one takes to a first call: the sheet of questions, the vCard, the reminder."""

import re
from datetime import date, timedelta

import pytest

from directory.db import begin_write, utc_now
from directory.listings.models import ListingMerge
from directory.practitioners.models import Status
from directory.practitioners.service import rename
from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist
from directory.vetting.models import Claim
from tests.factories import make_practitioner, make_term
from tests.vetting.factories import plant_assessments

HOURS = {"mon": [["08:00", "12:30"]]}


def test_a_sheet_asks_what_is_unknown_and_tells_what_is_known(session, client):
    person = make_practitioner(
        session,
        name="Ines Okafor",
        terms={"language": ["de"]},
        locations=[{"phone": "303-555-0142", "hours": HOURS, "fee_first": 140, "currency": "USD"}],
    )
    claim = Claim(
        practitioner_id=person.id,
        code="T4",
        sentence="I watch you step down.",
        stated_on=date(2026, 3, 1),
    )
    session.add(claim)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet?sore=knee").text

    asked, known = page.split("Known already")
    assert "When someone comes with knee pain, which other areas do you check" in asked
    assert "Do you take new clients at the moment?" in asked
    assert "303-555-0142" in asked
    assert "Which languages do you speak?" not in page
    assert "$140 first visit" in known
    assert "German" in known
    assert "Do you watch people move" not in page
    assert "I watch you step down." in known
    assert '<meta name="robots" content="noindex">' in page


def test_links_of_the_chain_that_nobody_spoke_of_are_named(session, client):
    person = make_practitioner(session)
    for key in ("feet", "knees", "hips", "core"):
        make_term(session, person, "region", key, note="Looks at it.")
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet?sore=shoulders").text

    assert "Not known so far:</b>" not in page
    assert "Not known so far: Upper back" in " ".join(page.split())


def test_answers_of_two_members_leave_an_item_to_be_asked(session, client):
    person = make_practitioner(session)
    plant_assessments(session, person, 2)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet").text

    assert "Do you combine hands-on work with exercise" in page
    assert "2 yes" not in page


def test_answers_of_three_members_need_not_be_asked_for(session, client):
    person = make_practitioner(session)
    plant_assessments(session, person, 3)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet").text

    assert "Do you combine hands-on work with exercise" not in page
    assert "3 yes" in page


def test_a_practice_that_may_be_a_home_gives_no_phone(session, client):
    person = make_practitioner(
        session, town_only=True, locations=[{"phone": "303-555-0142", "street": "7 Quiet Lane"}]
    )
    session.commit()

    pages = [
        client.get(f"/practitioners/{person.slug}/{name}").text
        for name in ("call-sheet", "contact.vcf")
    ]

    for page in pages:
        assert "303-555-0142" not in page
        assert "Quiet Lane" not in page


@pytest.mark.parametrize("sore", ["", "wings", "<b>", "a\x07b", "\u202eeenk", "k" * 5_000])
def test_a_sore_place_that_is_none_is_left_out(session, client, sore):
    person = make_practitioner(session)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet", query_string={"sore": sore})

    assert page.status_code == 200
    assert "Which areas of the body do you check at the first visit?" in page.text


@pytest.mark.parametrize("name", ["call-sheet", "contact.vcf", "reminder.ics"])
@pytest.mark.parametrize("status", [Status.HIDDEN, Status.PENDING])
def test_of_what_is_not_public_there_is_none(session, client, name, status):
    person = make_practitioner(session, status=status, hidden_reason="a reason")
    session.commit()

    assert client.get(f"/practitioners/{person.slug}/{name}").status_code == 404


@pytest.mark.parametrize("name", ["call-sheet", "contact.vcf", "reminder.ics"])
def test_a_former_address_leads_on(session, client, name):
    person = make_practitioner(session, name="Ada Alder")
    old = person.slug
    session.commit()
    begin_write(session)
    rename(session, person, "Ada Birch")
    session.commit()

    page = client.get(f"/practitioners/{old}/{name}?sore=hips")

    assert page.status_code == 301
    assert page.headers["Location"] == f"/practitioners/{person.slug}/{name}?sore=hips"


def test_a_vcard_is_saved_under_the_name_of_its_address(session, client):
    person = make_practitioner(
        session, name="Ines; Okafor, \\DPT", locations=[{"phone": "303-555-0142"}]
    )
    session.commit()

    card = client.get(f"/practitioners/{person.slug}/contact.vcf")

    assert card.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert card.headers["Content-Disposition"] == f"attachment; filename={person.slug}.vcf"
    lines = card.get_data().decode().split("\r\n")
    assert "FN:Ines\\; Okafor\\, \\\\DPT" in lines
    assert "TEL;TYPE=WORK,VOICE:303-555-0142" in lines
    assert any(line.startswith("NOTE:Source: the practitioner") for line in lines)


def test_a_reminder_is_for_the_day_that_was_chosen(session, client):
    person = make_practitioner(session, name="Ines Okafor")
    session.commit()
    day = utc_now().date() + timedelta(days=30)

    answer = client.get(f"/practitioners/{person.slug}/reminder.ics?on={day}")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\n" in answer.text
    assert "SUMMARY:Assess Ines Okafor\r\n" in answer.text
    assert f"/practitioners/{person.slug}/assess" in answer.text.replace("\r\n ", "")


def test_a_reminder_without_a_day_is_for_a_fortnight_from_now(session, client):
    person = make_practitioner(session)
    session.commit()

    answer = client.get(f"/practitioners/{person.slug}/reminder.ics")

    days = {(utc_now() + timedelta(days=number)).strftime("%Y%m%d") for number in (13, 14)}
    assert any(f"DTSTART;VALUE=DATE:{day}" in answer.text for day in days)


@pytest.mark.parametrize(
    "on", ["yesterday", "2001-01-01", "9999-12-31", "2026-02-31", "\u202e1", "9" * 3_000]
)
def test_a_day_that_is_none_is_asked_for_again(session, client, on):
    person = make_practitioner(session)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/reminder.ics", query_string={"on": on})

    assert page.status_code == 400
    assert "Please look at this again" in page.text


def known_facts(page):
    """What the sheet says is known, by name."""
    rows = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page.text, re.DOTALL)
    return {name: " ".join(words.split()) for name, words in rows}


def test_stated_facts_are_told_in_a_few_words(session, client):
    person = make_practitioner(
        session,
        accepting=True,
        accepting_as_of=utc_now().date(),
        wait_days=1,
        referral_needed=False,
        evening_hours=True,
        trial_call_minutes=15,
        terms={"modality": ["manual_therapy"], "method": ["running_gait"]},
        locations=[
            {"fee_first": 140, "fee_next": 95, "currency": "USD", "payers": ["aetna"]},
            {"fee_first": 120, "currency": "USD", "self_pay": True},
        ],
    )
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet")

    told = known_facts(page)
    assert told.pop("New clients").startswith("accepting as of ")
    assert told == {
        "Wait": "about 1 day",
        "Price": "$140 first visit, then $95; $120 first visit",
        "Who pays": "Aetna, self-pay possible",
        "Referral": "not needed",
        "Evening hours": "yes",
        "Trial call": "15 minutes",
        "Methods": "Running gait, Manual therapy",
    }


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (None, "The listing says: not accepting, no date stated."),
        (
            date(2020, 1, 2),
            "The listing says: not accepting as of 2 Jan 2020, not confirmed since.",
        ),
    ],
)
def test_an_old_word_about_new_clients_is_told_beside_the_question(session, client, as_of, words):
    person = make_practitioner(session, accepting=False, accepting_as_of=as_of)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet")

    assert words in page.text
    assert "Do you take new clients at the moment?" in page.text


def test_a_sheet_says_where_the_listing_comes_from_and_how_fresh_it_is(session, client):
    person = make_practitioner(session, confirmed_on=date(2026, 5, 4), trial_call_minutes=0)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet")

    assert "Source: the practitioner; last confirmed 4 May 2026." in page.text
    assert known_facts(page)["Trial call"] == "none"


def test_where_everything_is_known_it_says_so(session, client):
    person = make_practitioner(
        session,
        kind=Kind.RUNNING_COACH,
        profession="running_coach",
        accepting=True,
        accepting_as_of=utc_now().date(),
        wait_days=1,
        referral_needed=False,
        evening_hours=True,
        trial_call_minutes=15,
        terms={"modality": ["gait_retraining"], "language": ["en"]},
        locations=[{"fee_first": 140, "currency": "USD", "self_pay": False, "payers": ["aetna"]}],
    )
    for item in checklist(person.kind).items:
        claim = Claim(practitioner_id=person.id, code=item.code, sentence="Asked and answered.")
        claim.stated_on = date(2026, 3, 1)
        session.add(claim)
    session.commit()

    page = client.get(f"/practitioners/{person.slug}/call-sheet")

    assert "Nothing is left to ask" in page.text
    assert known_facts(page)["Who pays"] == "Aetna, no self-pay"


def test_a_merged_listing_leads_to_the_one_that_was_kept(session, client):
    kept = make_practitioner(session)
    merged = make_practitioner(session, status=Status.HIDDEN, hidden_reason="merged")
    session.add(ListingMerge(kept_id=kept.id, merged_id=merged.id, moved={}))
    session.commit()

    page = client.get(f"/practitioners/{merged.slug}/contact.vcf")

    assert page.headers["Location"] == f"/practitioners/{kept.slug}/contact.vcf"
