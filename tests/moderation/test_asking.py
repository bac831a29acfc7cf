"""Asking a practitioner by mail: owners first, then the listing's own address."""

import pytest

from directory.cases import CaseKind
from directory.db import begin_write
from directory.moderation import asking
from directory.moderation.asking import NoAddress, ask_by_mail
from directory.outbox.models import Mail
from directory.vetting.flags import flags_of
from directory.web import vetting_words
from tests.cli.waiting import flagged
from tests.factories import make_practitioner
from tests.moderation.cases import newest_case, owned_listing
from tests.moderation.tasks import task_of

pytestmark = pytest.mark.databases("sqlite")


def flagged_case(session, listing):
    flagged(session, listing)
    begin_write(session)
    return newest_case(session, CaseKind.RED_FLAG)


def mails(session):
    session.flush()
    return [(mail.recipient, mail.text) for mail in session.query(Mail)]


def test_its_owner_is_asked_and_the_attempt_is_noted(session, tmp_path):
    listing, owner = owned_listing(session, email="listed@practice.example")
    task = task_of(session, flagged_case(session, listing), tmp_path)

    assert ask_by_mail(task) == 1

    ((to, text),) = mails(session)
    assert to == owner.email
    assert f"/desk/{listing.public_id}/replies" in text
    (flag,) = flags_of(session, listing.id)
    assert flag.attempts == [{"on": task.on.isoformat(), "how": "Mail from the site"}]


def test_where_nobody_owns_it_the_listing_itself_is_asked(session, tmp_path):
    listing = make_practitioner(session, email="listed@practice.example")

    ask_by_mail(task_of(session, flagged_case(session, listing), tmp_path))

    ((to, text),) = mails(session)
    assert to == "listed@practice.example"
    assert f"/practitioners/{listing.slug}/claim" in text


def test_without_an_address_nobody_is_asked(session, tmp_path):
    listing = make_practitioner(session, email=None)
    task = task_of(session, flagged_case(session, listing), tmp_path)

    with pytest.raises(NoAddress):
        ask_by_mail(task)


def test_mails_and_pages_call_what_was_reported_the_same():
    assert {key: str(words) for key, words in vetting_words.REPORTED.items()} == asking.REPORTED
