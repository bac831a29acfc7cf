"""A listing takes over what it lacks, and nothing that it states is overwritten."""

from datetime import date

import pytest

from directory.listings.merging.facts import lacking, take_over_facts
from directory.practitioners.models import Fact
from directory.vetting.models import Claim, Document
from tests.factories import make_licence, make_practitioner

DAY = date(2026, 1, 2)


def two(session, kept, merged):
    return [make_practitioner(session, name="Ada Alder", **columns) for columns in (kept, merged)]


def test_the_number_goes_over_and_no_two_share_it(session):
    kept, other = two(session, {}, {"npi": "1234567893"})

    take_over_facts(session, kept, other)

    assert (kept.npi, other.npi) == ("1234567893", None)


@pytest.mark.databases("sqlite")
def test_stated_facts_stay_and_empty_ones_are_filled_with_their_source(session):
    kept, other = two(
        session,
        {"email": "old@alder.example", "gender": None},
        {"email": "new@alder.example", "website": "https://ada.example", "gender": "female"},
    )
    other.facts.append(Fact(field="gender", source="nppes", verified_on=DAY))

    take_over_facts(session, kept, other)

    assert (kept.email, kept.website, kept.gender) == (
        "old@alder.example",
        "https://ada.example",
        "female",
    )
    assert [(fact.field, fact.source, fact.verified_on) for fact in kept.facts] == [
        ("gender", "nppes", DAY)
    ]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(("waits", "taken"), [(None, False), (14, None)])
def test_whether_they_take_clients_is_taken_over_as_a_whole(session, waits, taken):
    kept, other = two(session, {"wait_days": waits}, {"accepting": False, "accepting_as_of": DAY})

    take_over_facts(session, kept, other)

    assert kept.accepting is taken


@pytest.mark.databases("sqlite")
def test_terms_claims_licences_and_documents_that_it_lacks_come_over(session):
    kept, other = two(
        session,
        {"terms": {"modality": ["taping"]}},
        {"terms": {"modality": ["taping", "manual_therapy"]}},
    )
    make_licence(session, kept, title="PT", number="7")
    make_licence(session, other, title="Physical Therapist", number="7")
    make_licence(session, other, title="Coach", source="nppes", verified_on=DAY)
    for listing, codes in ((kept, ["T1"]), (other, ["T1", "T2"])):
        for code in codes:
            claim = Claim(practitioner_id=listing.id, code=code, sentence=code, stated_on=DAY)
            session.add(claim)
    session.add(Document(practitioner_id=other.id, code="T13", title="Paper", seen_on=DAY))
    session.flush()

    took = take_over_facts(session, kept, other)

    assert kept.keys("modality") == ["taping", "manual_therapy"]
    assert [(row.title, row.source) for row in kept.licences][1:] == [("Coach", "nppes")]
    assert [row.code for row in took.claims] == ["T2"]
    assert session.get(Claim, (kept.id, "T2")).stated_on == DAY
    assert session.get(Document, (kept.id, "T13")).title == "Paper"


@pytest.mark.databases("sqlite")
def test_nothing_is_lacking_of_what_is_said_by_both(session):
    kept, other = two(session, {"website": "https://a.example"}, {"website": "https://b.example"})

    found = lacking(session, kept, other)

    assert (found.columns, found.places, found.terms, found.takes_npi) == ((), (), (), False)
