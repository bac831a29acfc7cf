"""Recommendations: nothing shows, one invitation at most, addresses forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.cases.deciding import AlreadyDecided
from directory.cases.models import Case, CaseKind
from directory.listings.models import ListingToken, Recommendation, Stage
from directory.listings.recommending import (
    Recommended,
    decline,
    invite,
    is_kept_out,
    listed_alike,
    recommend,
    recommendation_of,
    stop_inviting,
)
from directory.listings.tokens import LinkEnded
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner, Status
from directory.practitioners.vocabulary import Kind
from directory.vetting.decisions import NothingLeft
from tests.databases import ensure_writing
from tests.factories import DENVER, make_noise, make_practitioner
from tests.listings.visitors import KEYS, LETTERS, case_of, mails, verdict
from tests.vetting.factories import NOW

THEIRS, OURS = "mara@practice.example", "runner@mail.example"


def sent(session, now=NOW, **what_matters):
    ensure_writing(session)
    values = {
        "name": "Mara Maple",
        "kind": Kind.RUNNING_COACH,
        "place": "Denver",
        "contact_email": THEIRS,
        "email": OURS,
    } | what_matters
    return recommend(session, Recommended(**values), now=now)


def case_for(session, row):
    return session.scalars(select(Case).where(Case.subject_id == str(row.public_id))).one()


def invited(session, row):
    return invite(session, case_for(session, row), verdict(), letters=LETTERS, keys=KEYS)


def token_in(text):
    return text.rpartition("/recommend/stop/")[2].split()[0]


def test_a_recommendation_waits_and_nothing_shows(session):
    row = sent(session)

    case = case_of(session, CaseKind.RECOMMENDATION)
    assert (case.subject_type, case.subject_id) == ("recommendation", str(row.public_id))
    assert recommendation_of(session, case) is row
    assert session.scalar(select(func.count(Practitioner.id))) == 0
    assert mails(session) == []


def test_the_same_recommendation_waits_only_once(session):
    first = sent(session)

    assert sent(session) is first
    assert sent(session, email=None) is not first
    assert sent(session, contact_email=None, contact="555 0100", email=None) is sent(
        session, contact_email=None, contact="555 0100", email=None
    )
    assert session.scalar(select(func.count(Recommendation.id))) == 3


def test_an_invitation_leads_to_a_form_that_knows_the_name(session):
    row = sent(session, name="Mara & Søn")

    mailed = invited(session, row)

    assert mailed
    assert mails(session) == [
        (THEIRS, "You were recommended to runners"),
        (OURS, "Thank you for your recommendation"),
    ]
    text = session.scalars(select(Mail.text)).first()
    assert "/listings/new?name=Mara+%26+S%C3%B8n&kind=running_coach" in text
    assert OURS not in text


def test_addresses_are_forgotten_with_the_decision_and_never_logged(session):
    row = sent(session, contact="555 0100")
    invited(session, row)
    session.flush()

    assert (row.status, row.decided_at) == (Stage.ACCEPTED, NOW)
    assert (row.email, row.contact_email, row.contact) == (None, None, "")
    told = [f"{e.subject_id}{e.before}{e.after}" for e in session.scalars(select(Event))]
    told += [str(case.details) for case in session.scalars(select(Case))]
    assert not any(word in text for text in told for word in ("Mara", THEIRS, OURS, "0100"))


def test_nobody_is_invited_twice(session):
    invited(session, sent(session))

    again = sent(session, name="M. Maple", now=NOW + timedelta(days=900), email=None)

    assert not invited(session, again)
    assert again.status == Stage.ACCEPTED
    assert [to for to, _subject in mails(session)] == [THEIRS, OURS]


def test_of_two_recommendations_that_wait_one_is_mailed(session):
    one, other = sent(session, email=None), sent(session, name="M. Maple", email=None)

    assert invited(session, one)
    assert not invited(session, other)


def test_whoever_asks_is_never_written_to_again(session):
    invited(session, sent(session))
    session.flush()
    token = token_in(session.scalars(select(Mail.text)).first())

    stop_inviting(session, token, keys=KEYS, now=NOW)

    session.flush()
    assert is_kept_out(session, THEIRS, KEYS)
    assert session.scalars(select(ListingToken.email)).all() == [None]
    actions = session.scalars(select(Event.action).where(Event.subject_type == "address")).all()
    assert sorted(actions) == ["asked not to be written to", "invited"]
    with pytest.raises(LinkEnded):
        stop_inviting(session, token, keys=KEYS, now=NOW)


def test_others_are_not_kept_out(session):
    invited(session, sent(session))
    session.flush()

    assert not is_kept_out(session, OURS, KEYS)


def test_without_an_address_the_moderator_has_told_them(session):
    row = sent(session, contact_email=None, contact="555 0100", email=None)

    assert not invited(session, row)
    assert (row.status, mails(session)) == (Stage.ACCEPTED, [])
    assert case_for(session, row).decision == "invite"


def test_a_declined_recommendation_invites_nobody_and_thanks(session):
    row = sent(session)

    decline(session, case_for(session, row), verdict(), letters=LETTERS)

    session.flush()
    assert mails(session) == [(OURS, "Thank you for your recommendation")]
    assert (row.status, row.email, row.contact_email) == (Stage.REFUSED, None, None)
    assert not is_kept_out(session, THEIRS, KEYS)


def test_nothing_that_a_visitor_typed_is_mailed_to_an_address_nobody_has_shown(session):
    row = sent(session, name="Cheap shoes at spam.example")

    decline(session, case_for(session, row), verdict(), letters=LETTERS)

    session.flush()
    mail = session.scalars(select(Mail)).one()
    assert "spam.example" not in mail.subject + mail.text


def test_nothing_is_decided_twice(session):
    row = sent(session)
    invited(session, row)

    with pytest.raises(AlreadyDecided):
        decline(session, case_for(session, row), verdict(), letters=LETTERS)


def test_a_recommendation_that_is_gone_cannot_be_decided(session):
    row = sent(session)
    case = case_for(session, row)
    session.delete(row)
    session.flush()

    with pytest.raises(NothingLeft):
        invite(session, case, verdict(), letters=LETTERS, keys=KEYS)


@pytest.mark.parametrize(
    ("name", "place", "point", "is_known"),
    [
        ("ada  alder", "Denver", DENVER, True),
        ("Ada Alder", "denver, CO", None, True),
        ("Ada Alder", "Boulder", None, False),
        ("Ada Elm", "Denver", DENVER, False),
        ("", "", None, False),
    ],
)
def test_somebody_listed_nearby_is_known(session, name, place, point, is_known):
    listing = make_practitioner(session, name="Ada Alder")
    make_practitioner(session, name="Ada Alder", locations=())
    make_practitioner(session, name="Ada Alder", status=Status.PENDING)
    far = make_noise(session, 1)[0]
    far.name = "Ada Alder"
    session.flush()

    assert listed_alike(session, name, place, point) == ([listing] if is_known else [])
