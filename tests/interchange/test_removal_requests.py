"""Removal of people who never asked: shown that it is them, gone for good, kept out of imports."""

import pytest
from sqlalchemy import func, select

from directory.cases.deciding import AlreadyDecided
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.cli.imports import parts_or_complaint
from directory.cli.nppes_import import NppesImport
from directory.db import begin_write
from directory.interchange.models import ImportRun
from directory.interchange.removal_links import (
    linked_removal,
    mail_removal_link,
    remove_by_link,
)
from directory.interchange.removal_requests import (
    Answer,
    ListingOwned,
    ask_removal,
    carry_out,
    refuse,
    request_of,
)
from directory.interchange.suppression import suppressed
from directory.listings.models import FactReport, RemovalRequest, Stage
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner, Status
from directory.vetting.decisions import NothingLeft
from tests.factories import make_noise, make_practitioner
from tests.interchange.nppes_files import place_row, write_download
from tests.interchange.nppes_rows import SmallWorld, person
from tests.listings.visitors import KEYS, LETTERS, case_of, mails, own, verdict
from tests.vetting.factories import NOW

NPI = "1234567893"
SITE_KEY = "one site's secret"
THEIRS, ASKS = "ada@practice.example", "ada@home.example"


@pytest.fixture
def listing(session):
    make_noise(session, 1)
    return make_practitioner(
        session,
        name="Ada Alder",
        slug="ada-alder",
        npi=NPI,
        email="Ada@Practice.example",
        status=Status.UNCLAIMED,
        source="nppes",
    )


def mail_link(session, listing, now=NOW):
    mail_removal_link(session, listing, letters=LETTERS, keys=KEYS, now=now)
    session.flush()


def ask(session, listing, email=ASKS, message="Call me at the practice."):
    ask_removal(session, listing, Answer(email, message), letters=LETTERS, keys=KEYS, now=NOW)
    session.flush()


def token(session):
    text = session.scalars(select(Mail.text).order_by(Mail.id.desc())).first()
    return text.partition("/practitioners/ada-alder/remove-me/")[2].split()[0]


def press(session, link, now=NOW):
    remove_by_link(session, link, letters=LETTERS, keys=KEYS, secret=SITE_KEY, now=now)
    session.flush()


def names(session):
    return session.scalars(select(Practitioner.name).order_by(Practitioner.id)).all()


def test_what_hangs_on_the_listing_goes_too(session, listing):
    session.add(FactReport(practitioner_id=listing.id, field="phone", said="It is wrong."))
    ask(session, listing)
    mail_link(session, listing)

    press(session, token(session))

    for model in (FactReport, RemovalRequest, Case):
        assert session.scalar(select(func.count()).select_from(model)) == 0


def test_no_address_stands_in_the_log(session, listing):
    ask(session, listing)
    mail_link(session, listing)
    press(session, token(session))

    for event in session.scalars(select(Event)):
        told = f"{event.actor} {event.subject_id} {event.before} {event.after}"
        assert not any(word in told for word in ("Ada", "@", NPI))


def test_without_the_address_a_moderator_is_asked_once(session, listing):
    ask(session, listing)
    ask(session, listing, message="At noon.\x00")

    row = session.scalars(select(RemovalRequest)).one()
    case = case_of(session, CaseKind.REMOVAL)
    assert (row.email, row.message, row.status) == (ASKS, "At noon.", Stage.WAITING)
    assert (case.subject_type, case.subject_id) == ("removal_request", str(row.public_id))
    assert request_of(session, case) is row
    assert case.details == {}
    assert mails(session) == []


def test_whoever_gives_the_address_of_the_listing_is_mailed_the_link(session, listing):
    ask(session, listing, email=THEIRS)

    assert [to for to, _subject in mails(session)] == [THEIRS]
    assert session.scalar(select(func.count(RemovalRequest.id))) == 0


def test_what_somebody_speaks_for_is_closed_at_their_desk(session, listing):
    mail_link(session, listing)
    ask(session, listing)
    link, case = token(session), case_of(session, CaseKind.REMOVAL)
    own(session, listing)

    with pytest.raises(ListingOwned):
        mail_link(session, listing)
    with pytest.raises(ListingOwned):
        ask(session, listing)
    with pytest.raises(ListingOwned):
        linked_removal(session, link, keys=KEYS, now=NOW)
    with pytest.raises(ListingOwned):
        press(session, link)
    with pytest.raises(ListingOwned):
        carry_out(session, case, verdict(), letters=LETTERS, secret=SITE_KEY)
    assert len(names(session)) == 2


def test_a_moderator_who_reached_them_removes_them(session, listing):
    ask(session, listing)
    case = case_of(session, CaseKind.REMOVAL)

    carry_out(session, case, verdict(), letters=LETTERS, secret=SITE_KEY)

    session.expire_all()
    assert names(session) == ["Noise Neighbour0"]
    assert suppressed(session, {NPI}, SITE_KEY) == {NPI}
    assert mails(session) == [(ASKS, "Your listing is removed")]
    assert (case.status, case.decision, case.practitioner_id) == (
        CaseStatus.DECIDED,
        "remove",
        None,
    )
    assert session.scalar(select(func.count(RemovalRequest.id))) == 0
    with pytest.raises(NothingLeft):
        carry_out(session, case, verdict(), letters=LETTERS, secret=SITE_KEY)


def test_a_refused_request_is_answered_and_forgotten(session, listing):
    ask(session, listing)
    case = case_of(session, CaseKind.REMOVAL)

    refuse(session, case, verdict("The practice does not know you."), letters=LETTERS)

    session.flush()
    row = request_of(session, case)
    assert mails(session) == [(ASKS, "About your request to remove a listing")]
    assert "The practice does not know you." in session.scalars(select(Mail.text)).one()
    assert (row.status, row.email, row.message) == (Stage.REFUSED, "", "")
    assert len(names(session)) == 2
    with pytest.raises(AlreadyDecided):
        refuse(session, case, verdict(), letters=LETTERS)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("way", ["link", "moderator"])
def test_no_import_of_the_same_row_brings_them_back(open_session, settings, tmp_path, way):
    cells = person()
    path = write_download(tmp_path, providers=[cells, person()], places=[place_row(cells["NPI"])])
    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()
    session = open_session()
    begin_write(session)
    listing = session.scalars(select(Practitioner).where(Practitioner.npi == cells["NPI"])).one()
    listing.email, slug = THEIRS, listing.slug
    if way == "link":
        mail_link(session, listing)
        text = session.scalars(select(Mail.text)).one()
        secret = settings.secret_key
        remove_by_link(
            session,
            text.partition(f"/practitioners/{slug}/remove-me/")[2].split()[0],
            letters=LETTERS,
            keys=KEYS,
            secret=secret,
            now=NOW,
        )
    else:
        ask(session, listing)
        case = case_of(session, CaseKind.REMOVAL)
        carry_out(session, case, verdict(), letters=LETTERS, secret=settings.secret_key)
    session.commit()

    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()

    after = open_session()
    assert cells["NPI"] not in after.scalars(select(Practitioner.npi)).all()
    assert after.scalar(select(func.count(Practitioner.id))) == 1
    runs = after.scalars(select(ImportRun).order_by(ImportRun.id)).all()
    assert runs[-2].counts["suppressed"] == 1
