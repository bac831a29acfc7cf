"""Decisions about assessments and reports by name, and whom they tell."""

import pytest

from directory.moderation.decisions import carry_out
from directory.outbox import INDEX
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Practitioner, Status
from directory.vetting.flags import ReplyNotAsked, flags_of
from directory.vetting.models import FlagStatus
from directory.vetting.reports import NotHidden
from tests.listings.claim_factories import VERDICT
from tests.moderation.tasks import task_of
from tests.moderation.worlds import a_red_flag, a_report, an_appeal

pytestmark = pytest.mark.databases("sqlite")


def listing_of(session, case):
    return session.get_one(Practitioner, case.practitioner_id)


def told(session):
    session.flush()
    return [mail.subject for mail in session.query(Mail)]


def test_a_cap_changes_the_score_at_once_and_promises_it_to_search(session, tmp_path):
    case = a_red_flag(session)
    listing = listing_of(session, case)
    version, score = listing.version, listing.score

    assert carry_out(task_of(session, case, tmp_path), "cap") == "The score is capped."

    assert (listing.score_cap, listing.score <= 40 < score) == (40, True)
    promised = session.query(OutboxEntry).filter_by(topic=INDEX, key=str(listing.public_id))
    assert listing.version > version
    assert promised.count() >= 1
    assert told(session)[-1].startswith("The score of your listing is capped")


def test_nothing_is_capped_before_the_right_of_reply(session, tmp_path):
    case = a_red_flag(session, asked=False)

    with pytest.raises(ReplyNotAsked):
        carry_out(task_of(session, case, tmp_path), "cap")


def test_an_appeal_that_is_granted_lifts_the_cap_and_tells_the_owner(session, tmp_path):
    case = an_appeal(session)

    assert carry_out(task_of(session, case, tmp_path), "lift") == "The cap is lifted."

    (flag,) = flags_of(session, case.practitioner_id)
    assert flag.status == FlagStatus.CLEARED
    assert listing_of(session, case).score_cap is None
    assert VERDICT.reason in session.query(Mail).order_by(Mail.id.desc()).first().text


def test_an_appeal_that_is_turned_down_tells_the_owner_why(session, tmp_path):
    case = an_appeal(session)

    assert carry_out(task_of(session, case, tmp_path), "uphold") == "It stays as it is."

    (flag,) = flags_of(session, case.practitioner_id)
    assert flag.status == FlagStatus.CAPPED
    assert told(session)[-1].startswith("Your appeal was heard")


def test_an_attempt_by_mail_leaves_the_case_open(session, tmp_path):
    case = a_red_flag(session, asked=False)

    said = carry_out(task_of(session, case, tmp_path), "mail")

    assert said.startswith("A mail goes to 1")
    assert case.decision is None


def test_a_reported_listing_is_shown_again_once_with_a_reason(session, tmp_path):
    case = a_report(session)
    carry_out(task_of(session, case, tmp_path), "hide")

    said = carry_out(task_of(session, case, tmp_path), "restore")

    assert said == "The listing is shown again."
    assert listing_of(session, case).status == Status.PUBLISHED
    assert case.details["shown_again"]["why"] == VERDICT.reason
    with pytest.raises(NotHidden):
        carry_out(task_of(session, case, tmp_path), "restore")
