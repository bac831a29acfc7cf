"""What moderators decide about submissions and edits."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import outbox
from directory.cases.models import CaseStatus
from directory.listings.deciding import (
    DecidedOtherwise,
    NothingLeft,
    NpiTaken,
    approve,
    refuse,
    send_back,
)
from directory.listings.models import Stage
from directory.listings.reading import content_of
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Status
from directory.vetting.models import Claim
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_owned,
    make_revision,
    make_submission,
    make_verdict,
    practitioner_of,
    propose_fields,
    publish,
)

pytestmark = pytest.mark.databases("sqlite")

both = pytest.mark.databases("sqlite", "postgres")
NPI = "1234567893"
LATER = NOW + timedelta(days=4)
DECISIONS = [approve, send_back, refuse]


def actions(session):
    rows = session.scalars(select(Event).where(Event.subject_type == "practitioner"))
    return [row.action for row in rows]


def mails_to(session, address):
    return session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id)).all()


@both
def test_an_approved_submission_is_published_whole(session):
    author = make_account(session, email="ada@example.org")
    revision = make_submission(session, author=author, name="Ada Alder", npi=NPI)
    practitioner = practitioner_of(session, revision)

    case = publish(session, revision)

    assert practitioner.status == Status.PUBLISHED
    assert (practitioner.npi, practitioner.slug) == (NPI, "ada-alder-denver")
    assert practitioner.keys("language") == ["en", "de"]
    assert [place.city for place in practitioner.locations] == ["Denver"]
    assert session.scalar(select(func.count(Claim.code))) == 1
    assert (revision.status, revision.decided_at) == (Stage.ACCEPTED, LATER)
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "publish")
    assert actions(session) == ["submitted", "claimed", "published"]
    mail = mails_to(session, "ada@example.org")[-1]
    assert mail.subject == "Your listing is published"
    assert "https://chain.example/practitioners/ada-alder-denver" in mail.text
    keys = [row.key for row in outbox.pending(session, outbox.INDEX, 9)]
    assert set(keys) == {str(practitioner.public_id)}


def test_what_the_owner_stated_is_theirs_as_of_the_day_they_sent_it(session):
    practitioner, _author = make_owned(session)

    day = NOW.date()
    facts = {fact.field: (fact.source, fact.verified_on) for fact in practitioner.facts}
    assert set(facts) == {
        *("name", "profession", "credentials", "licences", "location", "phone", "fees", "hours"),
        "accepting",
    }
    assert set(facts.values()) == {("owner", day)}
    assert practitioner.confirmed_on == practitioner.accepting_as_of == day
    assert practitioner.locations[0].confirmed_on == day


@both
def test_an_approved_edit_changes_only_what_it_says(session):
    practitioner, author = make_owned(session, bio="Old words.", wait_days=7)
    revision = make_revision(session, practitioner, bio="New words.", now=LATER)
    propose_fields(session, practitioner, wait_days=20, now=LATER)
    practitioner.times_asked = 2

    publish(session, revision)

    assert (practitioner.bio, practitioner.wait_days) == ("New words.", 20)
    assert (practitioner.confirmed_on, practitioner.times_asked) == (LATER.date(), 0)
    assert mails_to(session, author.email)[-1].subject == "Your changes are published"


def test_another_name_keeps_the_old_address_working(session):
    practitioner, _author = make_owned(session, name="Ada Alder")
    revision = make_revision(session, practitioner, name="Ada Birch")

    publish(session, revision)

    assert practitioner.slug == "ada-birch-denver"
    assert [former.slug for former in practitioner.former_slugs] == ["ada-alder-denver"]


def test_an_unclaimed_listing_is_published_with_its_first_edit(session):
    practitioner = make_practitioner(session, status=Status.UNCLAIMED, source="nppes")
    revision = make_revision(session, practitioner)

    publish(session, revision)

    assert practitioner.status == Status.PUBLISHED


def test_a_hidden_listing_stays_hidden_when_an_edit_is_approved(session):
    practitioner = make_practitioner(session)
    revision = make_revision(session, practitioner, bio="New words.")
    hide(session, practitioner, "Closed.", actor="owner:1")

    publish(session, revision)

    assert (practitioner.status, practitioner.bio) == (Status.HIDDEN, "New words.")


def test_a_submission_that_was_hidden_is_not_published(session):
    revision = make_submission(session)
    hide(session, practitioner_of(session, revision), "Closed.", actor="owner:1")

    with pytest.raises(NothingLeft):
        publish(session, revision)


@both
def test_an_npi_that_another_listing_has_is_told_with_it(session):
    other = make_practitioner(session, npi=NPI)
    revision = make_submission(session, npi=NPI)

    with pytest.raises(NpiTaken) as raised:
        publish(session, revision)

    assert raised.value.practitioner is other
    assert other.slug in str(raised.value)
    assert case_of(session, revision).status == CaseStatus.OPEN


@both
def test_what_is_sent_back_tells_what_to_change(session):
    author = make_account(session, email="ada@example.org")
    revision = make_submission(session, author=author)
    practitioner, case = practitioner_of(session, revision), case_of(session, revision)
    verdict = make_verdict(LATER, reason=" Please name the town. ")

    send_back(session, case, verdict, seen=revision.public_id, letters=LETTERS)

    assert (revision.status, revision.reason) == (Stage.RETURNED, "Please name the town.")
    assert practitioner.status == Status.PENDING
    assert actions(session) == ["submitted", "returned"]
    mail = mails_to(session, "ada@example.org")[-1]
    assert "Please name the town." in mail.text
    assert f"https://chain.example/desk/{practitioner.public_id}/edit" in mail.text


def test_an_edit_that_is_sent_back_leaves_the_page_as_it_was(session):
    practitioner, author = make_owned(session, bio="Old words.")
    before = content_of(session, practitioner)
    revision = make_revision(session, practitioner)

    send_back(
        session,
        case_of(session, revision),
        make_verdict(),
        seen=revision.public_id,
        letters=LETTERS,
    )

    assert content_of(session, practitioner) == before
    assert practitioner.status == Status.PUBLISHED
    assert "Your public page is as it was" in mails_to(session, author.email)[-1].text


def test_a_refused_submission_is_hidden_and_its_owner_told_why(session):
    author = make_account(session, email="ada@example.org")
    revision = make_submission(session, author=author)
    practitioner, case = practitioner_of(session, revision), case_of(session, revision)

    refuse(
        session,
        case,
        make_verdict(reason="No such place."),
        seen=revision.public_id,
        letters=LETTERS,
    )

    assert practitioner.status == Status.HIDDEN
    assert practitioner.hidden_reason == "It was not accepted."
    assert (revision.status, case.decision) == (Stage.REFUSED, "refuse")
    assert "No such place." in mails_to(session, "ada@example.org")[-1].text


def test_an_edit_is_not_refused(session):
    practitioner = make_practitioner(session)
    revision = make_revision(session, practitioner)

    with pytest.raises(DecidedOtherwise):
        refuse(
            session,
            case_of(session, revision),
            make_verdict(),
            seen=revision.public_id,
            letters=LETTERS,
        )


def test_every_owner_is_told_but_made_up_and_closed_accounts_are_not(session):
    practitioner = make_practitioner(session)
    owners = [
        make_account(session, email="one@example.org"),
        make_account(session, email="demo@example.org", is_demo=True),
        make_account(session, email="closed@example.org", active=False),
        make_account(session, email="two@example.org"),
    ]
    session.add_all(
        Ownership(practitioner_id=practitioner.id, account_id=owner.id) for owner in owners
    )
    session.flush()
    revision = make_revision(session, practitioner)

    publish(session, revision)

    told = sorted(session.scalars(select(Mail.recipient)))
    assert told == ["one@example.org", "two@example.org"]
